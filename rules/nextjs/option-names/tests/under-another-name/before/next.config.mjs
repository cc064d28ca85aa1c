import { withSentryConfig as wrap } from "@sentry/nextjs/config";

const options = {};

export default wrap({}, options);
