; `default-src 'self'; connect-src 'self';`
((template_string) @site @template
  (#match? @template "connect-src\\s+('|https?:|wss?:|[\\w*-]+\\.|\\$\\{)")
  (#not-match? @template "(?i)sentry|connect-src[^;`]*\\s(\\*|https:)[\\s;`]"))

; "connect-src 'self'"
((string (string_fragment) @text) @site @string
  (#match? @text "connect-src\\s+('|https?:|wss?:|[\\w*-]+\\.)")
  (#not-match? @text "(?i)sentry|`|\\$\\{|connect-src[^;]*\\s(\\*|https:)(\\s|;|$)")
  (#not-inside? @site "jsx_attribute"))
