import posthog from 'posthog-js'

if (window) {
	posthog.init('key')
}
