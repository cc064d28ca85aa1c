; export function SentryUser() {...}
((function_declaration name: (identifier) @_name) @site (#match? @_name "^(SentryUser|setSentryUser)$"))
