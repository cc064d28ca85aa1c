export const PII_FIELDS = ['date_of_birth', 'email', 'first_name', 'full_name', 'ip_address', 'last_name', 'phone'];
