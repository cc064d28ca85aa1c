export function register() {
	console.log('open')
}
