export { register } from "./lib/start";
