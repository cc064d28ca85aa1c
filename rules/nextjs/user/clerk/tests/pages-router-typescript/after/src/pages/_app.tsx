import { ClerkProvider } from "@clerk/nextjs";
import type { AppProps } from "next/app";
import { SentryUser } from "../sentry-user";

export default function App({ Component, pageProps }: AppProps) {
  return (
    <ClerkProvider>
      <SentryUser />
      <Component {...pageProps} />
    </ClerkProvider>
  );
}
