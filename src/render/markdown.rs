//! Markdown: the body of a pull request, for the person who reviews it.
//!
//! What to look at and what to do by hand come first, as check boxes; then every rule with its reason; the
//! diff is folded away at the end. Code hosts cut bodies off at 64 kB, so this stays below and says what
//! it left out. Secrets are masked and control characters shown, as in the text view.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::escape::{is_unsafe, path, visible};
use super::patch::{range_line, sign};
use super::secrets::{clean, masked_lines, masked_prose};
use super::summary::{
    Section, by_hand, count, left_alone, name_rules, place_names, rules_with, sections, sentence, verdict,
};
use crate::report::{Change, FileChange, Outcome, Plan, ProjectReport, Safety};

/// Bytes of the whole body, and those kept free for saying what was left out.
const LIMIT: usize = 60_000;
const RESERVE: usize = 4_000;
/// Names in a list before the rest is only counted.
const MOST_NAMES: usize = 20;

/// The plan as Markdown, with a final line break, in less than 60 kB.
pub fn markdown(plan: &Plan) -> String {
    let mut body = Body::default();
    body.push(&opening(plan));
    body.push(&projects(plan));
    body.list("### Please look here\n\n", review_items(plan));
    body.list("### By hand\n\n", manual_items(plan));
    body.list("### What changes, and why\n\n", sections(plan).iter().map(|section| rule_block(plan, section)));
    body.list("### Left alone\n\n", left_alone_items(plan));
    if body.left_out > 0 {
        let items = count(body.left_out, "more item");
        let _ = writeln!(body.text, "{items} left out here to stay below 60 kB; the plan itself has them.\n");
    }
    write_diff(&mut body, plan);
    body.text.truncate(body.text.trim_end().len());
    body.text.push('\n');
    body.text
}

/// The text so far, and how many blocks did not fit.
#[derive(Default)]
struct Body {
    text: String,
    left_out: usize,
}

impl Body {
    fn fits(&self, block: &str) -> bool {
        self.text.len() + block.len() + RESERVE <= LIMIT
    }

    /// Appends a block as a whole or not at all.
    fn push(&mut self, block: &str) -> bool {
        let fits = self.fits(block);
        if fits {
            self.text.push_str(block);
        } else {
            self.left_out += 1;
        }
        fits
    }

    /// A heading with its entries; nothing where there are none.
    fn list(&mut self, heading: &str, entries: impl IntoIterator<Item = String>) {
        for (at, entry) in entries.into_iter().enumerate() {
            if at == 0 {
                self.text.push_str(heading);
            }
            self.push(&entry);
        }
        if self.text.ends_with('\n') && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }
}

fn opening(plan: &Plan) -> String {
    let tool = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
    let at = plan.repo.head.as_deref().map_or_else(String::new, |head| {
        let short: String = head.chars().take(7).collect();
        format!(" at {}", code(&short))
    });
    format!("**{}** Plan {}, made by {tool}{at}.\n\n", verdict(plan), code(&plan.short_id()))
}

