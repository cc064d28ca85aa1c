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
    let rewrite: fn(&str, &[u8]) -> Option<Vec<u8>> = match variant {
        Variant::Crlf => crlf,
        Variant::Tabs => tabs,
    };
    // What a file does not show of itself, what is added to it cannot follow; new files are judged by `comparable`.
    let shows = |path: &String| case.before.get(path).is_some_and(|bytes| rewrite(path, bytes).is_some());
    let write = |files: &Files| -> Files {
        let new = |path: &String, bytes: &[u8]| rewrite(path, bytes).filter(|_| shows(path));
        files.iter().map(|(path, bytes)| (path.clone(), new(path, bytes).unwrap_or_else(|| bytes.clone()))).collect()
    };
    let (before, after) = (write(&case.before), write(&case.after));
    (before != case.before).then(|| Case { before, after, variant: Some(variant), ..case.clone() })
}

/// What came out of a case, as it is compared: a new file may end its lines as its neighbours do, or not.
pub(super) fn comparable(case: &Case, result: &Files) -> Files {
    let plain = |path: &String, bytes: &Vec<u8>| {
        let new = case.variant == Some(Variant::Crlf) && !case.before.contains_key(path);
        let text = std::str::from_utf8(bytes).ok().filter(|_| new)?;
        let plain = text.replace("\r\n", "\n");
        (plain.replace('\n', "\r\n") == text).then(|| plain.into_bytes())
    };
    result.iter().map(|(path, bytes)| (path.clone(), plain(path, bytes).unwrap_or_else(|| bytes.clone()))).collect()
}

fn crlf(_: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    (text.contains('\n') && !text.contains('\r')).then(|| text.replace('\n', "\r\n").into_bytes())
}

/// The endings of files whose indentation may be tabs.
const TABS: &[&str] = &["py", "js", "jsx", "mjs", "cjs", "ts", "tsx", "json"];

fn tabs(path: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let ending = path.rsplit_once('.')?.1;
    let text = std::str::from_utf8(bytes).ok().filter(|_| TABS.contains(&ending))?;
    let unit = if ending == "py" { "    " } else { "  " };
    let line = |line: &str| {
        let rest = line.trim_start_matches(' ');
        let depth = (line.len() - rest.len()) / unit.len();
        format!("{}{}", "\t".repeat(depth), &line[depth * unit.len()..])
    };
    let new: String = text.split_inclusive('\n').map(line).collect();
    (new != text).then(|| new.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(before: &[(&str, &str)], after: &[(&str, &str)]) -> Case {
        let files = |files: &[(&str, &str)]| {
            files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
        };
        let home = Home::Page { line: 1, file: None };
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
