// The connect-src directive is in the proxy.
export default () => null;
