import { SessionProvider } from "next-auth/react";

export const Wrapper = ({ children }: { children: React.ReactNode }) => (
  <SessionProvider session={null}>{children}</SessionProvider>
);
