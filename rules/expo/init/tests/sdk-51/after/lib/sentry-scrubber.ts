/**
 * Keeps personal data out of Sentry: the values of known keys are blanked, and
 * e-mail addresses, phone, card and account numbers, tokens and IP addresses are
 * replaced in every other text. It cannot see a bare name in a sentence.
 */
import type { Breadcrumb, Event } from '@sentry/react-native';

// Case, "_" and "-" do not count: "full_name" also means "fullName" and "Full-Name".
export const PII_FIELDS: string[] = [
  'date_of_birth', // date of birth
  'email', // e-mail address
  'first_name', // name
  'full_name', // name
  'ip_address', // IP address
  'last_name', // name
  'phone', // phone number
];

// Keys of secrets, payment and identity.
const SECRETS = `
access_token account_number api_key auth authorization bank_account bearer card
card_holder card_number cardholder cc_number client_secret cookie cookies
credentials credit_card credit_card_number csrf csrf_token cvc cvc2 cvv cvv2
debit_card driver_license iban id_token jwt national_id passport passport_number
passwd password private_key proxy_authorization pwd refresh_token routing_number
secret security_code session session_id session_token set_cookie sid
social_security_number sort_code ssn tax_id token x_api_key x_forwarded_for
x_real_ip
`;

// All that is sent about a user.
const USER_FIELDS = ['id', 'workspace_id'];
const FILTERED = '[Filtered]';
// Longer text is cut: scrubbing happens while the person waits. The margin is
// what a cut can leave of an address.
const MAX_TEXT = 20000;
const CUT_MARGIN = 320;
const MAX_DEPTH = 12;

const normalised = (key: string) => key.toLowerCase().replace(/[^a-z0-9]/g, '');
const KEYS = PII_FIELDS.concat(SECRETS.trim().split(/\s+/));
const BLANKED = new Set(KEYS.map(normalised));
const ANY_KEY = Array.from(BLANKED, (key) => key.split('').join('[_-]?'))
  .sort((a, b) => b.length - a.length)
  .join('|');

// Repetitions are bounded or cannot fail: hostile text takes linear time. There
// is no look-behind, which older Safaris do not parse.
const EMAIL = /[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,63}/g;
const TOKENS = new RegExp(
  '(^|[^\\w-]|\\\\[nrt])(?:' +
    [
      'eyJ[\\w-]{8,9000}\\.[\\w-]{8,9000}(?:\\.[\\w-]{0,9000})?',
      '[rs]k_(?:live|test)_\\w{8,250}',
      'whsec_[\\w+/=]{16,250}',
      'A[KS]IA[0-9A-Z]{16}',
      'gh[oprsu]_\\w{20,255}',
      'github_pat_\\w{20,255}',
      'glpat-[\\w-]{20,250}',
      'xox[abeoprs]-[\\w-]{10,250}',
      'sk-[\\w-]{20,250}',
      'AIza[\\w-]{35}',
      'npm_\\w{36}',
      'SG\\.[\\w-]{16,64}\\.[\\w-]{16,64}',
      '-----BEGIN[A-Z\\s]{0,40}PRIVATE\\sKEY-----[^-]{0,9000}',
    ].join('|') +
    ')',
  'g',
);
// Where card numbers can be ("+" is a blank in a URL), how they are grouped, and who gives them out.
const DIGITS = /[0-9](?:[ +-]?[0-9]){12,}/g;
const GROUPS = /^[0-9]{4,}(?:([ +-])[0-9]{3,}(?:\1[0-9]{3,})*)?/;
const ISSUED = new RegExp(
  '^(?:' +
    [
      '4[0-9]{12}(?:[0-9]{3}){0,2}',
      '(?:5[1-5]|2[2-7])[0-9]{14}',
      '3[47][0-9]{13}',
      '3(?:0[0-5]|[689][0-9])[0-9]{11}',
      '35[0-9]{14}',
      '(?:5[0678]|6[0-57])[0-9]{14,17}',
    ].join('|') +
    ')$',
);
const IBAN = new RegExp(
  '(^|\\W|\\\\[nrt])(' +
    '[A-Z]{2}[0-9]{2}(?:[ +-]?[0-9A-Z]){11,30}|[a-z]{2}[0-9]{2}(?:[ +-]?[0-9]){11,30}' +
    ')',
  'g',
);
// What a number does not begin behind, nor end before: it would be a part of
// something.
const JOINED_BEFORE = /(?:^|[^\\])[^\W_]$|\d\.$|\w-$/;
const JOINED_BEHIND = /^(?:[^\W_]|-\w|\.\d)/;
// What stands for a find while others are looked for: no key, no value. No text
// has these characters for private use.
const OPEN = '\ue000';
const CLOSE = '\ue001';
// Breadcrumbs are scrubbed twice: what an earlier pass wrote is no key. (In a
// form, `user[email]=` and `[email]=` are.)
const PLACEHOLDER =
  /(^|[^\w\]])\[(card|email|Filtered|iban|ip|phone|token)\](?!=)/g;
