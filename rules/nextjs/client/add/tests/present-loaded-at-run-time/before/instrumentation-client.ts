import("@sentry/nextjs").then((Sentry) => {
  Sentry.init({ dsn: process.env.NEXT_PUBLIC_DSN });
});
