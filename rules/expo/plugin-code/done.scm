((string_fragment) @site (#match? @site "^@sentry/react-native(/expo)?$"))
