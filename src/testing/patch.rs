//! The `diff` block of a case: every file that changes, as a unified diff against the files of the case.

use std::collections::BTreeMap;

use super::form::Form;
use crate::engine::diff::hunks;
use crate::report::{CONTEXT, LineKind};

/// Files by path.
pub type Files = BTreeMap<String, Vec<u8>>;

const NO_NEWLINE: &str = "\\ No newline at end of file";

/// The diff from `before` to the files of `after`, which may hold new ones.
pub fn write(before: &Files, after: &Files) -> String {
    let mut text = String::new();
    for (path, new) in after {
        let old = before.get(path);
        let form = old.map_or_else(|| Form::of(new), |old| Form::of_both(old, new));
        let said = old.map_or_else(Form::default, |old| Form::of(old));
        let name = if form == said { path.clone() } else { format!("{path}\t{}", form.words().join(", ")) };
        match old {
            Some(_) => text.push_str(&format!("--- a/{path}\n+++ b/{name}\n")),
            None => text.push_str(&format!("--- /dev/null\n+++ b/{name}\n")),
        }
        let lines = |bytes: &[u8]| form.encode(bytes).unwrap_or_default();
        let (old, new) = (lines(old.map(Vec::as_slice).unwrap_or_default()), lines(new));
        let (hunks, ..) = hunks(&[(None, &old), (Some((String::new(), String::new())), &new)], CONTEXT);
        for hunk in hunks {
            text.push_str(&format!(
                "@@ -{},{} +{},{} @@\n",
                hunk.old_start, hunk.old_len, hunk.new_start, hunk.new_len
            ));
            for line in hunk.lines {
                let sign = match line.kind {
                    // A blank line needs no sign, and editors take blanks at the end of lines away.
                    LineKind::Context if line.text == "\n" => "",
                    LineKind::Context => " ",
                    LineKind::Added => "+",
                    LineKind::Removed => "-",
                };
                text.push_str(sign);
                text.push_str(&line.text);
                if !line.text.ends_with('\n') {
                    text.push_str(&format!("\n{NO_NEWLINE}\n"));
                }
            }
        }
    }
    text
}

/// The files a diff makes of those in `before`.
///
/// # Errors
/// What does not fit, in a sentence.
pub fn apply(diff: &str, before: &Files) -> Result<Files, String> {
    let mut after = Files::new();
    let mut lines = diff.lines().peekable();
    while let Some(line) = lines.next() {
        let old =
            line.strip_prefix("--- ").ok_or_else(|| format!("the diff has `{line}` where `--- a/…` should be"))?;
        let new = lines.next().and_then(|line| line.strip_prefix("+++ b/"));
        let new = new.ok_or_else(|| format!("`--- {old}` is not followed by `+++ b/…`"))?;
        let (path, words) = new.split_once('\t').unwrap_or((new, ""));
        let bytes = match old.strip_prefix("a/") {
            Some(old) if old == path => {
                Some(before.get(path).ok_or_else(|| format!("the diff changes {path}, which the case does not have"))?)
            }
            None if old == "/dev/null" && !before.contains_key(path) => None,
            None if old == "/dev/null" => return Err(format!("the diff creates {path}, which is there already")),
            _ => return Err(format!("`--- {old}` and `+++ b/{path}` are not the same file")),
        };
        let mut form =
            if words.is_empty() { bytes.map_or_else(Form::default, |bytes| Form::of(bytes)) } else { Form::default() };
        for word in words.split(", ").filter(|word| !word.is_empty()) {
            form = form.with(word).ok_or_else(|| format!("`{word}` says nothing about {path}"))?;
        }
        let old = form.encode(bytes.map(Vec::as_slice).unwrap_or_default()).unwrap_or_default();
        let new = file(path, &old, &mut lines)?;
        after.insert(path.to_owned(), form.decode(&new)?);
    }
    Ok(after)
}

