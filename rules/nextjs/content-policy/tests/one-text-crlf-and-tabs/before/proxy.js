import { NextResponse } from 'next/server'

export function proxy() {
	const response = NextResponse.next()
	response.headers.set('Content-Security-Policy', "default-src 'self'; connect-src 'self'; img-src *")
	return response
}
