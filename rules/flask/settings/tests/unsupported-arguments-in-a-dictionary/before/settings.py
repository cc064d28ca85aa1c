SENTRY = {"dsn": ""}
