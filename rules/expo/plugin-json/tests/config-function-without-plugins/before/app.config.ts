import type { ConfigContext } from 'expo/config';

export default ({ config }: ConfigContext) => ({ ...config, slug: 'kiosk' });
