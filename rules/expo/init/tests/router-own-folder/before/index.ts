import './sources/polyfills';
import 'expo-router/entry';
