require('expo-router/entry');
