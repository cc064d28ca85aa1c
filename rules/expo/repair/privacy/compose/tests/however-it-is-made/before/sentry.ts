import * as Sentry from "@sentry/react-native";
import { makeFilter } from "./filter";
import * as crumbs from "./crumbs";

const beforeSendTransaction = __DEV__ ? undefined : makeFilter("trace");

Sentry.init({
  dsn: process.env.EXPO_PUBLIC_SENTRY_DSN,
  beforeSend: makeFilter("debug"),
  beforeSendTransaction,
  beforeBreadcrumb: crumbs.shorten,
});
