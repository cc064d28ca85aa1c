import { ClerkProvider } from "@clerk/nextjs";
import { createElement } from "react";

export const Providers = (children: React.ReactNode) => createElement(ClerkProvider, null, children);
