import { withSentryConfig } from "@sentry/nextjs";

const withMDX = (config) => config;

const config = {
  reactStrictMode: true,
};

export default withMDX(withSentryConfig(config, { tunnelRoute: "/monitoring" }));
