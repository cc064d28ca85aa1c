import { withSentryConfig } from "@sentry/nextjs";

const withMDX = (config) => config;

const config = {
  reactStrictMode: true,
  sentry: { tunnelRoute: "/monitoring" },
};

export default withMDX(withSentryConfig(config));
