const withMDX = (config) => config;
import { withSentryConfig } from "@sentry/nextjs";

const options = { silent: true };

const config = {};

export default withMDX(withSentryConfig(config, {
  ...options,
  widenClientFileUpload: true,
}));
