; an error page without Sentry
((program) @site (#not-match? @site "(?i)sentry|capture_?(exception|error|underscore)"))
