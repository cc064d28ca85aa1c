const { getDefaultConfig } = require('expo/metro-config');
