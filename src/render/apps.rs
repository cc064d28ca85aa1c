//! A plan app by app: what a person reviews at one go.

use std::collections::BTreeSet;

use super::summary::{Section, by_hand, sections, was_there};
use crate::report::{Change, Outcome, Plan, Safety};

/// What a plan does in one project, or in the repository around them (`.`).
pub(super) struct App<'a> {
    /// The project's folder.
    pub(super) root: &'a str,
    /// Its share of the diff: edits of files first, then what to look at, pages last.
    pub(super) sections: Vec<Section<'a>>,
    /// Files that were there and are edited, and those that are new.
    pub(super) edited: usize,
    pub(super) new: usize,
    /// Rules at work, and rules whose wishes were fulfilled before.
    pub(super) adds: Vec<&'a str>,
    pub(super) has: Vec<&'a str>,
    /// Steps left to a person.
    pub(super) steps: usize,
}

impl<'a> App<'a> {
    /// A project a plan has nothing to say of.
    pub(super) fn unchanged(root: &'a str) -> App<'a> {
        App { root, sections: Vec::new(), edited: 0, new: 0, adds: Vec::new(), has: Vec::new(), steps: 0 }
    }
}

/// The projects with something to say, in path order, the repository itself last. Hunks no reported rule owns
/// belong to nobody: they are the repository's.
pub(super) fn apps(plan: &Plan) -> Vec<App<'_>> {
    let mut roots: Vec<&str> = plan.projects.iter().map(|project| project.root.as_str()).collect();
    roots.retain(|root| *root != ".");
    roots.push(".");
    let mut all = sections(plan);
    let steps = by_hand(plan);
    let known: BTreeSet<&str> = roots.iter().copied().collect();
    let apps = roots.into_iter().map(|root| {
        let is_here = |section: &mut Section<'_>| match section.rule {
            Some(rule) => rule.project == root || root == "." && !known.contains(rule.project.as_str()),
            None => root == ".",
        };
        let mut sections: Vec<Section<'_>> = all.extract_if(.., is_here).collect();
        sections.sort_by_key(rank);
        let files = |change| {
            let parts = sections.iter().flat_map(|section| &section.parts);
            let paths = parts.filter(|part| part.file.change == change).map(|part| part.file.path.as_str());
            paths.collect::<BTreeSet<_>>().len()
        };
        let rules = || plan.rules.iter().filter(|rule| rule.project == root);
        App {
            root,
            edited: files(Change::Modify),
            new: files(Change::Create),
            adds: rules().filter(|rule| rule.outcome == Outcome::Applies).map(|rule| rule.id.as_str()).collect(),
            has: rules().filter(|rule| was_there(plan, rule)).map(|rule| rule.id.as_str()).collect(),
            steps: steps.iter().filter(|step| step.projects.contains(&root)).count(),
            sections,
        }
    });
    apps.filter(|app| !app.sections.is_empty() || !app.adds.is_empty() || !app.has.is_empty() || app.steps > 0)
        .collect()
}

/// Where a section stands among those of its app.
fn rank(section: &Section<'_>) -> (bool, bool, bool) {
    let pages = !section.parts.is_empty() && section.parts.iter().all(|part| is_page(&part.file.path));
    let review = section.rule.is_some_and(|rule| rule.safety == Safety::Review);
    (section.rule.is_none(), pages, review)
}

/// Is the file prose for people?
pub(super) fn is_page(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("md" | "mdx" | "markdown" | "rst" | "adoc"))
}

/// `acme: init, user; panes: config`: ids, each area named once.
pub(super) fn by_area(ids: &[&str]) -> String {
    let mut areas: Vec<(&str, Vec<&str>)> = Vec::new();
    for id in ids {
        let (area, name) = id.split_once('/').unwrap_or((id, ""));
        match areas.iter_mut().find(|(known, _)| *known == area) {
            Some((_, names)) => names.push(name),
            None => areas.push((area, vec![name])),
        }
    }
    let said = areas.iter().map(|(area, names)| match names.as_slice() {
        [""] => (*area).to_owned(),
        names => format!("{area}: {}", names.join(", ")),
    });
    said.collect::<Vec<_>>().join("; ")
}
