import { withSentryConfig } from "@sentry/nextjs";

const options = {};

export default withSentryConfig({}, options);
