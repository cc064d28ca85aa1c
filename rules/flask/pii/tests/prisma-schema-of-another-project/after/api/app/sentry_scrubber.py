"""Keep personal data out of Sentry."""

PII_FIELDS = frozenset(
    {
        "date_of_birth",  # date of birth
        "email",  # User: user.contact.email
        "first_name",  # name
        "full_name",  # name
        "ip_address",  # IP address
        "last_name",  # name
        "mobile",  # Customer: user.contact.phone_number
        "phone",  # phone number
    }
)
