import { SentryUser } from "../sentry-user";

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>
        <SentryUser />
        {children}
      </body>
    </html>
  );
}
