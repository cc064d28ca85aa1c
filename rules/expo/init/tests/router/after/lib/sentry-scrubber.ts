/**
 * Keeps personal data out of Sentry: the values of known keys are blanked, and
 * e-mail addresses, phone numbers and IP addresses are replaced in every other
 * text. It cannot see a bare name in a sentence.
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

const SECRETS = [
  'access_token',
  'api_key',
  'auth',
  'authorization',
  'cookie',
  'credentials',
  'csrf_token',
  'id_token',
  'jwt',
  'passwd',
  'password',
  'private_key',
  'pwd',
  'refresh_token',
  'secret',
  'session',
  'session_id',
  'set_cookie',
  'sid',
  'token',
];

// All that is sent about a user.
const USER_FIELDS = ['id', 'workspace_id'];
const FILTERED = '[Filtered]';
// Longer text is cut: scrubbing happens while the person waits. The margin is
// what a cut can leave of an address.
const MAX_TEXT = 20000;
const CUT_MARGIN = 320;
const MAX_DEPTH = 12;

const normalised = (key: string) => key.toLowerCase().replace(/[^a-z0-9]/g, '');
const BLANKED = new Set([...PII_FIELDS, ...SECRETS].map(normalised));
const ANY_KEY = [...PII_FIELDS, ...SECRETS]
  .map((key) => (key.match(/[A-Za-z0-9]+/g) ?? []).join('[_-]?'))
  .sort()
  .reverse()
  .join('|');

// Repetitions are bounded or cannot fail: hostile text takes linear time. There
// is no look-behind, which older Safaris do not parse.
const EMAIL = /[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,63}/g;
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
const KEY_VALUE = new RegExp(
  `((?:^|[^\\w-])(?:${ANY_KEY})["')\\]]{0,2}\\s{0,3}[=:]\\s{0,3})` +
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
const FRAME = ['abs_path', 'filename', 'function', 'module'];
const KEPT: Record<string, string[]> = {
  event: [
    ...IDS,
    'debug_meta',
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
  ],
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
    const own = ([key]: [string, unknown]) => KEPT.event.includes(key);
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
      // Console calls: live objects of any size, readable in the message already.
      delete scrubbed.data.arguments;
    }
    return scrubbed;
  } catch {
    return null;
  }
}

function scrubFlat(data: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(data).map(([key, value]) => {
    const text = typeof value === 'string' ? scrubText(value) : value;
    return [key, isBlanked(key) ? FILTERED : text];
  });
  return Object.fromEntries(entries);
}

function scrub(value: unknown, path: string, depth: number): unknown {
  if (typeof value === 'string') {
    return scrubText(value);
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
      scrubbed[key] = item;
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
    .replace(EMAIL, '[email]')
    .replace(IPV4, '$1[ip]')
    .replace(IPV6, (whole, before: string, address: string) =>
      isAddress(address) ? `${before}[ip]` : whole,
    );
  for (const phone of PHONES) {
    scrubbed = scrubbed.replace(phone, '$1[phone]');
  }
  scrubbed = scrubbed.replace(KEY_VALUE, `$1${FILTERED}`);
  return scrubbed === plain ? text : scrubbed; // no find: keep the encoding
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
