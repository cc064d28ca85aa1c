//! What the page shows, as values its template goes through.

use serde::Serialize;

use crate::render::apps::{App, apps, is_page};
use crate::render::escape::path;
use crate::render::markdown::is_plain_url;
use crate::render::patch::range_line;
use crate::render::rows::{Pieces, Row, rows};
use crate::render::secrets::clean;
use crate::render::summary::{Part, Section, by_hand, left_alone, place_names, sentence, verdict};
use crate::report::{Change, Hunk, LineKind, Outcome, Plan, ProjectReport, Safety};

/// The whole page.
#[derive(Serialize)]
pub(super) struct Page {
    name: String,
    head: Option<String>,
    plan_id: String,
    version: &'static str,
    files: usize,
    verdict: String,
    apps: Vec<AppView>,
    decide: Vec<Decision>,
    steps: Vec<Step>,
    left: Vec<String>,
    notes: Vec<String>,
}

/// A project, or the repository around them: what was found and what changes.
#[derive(Serialize)]
struct AppView {
    anchor: String,
    name: String,
    stack: String,
    found: Vec<String>,
    sends: String,
    edited: usize,
    new: usize,
    added: usize,
    removed: usize,
    review: usize,
    steps: usize,
    has: Vec<String>,
    groups: Vec<Group>,
}

/// A rule's share of an app.
#[derive(Serialize)]
struct Group {
    anchor: String,
    id: String,
    title: String,
    why: String,
    reason: Option<String>,
    docs: Option<String>,
    review: bool,
    notes: Vec<String>,
    files: Vec<File>,
    elsewhere: Vec<(String, String)>,
}

/// A file, with the hunks that belong to the group.
#[derive(Serialize)]
struct File {
    path: String,
    new: bool,
    page: bool,
    added: usize,
    removed: usize,
    hunks: Vec<HunkView>,
}

#[derive(Serialize)]
struct HunkView {
    range: String,
    rows: Vec<Pair>,
}

/// A line of the old file beside the one of the new.
#[derive(Serialize)]
struct Pair {
    old: Option<Side>,
    new: Option<Side>,
}

#[derive(Serialize)]
struct Side {
    number: Option<usize>,
    /// `same`, `out` or `in`.
    kind: &'static str,
    pieces: Pieces,
    unfinished: bool,
}

#[derive(Serialize)]
struct Decision {
    text: String,
    flags: Vec<String>,
}

#[derive(Serialize)]
struct Step {
    place: String,
    first: String,
    rest: String,
}

pub(super) fn page(plan: &Plan) -> Page {
    let by_hand = by_hand(plan);
    let steps = by_hand.iter().map(|step| {
        let (first, rest) = step.text.split_once('\n').unwrap_or((step.text, ""));
        let rest = rest.lines().map(clean).collect::<Vec<_>>().join("\n");
        Step { place: clean(&place_names(plan, &step.projects)), first: clean(first), rest: rest.trim_end().to_owned() }
    });
    let alone = left_alone(plan, false);
    let decide = alone.iter().filter(|group| group.outcome == Outcome::Ambiguous).map(|group| Decision {
        text: clean(&group.said(plan)),
        flags: group.sites.iter().map(|site| format!("--at {}:{}", path(&site.file), site.line)).collect(),
    });
    let left = alone.iter().filter(|group| !matches!(group.outcome, Outcome::Ambiguous | Outcome::NotApplicable));
    Page {
        name: clean(&plan.repo.name),
        head: plan.repo.head.as_deref().map(|head| head.chars().take(7).collect()),
        plan_id: plan.short_id(),
        version: env!("CARGO_PKG_VERSION"),
        files: plan.repo.files,
        verdict: verdict(plan),
        apps: views(plan),
        decide: decide.collect(),
        steps: steps.collect(),
        left: left.map(|group| clean(&format!("{}: {}", group.outcome.word(), group.said(plan)))).collect(),
        notes: plan.notes.iter().map(|note| clean(&format!("{}: {}", note.file, note.reason))).collect(),
    }
}

/// Every app the plan has something to say of, and every other one that was understood.
fn views(plan: &Plan) -> Vec<AppView> {
    let mut apps: Vec<App<'_>> = apps(plan);
    let quiet = plan
        .projects
        .iter()
        .filter(|project| !project.stack.is_empty() && !apps.iter().any(|app| app.root == project.root));
    let quiet: Vec<App<'_>> = quiet.map(|project| App::unchanged(&project.root)).collect();
    apps.extend(quiet);
    apps.iter().enumerate().map(|(at, app)| view(plan, at, app)).collect()
}

