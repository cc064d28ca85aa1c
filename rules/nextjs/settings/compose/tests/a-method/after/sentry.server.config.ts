import * as Sentry from "@sentry/nextjs";
import { thenScrub } from "./sentry.shared";

Sentry.init({
  dsn: process.env.SENTRY_DSN,
  beforeSend: thenScrub((event) => {
    return event;
  }),
});
