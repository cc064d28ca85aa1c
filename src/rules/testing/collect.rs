//! Finding cases: in the binary and in folders.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Case, Expect};
use crate::rules::diagnostics::Diagnostic;
use crate::rules::load::{PackFiles, toml_problem};

/// The test files of a pack by path, as bytes.
pub type CaseFiles = BTreeMap<String, Vec<u8>>;

/// The cases of layered packs, by rule and name. Where a later pack replaces a rule, the earlier cases of
/// that rule go with it; a later pack may also add cases to a rule it does not replace.
///
/// # Errors
/// Every `case.toml` that does not parse, and every folder that is no case.
pub fn cases(layers: &[(PackFiles, CaseFiles, Option<PathBuf>)]) -> Result<Vec<Case>, Vec<Diagnostic>> {
    let mut all: BTreeMap<(String, String), Case> = BTreeMap::new();
    let mut problems = Vec::new();
    for (texts, files, folder) in layers {
        all.retain(|(rule, _), _| !texts.contains_key(&format!("{rule}/rule.toml")));
        for (key, case) in of_pack(files, folder.as_deref(), &mut problems) {
            all.insert(key, case);
        }
    }
    if problems.is_empty() { Ok(all.into_values().collect()) } else { Err(problems) }
}

fn of_pack(
    files: &CaseFiles,
    folder: Option<&Path>,
    problems: &mut Vec<Diagnostic>,
) -> BTreeMap<(String, String), Case> {
    let mut cases: BTreeMap<(String, String), Case> = BTreeMap::new();
    for (path, bytes) in files {
        let Some((rule, rest)) = path.split_once("/tests/") else { continue };
        // What tools leave behind beside the cases is none.
        if rest.split('/').take(2).any(|part| part.starts_with('.')) {
            continue;
        }
        let Some((name, rest)) = rest.split_once('/') else {
            problems.push(misplaced(path, "a case is a folder with `before/` in it"));
            continue;
        };
        let case = cases.entry((rule.to_owned(), name.to_owned())).or_insert_with(|| Case {
            rule: rule.to_owned(),
            name: name.to_owned(),
            folder: folder.map(|folder| folder.join(rule).join("tests").join(name)),
            ..Case::default()
        });
        match rest.split_once('/') {
            Some(("before", file)) => drop(case.before.insert(file.to_owned(), bytes.clone())),
            Some(("after", file)) => drop(case.after.insert(file.to_owned(), bytes.clone())),
            None if rest == "case.toml" => match expect(path, bytes) {
                Ok(expect) => case.expect = expect,
                Err(problem) => problems.push(*problem),
            },
            _ => problems.push(misplaced(path, "a case holds `before/`, `after/` and `case.toml`")),
        }
    }
    for ((rule, name), _) in cases.iter().filter(|(_, case)| case.before.is_empty()) {
        problems.push(misplaced(&format!("{rule}/tests/{name}"), "this case has no file in `before/`"));
    }
    cases
}

fn expect(path: &str, bytes: &[u8]) -> Result<Expect, Box<Diagnostic>> {
    let source = String::from_utf8_lossy(bytes);
    toml_edit::de::from_str(&source).map_err(|error| toml_problem("R001", path, &source, &error).into())
}

fn misplaced(path: &str, message: &str) -> Diagnostic {
    Diagnostic {
        code: "R040",
        message: message.to_owned(),
        file: path.to_owned(),
        source: String::new(),
        span: 0..0,
        label: "not part of a case".to_owned(),
        hint: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(rules: &[&str], files: &[(&str, &str)]) -> (PackFiles, CaseFiles, Option<PathBuf>) {
        let texts = rules.iter().map(|rule| (format!("{rule}/rule.toml"), String::new())).collect();
        (texts, files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect(), None)
    }

    fn names(layers: &[(PackFiles, CaseFiles, Option<PathBuf>)]) -> Vec<String> {
        let cases = cases(layers).expect("cases");
        cases.iter().map(|case| format!("{} {}", case.rule, case.name)).collect()
    }

    #[test]
    fn folders_named_tests_inside_a_case_belong_to_the_case() {
        let found = cases(&[layer(&["acme/start"], &[("acme/start/tests/one/before/tests/a.py", "x")])]);
        let case = &found.expect("one case")[0];
        assert_eq!(case.before.keys().collect::<Vec<_>>(), ["tests/a.py"]);
    }

    #[test]
    fn what_tools_leave_behind_is_no_case() {
        assert_eq!(
            names(&[layer(&["acme/a"], &[("acme/a/tests/.cache/x", ""), ("acme/a/tests/one/.DS_Store", "")])]),
            [""; 0]
        );
    }

    #[test]
    fn a_replaced_rule_loses_its_cases_and_a_rule_that_stays_may_gain_some() {
        let bundled =
            layer(&["acme/a", "acme/b"], &[("acme/a/tests/old/before/x.py", ""), ("acme/b/tests/old/before/x.py", "")]);
        let own = layer(&["acme/a"], &[("acme/a/tests/new/before/x.py", ""), ("acme/b/tests/new/before/x.py", "")]);
        assert_eq!(names(&[bundled, own]), ["acme/a new", "acme/b new", "acme/b old"]);
    }

    #[test]
    fn what_is_no_case_is_refused() {
        for (path, text, message) in [
            ("acme/a/tests/one/befor/x.py", "", "a case holds `before/`, `after/` and `case.toml`"),
            ("acme/a/tests/one/after/x.py", "", "this case has no file in `before/`"),
            ("acme/a/tests/x.py", "", "a case is a folder with `before/` in it"),
            ("acme/a/tests/one/case.toml", "outcom = \"applies\"", "unknown field `outcom`"),
        ] {
            let problems = cases(&[layer(&["acme/a"], &[(path, text)])]).expect_err(path);
            assert_eq!(problems[0].message, message);
        }
    }
}
