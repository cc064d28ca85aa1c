import type { NextConfig } from "next";
import { withSentryConfig } from "@sentry/nextjs/config";

const nextConfig: NextConfig = {};
const options = { silent: true };

export default process.env.SENTRY_AUTH_TOKEN
  ? withSentryConfig(nextConfig, options, { widenClientFileUpload: true })
  : nextConfig;
