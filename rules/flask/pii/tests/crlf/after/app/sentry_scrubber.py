"""Keep personal data out of Sentry."""

PII_FIELDS = frozenset(
    {
        "date_of_birth",  # date of birth
        "email",  # User: user.contact.email
        "first_name",  # name
        "full_name",  # name
        "iban",  # User: user.financial.bank_account
        "ip_address",  # IP address
        "last_name",  # name
        "phone",  # phone number
    }
)
