const basePath = process.env.BASE_PATH;

module.exports = { basePath };
