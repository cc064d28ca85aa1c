import posthog from "posthog-js";

posthog.init("key", { api_host: "/ingest" });
