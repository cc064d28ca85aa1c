import { withSentryConfig } from "@sentry/nextjs";

export default withSentryConfig({ productionBrowserSourceMaps: true }, { silent: true });
