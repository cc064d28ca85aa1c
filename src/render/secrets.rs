//! Masking: a report is pasted into chats and pull requests, so it shows no secret it happens to meet.
//!
//! Masked are, in lines the plan did not write: every value of a dotenv file; values given to a name like
//! `password`, `API_KEY` or `dsn`; user information in URLs; long opaque literals; key material. A value
//! that only refers to a secret (`${{ … }}`, `$NAME`, a function call) stays readable. Lines the plan adds
//! are its own and stay, unless they carry over a value that is masked in a line they replace.
//!
//! This is a courtesy to the reader, not a scanner: too much is masked rather than too little, and nothing
//! depends on it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::escape::visible;
use crate::lang::Language;
use crate::report::{Hunk, LineKind};

/// What stands in place of a masked value.
pub const MASK: &str = "\u{2026}";

/// A name that is likely to be given a secret, up to what separates it from its value.
///
/// The separators cover `name = value`, `"name": value`, `name: Type = value`, `get("NAME", value)` and
/// `NAME || value`; a comma separates only after an upper-case name, or lists of field names would suffer.
const ASSIGNED: &str = r#"(?x)
    (?: [A-Za-z0-9_.-]* (?i: secret | token | passw(?:or)?d | passphrase | pwd | credential | api[_-]?key
        | (?:private|access|signing|encryption|auth|account|master|service|shared)[_-]?key
        | \bdsn | [_-]dsn | webhook | connection[_-]?string | cookie[_-]?key )
      | \b DSN ) [A-Za-z0-9_.-]*
    ["'\])]* [\ \t]*
    (?: : [\ \t]* [A-Za-z_][A-Za-z0-9_\[\]|<>.\ ]*? = | :?= | => | : | \|\| | \?\? | \b or \b )
    [\ \t]*
"#;

/// `os.environ.get("SECRET_KEY", "…")` and its kin.
const DEFAULTED: &str =
    r#"\([ \t]*["'][A-Z0-9_]*(?:SECRET|TOKEN|PASSW|PWD|KEY|DSN|CREDENTIAL)[A-Z0-9_]*["'][ \t]*,[ \t]*"#;

/// The user information of a URL.
const USER_INFO: &str = r"[A-Za-z][A-Za-z0-9+.-]{1,20}://([^\s/@'\x22<>{}$]+)@";

/// A run that may be a token.
const OPAQUE: &str = r"[A-Za-z0-9_+/=-]{24,}";

/// An assignment in a dotenv file, commented out or not.
const DOTENV: &str = r"^\s*(?:#+\s*)?(?:export\s+)?[A-Za-z_][A-Za-z0-9_.-]*\s*=\s*";

macro_rules! regex {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new($pattern).ok());
    };
}

regex!(ASSIGNED_REGEX, ASSIGNED);
regex!(DEFAULTED_REGEX, DEFAULTED);
regex!(USER_INFO_REGEX, USER_INFO);
regex!(OPAQUE_REGEX, OPAQUE);
regex!(DOTENV_REGEX, DOTENV);

/// The lines of a hunk with secrets masked, line breaks kept; one entry per line of the hunk.
pub fn masked_lines<'a>(path: &str, hunk: &'a Hunk) -> Vec<Cow<'a, str>> {
    let language = Language::of_path(path);
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for line in hunk.lines.iter().filter(|line| line.kind == LineKind::Removed) {
        known.extend(secrets(language, &line.text).into_iter().filter_map(|range| line.text.get(range)));
    }
    let lines = hunk.lines.iter().map(|line| {
        let mut found = secrets(language, &line.text);
        if line.kind == LineKind::Added {
            found.retain(|range| line.text.get(range.clone()).is_some_and(|value| known.contains(value)));
        }
        masked(&line.text, found)
    });
    lines.collect()
}

/// A line of prose fit to be shown: what looks like a secret is masked, what a terminal would obey is visible.
pub fn clean(text: &str) -> String {
    visible(&masked_prose(text)).into_owned()
}

/// Prose (a reason, a fact, an instruction) without user information of URLs and opaque literals.
pub fn masked_prose(text: &str) -> Cow<'_, str> {
    let mut found = user_information(text);
    found.extend(opaque(text));
    masked(text, found)
}

