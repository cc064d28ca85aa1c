import { withSentryConfig } from "@sentry/nextjs";

const config = {};

export default process.env.SENTRY_DSN ? withSentryConfig(config, { silent: true }) : config;
