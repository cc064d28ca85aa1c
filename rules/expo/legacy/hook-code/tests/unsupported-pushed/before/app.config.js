const hooks = [];

hooks.push({ file: 'sentry-expo/upload-sourcemaps' });

module.exports = { name: 'Kiosk', slug: 'kiosk', hooks: { postPublish: hooks } };
