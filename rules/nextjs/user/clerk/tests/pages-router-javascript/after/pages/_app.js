import { ClerkProvider } from '@clerk/nextjs'
import { SentryUser } from '../sentry-user'

export default function App({ Component, pageProps }) {
  return (
    <ClerkProvider {...pageProps}>
      <SentryUser />
      <Component {...pageProps} />
    </ClerkProvider>
  )
}
