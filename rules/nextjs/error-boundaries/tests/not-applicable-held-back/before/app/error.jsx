"use client";

export default function ErrorPage({ error }) {
  return <p>{error.message}</p>;
}
