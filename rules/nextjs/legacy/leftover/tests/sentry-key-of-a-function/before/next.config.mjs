import { withSentryConfig } from "@sentry/nextjs";

export default (phase) => {
  const config = {
    sentry: { tunnelRoute: "/monitoring" },
  };
  return withSentryConfig(config, { silent: phase === "phase-production-build" });
};
