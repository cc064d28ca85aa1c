import { withSentryConfig } from "@sentry/nextjs";

const options = { silent: true };

export default withSentryConfig({}, options, process.env.CI ? { tunnelRoute: "/monitoring" } : {});
