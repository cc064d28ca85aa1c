import * as Sentry from "@sentry/nextjs";
import { drop } from "./drop";
import { thenScrub } from "./sentry.shared";

Sentry.init({
	dsn: process.env.SENTRY_DSN,
	beforeSend: thenScrub(drop),
});
