import * as Sentry from "@sentry/nextjs";
import * as tracker from "tracker";

import { version } from "./package.json";

Sentry.init({
  dsn: process.env.SENTRY_DSN,
  environment: process.env.APP_ENV,
  release: `shop@${version}`,
  sendDefaultPii: true,
  beforeSend: (event) => event,
});
tracker.init({ release: "none of ours" });
