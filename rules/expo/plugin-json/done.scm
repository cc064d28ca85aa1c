((string_content) @site (#match? @site "^(@sentry/react-native(/expo)?|sentry-expo)$"))
