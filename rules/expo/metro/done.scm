((string_fragment) @site (#eq? @site "@sentry/react-native/metro"))