const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|\\d?\\d)';
// But not the "120.0.0.0" of a browser, nor a version after "v".
const IPV4 = new RegExp(
  `(^|[^\\d.vV])(?!\\d{1,3}\\.0\\.0\\.0(?!\\d))${OCTET}(?:\\.${OCTET}){3}` +
    '(?!\\d|\\.\\d)',
  'g',
);
const IPV6 =
  /(^|[^\w:])((?:[0-9a-f]{1,4}:|:(?=:))(?:[0-9a-f]{0,4}:){1,7}[0-9a-f]{0,4})(?![\w:])/gi;
const PHONES = [
  // phone: 612 345 678
  /(\b(?:tel(?:ephone|efon)?|phone|mobile?|cell|fax|whatsapp)(?:[ _-]?(?:no|nr|number))?[\s.:='"]{1,4})[+(]{0,2}\d(?:[\s()./-]{0,2}\d){6,14}/gi,
  // +49 (0)151 2345-6789
  /(^|[^\w.+-])\+[1-9](?:[\s()./-]{0,3}\d){7,14}(?!\d)/g,
  // 0044 7700 900123, 07700900123
  /(^|[^\w.+-])(?:00[1-9]\d{0,2}[\s./-](?:[\s()./-]{0,2}\d){6,12}|00[1-9]\d{10,12}|0[1-9]\d{8,10})(?![\w.-]*\d)/g,
  // (030) 1234567, (555) 123-4567
  /(^|[^\w.+-])\(\d{2,5}\)[\s./-]{0,2}\d{3,9}(?:[\s.-]\d{2,4}){0,2}(?!\d)/g,
  // 555-123-4567
  /(^|[^\w.+-])(?:1[ .-])?\d{3}[ .-]\d{3,4}[ .-]\d{4}(?![\w-]|\.\d)/g,
];
const TECHNICAL =
  /^(app|browser|code|culture|device|faas|host|os|otel|process|runtime|sentry|server|service|thread)\./;
// Says nothing: parameters and columns of SQL (`users.email`), no value at all.
const EMPTY = `\\?|%s|%\\(|\\$\\d|:\\w|(?:null|undefined|true|false)\\b|["\\x60]?[a-z_]\\w{0,63}["\\x60]?\\.["\\x60]?(?:${ANY_KEY})\\b`;
const KEY_VALUE = new RegExp(
  `((?:^|[^\\w-])(?:${ANY_KEY})["')\\]]{0,2}\\s{0,3}[=:]\\s{0,3})(?!${EMPTY})` +
    `("(?:[^"\\\\]|\\\\.)*"?|'(?:[^'\\\\]|\\\\.)*'?|\\[\\w+\\]` +
    '|(?:(?:basic|bearer)\\s)?[^\\s,;&)}\\]]+)',
  'gi',
);

// What the SDK writes itself and Sentry needs as it is, by the keys that lead to
// it: a timestamp can look like a phone number, a release like an IP address.
const IDS = [
  'parent_span_id',
  'span_id',
  'start_timestamp',
  'timestamp',
  'trace_id',
];
const FILES = ['abs_path', 'code_file', 'filename'];
const FRAME = ['abs_path', 'filename', 'function', 'module'];
const EVENT = [
  ...IDS,
  'dist',
  'environment',
  'event_id',
  'level',
  'measurements',
  'modules',
  'platform',
  'release',
  'sdk',
  'transaction_info',
  'type',
];
const KEPT: Record<string, string[]> = {
  event: EVENT,
  'event.breadcrumbs': IDS,
  'event.contexts': [
    'app',
    'browser',
    'culture',
    'expo',
    'gpu',
    'os',
    'react_native_context',
    'runtime',
  ],
  'event.contexts.trace': IDS,
  'event.debug_meta.images': ['code_file', 'debug_id', 'type'],
  'event.exception.values.stacktrace.frames': FRAME,
  'event.spans': IDS,
  'event.threads.values.stacktrace.frames': FRAME,
};

/** A copy of an error or a transaction without personal data. */
export function scrubEvent<E extends Event>(event: E): E | null {
  try {
    return scrub(event, 'event', 0) as E;
  } catch {
    // Nothing may leave that was not looked at. Of an error the shell does, so
    // that the gap is seen.
    if (event.type === 'transaction') {
      return null;
    }
    const own = ([key]: [string, unknown]) => EVENT.includes(key);
    const kept = Object.entries(event).filter(own);
    const message = 'Withheld: it could not be scrubbed';
    return { ...Object.fromEntries(kept), message } as E;
  }
}

/** Scrubs the text at hand: what crashes natively is sent without `scrubEvent`. */
export function scrubBreadcrumb(crumb: Breadcrumb): Breadcrumb | null {
  try {
    const scrubbed = { ...crumb };
    if (crumb.message) {
      scrubbed.message = scrubText(crumb.message);
    }
    if (crumb.data) {
      scrubbed.data = scrubFlat(crumb.data);
    }
    return scrubbed;
  } catch {
    return null;
  }
}

function scrubFlat(data: Record<string, unknown>): Record<string, unknown> {
  // Console calls: live objects of any size, readable in the message already.
  const own = Object.entries(data).filter(([key]) => key !== 'arguments');
  const entries = own.map(([key, value]) => {
    const flat = typeof value === 'object' ? value : scrub(value, '', 0);
    return [key, isBlanked(key) ? FILTERED : flat];
  });
  return Object.fromEntries(entries);
}

function scrub(value: unknown, path: string, depth: number): unknown {
  if (typeof value === 'string') {
    return scrubText(value);
  }
  if (typeof value === 'number' && isCard(String(value))) {
    return '[card]';
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (depth > MAX_DEPTH) {
    return FILTERED;
  }
  if (Array.isArray(value)) {
    return value.map((item) => scrub(item, path, depth + 1));
  }
  const scrubbed: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (KEPT[path]?.includes(key)) {
      const file = FILES.includes(key) && typeof item === 'string';
      scrubbed[key] = file ? scrubFile(item) : item;
    } else if (path === 'event.user' && !USER_FIELDS.includes(key)) {
      continue;
    } else if (path === 'event.contexts.device' && key === 'name') {
      continue; // the phone of whom
    } else if (path !== 'event' && isBlanked(key)) {
      scrubbed[key] = FILTERED;
    } else {
      scrubbed[scrubText(key)] = scrub(item, `${path}.${key}`, depth + 1);
    }
  }
  return scrubbed;
}

function isBlanked(key: string): boolean {
  if (TECHNICAL.test(key)) {
    return false; // `thread.name` is nobody's name
  }
  const parts = key.split(/[.[\]]/).filter(Boolean); // "user[full_name]"
  const last = parts[parts.length - 1] ?? key;
  return BLANKED.has(normalised(key)) || BLANKED.has(normalised(last));
}

function scrubText(text: string): string {
  if (text.length > MAX_TEXT) {
    return `${scrubText(text.slice(0, MAX_TEXT)).slice(0, -CUT_MARGIN)}...`;
  }
  const plain = decoded(text);
  let scrubbed = plain
    .replace(PLACEHOLDER, `$1${OPEN}$2${CLOSE}`)
    .replace(TOKENS, `$1${OPEN}token${CLOSE}`)
    .replace(EMAIL, `${OPEN}email${CLOSE}`)
    .replace(IBAN, blankIban)
    .replace(DIGITS, blankCards)
    .replace(IPV4, `$1${OPEN}ip${CLOSE}`)
    .replace(IPV6, (whole, before: string, address: string) =>
      isAddress(address) ? `${before}${OPEN}ip${CLOSE}` : whole,
    );
  for (const phone of PHONES) {
    scrubbed = scrubbed.replace(phone, `$1${OPEN}phone${CLOSE}`);
  }
  scrubbed = scrubbed.replace(KEY_VALUE, `$1${FILTERED}`);
  scrubbed = scrubbed.replace(/\ue000/g, '[').replace(/\ue001/g, ']');
  return scrubbed === plain ? text : scrubbed; // no find: keep the encoding
}

/**
 * A file of the web is a URL, whose query nobody needs. What is left keeps its
 * encoding, or the source map of the file is not found any more.
 */
function scrubFile(text: string): string {
  const file = text.replace(/[?#][^]*/, '');
  const plain = decoded(file);
  const scrubbed = plain.replace(/[?#][^]*/, '').replace(EMAIL, '[email]');
  return scrubbed === plain ? file : scrubbed;
}

/** Replace the card numbers in a run of digits; other numbers may stand beside. */
function blankCards(run: string, from: number, text: string): string {
  let done = 0;
  const group = (
    found: string,
    gap: string,
    digits: string,
    offset: number,
  ) => {
    const at = from + offset + gap.length;
    if (at < done) return ''; // it belongs to the card before
    const like = GROUPS.exec(text.slice(at, at + 37));
    const joined = JOINED_BEFORE.test(text.slice(Math.max(0, at - 2), at));
    if (!like || joined) return found;
    done = endOf(text, at, at + like[0].length, isCard);
    return at < done ? `${gap}${OPEN}card${CLOSE}` : gap + digits;
  };
  return run.replace(/([ +-]?)([0-9]+)/g, group);
}

/** The issuer tells it, and the last digit, the check of the others. */
function isCard(text: string): boolean {
  const digits = text.replace(/[ +-]/g, '');
  if (!ISSUED.test(digits)) return false;
  const sum = Array.from(digits)
    .reverse()
    .map((digit, at) => Number(at % 2 ? '0246813579'.charAt(+digit) : digit))
    .reduce((all, value) => all + value, 0);
  return sum % 10 === 0;
}

function blankIban(
  found: string,
  before: string,
  iban: string,
  at: number,
  text: string,
): string {
  const start = at + before.length;
  const done = endOf(text, start, start + iban.length, isIban);
  const rest = iban.slice(done - start);
  return done ? `${before}${OPEN}iban${CLOSE}${rest}` : found;
}

/** The number that its letters, too, make up is 1 modulo 97. */
function isIban(text: string): boolean {
  const bare = text.replace(/[ +-]/g, '');
  const rest = Array.from(bare.slice(4) + bare.slice(0, 4)).reduce(
    (left, char) => Number(`${left}${parseInt(char, 36)}`) % 97,
    0,
  );
  return bare.length > 14 && bare.replace(/\D/g, '').length > 9 && rest === 1;
}

/** Where the longest number ends that passes the check; 0 is nowhere. */
function endOf(
  text: string,
  start: number,
  end: number,
  check: (text: string) => boolean,
): number {
  for (let at = end; at > start + 12; at--) {
    const joined = JOINED_BEHIND.test(text.slice(at, at + 2));
    if (!joined && check(text.slice(start, at))) return at;
  }
  return 0;
}

/** Percent-encoding undone; a URL inside a URL is encoded twice. */
function decoded(text: string): string {
  let plain = text;
  for (let round = 0; round < 3 && plain.includes('%'); round += 1) {
    plain = plain.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
      try {
        return decodeURIComponent(bytes);
      } catch {
        return bytes;
      }
    });
  }
  return plain;
}

/** An IPv6 address, and no time (10:57:30) and no `Abc::def`. */
function isAddress(text: string): boolean {
  const groups = text.split(':');
  const whole = text.includes('::') ? groups.length <= 9 : groups.length === 8;
  return whole && /\d/.test(text) && text.length >= 6;
}
