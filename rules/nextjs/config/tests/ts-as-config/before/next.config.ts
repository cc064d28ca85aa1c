export default { reactStrictMode: true } as import("next").NextConfig;
