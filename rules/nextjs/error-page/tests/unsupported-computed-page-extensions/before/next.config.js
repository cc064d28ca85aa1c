const extensions = require("./extensions");

module.exports = { pageExtensions: extensions };
