import { type SentryBuildOptions, withSentryConfig } from "@sentry/nextjs";

const options = {
  silent: true,
  hideSourceMaps: true,
} satisfies SentryBuildOptions;

export default withSentryConfig({}, options);
