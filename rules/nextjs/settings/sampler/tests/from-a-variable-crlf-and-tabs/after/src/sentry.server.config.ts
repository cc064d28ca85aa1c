import * as Sentry from "@sentry/nextjs";
import { tracesSampler } from "./sentry.shared";

Sentry.init({
	dsn: process.env.SENTRY_DSN,
	tracesSampler: tracesSampler(
		Number(process.env.SENTRY_TRACES_SAMPLE_RATE ?? "0.1"),
	),
});
