import { NavigationContainer } from '@react-navigation/native';

import { registerNavigation } from './lib/sentry';
import { navigationRef } from './ref';

export function Navigation({ theme }) {
	return (
		<NavigationContainer
			theme={theme}
			ref={navigationRef}
			onReady={() => registerNavigation(navigationRef)}
		>
			<Screens />
		</NavigationContainer>
	);
}
