//! What came out against what was wanted.

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, Failure, Kind};
use crate::engine::diff::hunks;
use crate::render::escape::visible;
use crate::report::{CONTEXT, LineKind, Outcome, Plan};

/// The files a rule changed against those it should have changed.
pub fn files(case: &Case, result: &BTreeMap<String, Vec<u8>>) -> Vec<Failure> {
    let paths: BTreeSet<&String> = case.after.keys().chain(&case.expect.creates).chain(result.keys()).collect();
    paths.into_iter().filter_map(|path| file(case, path, result.get(path))).collect()
}

fn file(case: &Case, path: &str, result: Option<&Vec<u8>>) -> Option<Failure> {
    let before = case.before.get(path);
    // A file that `after/` does not hold must stay as it is.
    let wanted = case.after.get(path).or(before);
    let got = result.or(before);
    if case.expect.creates.contains(path) && wanted.is_none() && got.is_some() {
        return None;
    }
    let (kind, sentence) = match (before, wanted, got) {
        (Some(_), ..) if case.expect.creates.contains(path) => {
            (Kind::Broken, format!("`creates` names {path}, which is in before/"))
        }
        (_, wanted, Some(got)) if wanted == Some(got) => return None,
        (None, _, None) => (Kind::Missing, format!("{path} was not created")),
        (None, None, Some(_)) => (Kind::Noisy, format!("{path} was created")),
        (before, wanted, _) if wanted == before => (Kind::Noisy, format!("{path} was changed")),
        (before, _, got) if got == before => (Kind::Missing, format!("{path} was not changed")),
        _ => (Kind::Wrong, format!("{path} does not look as it should")),
    };
    let empty = Vec::new();
    let diff = diff(wanted.unwrap_or(&empty), got.unwrap_or(&empty));
    Some(Failure { diff, ..Failure::new(kind, sentence) })
}

/// Longer differences are cut: a whole new file tells no more than its first lines.
const DIFF_LINES: usize = 60;

/// A unified diff in which nothing is invisible.
fn diff(wanted: &[u8], got: &[u8]) -> Option<String> {
    let (wanted, got) = (String::from_utf8_lossy(wanted), String::from_utf8_lossy(got));
    let (hunks, ..) = hunks(&[(None, &wanted), (Some((String::new(), String::new())), &got)], CONTEXT);
    let mut text = String::new();
    for hunk in hunks {
        text.push_str(&format!("@@ -{},{} +{},{} @@\n", hunk.old_start, hunk.old_len, hunk.new_start, hunk.new_len));
        for line in hunk.lines {
            text.push(match line.kind {
                LineKind::Context => ' ',
                LineKind::Added => '+',
                LineKind::Removed => '-',
            });
            let (body, end) = match line.text.strip_suffix('\n') {
                Some(body) => (body, ""),
                None => (line.text.as_str(), "\n\\ no line break at the end"),
            };
            text.push_str(&visible(body));
            text.push_str(end);
            text.push('\n');
        }
    }
    let total = text.lines().count();
    if total > DIFF_LINES {
        let kept: String = text.split_inclusive('\n').take(DIFF_LINES).collect();
        text = format!("{kept}… {} more lines\n", total - DIFF_LINES);
    }
    (!text.is_empty()).then_some(text)
}

