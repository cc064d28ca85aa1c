export const policy = (nonce) => `
  default-src 'self';
  script-src 'self' 'nonce-${nonce}' ${process.env.NODE_ENV === "production" ? "" : "'unsafe-eval'"};
`;
