import { withSentryConfig } from "@sentry/nextjs";

const config = {};

export default withSentryConfig(config, { silent: true });
