export default { productionBrowserSourceMaps: process.env.MAPS === "1" };
