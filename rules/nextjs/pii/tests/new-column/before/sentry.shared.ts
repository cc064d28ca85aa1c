const CRITICAL_PATHS: string[] = [
  "/buy", // asked for
];
const PII_FIELDS: string[] = [
  "date_of_birth", // date of birth
  "email", // e-mail address
  "first_name", // name
  "full_name", // name
  "ip_address", // IP address
  "last_name", // name
  "phone", // phone number
];

export function scrubEvent<T extends object>(event: T): T {
  return event;
}
