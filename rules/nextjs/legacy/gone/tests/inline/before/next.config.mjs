import { withSentryConfig } from "@sentry/nextjs";

export default withSentryConfig({}, {
  org: "acme",

  // Keeps the maps private.
  hideSourceMaps: true,

  transpileClientSDK: true,
});
