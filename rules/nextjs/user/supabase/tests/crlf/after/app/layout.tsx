import { SentryUser } from "../sentry-user";

export default function Layout({ children }: { children: React.ReactNode }) {
  return (
    <html lang="en">
      <body>
        <SentryUser />
        {children}
      </body>
    </html>
  );
}
