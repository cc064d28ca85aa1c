export const sentry = 'a robot';
