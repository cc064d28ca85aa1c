const SECRETS = ['token'];
export const PII_FIELDS = [
	'email',
	'first_name', // name
	'full_name', // name
	'ip_address', // IP address
	'last_name', // name
	'loyalty_card', // named in the settings
	'phone', // on the receipt
];
