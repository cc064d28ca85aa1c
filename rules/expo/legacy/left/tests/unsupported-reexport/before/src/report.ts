export * from 'sentry-expo';
