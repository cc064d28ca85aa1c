//! What the runner makes of a case that is written once: the same with other line ends, and with tabs.

use std::collections::BTreeMap;

use super::patch::Files;
use super::{Case, Home};

/// Another way to write the files of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// Every line ends with `\r\n`.
    Crlf,
    /// Lines of code are indented with tabs.
    Tabs,
}

impl Variant {
    /// What a report calls it.
    pub fn words(self) -> &'static str {
        match self {
            Variant::Crlf => "CRLF",
            Variant::Tabs => "tabs",
        }
    }
}

/// The variants of the cases: of each rule, those of the first case on its page that changes a file, else
/// of the first.
pub fn variants(cases: &[Case]) -> Vec<Case> {
    let mut telling: BTreeMap<&str, &Case> = BTreeMap::new();
    for case in cases.iter().filter(|case| matches!(case.home, Home::Page { .. })) {
        let edits = |case: &Case| case.after.keys().any(|path| case.before.contains_key(path));
        let best = telling.entry(&case.rule).or_insert(case);
        if edits(case) && !edits(best) {
            *best = case;
        }
    }
    let both = |case: &Case| [Variant::Crlf, Variant::Tabs].map(|variant| of(case, variant));
    telling.into_values().flat_map(both).flatten().collect()
}

/// A case written otherwise; `None` where that is how it is written.
fn of(case: &Case, variant: Variant) -> Option<Case> {
    let write = |files: &Files| -> Files {
        // What a file does not show of itself, what is added to it cannot follow; those are left to `comparable`.
        let new = |path: &String, bytes: &Vec<u8>| rewrite(variant, path, case.before.get(path)?, bytes);
        files.iter().map(|(path, bytes)| (path.clone(), new(path, bytes).unwrap_or_else(|| bytes.clone()))).collect()
    };
    let (before, after) = (write(&case.before), write(&case.after));
    (before != case.before).then(|| Case { before, after, variant: Some(variant), ..case.clone() })
}

/// Writes a file as `shown`, its first version, is written in the variant.
fn rewrite(variant: Variant, path: &str, shown: &[u8], bytes: &[u8]) -> Option<Vec<u8>> {
    let (shown, text) = (std::str::from_utf8(shown).ok()?, std::str::from_utf8(bytes).ok()?);
    let new = match variant {
        Variant::Crlf if shown.contains('\n') && !shown.contains('\r') => text.replace('\n', "\r\n"),
        Variant::Tabs if may_have_tabs(path) => {
            let unit = " ".repeat(unit(shown)?);
            indented(text, &unit, "\t")
        }
        _ => return None,
    };
    Some(new.into_bytes())
}

/// What came out of a case, as it is compared: a file that shows no style may follow its neighbours or not.
pub(super) fn comparable(case: &Case, result: &Files) -> Files {
    let plain = |path: &String, bytes: &Vec<u8>| {
        let mark = if case.variant? == Variant::Crlf { '\n' } else { '\t' };
        let shows = case.before.get(path).is_some_and(|before| before.contains(&(mark as u8)));
        let wanted = case.after.get(path).filter(|_| !shows)?;
        let (wanted, text) = (std::str::from_utf8(wanted).ok()?, std::str::from_utf8(bytes).ok()?);
        let plain = match case.variant? {
            Variant::Crlf => text.replace("\r\n", "\n"),
            Variant::Tabs => indented(text, "\t", &" ".repeat(unit(wanted)?)),
        };
        // Some lines one way and some the other is nobody's style.
        let mixed = case.variant == Some(Variant::Crlf) && plain != text && plain.replace('\n', "\r\n") != text;
        (!mixed).then(|| plain.into_bytes())
    };
    result.iter().map(|(path, bytes)| (path.clone(), plain(path, bytes).unwrap_or_else(|| bytes.clone()))).collect()
}

/// Is this a language whose indentation may be tabs?
fn may_have_tabs(path: &str) -> bool {
    let endings = ["py", "js", "jsx", "mjs", "cjs", "ts", "tsx", "json"];
    path.rsplit_once('.').is_some_and(|(_, ending)| endings.contains(&ending))
}

/// By how many blanks a text is indented; one blank is how comments align.
fn unit(text: &str) -> Option<usize> {
    text.lines().map(|line| line.len() - line.trim_start_matches(' ').len()).filter(|blanks| *blanks > 1).min()
}

/// A text with another unit of indentation.
fn indented(text: &str, from: &str, to: &str) -> String {
    let line = |line: &str| {
        let rest = line.trim_start_matches(from);
        format!("{}{rest}", to.repeat((line.len() - rest.len()) / from.len()))
    };
    text.split_inclusive('\n').map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(before: &[(&str, &str)], after: &[(&str, &str)]) -> Case {
        let files = |files: &[(&str, &str)]| {
            files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
        };
        let home = Home::Page { path: "acme/a/cases.md".to_owned(), line: 1, file: None };
        Case { rule: "acme/a".to_owned(), before: files(before), after: files(after), home, ..Case::default() }
    }

    fn text(files: &Files, path: &str) -> String {
        String::from_utf8_lossy(&files[path]).into_owned()
    }

    #[test]
    fn a_case_is_written_with_other_line_ends_and_with_tabs() {
        let first = case(&[("a.py", "x\n")], &[]);
        let changes =
            case(&[("a.py", "if x:\n    y\n"), ("b.yml", "a:\n  b\n")], &[("a.py", "if x:\n    z\n"), ("c.py", "c\n")]);
        let found = variants(&[first, changes]);
        let words: Vec<_> = found.iter().filter_map(|case| case.variant).map(Variant::words).collect();
        assert_eq!(words, ["CRLF", "tabs"]);
        assert_eq!(text(&found[0].before, "b.yml"), "a:\r\n  b\r\n");
        assert_eq!(text(&found[0].after, "a.py"), "if x:\r\n    z\r\n");
        assert_eq!(text(&found[0].after, "c.py"), "c\n");
        assert_eq!(text(&found[1].before, "b.yml"), "a:\n  b\n");
        assert_eq!(text(&found[1].after, "a.py"), "if x:\n\tz\n");
        let result = Files::from([("a.py".to_owned(), b"a\r\n".to_vec()), ("c.py".to_owned(), b"c\r\n".to_vec())]);
        let compared = comparable(&found[0], &result);
        assert_eq!((text(&compared, "a.py").as_str(), text(&compared, "c.py").as_str()), ("a\r\n", "c\n"));
    }

    #[test]
    fn what_is_not_indented_tells_nothing_about_tabs() {
        let found = variants(&[case(&[("a.js", "x;\n")], &[("a.js", "x(\n  1,\n);\n")])]);
        assert_eq!(found.iter().filter_map(|case| case.variant).collect::<Vec<_>>(), [Variant::Crlf]);
    }
}
