const { getDefaultConfig, mergeConfig } = require('expo/metro-config');
