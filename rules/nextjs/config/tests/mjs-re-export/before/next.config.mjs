export { default } from "./config/base.mjs";