/// The new text of one file; takes its hunks off `lines`.
fn file<'d>(
    path: &str,
    old: &str,
    lines: &mut std::iter::Peekable<impl Iterator<Item = &'d str>>,
) -> Result<String, String> {
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let mut at = 0;
    let mut new = String::new();
    while let Some(head) = lines.next_if(|line| line.starts_with("@@ ")) {
        let [start, mut removed, _, mut added] =
            numbers(head).ok_or_else(|| format!("`{head}` of {path} is no `@@ -1,2 +1,2 @@`"))?;
        // An empty range is named by the line before it.
        let start = if removed == 0 { start } else { start.saturating_sub(1) };
        let kept = old.get(at..start).ok_or_else(|| format!("`{head}` of {path} is not where the file has lines"))?;
        new.extend(kept.iter().copied());
        at = start;
        while removed + added > 0 {
            let line = lines.next().ok_or_else(|| format!("`{head}` of {path} is cut short"))?;
            let (sign, text) = if line.is_empty() { (" ", "") } else { line.split_at_checked(1).unwrap_or((line, "")) };
            let end = if lines.next_if(|line| *line == NO_NEWLINE).is_some() { "" } else { "\n" };
            let text = format!("{text}{end}");
            if !matches!(sign, " " | "-" | "+") {
                return Err(format!(
                    "`{line}` of {path} starts with none of blank, `-` and `+`; are the numbers of `{head}` right?"
                ));
            }
            if sign != "+" {
                let there = old.get(at).copied().unwrap_or_default();
                if there != text {
                    return Err(format!(
                        "the diff of {path} has `{}` where line {} is `{}`",
                        text.trim_end(),
                        at + 1,
                        there.trim_end()
                    ));
                }
                at += 1;
                removed = removed.checked_sub(1).ok_or_else(|| format!("`{head}` of {path} counts too few lines"))?;
            }
            if sign != "-" {
                new.push_str(&text);
                added = added.checked_sub(1).ok_or_else(|| format!("`{head}` of {path} counts too few lines"))?;
            }
        }
    }
    new.extend(old.get(at..).into_iter().flatten().copied());
    Ok(new)
}

/// The numbers of `@@ -1,2 +3,4 @@`.
fn numbers(head: &str) -> Option<[usize; 4]> {
    let (old, new) = head.strip_prefix("@@ -")?.split_once(" +")?;
    let pair = |text: &str| {
        let (start, len) = text.split_once(',').unwrap_or((text, "1"));
        Some((start.parse().ok()?, len.parse().ok()?))
    };
    let ((start, removed), (at, added)) = (pair(old)?, pair(new.split_once(" @@")?.0)?);
    Some([start, removed, at, added])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(files: &[(&str, &str)]) -> Files {
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn a_diff_says_every_byte() {
        for (old, new) in [
            (Some("a\n\nb\n"), "a\n\nc\n"),
            (Some("a"), "a\n"),
            (Some("a\n"), "a"),
            (Some(""), "a  \n"),
            (Some("a\r\nb\r\n"), "a\r\nc\r\n"),
            (Some("a\r\nb\r\n"), "a\nb\r\n"),
            (Some("\u{feff}a\n"), "\u{feff}b\n"),
            (Some("-- a/x\n++ b/x\n"), "x\n"),
            (Some("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n"), "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n"),
            (None, "a\r\n"),
            (None, ""),
            (None, "x"),
        ] {
            let before = old.map(|old| files(&[("x (1)/y", old), ("z", "")])).unwrap_or_default();
            let after = files(&[("x (1)/y", new)]);
            let diff = write(&before, &after);
            assert_eq!(apply(&diff, &before), Ok(after), "{diff}");
        }
    }

    #[test]
    fn what_does_not_fit_is_said() {
        let before = files(&[("a", "one\ntwo\n")]);
        for (diff, message) in [
            ("--- a/a\n+++ b/a\n@@ -1,1 +1,1 @@\n-uno\n+eins\n", "the diff of a has `uno` where line 1 is `one`"),
            ("--- a/b\n+++ b/b\n", "the diff changes b, which the case does not have"),
            ("--- /dev/null\n+++ b/a\n", "the diff creates a, which is there already"),
            ("--- a/a\n+++ b/a\n@@ -1,1 +1,1 @@\n-one\n", "`@@ -1,1 +1,1 @@` of a is cut short"),
            ("--- a/a\n+++ b/a\n@@ -9,1 +9,1 @@\n-one\n", "`@@ -9,1 +9,1 @@` of a is not where the file has lines"),
            ("+one\n", "the diff has `+one` where `--- a/…` should be"),
        ] {
            let message = message.to_owned();
            let found = apply(diff, &before).expect_err(diff);
            assert!(found.starts_with(&message), "{found}");
        }
    }
}
