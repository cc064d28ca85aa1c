import { withSentryConfig } from "@sentry/nextjs";

import { shared } from "./sentry.options.mjs";

export default withSentryConfig({}, {
  ...shared,
  disableLogger: true,
});
