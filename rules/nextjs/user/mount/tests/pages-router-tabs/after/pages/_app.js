import { SessionProvider } from 'next-auth/react'
import { SentryUser } from '../sentry-user'

export default function App({ Component, pageProps }) {
	return (
		<SessionProvider session={pageProps.session}>
			<SentryUser />
			<Component {...pageProps} />
		</SessionProvider>
	)
}
