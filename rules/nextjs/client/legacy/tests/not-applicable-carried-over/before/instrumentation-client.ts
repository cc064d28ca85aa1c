import "./sentry.client.config";
