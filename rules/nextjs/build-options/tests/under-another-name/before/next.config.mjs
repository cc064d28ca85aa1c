import { withSentryConfig as withSentry } from "@sentry/nextjs";

const options = { org: "acme" };

export default withSentry({}, options);
