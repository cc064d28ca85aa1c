import auth from '@react-native-firebase/auth';
import { setSentryUser } from '../lib/sentry-user';

export function watch(keep) {
	return auth().onAuthStateChanged(account => {
		// The server sets the anonymous id as a custom claim.
		if (account) {
			account.getIdTokenResult().then(
				({ claims }) => setSentryUser(claims),
				() => setSentryUser(null),
			);
		} else {
			setSentryUser(null);
		}
		keep(account);
	});
}
