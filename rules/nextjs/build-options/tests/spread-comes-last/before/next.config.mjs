import { withSentryConfig } from "@sentry/nextjs";

import { common } from "./common.mjs";

export default withSentryConfig({}, {
  ...common,
});
