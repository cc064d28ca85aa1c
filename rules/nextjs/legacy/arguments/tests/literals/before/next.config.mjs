import { withSentryConfig } from "@sentry/nextjs";

const nextConfig = {
  reactStrictMode: true,
};

export default withSentryConfig(
  nextConfig,
  {
    // Quiet builds.
    silent: true,
    org: "acme",
    project: "web",
  },
  {
    // Larger, for better stack traces.
    widenClientFileUpload: true,

    // Past ad blockers.
    tunnelRoute: "/monitoring",
    // transpileClientSDK: true,
  },
);
