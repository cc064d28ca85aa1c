import * as Sentry from '@sentry/react-native';
