import * as Sentry from "@sentry/nextjs";
import { options } from "./options";

Sentry.init(options);
