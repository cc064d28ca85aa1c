import { withSentryConfig } from "@sentry/nextjs";

export default withSentryConfig({}, {
  org: "acme",

  // Smaller bundles.
  disableLogger: true,

  tunnelRoute: "/monitoring",

  // Monitors for the cron jobs of vercel.json.
  automaticVercelMonitors: true,
});
