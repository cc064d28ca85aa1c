import { init } from "@sentry/nextjs";

export const start = () => init({ dsn: process.env.DSN });
