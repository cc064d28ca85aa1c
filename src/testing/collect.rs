//! Finding cases: on pages, and in folders.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::page::{self, Section};
use super::patch::{self, Files};
use super::{Case, Expect, Home};
use crate::rules::diagnostics::{Diagnostic, nearest};
use crate::rules::load::{PackFiles, toml_problem};

/// The test files of a pack by path, as bytes.
pub type CaseFiles = BTreeMap<String, Vec<u8>>;

/// The page that holds the cases of the rule beside it, or of rules below it.
pub const PAGE: &str = "cases.md";

/// Where the pages lie whose sections are what many cases start from.
pub const BASES: &str = "lib/bases/";

/// The cases of layered packs, by rule, and on a page in its order. Where a later pack replaces a rule, the
/// earlier cases of that rule go with it; a later pack may also add cases to a rule it does not replace.
///
/// # Errors
/// Every `case.toml` that does not parse, every folder that is no case, and all that means nothing in a page.
pub fn cases(layers: &[(PackFiles, CaseFiles, Option<PathBuf>)]) -> Result<Vec<Case>, Vec<Diagnostic>> {
    let mut all: BTreeMap<(String, usize, String), Case> = BTreeMap::new();
    let mut problems = Vec::new();
    let bases = bases(layers.iter().map(|(_, files, _)| files), &mut problems);
    let rules: BTreeSet<&str> =
        layers.iter().flat_map(|(texts, ..)| texts.keys().filter_map(|path| path.strip_suffix("/rule.toml"))).collect();
    for (texts, files, folder) in layers {
        all.retain(|(rule, ..), _| !texts.contains_key(&format!("{rule}/rule.toml")));
        for case in of_folders(files, folder.as_deref(), &mut problems) {
            all.insert((case.rule.clone(), usize::MAX, case.name.clone()), case);
        }
        for (path, bytes) in files {
            let Some(rule) = path.strip_suffix(PAGE).and_then(|rule| rule.strip_suffix('/')) else { continue };
            if path.contains("/tests/") {
                continue;
            }
            let page = PageReader {
                path,
                rule,
                file: folder.as_ref().map(|folder| folder.join(path)),
                bases: &bases,
                rules: &rules,
            };
            for (index, case) in page.read(&text_of(bytes), &mut problems).into_iter().enumerate() {
                all.insert((case.rule.clone(), index, case.name.clone()), case);
            }
        }
    }
    if problems.is_empty() { Ok(all.into_values().collect()) } else { Err(problems) }
}

/// A page as it is read, whatever ends its lines.
pub(super) fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n")
}

/// The files of each base, of all packs: in a page of bases, the headings are their names.
fn bases<'f>(layers: impl Iterator<Item = &'f CaseFiles>, problems: &mut Vec<Diagnostic>) -> BTreeMap<String, Files> {
    let mut bases = BTreeMap::new();
    for (path, bytes) in layers.flatten().filter(|(path, _)| path.starts_with(BASES) && path.ends_with(".md")) {
        let source = text_of(bytes);
        let sections = match page::parse(&source) {
            Ok(sections) => sections,
            Err(found) => {
                problems.extend(found.into_iter().map(|(span, message)| in_page(path, &source, span, message)));
                continue;
            }
        };
        for section in sections {
            let unnamed = section.heading.is_empty() && !section.files.is_empty();
            if unnamed || section.settings.is_some() || section.diff.is_some() {
                let message = "a base is a heading, its name, with the files below it and nothing else".to_owned();
                problems.push(in_page(path, &source, section.span.clone(), message));
            }
            bases.insert(section.heading, section.files);
        }
    }
    bases
}

/// Reads one page.
struct PageReader<'p> {
    path: &'p str,
    rule: &'p str,
    file: Option<PathBuf>,
    bases: &'p BTreeMap<String, Files>,
    rules: &'p BTreeSet<&'p str>,
}

/// What may stand before the first heading beside files.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Start {
    base: Option<String>,
}

