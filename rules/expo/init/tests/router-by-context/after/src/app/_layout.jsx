import { Sentry } from '../lib/sentry';
import { Slot } from 'expo-router';

const RootLayout = () => <Slot />;

export default Sentry.wrap(RootLayout);
