//! The one gate for text that came from a repository or a rule pack on its way to a person.
//!
//! A file name may hold an escape sequence that repaints the terminal, a comment may hold a
//! bidirectional mark that shows code in another order than it runs. Both are shown instead of obeyed:
//!
//! - C0 control characters and DEL as their Unicode pictures (`␛`, `␇`, `␍`, `␡`); tabs stay;
//! - C1 control characters, bidirectional marks, zero-width and other invisible characters, and line
//!   separators as `<U+202E>`.
//!
//! Joiners (U+200C, U+200D) stay: scripts and emoji need them, and they move nothing.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Text with everything a terminal would obey shown instead. Tabs stay, line feeds do not: pass lines.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c != '\t' && is_unsafe(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if c == '\t' || !is_unsafe(c) {
            out.push(c);
        } else if let Some(picture) = control_picture(c) {
            out.push(picture);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "<U+{:04X}>", u32::from(c));
        }
    }
    Cow::Owned(out)
}

/// Does a terminal or a reader of the text obey this character instead of showing it?
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0e}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// The Unicode picture of an ASCII control character.
fn control_picture(c: char) -> Option<char> {
    match u32::from(c) {
        code @ 0..=0x1f => char::from_u32(0x2400 + code),
        0x7f => Some('\u{2421}'),
        _ => None,
    }
}

/// A path for a person: as it is where every character is harmless, otherwise quoted the way git quotes
/// it, except that visible letters beyond ASCII stay letters (git with `core.quotePath=false`).
pub fn path(path: &str) -> Cow<'_, str> {
    if path.chars().any(|c| is_unsafe(c) || matches!(c, '"' | '\\')) {
        Cow::Owned(quoted(path, is_unsafe))
    } else {
        Cow::Borrowed(path)
    }
}

/// A path with its prefix (`a/`, `b/`) exactly as git writes it in patches with its default settings.
pub fn git_path(prefix: &str, path: &str) -> String {
    if path.chars().any(|c| c.is_ascii_control() || !c.is_ascii() || matches!(c, '"' | '\\')) {
        quoted(&format!("{prefix}{path}"), |c| !c.is_ascii())
    } else {
        format!("{prefix}{path}")
    }
}

/// C-style quotes; ASCII control characters and those `octal` names become escapes, byte by byte.
fn quoted(path: &str, octal: impl Fn(char) -> bool) -> String {
    let mut out = String::from('"');
    for c in path.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{b}' => out.push_str("\\v"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            c if c.is_ascii_control() || octal(c) => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    let _ = write!(out, "\\{byte:03o}");
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// JSON text with the characters [`visible`] would show as `\u` escapes: the same values, safe to print.
/// They can only stand inside strings, where JSON allows the escape.
pub fn json_text(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && is_unsafe(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        for (raw, shown) in [
            ("plain \u{e9} \u{65e5}\tx", "plain \u{e9} \u{65e5}\tx"),
            ("\x1b[31mred\x07", "\u{241b}[31mred\u{2407}"),
            ("a\rb\nc\x7f", "a\u{240d}b\u{240a}c\u{2421}"),
            ("\u{9b}31m", "<U+009B>31m"),
            ("if \u{202e}x\u{2066}", "if <U+202E>x<U+2066>"),
            ("a\u{200b}b\u{e0041}", "a<U+200B>b<U+E0041>"),
        ] {
            assert_eq!(visible(raw), shown, "{raw:?}");
        }
    }

    #[test]
    fn odd_paths_are_quoted() {
        for (raw, person, git) in [
            ("a b/c.py", "a b/c.py", "a/a b/c.py"),
            ("caf\u{e9}", "caf\u{e9}", "\"a/caf\\303\\251\""),
            ("x\x1b\"\n", "\"x\\033\\\"\\n\"", "\"a/x\\033\\\"\\n\""),
            ("\u{202e}", "\"\\342\\200\\256\"", "\"a/\\342\\200\\256\""),
        ] {
            assert_eq!(path(raw), person);
            assert_eq!(git_path("a/", raw), git);
        }
    }

    #[test]
    fn escaped_json_keeps_its_values() {
        let value = serde_json::json!(["a\u{9b}\u{202e}\u{e0041}\x7f\n"]);
        let text = json_text(&serde_json::to_string_pretty(&value).unwrap());
        assert!(!text.chars().any(|c| c != '\n' && is_unsafe(c)), "{text:?}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
