const App = () => null;
export { App as default };
