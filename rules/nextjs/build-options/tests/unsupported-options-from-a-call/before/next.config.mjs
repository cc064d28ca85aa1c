import { withSentryConfig } from "@sentry/nextjs";

import { options } from "./options.mjs";

export default withSentryConfig({}, options());
