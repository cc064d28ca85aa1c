const config = { compress: false };

export { config as default };
