"use client";

export default function ShopError({ error, reset }) {
	return <button onClick={reset}>Try again</button>;
}