/// What the report says against what `case.toml` wants it to say.
pub fn report(case: &Case, plan: &Plan) -> Vec<Failure> {
    let reports: Vec<_> = plan.rules.iter().filter(|report| report.id == case.rule).collect();
    let mut failures = Vec::new();
    let wrong = |sentence: String| Failure::new(Kind::Wrong, sentence);
    let list = |texts: Vec<&str>| {
        if texts.is_empty() { "nothing".to_owned() } else { format!("\"{}\"", texts.join("\", \"")) }
    };
    let applies = (!case.after.is_empty() || !case.expect.creates.is_empty()).then_some(Outcome::Applies);
    if let Some(outcome) = case.expect.outcome.or(applies.filter(|_| !reports.is_empty()))
        && !reports.iter().any(|report| report.outcome == outcome)
    {
        let ended: Vec<String> = reports
            .iter()
            .map(|report| match &report.reason {
                Some(reason) => format!("{} ({reason})", report.outcome.word()),
                None => report.outcome.word().to_owned(),
            })
            .collect();
        let ended = if ended.is_empty() { "no outcome at all".to_owned() } else { ended.join(", ") };
        failures.push(wrong(format!("the outcome should be {} and is {ended}", outcome.word())));
    }
    if let Some(part) = &case.expect.reason {
        let reasons: Vec<&str> = reports.iter().filter_map(|report| report.reason.as_deref()).collect();
        if !reasons.iter().any(|reason| reason.contains(part)) {
            failures.push(wrong(format!("the reason should hold \"{part}\" and is {}", list(reasons))));
        }
    }
    if let Some(part) = &case.expect.manual {
        let manual: Vec<&str> = reports.iter().filter_map(|report| report.manual.as_deref()).collect();
        if !manual.iter().any(|text| text.contains(part)) {
            failures
                .push(wrong(format!("the text for doing it by hand should hold \"{part}\" and is {}", list(manual))));
        }
    }
    for (name, wanted) in &case.expect.facts {
        let values: Vec<String> =
            plan.facts.iter().filter(|fact| fact.name == *name).map(|fact| fact.value.to_string()).collect();
        // `false` stands for a fact that nobody should know.
        if *wanted == serde_json::Value::Bool(false) && values.is_empty() {
            continue;
        }
        if !values.contains(&wanted.to_string()) {
            let got = if values.is_empty() { "not known".to_owned() } else { values.join(", ") };
            failures.push(wrong(format!("the fact {name} should be {wanted} and is {got}")));
        }
    }
    failures
}

/// A second run has to change nothing.
pub fn second(plan: &Plan) -> Vec<Failure> {
    let again = plan.files.iter().map(|file| Failure {
        diff: diff(&file.before, &file.after),
        ..Failure::new(Kind::Noisy, format!("a second run changes {} again", file.path))
    });
    again.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(files: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn every_difference_has_its_word() {
        type Files<'a> = &'a [(&'a str, &'a str)];
        let table: [(Files<'_>, &[&str], Files<'_>, &[&str]); 9] = [
            (&[("a", "new")], &[], &[("a", "new")], &[]),
            (&[("a", "new")], &[], &[], &["missing: a was not changed"]),
            (&[("b", "new")], &[], &[], &["missing: b was not created"]),
            (&[], &["b"], &[], &["missing: b was not created"]),
            (&[], &["b"], &[("b", "anything")], &[]),
            (&[], &[], &[("a", "new")], &["noisy: a was changed"]),
            (&[], &[], &[("b", "new")], &["noisy: b was created"]),
            (&[("a", "new")], &[], &[("a", "other")], &["wrong: a does not look as it should"]),
            (&[], &["a"], &[], &["broken: `creates` names a, which is in before/"]),
        ];
        for (after, creates, result, wanted) in table {
            let mut case = Case { before: map(&[("a", "old")]), after: map(after), ..Case::default() };
            case.expect.creates = creates.iter().map(|path| (*path).to_owned()).collect();
            let failures = files(&case, &map(result));
            let words: Vec<String> =
                failures.iter().map(|failure| format!("{}: {}", failure.kind.word(), failure.sentence)).collect();
            assert_eq!(words, wanted, "{after:?} {creates:?} {result:?}");
        }
    }

    #[test]
    fn a_diff_shows_line_ends() {
        let shown = diff(b"a\r\nb\n", b"a\nb").expect("a difference");
        assert_eq!(shown, "@@ -1,2 +1,2 @@\n-a\u{240d}\n-b\n+a\n+b\n\\ no line break at the end\n");
    }
}
