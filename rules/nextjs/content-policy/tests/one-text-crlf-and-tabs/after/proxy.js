import { NextResponse } from 'next/server'

export function proxy() {
	const response = NextResponse.next()
	response.headers.set('Content-Security-Policy', `default-src 'self'; connect-src 'self' ${sentryIngest()}; img-src *`)
	return response
}

/** The host the browser sends errors to. */
function sentryIngest() {
	const dsn = process.env.NEXT_PUBLIC_SENTRY_DSN || ''
	return /^https?:\/\/[^@/]+@[^/]+/.test(dsn) ? new URL(dsn).origin : ''
}
