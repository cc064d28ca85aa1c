const staging = process.env.STAGING;

export default {
  slug: "kiosk",
  ...(staging ? { plugins: ["expo-router"] } : {}),
};
