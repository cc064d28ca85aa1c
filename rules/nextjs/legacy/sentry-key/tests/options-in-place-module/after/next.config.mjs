import { withSentryConfig } from "@sentry/nextjs";

const config = {
  reactStrictMode: true,
};

export default withSentryConfig(config, {
  silent: true,
  tunnelRoute: "/monitoring",
});