/// The text with the ranges replaced by [`MASK`].
fn masked(text: &str, mut ranges: Vec<Range<usize>>) -> Cow<'_, str> {
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for range in ranges {
        if range.start >= done {
            out.push_str(text.get(done..range.start).unwrap_or_default());
            out.push_str(MASK);
        }
        done = done.max(range.end);
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

/// Where a line holds what should not be shown.
fn secrets(language: Language, line: &str) -> Vec<Range<usize>> {
    let end = line.trim_end_matches(['\n', '\r']).len();
    let content = &line[..end];
    if language == Language::Dotenv {
        return dotenv_value(content).into_iter().collect();
    }
    let mut found = assigned(language, content);
    found.extend(user_information(content));
    found.extend(opaque(content));
    found.extend(key_material(content));
    found
}

/// The value of a `KEY=value` line; a line that is neither that, a comment nor blank continues a value
/// that spans lines, and is one from end to end.
fn dotenv_value(line: &str) -> Option<Range<usize>> {
    let text = line.trim();
    match DOTENV_REGEX.as_ref().and_then(|regex| regex.find(line)) {
        Some(key) if key.end() < line.len() => Some(key.end()..line.len()),
        Some(_) => None,
        None if text.is_empty() || text.starts_with('#') => None,
        None => Some(line.len() - line.trim_start().len()..line.trim_end().len()),
    }
}

/// Values given to names that sound secret.
fn assigned(language: Language, line: &str) -> Vec<Range<usize>> {
    let regexes = [&ASSIGNED_REGEX, &DEFAULTED_REGEX];
    let matches = regexes.into_iter().filter_map(|regex| regex.as_ref()).flat_map(|regex| regex.find_iter(line));
    matches
        .filter(|name| !names_no_secret(name.as_str()) && !ends_a_literal(line, name))
        .filter_map(|name| value_at(language, line, name.end()))
        .collect()
}

/// `token_type`, `password_field`: what such names are given is about secrets, not one.
fn names_no_secret(name: &str) -> bool {
    let name = name.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()).to_ascii_lowercase();
    let about = ["type", "url", "uri", "name", "endpoint", "field", "header", "hint", "prefix", "length", "ttl"];
    about.iter().any(|end| name.ends_with(end))
}

/// Is what looks like the value's first quote the last of a literal that holds the name: `'Password: '`?
fn ends_a_literal(line: &str, name: &regex::Match<'_>) -> bool {
    let quote = |c: &char| matches!(c, '"' | '\'' | '`');
    let opens = line.get(..name.start()).and_then(|before| before.chars().next_back()).filter(quote);
    let closes = line.get(name.end()..).and_then(|rest| rest.chars().next()).filter(quote);
    opens.is_some_and(|opens| closes == Some(opens) && !name.as_str().contains(opens))
}

/// The literal that starts at `at`: the inside of a quoted string, or in data files a bare word.
fn value_at(language: Language, line: &str, at: usize) -> Option<Range<usize>> {
    let rest = line.get(at..)?;
    // Python and friends put letters before the quote: r"", b"", f"".
    let prefix = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let prefix = if prefix <= 2 && rest[prefix..].starts_with(['"', '\'', '`']) { prefix } else { 0 };
    let literal = &rest[prefix..];
    if let Some(quote) = literal.chars().next().filter(|c| matches!(c, '"' | '\'' | '`')) {
        let inside = &literal[1..];
        let len = inside.find(quote).unwrap_or(inside.len());
        let start = at + prefix + 1;
        return (len > 0 && !is_reference(&inside[..len])).then_some(start..start + len);
    }
    let bare_words = matches!(language, Language::Yaml | Language::Dockerfile | Language::Text);
    let len = literal.find([' ', '\t', '#', ',']).unwrap_or(literal.len());
    let word = &literal[..len];
    let is_value = word.chars().next().is_some_and(char::is_alphanumeric)
        && !word.contains('(')
        && !matches!(word, "true" | "false" | "null" | "none" | "write" | "read" | "inherit");
    (bare_words && is_value).then_some(at..at + len)
}

/// Does the value only name where the secret is?
fn is_reference(value: &str) -> bool {
    value.starts_with(['$', '<', '%']) || value.starts_with("{{")
}

