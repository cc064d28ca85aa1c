const policy = `
  default-src 'self';
  connect-src 'self' https://maps.example.com ${process.env.API_HOST} ${sentryIngest()};
  img-src 'self' data:;
`;

module.exports = {
  async headers() {
    const value = policy.replace(/\s+/g, " ").trim();
    return [{ source: "/:path*", headers: [{ key: "Content-Security-Policy", value }] }];
  },
};

/** The host the browser sends errors to. */
function sentryIngest() {
  const dsn = process.env.NEXT_PUBLIC_SENTRY_DSN || "";
  return /^https?:\/\/[^@/]+@[^/]+/.test(dsn) ? new URL(dsn).origin : "";
}
