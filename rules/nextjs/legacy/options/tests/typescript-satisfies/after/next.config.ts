import { type SentryBuildOptions, withSentryConfig } from "@sentry/nextjs";

const options = {
  silent: true,
  webpack: {
    treeshake: { removeDebugLogging: true },
  },
} satisfies SentryBuildOptions;

export default withSentryConfig({}, options);
