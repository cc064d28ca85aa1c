import { createMiddleware, defaults } from "@nosecone/next";

export default createMiddleware({
  ...defaults,
  contentSecurityPolicy: { directives: { ...defaults.directives, connectSrc: ["'self'", "https://maps.example.com"] } },
});
