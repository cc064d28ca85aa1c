import { withSentryConfig } from "@sentry/nextjs";

const options = () => {
  return {
    silent: true,
    webpack: {
      autoInstrumentServerFunctions: false
    }
  }
}

export default withSentryConfig({}, options());