/// What was found, changed and left to do, per project.
fn projects(plan: &Plan) -> String {
    let known: Vec<&ProjectReport> = plan
        .projects
        .iter()
        .filter(|project| !project.stack.is_empty() || plan.rules.iter().any(|rule| works_on(rule, project)))
        .collect();
    let mut out = String::new();
    for (at, project) in known.iter().take(MOST_NAMES).enumerate() {
        if at == 0 {
            out.push_str("| Project | Found | Rules at work | Left by hand |\n|---|---|---|---|\n");
        }
        let rules = rules_with(plan, |rule| works_on(rule, project) && rule.outcome == Outcome::Applies);
        let rules: Vec<String> = rules.iter().map(|(id, _)| code(id)).collect();
        let steps = by_hand(plan).iter().filter(|step| step.projects.contains(&project.root.as_str())).count();
        let steps = if steps == 0 { "\u{2013}".to_owned() } else { count(steps, "step") };
        let found: Vec<String> = std::iter::once(project.stack.join(", "))
            .chain(project.headlines.iter().cloned())
            .filter(|text| !text.is_empty())
            .map(|text| prose(&text))
            .collect();
        let cells = [code(&path(&project.root)), found.join("<br>"), short_list(&rules), steps];
        let cells = cells.map(|cell| if cell.is_empty() { "\u{2013}".to_owned() } else { cell.replace('|', "\\|") });
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    if known.len() > MOST_NAMES {
        let _ = writeln!(out, "\nand {}", count(known.len() - MOST_NAMES, "more project"));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn works_on(rule: &crate::report::RuleReport, project: &ProjectReport) -> bool {
    rule.project == project.root && !matches!(rule.outcome, Outcome::NotApplicable)
}

fn review_items(plan: &Plan) -> Vec<String> {
    let review = |section: &&Section<'_>| section.rule.is_some_and(|rule| rule.safety == Safety::Review);
    let item = |section: &Section<'_>| {
        let rule = section.rule?;
        let reason = rule.reason.as_deref().filter(|reason| !reason.is_empty()).unwrap_or(&rule.title);
        let files: Vec<String> = files_of(section).map(|file| code(&path(file))).collect();
        Some(format!("- [ ] {}, {}: {}\n", code(&rule.id), short_list(&files), prose(&sentence(reason))))
    };
    sections(plan).iter().filter(review).filter_map(item).collect()
}

fn manual_items(plan: &Plan) -> Vec<String> {
    let item = |step: &super::summary::ByHand<'_>| {
        let mut out = String::from("- [ ] ");
        let place = place_names(plan, &step.projects);
        if !place.is_empty() {
            let _ = write!(out, "**{}**: ", prose(&place));
        }
        let (first, rest) = step.text.split_once('\n').unwrap_or((step.text, ""));
        let _ = writeln!(out, "{}", prose(first));
        if !rest.trim().is_empty() {
            let lines: Vec<Cow<'_, str>> = rest.lines().collect::<Vec<_>>().into_iter().map(masked_prose).collect();
            let block = fenced("", lines.iter().map(AsRef::as_ref));
            out.push('\n');
            for line in block.lines() {
                let _ = writeln!(out, "{}", format!("  {line}").trim_end());
            }
        }
        out
    };
    by_hand(plan).iter().map(item).collect()
}

/// A rule with its reasons and files.
fn rule_block(plan: &Plan, section: &Section<'_>) -> String {
    let mut out = String::new();
    match section.rule {
        Some(rule) => {
            let place = place_names(plan, &[&rule.project]);
            let place = if place.is_empty() { place } else { format!(", {}", prose(&place)) };
            let _ = writeln!(out, "**{}**{place}: {}", code(&rule.id), prose(&sentence(&rule.title)));
            let docs = rule.docs.as_deref().filter(|url| is_plain_url(url));
            let docs = docs.map_or_else(String::new, |url| format!("[Documentation](<{url}>)"));
            let why = prose(&sentence(&rule.why));
            let why = [why, docs].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
            if !why.is_empty() {
                let _ = writeln!(out, "{why}");
            }
        }
        None => out.push_str("**Other changes**\n"),
    }
    let files: Vec<String> = files_of(section).map(|file| code(&path(file))).collect();
    let _ = writeln!(out, "In {}.\n", short_list(&files));
    let notes = section.rule.map_or(&[][..], |rule| rule.notes.as_slice());
    for note in notes.iter().take(MOST_NAMES) {
        let place = code(&format!("{}:{}", path(&note.file), note.line));
        let _ = writeln!(out, "- {place} {}", prose(&note.text));
    }
    if notes.len() > MOST_NAMES {
        let _ = writeln!(out, "- and {}", count(notes.len() - MOST_NAMES, "more place"));
    }
    if !notes.is_empty() {
        out.push('\n');
    }
    out
}

/// The files of a section, those whose hunks are shown elsewhere included, each once.
fn files_of<'a>(section: &'a Section<'_>) -> impl Iterator<Item = &'a str> {
    let mut seen: Vec<&str> = Vec::new();
    let own = section.parts.iter().map(|part| part.file.path.as_str());
    own.chain(section.elsewhere.iter().map(|(file, _)| *file)).filter(move |file| {
        let new = !seen.contains(file);
        seen.push(file);
        new
    })
}

/// What a person may want to decide; rules without business here are not worth a reviewer's time.
fn left_alone_items(plan: &Plan) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for group in left_alone(plan, false) {
        if group.outcome == Outcome::NotApplicable {
            continue;
        }
        let reason = group.reason.map_or_else(String::new, |reason| format!(": {}", prose(reason)));
        let sites: Vec<String> =
            group.sites.iter().map(|site| code(&format!("{}:{}", path(&site.file), site.line))).collect();
        let sites = if sites.is_empty() { String::new() } else { format!(" ({})", short_list(&sites)) };
        items.push(format!("- {}, {}{reason}{sites}\n", code(&name_rules(plan, &group.rules)), group.outcome.word()));
    }
    items
}

