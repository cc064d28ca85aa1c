import { withSentryConfig } from "@sentry/nextjs";

function options() {
  return {
    silent: true
  }
}

export default withSentryConfig({}, options());
