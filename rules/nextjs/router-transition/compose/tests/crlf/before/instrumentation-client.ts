import posthog from "posthog-js";

posthog.init("key", { api_host: "/ingest" });

export function onRouterTransitionStart(url: string, type: string) {
  posthog.capture(url, { type });
}
