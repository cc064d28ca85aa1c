module.exports = ({ config }) => {
  if (process.env.STAGING) {
    return { ...config, name: "Kiosk (staging)" };
  }
  return { ...config, plugins: ["expo-router"] };
};
