export default {
    slug: 'kiosk',
    version: '1.0.0',
}
