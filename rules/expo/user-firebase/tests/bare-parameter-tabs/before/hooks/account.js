import auth from '@react-native-firebase/auth';

export function watch(keep) {
	return auth().onAuthStateChanged(account => {
		keep(account);
	});
}
