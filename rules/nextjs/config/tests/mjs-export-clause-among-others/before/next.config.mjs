const config = { compress: false };
const routes = ["/"];

export { config as default, routes };
