import { withSentryConfig } from "@sentry/nextjs";

export default withSentryConfig({}, {
  org: "acme",

  webpack: {
    // Smaller bundles.
    treeshake: { removeDebugLogging: true },
    // Monitors for the cron jobs of vercel.json.
    automaticVercelMonitors: true,
  },

  tunnelRoute: "/monitoring",
});
