import { withSentryConfig } from "@sentry/nextjs/config";

export default {};
