import { withSentryConfig } from "@sentry/nextjs";

export default withSentryConfig(
  { reactStrictMode: true, sentry: { tunnelRoute: "/monitoring" } },
  { silent: true },
);
