//! Hunks: the difference between a file's first and last version, each hunk tied to the rules whose
//! lines it shows.
//!
//! Rules run one after the other, so the difference a person reviews is that of the first and the last
//! version; which rule a line comes from is found by following the lines through the versions between.

use std::ops::Range;

use super::lines::{Change as LineChange, changes, lines};
use crate::report::{CONTEXT, Change, DiffLine, FileChange, Hunk, LineKind, blob_id};

/// The rule that produced a version, and the project it ran in.
pub type RuleRun = (String, String);

/// The unified diff from the first to the last of `versions`, with the lines added and removed in all.
///
/// `versions[0]` is the base (its rule is `None`; the empty string for a new file); one version follows
/// per rule that changed the file. Texts are whole files, byte-order mark and line endings included, or
/// the hunks would not apply. Each hunk names the rules its changed lines come from, in the order they ran.
pub fn hunks(versions: &[(Option<RuleRun>, &str)], context: usize) -> (Vec<Hunk>, usize, usize) {
    let (Some((_, base)), Some((_, result))) = (versions.first(), versions.last()) else {
        return (Vec::new(), 0, 0);
    };
    let (old, new) = (lines(base), lines(result));
    let changes = changes(&old, &new);
    let origins = Origins::trace(versions);
    let hunks = groups(&changes, context).map(|group| hunk(&old, &new, group, context, &origins)).collect();
    let added = changes.iter().map(|change| change.new.len()).sum();
    let removed = changes.iter().map(|change| change.old.len()).sum();
    (hunks, added, removed)
}

/// Runs of changes that are close enough to share their context lines.
fn groups(changes: &[LineChange], context: usize) -> impl Iterator<Item = &[LineChange]> {
    changes.chunk_by(move |left, right| right.old.start - left.old.end <= context.saturating_mul(2))
}

/// One hunk for a run of changes.
fn hunk(old: &[&str], new: &[&str], group: &[LineChange], context: usize, origins: &Origins) -> Hunk {
    let (first, last) = match (group.first(), group.last()) {
        (Some(first), Some(last)) => (first, last),
        _ => return Hunk { old_start: 0, old_len: 0, new_start: 0, new_len: 0, rules: Vec::new(), lines: Vec::new() },
    };
    let before = context.min(first.old.start);
    let after = context.min(old.len() - last.old.end);
    let old_range = first.old.start - before..last.old.end + after;
    let new_range = first.new.start - before..last.new.end + after;

    let mut shown = Vec::with_capacity(old_range.len() + new_range.len());
    let mut show = |kind: LineKind, lines: &[&str]| {
        shown.extend(lines.iter().map(|line| DiffLine { kind, text: (*line).to_owned() }));
    };
    let mut done = old_range.start;
    for change in group {
        show(LineKind::Context, &old[done..change.old.start]);
        show(LineKind::Removed, &old[change.old.clone()]);
        show(LineKind::Added, &new[change.new.clone()]);
        done = change.old.end;
    }
    show(LineKind::Context, &old[done..old_range.end]);

    Hunk {
        old_start: first_line(&old_range),
        old_len: old_range.len(),
        new_start: first_line(&new_range),
        new_len: new_range.len(),
        rules: origins.of(group),
        lines: shown,
    }
}

/// The number unified diffs give a range: its first line, or the line before it where it is empty.
fn first_line(range: &Range<usize>) -> usize {
    if range.is_empty() { range.start } else { range.start + 1 }
}

/// Which versions the lines that changed come from. Versions are named by their index.
struct Origins {
    /// Per line of the result: the versions that wrote it or a line it replaced.
    added: Vec<Vec<usize>>,
    /// Per line of the base: the version that removed it.
    removed: Vec<Option<usize>>,
    /// Per version the rule behind it.
    rules: Vec<Option<RuleRun>>,
}

impl Origins {
    /// Follows every line from version to version.
    fn trace(versions: &[(Option<RuleRun>, &str)]) -> Origins {
        let rules = versions.iter().map(|(rule, _)| rule.clone()).collect();
        let mut before = versions.first().map_or_else(Vec::new, |(_, base)| lines(base));
        let mut removed = vec![None; before.len()];
        // Per line of the current version: the versions behind it, and the base line it still is.
        let mut traces: Vec<Trace> =
            (0..before.len()).map(|line| Trace { versions: Vec::new(), base: Some(line) }).collect();
        for (version, (_, text)) in versions.iter().enumerate().skip(1) {
            let after = lines(text);
            let mut next = Vec::with_capacity(after.len());
            let mut kept = traces.into_iter();
            let mut at = 0;
            for change in changes(&before, &after) {
                next.extend(kept.by_ref().take(change.old.start - at));
                let mut written_by = Vec::new();
                for trace in kept.by_ref().take(change.old.len()) {
                    if let Some(line) = trace.base {
                        removed[line] = Some(version);
                    }
                    written_by.extend(trace.versions);
                }
                written_by.push(version);
                written_by.sort_unstable();
                written_by.dedup();
                next.extend(change.new.clone().map(|_| Trace { versions: written_by.clone(), base: None }));
                at = change.old.end;
            }
            next.extend(kept);
            traces = next;
            before = after;
        }
        Origins { added: traces.into_iter().map(|trace| trace.versions).collect(), removed, rules }
    }

    /// The rules behind a run of changes, in the order they ran. Where no line tells (two rules undid
    /// each other's lines in turn), every rule that changed the file is named rather than none.
    fn of(&self, group: &[LineChange]) -> Vec<RuleRun> {
        let mut versions: Vec<usize> = Vec::new();
        for change in group {
            versions.extend(self.added.get(change.new.clone()).into_iter().flatten().flatten());
            versions.extend(self.removed.get(change.old.clone()).into_iter().flatten().flatten());
        }
        if versions.is_empty() {
            versions = (0..self.rules.len()).collect();
        }
        versions.sort_unstable();
        let mut rules: Vec<RuleRun> = Vec::new();
        for rule in versions.into_iter().filter_map(|version| self.rules.get(version)?.clone()) {
            if !rules.contains(&rule) {
                rules.push(rule);
            }
        }
        rules
    }
}

/// The history of one line.
#[derive(Clone)]
struct Trace {
    versions: Vec<usize>,
    base: Option<usize>,
}

impl FileChange {
    /// A changed file from its versions: `versions[0]` is the base (empty for a new file), one version
    /// follows per rule that changed it. Texts are whole files, byte-order mark included.
    pub fn between(path: &str, change: Change, versions: &[(Option<RuleRun>, &str)], executable: bool) -> FileChange {
        let (hunks, added, removed) = hunks(versions, CONTEXT);
        let text =
            |version: Option<&(Option<RuleRun>, &str)>| version.map_or("", |(_, text)| *text).as_bytes().to_vec();
        let (before, after) = (text(versions.first()), text(versions.last()));
        let mut rules: Vec<String> = Vec::new();
        for (id, _) in versions.iter().filter_map(|(rule, _)| rule.as_ref()) {
            if !rules.contains(id) {
                rules.push(id.clone());
            }
        }
        FileChange {
            path: path.to_owned(),
            change,
            base: (change == Change::Modify).then(|| blob_id(&before)),
            result: blob_id(&after),
            before,
            after,
            executable,
            added,
            removed,
            rules,
            hunks,
        }
    }
}

#[cfg(test)]
#[path = "diff_tests.rs"]
mod tests;