impl PageReader<'_> {
    fn read(&self, source: &str, problems: &mut Vec<Diagnostic>) -> Vec<Case> {
        let mut found = Vec::new();
        let sections = match page::parse(source) {
            Ok(sections) => sections,
            Err(wrong) => {
                problems.extend(wrong.into_iter().map(|(span, message)| in_page(self.path, source, span, message)));
                return found;
            }
        };
        let mut start = Files::new();
        let mut unknown = BTreeSet::new();
        for section in sections {
            let rule = if section.rule.is_empty() { self.rule } else { &section.rule };
            if !section.heading.is_empty() && !self.rules.contains(rule) {
                let first = unknown.insert(rule.to_owned());
                problems.extend(first.then(|| self.no_rule(source, &section, rule)));
                continue;
            }
            let read = if section.heading.is_empty() {
                self.start(source, section).map(|files| start = files)
            } else {
                self.case(source, section, &start).map(|case| found.push(case))
            };
            problems.extend(read.err().map(|problem| *problem));
        }
        found
    }

    /// What the cases of a part start from.
    fn start(&self, source: &str, section: Section) -> Result<Files, Box<Diagnostic>> {
        let settings: Start = self.settings(source, &section)?;
        let mut files = self.base(source, &section, settings.base.as_deref().unwrap_or_default())?;
        files.extend(section.files);
        Ok(files)
    }

    /// The cases of a rule that is not there.
    fn no_rule(&self, source: &str, section: &Section, rule: &str) -> Diagnostic {
        let near = nearest(rule, self.rules.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        let lacks = match section.rule.is_empty() {
            true => "the folder of this page has no rule.toml; ",
            false => "",
        };
        let whose = "`# Cases of [area/name](name/rule.toml)` says whose cases follow";
        let hint = near.unwrap_or_else(|| format!("{lacks}{whose}"));
        let message = format!("there is no rule `{rule}`");
        Diagnostic { hint: Some(hint), ..in_page(self.path, source, section.span.clone(), message) }
    }

    fn case(&self, source: &str, section: Section, start: &Files) -> Result<Case, Box<Diagnostic>> {
        let rule = if section.rule.is_empty() { self.rule } else { &section.rule };
        let expect: Expect = self.settings(source, &section)?;
        let mut before = match &expect.base {
            Some(name) => self.base(source, &section, name)?,
            None => start.clone(),
        };
        before.extend(section.files);
        if before.is_empty() {
            let message = "this case has no files".to_owned();
            return Err(in_page(self.path, source, section.span, message).into());
        }
        let after = match section.diff {
            Some(diff) => patch::apply(&diff.text, &before)
                .map_err(|message| Box::new(in_page(self.path, source, diff.span, message)))?,
            None => Files::new(),
        };
        let line = 1 + source[..section.span.start].matches('\n').count();
        let home = Home::Page { line, path: self.path.to_owned(), file: self.file.clone() };
        Ok(Case { rule: rule.to_owned(), name: section.heading, expect, before, after, home, variant: None })
    }

    fn settings<T: Default + for<'t> Deserialize<'t>>(
        &self,
        source: &str,
        section: &Section,
    ) -> Result<T, Box<Diagnostic>> {
        let Some(block) = &section.settings else { return Ok(T::default()) };
        toml_edit::de::from_str(&block.text).map_err(|error| {
            let mut problem = toml_problem("R001", self.path, &block.text, &error);
            problem.span = problem.span.start + block.span.start..problem.span.end + block.span.start;
            source.clone_into(&mut problem.source);
            problem.into()
        })
    }

    /// The files of a base; the empty name is that of the empty repository.
    fn base(&self, source: &str, section: &Section, name: &str) -> Result<Files, Box<Diagnostic>> {
        if name.is_empty() {
            return Ok(Files::new());
        }
        self.bases.get(name).cloned().ok_or_else(|| {
            let span = section.settings.as_ref().map(|block| block.span.clone()).unwrap_or_default();
            let near = nearest(name, self.bases.keys().map(String::as_str));
            let mut problem = in_page(self.path, source, span, format!("there is no base `{name}` in {BASES}"));
            problem.hint = near.map(|near| format!("did you mean `{near}`?"));
            problem.into()
        })
    }
}

fn in_page(path: &str, source: &str, span: Range<usize>, message: String) -> Diagnostic {
    let (source, label) = (source.to_owned(), "in this page of cases".to_owned());
    Diagnostic { code: "R041", message, file: path.to_owned(), source, span, label, hint: None }
}

