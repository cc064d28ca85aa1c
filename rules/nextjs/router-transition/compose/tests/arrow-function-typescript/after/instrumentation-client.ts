import { captureRouterTransitionStart } from "@sentry/nextjs";
import posthog from "posthog-js";

posthog.init("key", { api_host: "/ingest" });

export const onRouterTransitionStart = (url: string, type: string) => {
  captureRouterTransitionStart(url, type);
  posthog.capture(url, { type });
};
