import { ClerkProvider } from "@clerk/nextjs";
import { SentryUser } from "../sentry-user";

export default function Layout({ children }: { children: React.ReactNode }) {
  return (
    <ClerkProvider>
      <html lang="en">
        <body>
          <SentryUser />
          {children}
        </body>
      </html>
    </ClerkProvider>
  );
}
