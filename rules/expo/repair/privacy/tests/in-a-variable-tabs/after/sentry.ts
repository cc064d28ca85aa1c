import { init as start, type ReactNativeOptions } from '@sentry/react-native'
import { scrubBreadcrumb, scrubEvent } from './sentry-scrubber'

const options: ReactNativeOptions = {
	dsn: 'x',
	dist: '7',
	beforeSend: (event) => (event.level === 'debug' ? null : event),
	environment: __DEV__
		? 'development'
		: process.env.EXPO_PUBLIC_ENVIRONMENT || 'production',
	...(process.env.EXPO_PUBLIC_RELEASE_VERSION && {
		release: process.env.EXPO_PUBLIC_RELEASE_VERSION,
	}),
	tracesSampleRate: Number(
		process.env.EXPO_PUBLIC_SENTRY_TRACES_SAMPLE_RATE || 0.1,
	),
	sendDefaultPii: false,
	beforeSendTransaction: scrubEvent,
	beforeBreadcrumb: scrubBreadcrumb,
}

start(options)
