const withPlugin = require('./plugin');

module.exports = withPlugin({
  compress: false,
});
