import { plugins } from './plugins';

export default { slug: 'kiosk', plugins: plugins() };
