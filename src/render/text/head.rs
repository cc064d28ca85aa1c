//! The first screen: which repository, and what was understood of it.

use std::fmt::Write as _;
use std::time::Duration;

use super::TextOptions;
use super::paint::{DIM, Paint, STRONG, WIDEST_PROSE, pad, width, wrap};
use crate::render::escape::visible;
use crate::render::secrets::clean;
use crate::render::summary::{count, thousands};
use crate::report::{Plan, ProjectReport};

/// Projects nothing is known about are counted from this many on.
const MOST_UNKNOWN: usize = 3;

/// `acme · 3f2a9c1 · 1,204 files, 37 read, 19 parsed · 41 ms`
pub(super) fn write_header(out: &mut String, plan: &Plan, options: &TextOptions) {
    let paint = Paint { color: options.color };
    let repo = &plan.repo;
    let head = match (&repo.head, repo.git) {
        (Some(head), _) => head.chars().take(7).collect(),
        (None, true) => "no commit yet".to_owned(),
        (None, false) => "not a git repository".to_owned(),
    };
    let files = count(repo.files, "file");
    let read = format!("{files}, {} read, {} parsed", thousands(repo.read), thousands(repo.parsed));
    let name = visible(&repo.name);
    let took = options.elapsed.map(|elapsed| format!(" \u{b7} {}", time(elapsed))).unwrap_or_default();
    let line = format!("{name} \u{b7} {} \u{b7} {read}{took}", visible(&head));
    for line in wrap(&line, options.width) {
        let named = line.strip_prefix(&*name).map(|rest| paint.paint(STRONG, &name) + rest);
        let _ = writeln!(out, "{}", named.unwrap_or(line));
    }
    if !repo.own_rules.is_empty() {
        let rules = count(repo.own_rules.len(), "rule");
        let _ = writeln!(out, "with {rules} of this repository's own: {}", visible(&repo.own_rules.join(", ")));
    }
}

/// A repository of which there is nothing to tell, in a sentence.
pub(super) fn write_nothing(out: &mut String, plan: &Plan, options: &TextOptions) {
    let (name, files) = (visible(&plan.repo.name), count(plan.repo.files, "file"));
    let outside = if plan.repo.git { "" } else { ", which is no git repository" };
    let said = format!("Nothing to change in {name}{outside}: no rule has business in its {files} (-v says why).");
    for line in wrap(&said, options.width.min(WIDEST_PROSE)) {
        let _ = writeln!(out, "{}", Paint { color: options.color }.paint(STRONG, &line));
    }
}

/// `41 ms`, `3.2 s`.
fn time(elapsed: Duration) -> String {
    if elapsed < Duration::from_secs(1) {
        format!("{} ms", elapsed.as_millis())
    } else {
        format!("{:.1} s", elapsed.as_secs_f64())
    }
}

/// A project's line: where it is, what it is made of, what was found in it.
struct Entry {
    root: String,
    stack: String,
    headlines: Vec<String>,
}

/// The stack table: three columns where they fit, otherwise headlines below their project.
pub(super) fn write_projects(out: &mut String, plan: &Plan, paint: Paint, columns: usize) {
    let (known, unknown): (Vec<&ProjectReport>, Vec<&ProjectReport>) =
        plan.projects.iter().partition(|project| !project.stack.is_empty() || !project.headlines.is_empty());
    // The root is named where it is a project, or all there is.
    let bare = |project: &&ProjectReport| known.is_empty() || !project.manifests.is_empty();
    let unknown: Vec<&ProjectReport> = unknown.into_iter().filter(bare).collect();
    let few = unknown.len() < MOST_UNKNOWN;
    let shown = known.into_iter().chain(unknown.iter().copied().filter(|_| few));
    let entries: Vec<Entry> = shown.map(entry).collect();
    let widest = |text: fn(&Entry) -> usize| entries.iter().map(text).max().unwrap_or(0);
    let roots = widest(|entry| width(&entry.root)).min(columns / 3);
    let stacks = widest(|entry| width(&entry.stack));
    let headlines = widest(|entry| entry.headlines.iter().map(|line| width(line)).max().unwrap_or(0));
    let fits = 2 + roots + 2 + stacks + 4 + headlines <= columns;

    out.push('\n');
    for entry in &entries {
        let root = paint.paint(STRONG, &entry.root) + &pad("", roots.saturating_sub(width(&entry.root)));
        if fits {
            let first = entry.headlines.first().map(String::as_str).unwrap_or_default();
            let line = format!("  {root}  {}    {first}", pad(&entry.stack, stacks));
            let _ = writeln!(out, "{}", line.trim_end());
            for headline in entry.headlines.iter().skip(1) {
                let _ = writeln!(out, "{}{headline}", " ".repeat(2 + roots + 2 + stacks + 4));
            }
        } else {
            let indent = 2 + roots + 2;
            let mut lines = wrap(&entry.stack, columns.saturating_sub(indent)).into_iter();
            let _ = writeln!(out, "{}", format!("  {root}  {}", lines.next().unwrap_or_default()).trim_end());
            let found = entry.headlines.iter().flat_map(|line| wrap(line, columns.saturating_sub(indent)));
            for line in lines.chain(found) {
                let _ = writeln!(out, "{}{line}", " ".repeat(indent));
            }
        }
    }
    if plan.projects.is_empty() {
        out.push_str("  No project found: no folder holds a manifest.\n");
    } else if !few {
        let line = format!("  and {} without a known stack", count(unknown.len(), "project"));
        let _ = writeln!(out, "{}", paint.paint(DIM, &line));
    }
}

fn entry(project: &ProjectReport) -> Entry {
    let stack = clean(&project.stack.join(", "));
    Entry {
        root: visible(&project.root).into_owned(),
        stack: if stack.is_empty() && project.headlines.is_empty() { "no known stack".to_owned() } else { stack },
        headlines: project.headlines.iter().map(|line| clean(line)).collect(),
    }
}
