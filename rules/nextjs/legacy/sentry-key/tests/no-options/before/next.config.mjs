import { withSentryConfig } from "@sentry/nextjs";

const config = {
  reactStrictMode: true,
  sentry: {
    widenClientFileUpload: true,
  },
};

export default withSentryConfig(config);
