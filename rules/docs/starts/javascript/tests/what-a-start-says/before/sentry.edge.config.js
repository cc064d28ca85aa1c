import { init } from "@sentry/nextjs";
import { settings } from "./settings";

init(settings);