fn user_information(line: &str) -> Vec<Range<usize>> {
    let Some(regex) = USER_INFO_REGEX.as_ref() else { return Vec::new() };
    // `ssh://git@host` names no one.
    let users = regex.captures_iter(line).filter_map(|found| found.get(1)).filter(|user| user.as_str() != "git");
    users.map(|user| user.range()).collect()
}

/// Long runs no person would write: hexadecimal digits, or letters of both cases mixed with digits. Digests
/// that pin something (`sha256:…`, `action@…`) are public.
fn opaque(line: &str) -> Vec<Range<usize>> {
    let Some(regex) = OPAQUE_REGEX.as_ref() else { return Vec::new() };
    let is_opaque = |found: &regex::Match<'_>| {
        let (run, before) = (found.as_str(), &line[..found.start()]);
        let has = |test: fn(&u8) -> bool| run.bytes().any(|byte| test(&byte));
        let hex = run.len() >= 32 && run.bytes().all(|byte| byte.is_ascii_hexdigit());
        let mixed = run.split(['_', '-', '/']).any(is_random);
        let digest = is_digest(run, before);
        (mixed || hex && has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic)) && !digest && !is_path(run)
    };
    regex.find_iter(line).filter(is_opaque).map(|found| found.range()).collect()
}

/// Does the run pin something public: `sha512-…`, `integrity: …`, `commit = …`, `action@…`?
fn is_digest(run: &str, before: &str) -> bool {
    let words = ["sha1", "sha256", "sha384", "sha512", "commit", "rev", "digest", "checksum", "integrity", "hash"];
    let near: Vec<char> = before.chars().rev().take(16).collect();
    let near: String = near.into_iter().rev().collect::<String>().to_ascii_lowercase();
    before.ends_with('@') || run.starts_with("sha") && run.contains('-') || words.iter().any(|word| near.contains(word))
}

/// Letters of both cases with digits strewn in; names have their digits in one place.
fn is_random(part: &str) -> bool {
    let bytes = part.as_bytes();
    let has = |test: fn(&u8) -> bool| bytes.iter().any(test);
    let digit_runs =
        bytes.chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit()).filter(|run| run[0].is_ascii_digit());
    bytes.len() >= 16 && has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && digit_runs.count() >= 2
}

/// Paths have short segments; base64 has few slashes.
fn is_path(run: &str) -> bool {
    run.contains('/') && run.split('/').all(|segment| segment.len() < 24)
}

