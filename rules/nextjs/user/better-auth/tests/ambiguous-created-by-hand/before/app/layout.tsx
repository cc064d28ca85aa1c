import { createElement } from "react";

export default function Layout({ children }: { children: React.ReactNode }) {
  return createElement("html", null, createElement("body", null, children)); // <body>
}
