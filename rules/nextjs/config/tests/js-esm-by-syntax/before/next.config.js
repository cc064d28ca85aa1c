import { routes } from "./routes.mjs";

export default { compress: routes.length > 1 };
