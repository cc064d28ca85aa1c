import { withSentryConfig } from "@sentry/nextjs";

const options = () => {
  return {
    silent: true,
    autoInstrumentServerFunctions: false
  }
}

export default withSentryConfig({}, options());
