const policy = `
  default-src 'self';
  connect-src 'self' https://maps.example.com ${process.env.API_HOST};
  img-src 'self' data:;
`;

module.exports = {
  async headers() {
    const value = policy.replace(/\s+/g, " ").trim();
    return [{ source: "/:path*", headers: [{ key: "Content-Security-Policy", value }] }];
  },
};