/// Anything on a line with the frame of a PEM block; its body is opaque by itself.
fn key_material(line: &str) -> Option<Range<usize>> {
    let at = line.find("-----BEGIN")?;
    line[at..].contains("KEY").then_some(at..line.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::DiffLine;

    fn hunk(lines: &[(LineKind, &str)]) -> Hunk {
        let lines = lines.iter().map(|(kind, text)| DiffLine { kind: *kind, text: (*text).to_owned() }).collect();
        Hunk { old_start: 1, old_len: 1, new_start: 1, new_len: 1, rules: Vec::new(), lines }
    }

    fn context(path: &str, line: &str) -> String {
        masked_lines(path, &hunk(&[(LineKind::Context, line)])).concat()
    }

    #[test]
    fn every_pattern_compiles() {
        for regex in [&ASSIGNED_REGEX, &DEFAULTED_REGEX, &USER_INFO_REGEX, &OPAQUE_REGEX, &DOTENV_REGEX] {
            assert!(regex.is_some());
        }
    }

    #[test]
    fn dotenv_files_show_names_only() {
        for (line, shown) in [
            ("DEBUG=1\n", "DEBUG=\u{2026}\n"),
            ("export NAME = \"a b\"  # why\r\n", "export NAME = \u{2026}\r\n"),
            ("# OLD_KEY=abc\n", "# OLD_KEY=\u{2026}\n"),
            ("EMPTY=\n", "EMPTY=\n"),
            ("# a comment\n", "# a comment\n"),
            ("  continued value\n", "  \u{2026}\n"),
            ("\n", "\n"),
        ] {
            assert_eq!(context("deploy/.env.production", line), shown, "{line:?}");
        }
    }

    #[test]
    fn values_of_secret_names_are_masked() {
        for (path, line, shown) in [
            ("a.py", "SECRET_KEY = 'hunter2'", "SECRET_KEY = '\u{2026}'"),
            ("a.py", "password: str = b\"x\"", "password: str = b\"\u{2026}\""),
            ("a.py", "os.environ.get('API_KEY', 'dev')", "os.environ.get('API_KEY', '\u{2026}')"),
            ("a.py", "K = os.environ.get('SECRET') or 'dev'", "K = os.environ.get('SECRET') or '\u{2026}'"),
            ("a.py", "app.config[\"DB_PASSWORD\"] = \"x\"", "app.config[\"DB_PASSWORD\"] = \"\u{2026}\""),
            ("a.ts", "const t = process.env.AUTH_TOKEN ?? `x`", "const t = process.env.AUTH_TOKEN ?? `\u{2026}`"),
            ("a.json", "  \"apiKey\": \"abc\",", "  \"apiKey\": \"\u{2026}\","),
            ("a.yml", "  db-password: hunter2 # old", "  db-password: \u{2026} # old"),
            ("a.ini", "token=hunter2", "token=\u{2026}"),
            ("a.py", "init(dsn='x')", "init(dsn='\u{2026}')"),
        ] {
            assert_eq!(context(path, line), shown, "{line}");
        }
    }

    #[test]
    fn what_only_names_a_secret_stays_readable() {
        for (path, line) in [
            ("a.py", "SECRET_KEY = os.environ['SECRET_KEY']"),
            ("a.py", "fields = ['password', 'email']"),
            ("a.py", "def login(password: str, token: str) -> None:"),
            ("a.yml", "  password: ${{ secrets.DB_PASSWORD }}"),
            ("a.yml", "  id-token: write"),
            ("a.yml", "  - uses: some/action@8f4b7f84864484a7bf31766abe9204da3cbe65b3"),
            (
                "package.json",
                "  \"packageManager\": \"pm@9.1.0+sha512.b2dc20e2fc72b3e18848459b37359a32064663e5627a51e4\",",
            ),
            ("a.yml", "    rev: 8f4b7f84864484a7bf31766abe9204da3cbe65b3"),
            ("a.py", "grant(token_type='Bearer', prompt='Password: ', more='x')"),
            ("a.py", "KEYWORDS = ['KEY', 'KEYS', 'TOKEN', 'TOKENS']"),
            ("a.py", "x = lib.X509_STORE_CTX_get_current_cert(store, GB2312DistributionAnalysis)"),
            ("a.txt", "    --hash=sha256:8f4b7f84864484a7bf31766abe9204da3cbe65b38f4b7f84864484a7bf31766a"),
            ("a.py", "from some.package.with_a_long_name_2 import quite_a_long_function_name"),
            ("a.ts", "import { x } from '../src/components/Layout2/Header3/Button4'"),
        ] {
            assert_eq!(context(path, line), line);
        }
    }

    #[test]
    fn tokens_are_known_by_their_shape() {
        for (line, shown) in [
            ("url = 'postgres://bob:pw@db/x'", "url = 'postgres://\u{2026}@db/x'"),
            ("go('https://0123abcd@in.example.org/1')", "go('https://\u{2026}@in.example.org/1')"),
            ("x = 'ghq_16C7e42F292c6912E7710c838347Ae178B4a'", "x = '\u{2026}'"),
            ("h('0123456789abcdef0123456789abcdef')", "h('\u{2026}')"),
            ("k = '''-----BEGIN RSA PRIVATE KEY-----", "k = '''\u{2026}"),
        ] {
            assert_eq!(context("a.py", line), shown);
        }
        assert_eq!(masked_prose("built with https://bob:pw@host/x"), "built with https://\u{2026}@host/x");
    }

    #[test]
    fn added_lines_are_shown_unless_they_carry_a_masked_value_over() {
        use LineKind::{Added, Removed};
        let shown = |lines: &[(LineKind, &str)]| masked_lines(".env", &hunk(lines)).concat();
        assert_eq!(shown(&[(Added, "ENVIRONMENT=production\n")]), "ENVIRONMENT=production\n");
        assert_eq!(
            shown(&[(Removed, "LAST=hunter2"), (Added, "LAST=hunter2\n"), (Added, "NEXT=1\n")]),
            "LAST=\u{2026}LAST=\u{2026}\nNEXT=1\n"
        );
    }
}
