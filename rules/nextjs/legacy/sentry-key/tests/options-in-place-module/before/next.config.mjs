import { withSentryConfig } from "@sentry/nextjs";

const config = {
  reactStrictMode: true,
  sentry: { tunnelRoute: "/monitoring" },
};

export default withSentryConfig(config, { silent: true });
