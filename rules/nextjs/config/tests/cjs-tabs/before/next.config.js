module.exports = {
	compress: false,
	env: {
		NAME: 'shop',
	},
};
