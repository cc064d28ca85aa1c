import NextAuth from 'next-auth'
import Credentials from 'next-auth/providers/credentials'

export const authOptions = {
	providers: [Credentials({ name: 'PIN' })],
}

export default NextAuth(authOptions)
