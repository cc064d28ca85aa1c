PII_FIELDS = frozenset({
    'email',
    'fax',  # fax number
    'phone',
})
