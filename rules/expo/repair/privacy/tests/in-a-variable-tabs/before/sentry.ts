import { init as start, type ReactNativeOptions } from '@sentry/react-native'

const options: ReactNativeOptions = {
	dsn: 'x',
	dist: '7',
	beforeSend: (event) => (event.level === 'debug' ? null : event),
}

start(options)
