// What this app tells Sentry: how much, about which routes, and nothing
// personal. The browser, the server and the edge runtime share it.

type Fields = {
  [key: string]: unknown;
  data?: unknown;
  request?: unknown;
  user?: unknown;
};
type Sampling = {
  name: string;
  attributes?: Fields;
  inheritOrSampleWith: (rate: number) => number;
};

// Routes that are traced whatever the sample rate, with all that lies below
// them; "*" is any one segment.
const CRITICAL_PATHS: string[] = [];

// Keys whose values are blanked wherever they occur. Case, "_" and "-" do not
// count: "full_name" also means "fullName" and "Full-Name".
const PII_FIELDS: string[] = [
  "date_of_birth", // date of birth
  "email", // e-mail address
  "first_name", // name
  "full_name", // name
  "fullName", // customers: user.name
  "iban", // Baker: user.financial.bank_account
  "ip_address", // IP address
  "last_name", // name
  "mail", // customers: user.contact.email
  "phone", // phone number
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
const USER_FIELDS = ["id", "workspace_id"]; // all that is sent about a user
const REQUEST_FIELDS = ["method", "url", "query_string", "headers"];
const HEADERS = ["content-length", "content-type", "user-agent"];
const FILTERED = "[Filtered]";

// What the SDK writes itself and Sentry needs as it is: a timestamp can look
// like a phone number, a release like an IP address.
const KEPT = [
  "debug_id",
  "dist",
  "end_timestamp",
  "environment",
  "event_id",
  "level",
  "parent_span_id",
  "platform",
  "release",
  "sdk",
  "sdkProcessingMetadata",
  "span_id",
  "start_timestamp",
  "timestamp",
  "trace_id",
];
const CONTEXTS = ["app", "browser", "culture", "device", "os", "runtime"];
const ATTRIBUTES =
  /^(app|browser|code|culture|device|faas|host|os|otel|process|runtime|sentry|server|service|thread)\./;
const HEADER =
  /^http\.(request|response)\.header\.(?!(content_length|content_type|user_agent)$)/;
const CODE = ["context_line", "pre_context", "post_context"];
const FRAME = ["abs_path", "code_file", "filename", "module"];

const MAX_DEPTH = 20;
// Longer text is cut: somebody waits while it is scrubbed. The margin is what
// a cut can leave of an address.
const MAX_TEXT = 20000;
const CUT_MARGIN = 320;

// Repetitions are bounded, so hostile text takes linear time. There is no
// lookbehind, which older browsers cannot parse: what stands before a match is
// matched too, and put back.
const EMAIL =
  /[^\s@"'`<>()[\]{},;:=&?/\\|]{1,64}@(?:[^\s@"'`<>()[\]{},;:=&?/\\|.]{1,63}\.){1,8}[^\s\d@"'`<>()[\]{},;:=&?/\\|.]{2,63}/g;
const TOKENS = new RegExp(
  "(^|[^\\w-]|\\\\[nrt])(?:" +
    [
      "eyJ[\\w-]{8,9000}\\.[\\w-]{8,9000}(?:\\.[\\w-]{0,9000})?",
      "[rs]k_(?:live|test)_\\w{8,250}",
      "whsec_[\\w+/=]{16,250}",
      "A[KS]IA[0-9A-Z]{16}",
      "gh[oprsu]_\\w{20,255}",
      "github_pat_\\w{20,255}",
      "glpat-[\\w-]{20,250}",
      "xox[abeoprs]-[\\w-]{10,250}",
      "sk-[\\w-]{20,250}",
      "AIza[\\w-]{35}",
      "npm_\\w{36}",
      "SG\\.[\\w-]{16,64}\\.[\\w-]{16,64}",
      "-----BEGIN[A-Z\\s]{0,40}PRIVATE\\sKEY-----[^-]{0,9000}",
    ].join("|") +
    ")",
  "g",
);
// Where card numbers can be ("+" is a blank in a URL), how they are grouped, and who gives them out.
const DIGITS = /[0-9](?:[ +-]?[0-9]){12,}/g;
const GROUPS = /^[0-9]{4,}(?:([ +-])[0-9]{3,}(?:\1[0-9]{3,})*)?/;
const ISSUED = new RegExp(
  "^(?:" +
    [
      "4[0-9]{12}(?:[0-9]{3}){0,2}",
      "(?:5[1-5]|2[2-7])[0-9]{14}",
      "3[47][0-9]{13}",
      "3(?:0[0-5]|[689][0-9])[0-9]{11}",
      "35[0-9]{14}",
      "(?:5[0678]|6[0-57])[0-9]{14,17}",
    ].join("|") +
    ")$",
);
const IBAN = new RegExp(
  "(^|\\W|\\\\[nrt])(" +
    "[A-Z]{2}[0-9]{2}(?:[ +-]?[0-9A-Z]){11,30}|[a-z]{2}[0-9]{2}(?:[ +-]?[0-9]){11,30}" +
    ")",
  "g",
);
// What a number does not begin behind, nor end before: it would be a part of
// something.
const JOINED_BEFORE = /(?:^|[^\\])[^\W_]$|\d\.$|\w-$/;
const JOINED_BEHIND = /^(?:[^\W_]|-\w|\.\d)/;
// What stands for a find while others are looked for: no key, no value. No text
// has these characters for private use.
const OPEN = "\ue000";
const CLOSE = "\ue001";
// Breadcrumbs are scrubbed twice: what an earlier pass wrote is no key. (In a
// form, `user[email]=` and `[email]=` are.)
const PLACEHOLDER =
  /(^|[^\w\]])\[(card|email|Filtered|iban|ip|phone|token)\](?!=)/g;
const DOTTED = /(Chrome\/|Edg\/|OPR\/|v)?\d{1,20}(?:\.\d{1,20}){1,20}/gi;
const IPV4 =
  /^(?!\d+\.0\.0\.0$)(?:(?:25[0-5]|2[0-4]\d|[01]?\d?\d)(?:\.(?!$)|$)){4}$/;
const IPV6 =
  /(^|[^\w:.])((?:[0-9a-f]{1,4}:|:(?=:))(?:[0-9a-f]{0,4}:){1,7}[0-9a-f]{0,4})(?!\w)/gi;
const PHONES = [
  // phone: 612 345 678
  /(\b(?:tel(?:ephone|efon)?|phone|mobile?|cell|fax|whatsapp)(?:[ _-]?(?:no|nr|number))?[\s.:='"]{1,4})[+(]{0,2}\d(?:[\s()./-]{0,2}\d){6,14}/gi,
  // +49 (0)151 2345-6789, 0044 7700 900123
  /(^|[^\w.-])(?:\+|00)[1-9](?:[\s()./+-]{0,3}\d){7,14}(?!\d)/g,
  // 07700900123, (030) 1234567, 06 12 34 56 78
  /(^|[^\w.+-])(?:\(0\d{1,4}\)[\s./-]{0,2}\d{4,9}|0[1-9]\d{8,10}|0[1-9](?:[\s.-]\d\d){4})(?![\w-])/g,
  // (555) 123-4567, 555-123-4567
  /(^|[^\w.+-])(?:1[ .-])?(?:\(\d{3}\)[\s.-]?|\d{3}[ .-])\d{3,4}[ .-]\d{4}(?![\w-])/g,
];

const BLANKED = new Set(
  SECRETS.trim().split(/\s+/).concat(PII_FIELDS).map(plain),
);
const ANY_KEY = Array.from(BLANKED, (key) => key.split("").join("[_-]?"))
  .sort((a, b) => b.length - a.length)
  .join("|");
const ANY_VALUE = [
  /\\"[^]{0,2000}?\\"/, // a quoted text inside a quoted text
  /"(?:[^"\\]|\\[^]){0,2000}"?|'(?:[^'\\]|\\[^]){0,2000}'?/,
  /\[[^\]]{0,2000}\]?|\{[^}]{0,2000}\}?/,
  /(?:(?:basic|bearer)\s)?[^\s,;&)}\]"']{1,2000}/,
]
  .map((value) => value.source)
  .join("|");
// Says nothing: parameters and columns of SQL (`users.email`), no value at all.
const EMPTY = `\\?|%s|%\\(|\\$\\d|:\\w|(?:null|undefined|true|false)\\b|["\\x60]?[a-z_]\\w{0,63}["\\x60]?\\.["\\x60]?(?:${ANY_KEY})\\b`;
// email=…, "email": "…", user[email]=…; of "full_name=Ada Lovelace" all words.
const KEY_VALUE = new RegExp(
  `(^|[^\\w-])((?:${ANY_KEY})(?:\\\\?["')\\]]){0,2}\\s{0,3}[=:]\\s{0,3})(?!${EMPTY})(?:${ANY_VALUE})((?: [^\\W\\d_][\\w'-]{0,63}(?![\\w'-]|\\s{0,3}[=:])){0,3})`,
  "gi",
);

/** What Sentry may collect; spread it into `Sentry.init`. */
export const privacy = {
  dataCollection: {
    userInfo: false,
    cookies: false,
    httpHeaders: { request: { allow: HEADERS }, response: false },
    httpBodies: [],
    urlQueryParams: false,
    graphQL: { document: true, variables: false },
    genAI: { inputs: false, outputs: false },
    databaseQueryData: false,
    queues: false,
    stackFrameVariables: false,
  },
  beforeSend: scrubEvent,
  beforeSendSpan: scrubSpan,
  beforeBreadcrumb: scrubBreadcrumb,
};

/**
 * Trace critical routes always; of the others what the caller decided, else
 * this share. A share of 0 turns tracing off for all of them.
 */
export function tracesSampler(rate?: number | string) {
  const number = rate === undefined || rate === "" ? NaN : Number(rate);
  const share = number >= 0 && number <= 1 ? number : 0.1;
  return ({ name, attributes, inheritOrSampleWith }: Sampling) =>
    share && isCritical(pathOf(name, attributes))
      ? 1
      : inheritOrSampleWith(share);
}

/** The path a span is about. On the server its name is just "GET" at this point. */
function pathOf(name: string, attributes: Fields = {}) {
  const target = attributes["http.target"] ?? attributes["url.path"] ?? name;
  return String(target)
    .replace(/^[A-Z]+ /, "")
    .replace(/[?#].*$/, "");
}

/** Is it a critical path, or below one? A base path or a locale may stand in front. */
function isCritical(path: string) {
  const segments = path.split("/").filter(Boolean);
  return CRITICAL_PATHS.some((critical) => {
    const wanted = critical.split("/").filter(Boolean);
    const standsAt = (start: number) =>
      wanted.every((name, at) =>
        name === "*" ? segments[start + at] : name === segments[start + at],
      );
    return standsAt(0) || standsAt(1);
  });
}

/** Return a copy of an error or a transaction that holds no personal data. */
export function scrubEvent<T extends object>(event: T): T {
  try {
    const { user, request, ...rest } = event as Fields;
    const scrubbed = scrub(rest) as Fields;
    if (user) scrubbed.user = pick(user, USER_FIELDS);
    if (request) scrubbed.request = scrub(pick(request, REQUEST_FIELDS));
    return scrubbed as T;
  } catch {
    // Nothing may leave that was not looked at; the shell shows the gap.
    const message = "Withheld: it could not be scrubbed";
    return { ...pick(event, KEPT.concat("type")), message } as T;
  }
}

/** Return a copy of a span that holds no personal data. */
export function scrubSpan<T extends object>(span: T): T {
  try {
    return scrub(span) as T;
  } catch {
    return { ...span, name: FILTERED, attributes: {}, links: [] };
  }
}

/** Scrub the text at hand; `scrubEvent` sees nested values, once they are copies. */
export function scrubBreadcrumb<T extends object>(crumb: T): T | null {
  try {
    const { data, ...rest } = crumb as Fields;
    const scrubbed = scrubFlat(rest);
    if (data) scrubbed.data = scrubFlat(data as Fields);
    return scrubbed as T;
  } catch {
    return null;
  }
}

function scrubFlat(values: Fields) {
  const copy: Fields = {};
  for (const [key, value] of Object.entries(values)) {
    const flat = typeof value !== "object" && !KEPT.includes(key);
    copy[key] = isBlanked(key) ? FILTERED : flat ? scrub(value) : value;
  }
  return copy;
}

function scrub(value: unknown, key = "", depth = 0): unknown {
  if (typeof value === "string") return scrubText(value, key);
  if (typeof value === "number" && isCard(String(value))) return "[card]";
  if (!value || typeof value !== "object") return value;
  if (depth > MAX_DEPTH) return FILTERED;
  if (Array.isArray(value)) {
    const isPair =
      value.length === 2 && typeof value[0] === "string" && isBlanked(value[0]);
    if (isPair) return [value[0], FILTERED]; // as in a list of headers
    return value.map((item) => scrub(item, key, depth + 1));
  }
  const copy: Fields = {};
  for (const [name, item] of Object.entries(value)) {
    const own =
      CONTEXTS.includes(key) &&
      /^(build|kernel_version|name|version)$/.test(name);
    const unasked = key === "headers" && !HEADERS.includes(name.toLowerCase());
    if (own || KEPT.includes(name)) copy[name] = item;
    else if (isBlanked(name)) copy[name] = FILTERED;
    else if (!unasked) copy[scrubText(name)] = scrub(item, name, depth + 1);
  }
  return copy;
}

function isBlanked(key: string) {
  if (/^user\./.test(key)) return key !== "user.id";
  if (HEADER.test(key)) return true;
  if (ATTRIBUTES.test(key)) return false; // `os.name` is nobody's name
  const last = key.split(/[.[]/).pop() ?? key;
  return BLANKED.has(plain(key)) || BLANKED.has(plain(last.replace("]", "")));
}

function pick(from: unknown, names: string[]) {
  const fields = from as Fields;
  const there = names.filter((name) => fields[name] !== undefined);
  return Object.fromEntries(there.map((name) => [name, fields[name]]));
}

function plain(key: string) {
  return key.toLowerCase().replace(/[^a-z0-9\u0080-\uffff]/g, "");
}

/** Replace personal data in a text. */
export function scrubText(text: string, key = ""): string {
  if (text.length > MAX_TEXT) {
    return `${scrubText(text.slice(0, MAX_TEXT), key).slice(0, -CUT_MARGIN)}...`;
  }
  if (FRAME.includes(key)) return scrubFile(text);
  const decoded = decode(text);
  let clean = decoded
    .replace(PLACEHOLDER, `$1${OPEN}$2${CLOSE}`)
    .replace(TOKENS, `$1${OPEN}token${CLOSE}`)
    .replace(EMAIL, `${OPEN}email${CLOSE}`)
    .replace(IBAN, blankIban)
    .replace(DIGITS, blankCards)
    .replace(DOTTED, (found) =>
      IPV4.test(found) ? `${OPEN}ip${CLOSE}` : found,
    )
    .replace(IPV6, blankIpv6);
  clean = PHONES.reduce(
    (rest, phone) => rest.replace(phone, `$1${OPEN}phone${CLOSE}`),
    clean,
  );
  // In source code, `email=email` holds nobody's address.
  if (!CODE.includes(key)) clean = clean.replace(KEY_VALUE, blankValue);
  clean = clean.replace(/\ue000/g, "[").replace(/\ue001/g, "]");
  return clean === decoded ? text : clean; // no find: keep the encoding
}

/**
 * A file of a browser is a URL, whose query nobody needs. What is left keeps
 * its encoding, or the source map of the file is not found any more.
 */
function scrubFile(text: string): string {
  const file = text.replace(/[?#][^]*/, "");
  const decoded = decode(file);
  const clean = decoded.replace(/[?#][^]*/, "").replace(EMAIL, "[email]");
  return clean === decoded ? file : clean;
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
    if (at < done) return ""; // it belongs to the card before
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
  const digits = text.replace(/[ +-]/g, "");
  if (!ISSUED.test(digits)) return false;
  const sum = Array.from(digits)
    .reverse()
    .map((digit, at) => Number(at % 2 ? "0246813579".charAt(+digit) : digit))
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
  const bare = text.replace(/[ +-]/g, "");
  const rest = Array.from(bare.slice(4) + bare.slice(0, 4)).reduce(
    (left, char) => Number(`${left}${parseInt(char, 36)}`) % 97,
    0,
  );
  return bare.length > 14 && bare.replace(/\D/g, "").length > 9 && rest === 1;
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

/** Undo percent-encoding; a URL inside a URL is encoded twice. */
function decode(text: string) {
  let plainText = text;
  for (let round = 0; round < 3 && plainText.includes("%"); round++) {
    plainText = plainText.replace(/(?:%[0-9a-f]{2}){1,400}/gi, (encoded) => {
      try {
        return decodeURIComponent(encoded);
      } catch {
        return encoded;
      }
    });
  }
  return plainText;
}

/** An address, but no time (10:57:30) and no `Abc::Def`. */
function blankIpv6(found: string, before: string, address: string) {
  const groups = address.split(":").length - 1;
  const isAddress =
    /\d/.test(address) &&
    address.length > 6 &&
    (address.includes("::") || groups === 7);
  return isAddress ? `${before}${OPEN}ip${CLOSE}` : found;
}

/** The words behind a value belong to it while they begin with a capital. */
function blankValue(_: string, before: string, key: string, words: string) {
  return `${before}${key}${FILTERED}${words.replace(/^(?: [A-Z][\w'-]*)+/, "")}`;
}
