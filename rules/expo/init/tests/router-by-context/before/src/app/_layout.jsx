import { Slot } from 'expo-router';

const RootLayout = () => <Slot />;

export default RootLayout;
