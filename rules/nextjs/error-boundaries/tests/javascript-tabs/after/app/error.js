"use client";

import { captureException } from "@sentry/nextjs";

import { useEffect } from "react";

export default function ShopError({ error, reset }) {
	useEffect(() => {
		captureException(error);
	}, [error]);
	return <button onClick={reset}>Try again</button>;
}
