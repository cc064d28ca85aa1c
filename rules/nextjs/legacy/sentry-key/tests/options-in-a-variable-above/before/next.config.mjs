const withMDX = (config) => config;
import { withSentryConfig } from "@sentry/nextjs";

const options = { silent: true };

const config = {
  sentry: { widenClientFileUpload: true },
};

export default withMDX(withSentryConfig(config, options));
