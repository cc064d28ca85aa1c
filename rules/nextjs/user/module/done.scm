; export function withSentryUser(options) {...}
((function_declaration name: (identifier) @_name) @site (#eq? @_name "withSentryUser"))
