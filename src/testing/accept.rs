//! `--accept`: makes what came out what is wanted. A case is then reviewed as a diff, like any other change.

use std::fs;
use std::io;
use std::path::Path;

use toml_edit::DocumentMut;

use super::collect::text_of;
use super::page::{self, Section, write_block};
use super::{Case, Expect, Home, Verdict, patch};

/// Writes what came out into the case, where it lies on disk; `true` where that changed anything.
///
/// # Errors
/// Where the disk does not take it.
pub fn accept(case: &Case, verdict: &Verdict) -> io::Result<bool> {
    match &case.home {
        _ if case.variant.is_some() || verdict.failures.is_empty() => Ok(false),
        Home::Folder(Some(folder)) => in_folder(folder, case, verdict).map(|()| true),
        Home::Page { file: Some(file), .. } => {
            let written = fs::read(file)?;
            let source = text_of(&written);
            let mut text = on_page(&source, case, verdict);
            if text == source {
                return Ok(false);
            }
            if written.windows(2).any(|pair| pair == b"\r\n") {
                text = text.replace('\n', "\r\n");
            }
            fs::write(file, text).map(|()| true)
        }
        Home::Folder(None) | Home::Page { file: None, .. } => Ok(false),
    }
}

fn in_folder(folder: &Path, case: &Case, verdict: &Verdict) -> io::Result<()> {
    for path in case.after.keys().filter(|path| !verdict.result.contains_key(*path)) {
        fs::remove_file(folder.join("after").join(path))?;
    }
    for (path, bytes) in verdict.result.iter().filter(|(path, _)| !case.expect.creates.contains(*path)) {
        let file = folder.join("after").join(path);
        fs::create_dir_all(file.parent().unwrap_or(folder))?;
        fs::write(&file, bytes)?;
    }
    Ok(())
}

/// The page with the diff and the outcome of one case as they came out, all else as it was.
fn on_page(source: &str, case: &Case, verdict: &Verdict) -> String {
    let sections = page::parse(source).unwrap_or_default();
    let Some(section) = sections
        .iter()
        .find(|section| section.heading == case.name && (section.rule.is_empty() || section.rule == case.rule))
    else {
        return source.to_owned();
    };
    let mut after = verdict.result.clone();
    after.retain(|path, bytes| !case.expect.creates.contains(path) && case.before.get(path) != Some(bytes));
    let diff = patch::write(&case.before, &after);
    let mut text = source[section.span.start..section.end].to_owned();
    let mut put = |range: std::ops::Range<usize>, new: &str| {
        text.replace_range(range.start - section.span.start..range.end - section.span.start, new);
    };
    // From the end, so that what stands before stays where it is.
    let block = write_block("diff", &diff);
    match (&section.diff, diff.is_empty()) {
        (Some(old), true) => put(before_blank(source, old.whole.start)..old.whole.end, ""),
        (Some(old), false) => put(old.whole.clone(), block.trim_end()),
        (None, true) => {}
        (None, false) => {
            let end = section.span.start + source[section.span.start..section.end].trim_end().len();
            put(end..end, &format!("\n\n{}", block.trim_end()));
        }
    }
    if let Some(settings) = settings(section, &case.expect, verdict, diff.is_empty()) {
        match &section.settings {
            Some(old) => put(old.span.clone(), &settings),
            None => {
                put(section.span.end..section.span.end, &format!("\n\n{}", write_block("toml", &settings).trim_end()))
            }
        }
    }
    format!("{}{text}{}", &source[..section.span.start], &source[section.end..])
}

/// Where the blank lines before `at` start.
fn before_blank(source: &str, at: usize) -> usize {
    source[..at].trim_end().len()
}

/// The settings with the outcome as it came out, where that has to be said otherwise than it is: a case in
/// which nothing changes names its outcome, and a case that names one has to name the right one.
fn settings(section: &Section, expect: &Expect, verdict: &Verdict, silent: bool) -> Option<String> {
    let said = expect.outcome;
    let right = said.is_some_and(|said| verdict.outcomes.contains(&said));
    if right || (said.is_none() && !silent) {
        return None;
    }
    let outcome = verdict.outcomes.iter().next()?.word();
    let text = section.settings.as_ref().map_or("", |block| &block.text);
    let mut document: DocumentMut = text.parse().ok()?;
    match document.get_mut("outcome").and_then(|item| item.as_value_mut()) {
        Some(value) => *value = toml_edit::Value::from(outcome).decorated(" ", ""),
        None => return Some(format!("outcome = \"{outcome}\"\n{text}")),
    }
    Some(document.to_string())
}
