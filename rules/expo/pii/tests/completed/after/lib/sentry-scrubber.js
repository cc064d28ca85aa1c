const SECRETS = ['token'];
export const PII_FIELDS = [
  'date_of_birth', // date of birth
  'email',
  'first_name', // name
  'full_name', // name
  'ip_address', // IP address
  'last_name', // name
  'phone', // on the receipt
];
