import * as Sentry from "@sentry/nextjs";
import { thenScrub } from "./sentry.shared";

Sentry.init({
  dsn: process.env.NEXT_PUBLIC_SENTRY_DSN,
  beforeSend: thenScrub((event) => {
    return event;
  }),
  beforeSendTransaction: thenScrub((event) => {
    if (event.transaction === "/health") {
      return null;
    }
    return event;
  }),
});
