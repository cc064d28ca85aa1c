import('@sentry/react-native').then((sdk) => sdk.init({ dsn: 'https://key@example.com/1' }));
