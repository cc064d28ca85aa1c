import type { ConfigContext, ExpoConfig } from 'expo/config';

export default ({ config }: ConfigContext): ExpoConfig => ({
  ...config,
  slug: 'kiosk',
  plugins: ['expo-router', 'expo-font'],
});
