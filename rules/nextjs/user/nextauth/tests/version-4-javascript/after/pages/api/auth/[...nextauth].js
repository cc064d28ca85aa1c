import NextAuth from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { withSentryUser } from '../../../sentry.user'

export const authOptions = withSentryUser({
	providers: [Credentials({ name: 'PIN' })],
})

export default NextAuth(authOptions)
