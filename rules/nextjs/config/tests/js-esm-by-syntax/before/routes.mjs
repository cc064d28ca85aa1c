export const routes = ["/"];
