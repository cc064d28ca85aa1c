import * as Sentry from "@sentry/nextjs";
import { drop } from "./drop";

Sentry.init({
	dsn: process.env.SENTRY_DSN,
	beforeSend: drop,
});
