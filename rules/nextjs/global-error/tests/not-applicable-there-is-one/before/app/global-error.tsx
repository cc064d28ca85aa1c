"use client";

export default function GlobalError() {
  return null;
}
