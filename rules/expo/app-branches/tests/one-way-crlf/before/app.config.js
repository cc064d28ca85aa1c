const title = () => {
  if (process.env.STAGING) {
    return "Kiosk (staging)";
  }
  return "Kiosk";
};

export default { name: title(), slug: "kiosk", plugins: ["expo-router"] };
