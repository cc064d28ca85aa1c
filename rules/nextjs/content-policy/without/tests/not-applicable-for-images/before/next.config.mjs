export default {
  images: { contentSecurityPolicy: "default-src 'self'; script-src 'none'; sandbox;" },
};
