; `default-src 'self'; img-src *`: a whole policy in one text, and none of images (sandbox)
([(template_string) (string)] @site
  (#match? @site "default-src\\s+'[^;]*;\\s*[a-z]")
  (#not-match? @site "(?i)connect-src|sandbox|sentry|default-src[^;]*\\s(\\*|https:)[\\s;]"))
