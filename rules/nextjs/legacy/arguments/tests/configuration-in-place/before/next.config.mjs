import { withSentryConfig } from "@sentry/nextjs";

export default withSentryConfig(
  {
    reactStrictMode: true,
  },
  {
    silent: true
  },
  {
    tunnelRoute: "/monitoring"
  }
);
