import { withSentryConfig } from "@sentry/nextjs";

const options = {
  org: "acme",
};

export default withSentryConfig({}, options);
