import { withSentryConfig } from "@sentry/nextjs";

export default withSentryConfig({}, { webpack: { automaticVercelMonitors: true } });
