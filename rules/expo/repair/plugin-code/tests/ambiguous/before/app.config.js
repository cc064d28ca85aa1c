module.exports = { slug: 'kiosk', plugins: list() };
