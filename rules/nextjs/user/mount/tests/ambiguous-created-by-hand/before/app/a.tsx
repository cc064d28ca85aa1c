import { createElement } from "react";
import { SessionProvider } from "next-auth/react";

export const Root = () => createElement(SessionProvider, null);
