import NextAuth from 'next-auth'

export const authOptions = { providers: [] }

export default NextAuth(authOptions)
