import { withSentryConfig } from "@sentry/nextjs";

const plugin = {};
const sdk = {};

export default withSentryConfig({}, plugin, sdk);
