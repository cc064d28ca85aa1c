import { withSentryConfig } from "@sentry/nextjs";

const config = {
  sentry: { tunnelRoute: "/a" },
};

export default withSentryConfig(config, { tunnelRoute: "/b" });
