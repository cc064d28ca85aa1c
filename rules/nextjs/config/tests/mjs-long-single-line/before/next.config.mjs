import withBundleAnalyzer from "./analyzer.mjs";
import withInternationalRouting from "./intl.mjs";

const nextConfig = { compress: false };

export default withBundleAnalyzer(withInternationalRouting(nextConfig));
