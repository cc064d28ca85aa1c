import { log } from "./log";

export const onRequestError = log;
