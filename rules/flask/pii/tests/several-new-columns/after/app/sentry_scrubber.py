"""Keep personal data out of Sentry."""

PII_FIELDS = frozenset(
    {
        "_password",  # User: user.authorization.credentials
        "address",  # User: user.contact.address
        "date_of_birth",  # date of birth
        "email",  # User: user.contact.email
        "first_name",  # name
        "full_name",  # name
        "ip_address",  # IP address
        "last_name",  # name
        "phone",  # phone number
        "zip_code",  # User: user.contact.address.postal_code
    }
)
