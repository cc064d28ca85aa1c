export async function register() {
  await import("./sentry.server.config");
}
