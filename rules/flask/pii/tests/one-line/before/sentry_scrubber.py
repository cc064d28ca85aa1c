PII_FIELDS = frozenset({'email', 'phone'})
