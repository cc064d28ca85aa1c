import { withSentryConfig } from "@sentry/nextjs/config";

async function build() {
  return { compress: false };
}

export default async () =>
  withSentryConfig(await build(), {
    org: process.env.SENTRY_ORG,
    project: process.env.SENTRY_PROJECT,
    authToken: process.env.SENTRY_AUTH_TOKEN,
    release: { name: process.env.RELEASE_VERSION || undefined },
    // Source maps are deleted once they are uploaded: none is served.
    sourcemaps: { deleteSourcemapsAfterUpload: true },
    widenClientFileUpload: true,
    silent: !process.env.CI,
    telemetry: false,
    // Without it, a build whose upload fails passes.
    errorHandler: (error) => {
      if (process.env.SENTRY_UPLOAD_REQUIRED) throw error;
      console.warn(error.message);
    },
  });
