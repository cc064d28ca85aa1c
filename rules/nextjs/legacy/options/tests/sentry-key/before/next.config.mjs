import { withSentryConfig } from "@sentry/nextjs";

const config = {
  sentry: { autoInstrumentServerFunctions: false },
};

export default withSentryConfig(config, {});
