const Sentry = require('sentry-expo');
