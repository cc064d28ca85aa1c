const { getTracedExpoConfig } = require('other-monitor/metro');

module.exports = getTracedExpoConfig(__dirname);