fn view(plan: &Plan, at: usize, app: &App<'_>) -> AppView {
    let project: Option<&ProjectReport> = plan.projects.iter().find(|project| project.root == app.root);
    let name = match place_names(plan, &[app.root]) {
        name if name.is_empty() => "this repository".to_owned(),
        name => clean(&name),
    };
    let groups: Vec<Group> =
        app.sections.iter().enumerate().map(|(number, section)| group(at, number, section)).collect();
    let lines = |of: fn(&File) -> usize| groups.iter().flat_map(|group| &group.files).map(of).sum();
    AppView {
        anchor: format!("app-{at}"),
        name,
        stack: project.map_or_else(String::new, |project| clean(&project.stack.join(", "))),
        found: project.map_or_else(Vec::new, |project| project.headlines.iter().map(|line| clean(line)).collect()),
        sends: project.map_or_else(String::new, |project| clean(&project.sends.join("; "))),
        edited: app.edited,
        new: app.new,
        added: lines(|file| file.added),
        removed: lines(|file| file.removed),
        review: groups.iter().filter(|group| group.review).count(),
        steps: app.steps,
        has: app.has.iter().map(|id| clean(id)).collect(),
        groups,
    }
}

fn group(app: usize, number: usize, section: &Section<'_>) -> Group {
    let rule = section.rule;
    let text = |text: Option<&str>| text.map(|text| clean(&sentence(text))).filter(|text| !text.is_empty());
    Group {
        anchor: format!("group-{app}-{number}"),
        id: rule.map_or_else(|| "other changes".to_owned(), |rule| clean(&rule.id)),
        title: text(rule.map(|rule| rule.title.as_str())).unwrap_or_default(),
        why: text(rule.map(|rule| rule.why.as_str())).unwrap_or_default(),
        reason: text(rule.and_then(|rule| rule.reason.as_deref())),
        docs: rule.and_then(|rule| rule.docs.clone()).filter(|url| is_plain_url(url)),
        review: rule.is_some_and(|rule| rule.safety == Safety::Review),
        notes: rule
            .map_or(&[][..], |rule| rule.notes.as_slice())
            .iter()
            .map(|note| clean(&format!("{}:{} {}", note.file, note.line, note.text)))
            .collect(),
        files: section.parts.iter().map(file).collect(),
        elsewhere: section.elsewhere.iter().map(|(file, owner)| (path(file).into_owned(), clean(owner))).collect(),
    }
}

fn file(part: &Part<'_>) -> File {
    let lines = |kind| part.hunks.iter().flat_map(|hunk| &hunk.lines).filter(|line| line.kind == kind).count();
    File {
        path: path(&part.file.path).into_owned(),
        new: part.file.change == Change::Create,
        page: is_page(&part.file.path),
        added: lines(LineKind::Added),
        removed: lines(LineKind::Removed),
        hunks: part.hunks.iter().map(|hunk| side_by_side(&part.file.path, hunk)).collect(),
    }
}

/// The hunk's lines in two columns: what replaces a line stands beside it.
fn side_by_side(path: &str, hunk: &Hunk) -> HunkView {
    let mut pairs: Vec<Pair> = Vec::new();
    // Removed lines that no added line stands beside yet.
    let mut open = 0;
    for row in rows(path, hunk) {
        let (kind, old, number) = (row.kind, row.old, row.number);
        let side = |number, kind, row: Row| Side { number, kind, pieces: row.pieces, unfinished: row.unfinished };
        match kind {
            LineKind::Context => {
                open = 0;
                let pieces = row.pieces.clone();
                let left = Side { number: old, kind: "same", pieces, unfinished: false };
                pairs.push(Pair { old: Some(left), new: Some(side(number, "same", row)) });
            }
            LineKind::Removed => {
                open += 1;
                pairs.push(Pair { old: Some(side(old, "out", row)), new: None });
            }
            LineKind::Added if open > 0 => {
                let at = pairs.len() - open;
                pairs[at].new = Some(side(number, "in", row));
                open -= 1;
            }
            LineKind::Added => pairs.push(Pair { old: None, new: Some(side(number, "in", row)) }),
        }
    }
    HunkView { range: range_line(hunk).trim_end().to_owned(), rows: pairs }
}
