const { getDefaultConfig: base, mergeConfig } = require('expo/metro-config');
