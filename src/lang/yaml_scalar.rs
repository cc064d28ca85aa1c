//! YAML scalars: what plain text means, and which text means itself.

use serde_json::Value;

/// The value of a plain scalar in YAML's core schema. `yes`, `on` and dates are strings there.
pub(crate) fn resolve(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    let string = || Value::String(text.to_owned());
    let radix = |digits: &str, radix| u64::from_str_radix(digits, radix).map_or_else(|_| string(), Value::from);
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') || !digits.contains(|c: char| c.is_ascii_digit()) {
        return string();
    }
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse::<i64>().map_or_else(|_| string(), Value::from);
    }
    match text.parse::<f64>().ok().and_then(serde_json::Number::from_f64) {
        Some(number) => Value::Number(number),
        None => string(),
    }
}

/// The value of a scalar as it is written. `style` is the name of the grammar's node.
pub(crate) fn read(raw: &str, style: &str) -> Value {
    let several_lines = raw.contains('\n');
    match style {
        "plain_scalar" if !several_lines => resolve(raw),
        "single_quote_scalar" if !several_lines => {
            let inner = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
            Value::String(inner.replace("''", "'"))
        }
        "double_quote_scalar" if !several_lines && !raw.contains('\\') => {
            Value::String(raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default().to_owned())
        }
        // Folding, escapes, block scalars: the parser knows how.
        _ => parsed(raw).map_or_else(|| Value::String(raw.to_owned()), Value::String),
    }
}

fn parsed(raw: &str) -> Option<String> {
    let text = format!("{raw}\n");
    let mut parser = yaml_rust2::parser::Parser::new_from_str(&text);
    for _ in 0..4 {
        if let (yaml_rust2::Event::Scalar(value, ..), _) = parser.next_token().ok()? {
            return Some(value);
        }
    }
    None
}

/// The text of a scalar as it is written, without quotes and folding.
pub(crate) fn text(raw: &str, style: &str) -> String {
    match read(raw, style) {
        Value::String(text) => text,
        _ => raw.to_owned(),
    }
}

/// A string as it stands behind a key: plain where that means the same, else in double quotes.
pub(crate) fn plain_or_quoted(text: &str) -> String {
    if is_plain(text, false) { text.to_owned() } else { double_quoted(text) }
}

/// A string in double quotes.
pub(crate) fn double_quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                out.push_str(&format!("\\u{:04x}", c as u32));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Can the string stand as it is, for readers of YAML 1.1 and 1.2 alike?
pub(crate) fn is_plain(text: &str, in_flow: bool) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let second = text[first.len_utf8()..].chars().next();
    let opens = match first {
        '-' | '?' | ':' => second.is_none_or(|c| c == ' ' || in_flow),
        _ => ",[]{}#&*!|>'\"%@`=".contains(first),
    };
    !(opens
        || text.trim() != text
        || text.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}'))
        || text.contains(": ")
        || text.contains(" #")
        || text.ends_with(':')
        || in_flow && text.contains([',', '[', ']', '{', '}'])
        || text.starts_with("---")
        || text.starts_with("...")
        || text == "<<"
        || !resolve(text).is_string()
        || reads_as_another_type(text))
}

/// YAML 1.1 has more words and numbers than 1.2: `on`, `0o7`, `1_000`, `12:30`, `2001-01-01`, `.nan`.
fn reads_as_another_type(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    if matches!(lower.as_str(), "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | "null") {
        return true;
    }
    let digits = lower.trim_start_matches(['+', '-']);
    if matches!(digits, ".inf" | ".nan") {
        return true;
    }
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') || !digits.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let dots = digits.matches('.').count();
    let date = digits.len() >= 8 && digits.as_bytes().get(4) == Some(&b'-');
    date || digits.parse::<f64>().is_ok()
        || dots <= 1 && digits.chars().all(|c| c.is_ascii_digit() || "_.:".contains(c))
        || ["0x", "0b", "0o"].iter().any(|prefix| digits.starts_with(prefix))
}