/// The diff, folded, file by file as long as there is room.
fn write_diff(body: &mut Body, plan: &Plan) {
    if plan.files.is_empty() {
        return;
    }
    let _ = writeln!(body.text, "<details>\n<summary>The diff, {}</summary>\n", count(plan.files.len(), "file"));
    let mut missing: Vec<String> = Vec::new();
    for file in &plan.files {
        let block = file_diff(file);
        if body.fits(&block) {
            body.text.push_str(&block);
        } else {
            missing.push(code(&path(&file.path)));
        }
    }
    body.text.push_str("</details>\n");
    if !missing.is_empty() {
        let files = count(missing.len(), "file");
        let names = short_list(&missing);
        let names = if names.len() > RESERVE / 2 { String::new() } else { format!(": {names}") };
        let _ = writeln!(body.text, "\nThe diff of {files} is left out here to stay below 60 kB{names}.");
    }
}

fn file_diff(file: &FileChange) -> String {
    let new = if file.change == Change::Create { ", new" } else { "" };
    let mut lines: Vec<String> = Vec::new();
    for hunk in &file.hunks {
        lines.push(range_line(hunk));
        for (line, text) in hunk.lines.iter().zip(masked_lines(&file.path, hunk)) {
            let text = text.strip_suffix('\n').unwrap_or(&text);
            lines.push(format!("{}{}", sign(line.kind), text.strip_suffix('\r').unwrap_or(text)));
            if !line.text.ends_with('\n') {
                lines.push("\\ No newline at end of file".to_owned());
            }
        }
    }
    let heading = format!("{}{new}, +{} \u{2212}{}\n\n", code(&path(&file.path)), file.added, file.removed);
    heading + &fenced("diff", lines.iter().map(String::as_str)) + "\n"
}

/// A fenced block whose fence is longer than any run of back-ticks in it.
fn fenced<'a>(language: &str, lines: impl Iterator<Item = &'a str>) -> String {
    let content: Vec<Cow<'_, str>> = lines.map(visible).collect();
    let longest = content.iter().map(|line| longest_run(line)).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    let mut out = format!("{fence}{language}\n");
    for line in content {
        out.push_str(&line);
        out.push('\n');
    }
    out + &fence + "\n"
}

/// The longest run of back-ticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// A code span that shows the text as it is, back-ticks included.
fn code(text: &str) -> String {
    let text = visible(text);
    let fence = "`".repeat(longest_run(&text) + 1);
    let gap = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{gap}{text}{gap}{fence}")
}

/// Prose in which only back-ticked code means anything; nobody is mentioned by accident.
fn prose(text: &str) -> String {
    let text = clean(text.trim());
    let spans = text.split('`').count() % 2 == 1;
    let mut out = String::with_capacity(text.len() + 8);
    let mut in_code = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '`' if spans => {
                in_code = !in_code;
                out.push(c);
            }
            c if in_code => out.push(c),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '|' => {
                out.push('\\');
                out.push(c);
            }
            '&' => out.push_str("&amp;"),
            '@' if chars.peek().is_some_and(|next| next.is_alphanumeric()) => out.push_str("@<!-- -->"),
            c => out.push(c),
        }
    }
    out
}

/// The first names, and how many more there are.
fn short_list(names: &[String]) -> String {
    if names.len() <= MOST_NAMES {
        return names.join(", ");
    }
    format!("{} and {} more", names[..MOST_NAMES].join(", "), names.len() - MOST_NAMES)
}

pub(super) fn is_plain_url(url: &str) -> bool {
    url.starts_with("https://")
        && !url.chars().any(|c| c.is_whitespace() || is_unsafe(c) || matches!(c, '<' | '>' | '\\'))
}

#[cfg(test)]
#[path = "markdown_tests.rs"]
mod tests;
