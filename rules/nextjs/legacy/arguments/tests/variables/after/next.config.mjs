import { withSentryConfig } from "@sentry/nextjs";

const config = {};
const plugin = { org: "acme" };
const sdk = { widenClientFileUpload: true };

export default withSentryConfig(config, { ...plugin, ...sdk });
