import { getDefaultConfig } from 'expo/metro-config';

export default getDefaultConfig(import.meta.dirname);
