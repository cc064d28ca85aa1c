import { routes } from "./routes.js";

export default { compress: routes.length > 1 };
