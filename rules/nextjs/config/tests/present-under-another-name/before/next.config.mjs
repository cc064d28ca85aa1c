import { withSentryConfig as wrap } from "@sentry/nextjs";

export default wrap({}, {});
