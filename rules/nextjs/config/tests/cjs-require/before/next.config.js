module.exports = require("./config/base");
