process.env.EXPO_ROUTER_APP_ROOT = '../../src/screens';

module.exports = { presets: ['babel-preset-expo'] };
