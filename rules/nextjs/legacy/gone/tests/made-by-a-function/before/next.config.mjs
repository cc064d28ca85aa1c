import { withSentryConfig } from "@sentry/nextjs";

function options() {
  return {
    silent: true,
    transpileClientSDK: false
  }
}

export default withSentryConfig({}, options());