fn of_folders(files: &CaseFiles, folder: Option<&Path>, problems: &mut Vec<Diagnostic>) -> Vec<Case> {
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
            home: Home::Folder(folder.map(|folder| folder.join(rule).join("tests").join(name))),
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
    cases.into_values().collect()
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

    const HEAD: &str = "# Cases\n\n`a.py`\n\n```python\nx = 1\n```\n";

    #[test]
    fn a_case_of_a_page_starts_from_its_top_or_from_a_base() {
        let page = format!(
            "{HEAD}\n## One\n\nProse.\n\n````diff\n--- a/a.py\n+++ b/a.py\n@@ -1,1 +1,1 @@\n-x = 1\n+``` = 2\n````\n\n\
             ## Two\n\n```toml\nbase = \"shop\"\noutcome = \"present\"\n```\n\n`b/__init__.py` (empty)\n\n\
             `a.py` (CRLF, no newline at the end)\n\n```python\ny\nz\n```\n"
        );
        let base = "# What cases start from\n\n## shop\n\n`shop.py`\n\n```\nshop\n```\n";
        let layer = layer(&["acme/a"], &[("acme/a/cases.md", &page), ("lib/bases/shops.md", base)]);
        let cases = cases(&[layer]).expect("two cases");
        let texts = |files: &Files| -> Vec<(String, String)> {
            files.iter().map(|(path, bytes)| (path.clone(), String::from_utf8_lossy(bytes).into_owned())).collect()
        };
        let pair = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        assert_eq!(cases[0].place(), "acme/a/cases.md:9: One");
        assert_eq!(texts(&cases[0].before), [pair("a.py", "x = 1\n")]);
        assert_eq!(texts(&cases[0].after), [pair("a.py", "``` = 2\n")]);
        let before = [pair("a.py", "y\r\nz"), pair("b/__init__.py", ""), pair("shop.py", "shop\n")];
        assert_eq!(texts(&cases[1].before), before);
        assert_eq!((cases[1].after.len(), cases[1].expect.outcome.map(|end| end.word())), (0, Some("present")));
    }

    #[test]
    fn rules_that_belong_together_share_the_page_above_them() {
        let case = |name: &str| format!("## One\n\n`{name}.py` (empty)\n\n");
        let page = format!(
            "# Cases of [acme/a](a/rule.toml)\n\n`top.py` (empty)\n\n{}# Cases of [acme/b](b/rule.toml)\n\n{}",
            case("a"),
            case("b")
        );
        let found = cases(&[layer(&["acme/a", "acme/b"], &[("acme/cases.md", &page)])]).expect("two cases");
        let told = |case: &Case| (case.place(), case.rule.clone(), case.before.keys().cloned().collect::<Vec<_>>());
        let pair = |line: usize, rule: &str, files: &[&str]| {
            let files = files.iter().map(|file| (*file).to_owned()).collect();
            (format!("acme/cases.md:{line}: One"), rule.to_owned(), files)
        };
        let wanted = [pair(5, "acme/a", &["a.py", "top.py"]), pair(11, "acme/b", &["b.py"])];
        assert_eq!(found.iter().map(told).collect::<Vec<_>>(), wanted);
        assert_eq!(page::part(&page, "acme/b"), Some(&page[page.rfind("# Cases").expect("the second part")..]));

        let problems = cases(&[layer(&["acme/a"], &[("acme/cases.md", &page)])]).expect_err("no rule");
        assert_eq!(problems[0].message, "there is no rule `acme/b`");
        assert_eq!(problems[0].hint.as_deref(), Some("did you mean `acme/a`?"));
    }

    #[test]
    fn a_page_beside_no_rule_is_told_once() {
        let page = "## One\n\n`a` (empty)\n\n## Two\n\n`a` (empty)\n";
        let problems = cases(&[layer(&["acme/start"], &[("acme/lost/cases.md", page)])]).expect_err("no rule");
        let hint = problems[0].hint.as_deref().unwrap_or_default();
        assert!(problems.len() == 1 && hint.starts_with("the folder of this page has no rule.toml"), "{problems:?}");
    }

    #[test]
    fn what_means_nothing_in_a_page_is_refused() {
        for (text, message) in [
            ("## One\n\n```python\nx\n```\n", "a path in backticks has to stand on a line above a file"),
            ("## One\n\n`a.py`\n\nProse.\n", "a path, and no block follows that says what is in the file"),
            ("## One\n\n`a.py`\n\n```\nx\n", "this block has no end"),
            ("## One\n\n`../a.py`\n\n```\nx\n```\n", "the path of a file starts in the repository and stays there"),
            (
                "## One\n\n`a.py` (crlf)\n\n```\nx\n```\n",
                "`crlf` says nothing about a file; there are BOM, CRLF, empty, escaped, no newline at the end",
            ),
            ("## One\n", "this case has no files"),
            ("## One\n\n`a` (empty)\n\n## One\n\n`a` (empty)\n", "two cases have this heading"),
            ("## One\n\n```toml\nbase = \"x\"\n```\n", "there is no base `x` in lib/bases/"),
            ("## One\n\n```toml\noutcom = \"applies\"\n```\n", "unknown field `outcom`"),
            (
                "## One\n\n`a` (empty)\n\n```diff\n--- a/b\n+++ b/b\n```\n",
                "the diff changes b, which the case does not have",
            ),
        ] {
            let problems = cases(&[layer(&["acme/a"], &[("acme/a/cases.md", text)])]).expect_err(text);
            assert_eq!(problems[0].message, message);
        }
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
