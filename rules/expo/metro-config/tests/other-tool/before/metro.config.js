const { getDefaultConfig } = require('@react-native/metro-config');
