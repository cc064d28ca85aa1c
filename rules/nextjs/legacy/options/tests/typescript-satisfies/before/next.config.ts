import { type SentryBuildOptions, withSentryConfig } from "@sentry/nextjs";

const options = {
  silent: true,
  disableLogger: true,
} satisfies SentryBuildOptions;

export default withSentryConfig({}, options);
