const SECRETS = ['token'];
export const PII_FIELDS = [
	'email',
	'phone', // on the receipt
];
