//! One requirement in PEP 508 notation, with the byte ranges an editor needs.

use std::ops::Range;

/// A parsed requirement. Ranges count from the start of the text that was parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parsed {
    /// The name as written.
    pub name: Range<usize>,
    /// The extras as written.
    pub extras: Vec<String>,
    /// The bracket that holds the extras, brackets included.
    pub bracket: Option<Range<usize>>,
    /// The version specifier, trimmed; an empty range where one would be written.
    pub spec: Range<usize>,
    /// Is the distribution taken from a URL instead of an index?
    pub url: bool,
    /// Does an environment marker follow?
    pub marker: bool,
}

/// Reads one requirement; `None` for anything that is not `name[extras] spec; marker` or `name @ url`.
pub(crate) fn parse(text: &str) -> Option<Parsed> {
    let bytes = text.as_bytes();
    let skip = |mut at: usize| {
        while bytes.get(at).is_some_and(|b| b.is_ascii_whitespace()) {
            at += 1;
        }
        at
    };
    let start = skip(0);
    let length = text[start..]
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')))
        .unwrap_or(text.len() - start);
    let name = start..start + length;
    let written = &text[name.clone()];
    if !written.starts_with(|c: char| c.is_ascii_alphanumeric())
        || !written.ends_with(|c: char| c.is_ascii_alphanumeric())
    {
        return None;
    }

    let mut at = skip(name.end);
    let mut extras = Vec::new();
    let mut bracket = None;
    if bytes.get(at) == Some(&b'[') {
        let close = at + text[at..].find(']')?;
        extras =
            text[at + 1..close].split(',').map(|extra| extra.trim().to_owned()).filter(|e| !e.is_empty()).collect();
        bracket = Some(at..close + 1);
        at = close + 1;
    }
    let after_name = at;

    at = skip(at);
    let end = text[at..].find(';').map_or(text.len(), |offset| at + offset);
    let marker = end < text.len();
    match bytes.get(at) {
        None | Some(b';') => {
            return Some(Parsed { name, extras, bracket, spec: after_name..after_name, url: false, marker });
        }
        Some(b'@') => {
            // A semicolon may be part of the URL; only one after white space starts a marker.
            let marker = text[at..].contains(" ;");
            return Some(Parsed { name, extras, bracket, spec: after_name..after_name, url: true, marker });
        }
        Some(b'<' | b'>' | b'=' | b'!' | b'~' | b'(') => {}
        Some(_) => return None,
    }
    let trimmed = text[at..end].trim_end().len();
    let mut spec = at..at + trimmed;
    if let Some(inner) = text[spec.clone()].strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        let lead = inner.len() - inner.trim_start().len();
        spec = spec.start + 1 + lead..spec.start + 1 + lead + inner.trim().len();
    }
    Some(Parsed { name, extras, bracket, spec, url: false, marker })
}

/// A project name in the normal form of PEP 503.
pub(crate) fn normalise(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.trim().chars() {
        if matches!(c, '-' | '_' | '.') {
            if !out.ends_with('-') {
                out.push('-');
            }
        } else {
            out.push(c.to_ascii_lowercase());
        }
    }
    out
}

/// `name[extra1,extra2]`, or the bare name without extras.
pub(crate) fn with_extras(name: &str, extras: &[String]) -> String {
    if extras.is_empty() { name.to_owned() } else { format!("{name}[{}]", extras.join(",")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Option<(&str, Vec<String>, &str, bool, bool)> {
        let parsed = parse(text)?;
        Some((&text[parsed.name], parsed.extras, &text[parsed.spec], parsed.url, parsed.marker))
    }

    #[test]
    fn requirements_fall_into_their_parts() {
        let none = Vec::<String>::new;
        assert_eq!(seen("Zope.Kite"), Some(("Zope.Kite", none(), "", false, false)));
        assert_eq!(seen("kite ==1.2 "), Some(("kite", none(), "==1.2", false, false)));
        assert_eq!(
            seen("kite[a, b]>=1,<2; python_version < '3.9'"),
            Some(("kite", vec!["a".into(), "b".into()], ">=1,<2", false, true))
        );
        assert_eq!(seen("kite (>=1)"), Some(("kite", none(), ">=1", false, false)));
        assert_eq!(seen("kite[a] @ git+ssh://host/kite.git"), Some(("kite", vec!["a".into()], "", true, false)));
        assert_eq!(seen("kite@git+ssh://host/kite.git"), Some(("kite", none(), "", true, false)));
    }

    #[test]
    fn other_text_is_no_requirement() {
        for text in ["", "-r base.txt", "./local", "git+ssh://host/kite.git", "two words", "kite-", "kite[a"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn names_are_compared_in_normal_form() {
        assert_eq!(normalise("Kite_._Line"), "kite-line");
    }
}
