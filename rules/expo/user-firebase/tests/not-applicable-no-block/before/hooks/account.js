import auth from '@react-native-firebase/auth';

export const watch = (keep) => auth().onAuthStateChanged(keep);
