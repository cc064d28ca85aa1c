import { getDefaultConfig } from '@expo/metro-config';
