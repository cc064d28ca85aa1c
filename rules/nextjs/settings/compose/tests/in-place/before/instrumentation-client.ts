import * as Sentry from "@sentry/nextjs";

Sentry.init({
  dsn: process.env.NEXT_PUBLIC_SENTRY_DSN,
  beforeSend(event) {
    return event;
  },
  beforeSendTransaction: (event) => {
    if (event.transaction === "/health") {
      return null;
    }
    return event;
  },
});
