import posthog from "posthog-js";

posthog.init("key", { api_host: "/ingest" });

export const onRouterTransitionStart = (url, type) => {
	posthog.capture(url, { type });
};
