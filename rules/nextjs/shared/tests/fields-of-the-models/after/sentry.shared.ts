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
const SECRETS =
  "access_token api_key auth authorization bearer client_secret cookie cookies " +
  "credentials csrf csrf_token id_token jwt passwd password private_key " +
  "proxy_authorization refresh_token secret session session_id session_token " +
  "set_cookie token x_api_key x_forwarded_for x_real_ip";
const USER_FIELDS = ["id", "workspace_id"]; // all that is sent about a user
const REQUEST_FIELDS = ["method", "url", "query_string", "headers"];
const HEADERS = ["content-length", "content-type", "user-agent"];
const FILTERED = "[Filtered]";

// What the SDK writes itself and Sentry needs as it is: a timestamp can look
// like a phone number, a release like an IP address.
const KEPT = [
  "debug_id",
  "debug_meta",
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
const FRAME = ["abs_path", "filename", "module"];

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

const BLANKED = new Set(SECRETS.split(" ").concat(PII_FIELDS).map(plain));
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
// email=…, "email": "…", user[email]=…; of "full_name=Ada Lovelace" all words.
const KEY_VALUE = new RegExp(
  `(^|[^\\w-])((?:${ANY_KEY})(?:\\\\?["')\\]]){0,2}\\s{0,3}[=:]\\s{0,3})(?:${ANY_VALUE})((?: [^\\W\\d_][\\w'-]{0,63}){0,3})`,
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

/** Trace critical routes always; of the others what the caller decided, else this share. */
export function tracesSampler(rate?: number | string) {
  const number = rate ? Number(rate) : NaN;
  const share = number >= 0 && number <= 1 ? number : 0.1;
  return ({ name, attributes, inheritOrSampleWith }: Sampling) =>
    isCritical(pathOf(name, attributes)) ? 1 : inheritOrSampleWith(share);
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
    const text = typeof value === "string" && !KEPT.includes(key);
    copy[key] = isBlanked(key) ? FILTERED : text ? scrubText(value) : value;
  }
  return copy;
}

function scrub(value: unknown, key = "", depth = 0): unknown {
  if (typeof value === "string") return scrubText(value, key);
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
  const decoded = decode(text);
  let clean = decoded.replace(EMAIL, "[email]");
  if (!FRAME.includes(key)) {
    clean = clean.replace(DOTTED, (found) =>
      IPV4.test(found) ? "[ip]" : found,
    );
    clean = clean.replace(IPV6, blankIpv6);
    clean = PHONES.reduce(
      (rest, phone) => rest.replace(phone, "$1[phone]"),
      clean,
    );
  }
  // In source code, `email=email` holds nobody's address.
  if (!CODE.includes(key)) clean = clean.replace(KEY_VALUE, blankValue);
  return clean === decoded ? text : clean; // no find: keep the encoding
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
  return isAddress ? `${before}[ip]` : found;
}

/** The words behind a value belong to it while they begin with a capital. */
function blankValue(_: string, before: string, key: string, words: string) {
  return `${before}${key}${FILTERED}${words.replace(/^(?: [A-Z][\w'-]*)+/, "")}`;
}
