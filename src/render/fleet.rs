//! A repository of a fleet as one row: what was found, what would change, what needs a person.

use serde::{Deserialize, Serialize};

use super::apps::apps;
use super::escape::{json_text, path};
use super::secrets::clean;
use super::summary::{by_hand, left_alone, place_names, rules_with, to_review};
use crate::report::{Change, Outcome, Plan};

/// How planning a repository ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RowStatus {
    /// There is something to apply.
    Changed,
    /// There is nothing to apply.
    Unchanged,
    /// There is no plan.
    #[default]
    Failed,
}

/// A line of `fleet`: schema 1, fields only ever added.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Row {
    /// The version of this form.
    pub schema: u32,
    /// The repository, as it was named.
    pub path: String,
    /// The version of the tool.
    pub tool: String,
    /// Stands for the options and rules it was planned with.
    pub asked: String,
    /// The commit that was planned.
    pub head: Option<String>,
    /// How it ended.
    pub status: RowStatus,
    /// Why there is no plan, in a sentence.
    pub error: Option<String>,
    /// What to do about that.
    pub hint: Option<String>,
    /// The plan's id.
    pub plan_id: Option<String>,
    /// What was found, app by app.
    pub apps: Vec<AppRow>,
    /// Files that are edited.
    pub edited: usize,
    /// Files that are new.
    pub new: usize,
    /// Lines added.
    pub added: usize,
    /// Lines removed.
    pub removed: usize,
    /// Rules at work.
    pub rules: Vec<String>,
    /// Rules whose changes a person should look at.
    pub review: Vec<String>,
    /// What a person has to decide first, with the flags that do.
    pub decide: Vec<Decision>,
    /// Steps left to a person, whole: a sentence, and the lines it announces.
    pub by_hand: Vec<String>,
    /// What could not be taken into account.
    pub notes: Vec<String>,
    /// How long it took.
    pub milliseconds: u64,
}

/// An app, or what else has a manifest.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AppRow {
    /// Its folder.
    pub root: String,
    /// What it is built with.
    pub stack: Vec<String>,
    /// What else was found out.
    pub found: Vec<String>,
    /// Rules whose wishes were fulfilled before.
    pub has: Vec<String>,
}

/// A question for a person.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Decision {
    /// What is to be decided.
    pub text: String,
    /// The flags that decide it, one each.
    pub flags: Vec<String>,
}

impl Row {
    /// The row of a plan.
    pub fn of(plan: &Plan) -> Row {
        let files = |change| plan.files.iter().filter(|file| file.change == change).count();
        let names = |rules: Vec<(&str, Vec<&str>)>| rules.into_iter().map(|(id, _)| clean(id)).collect();
        let alone = left_alone(plan, false);
        let open = |outcome| !matches!(outcome, Outcome::NotApplicable);
        Row {
            schema: 1,
            tool: env!("CARGO_PKG_VERSION").to_owned(),
            head: plan.repo.head.clone(),
            status: if plan.files.is_empty() { RowStatus::Unchanged } else { RowStatus::Changed },
            plan_id: Some(plan.id()),
            apps: app_rows(plan),
            edited: files(Change::Modify),
            new: files(Change::Create),
            added: plan.files.iter().map(|file| file.added).sum(),
            removed: plan.files.iter().map(|file| file.removed).sum(),
            rules: names(rules_with(plan, |rule| rule.outcome == Outcome::Applies)),
            review: names(to_review(plan)),
            decide: alone
                .iter()
                .filter(|group| open(group.outcome))
                .map(|group| Decision {
                    text: clean(&group.said(plan)),
                    flags: group
                        .sites
                        .iter()
                        .filter(|_| group.outcome == Outcome::Ambiguous)
                        .map(|site| format!("--at {}:{}", path(&site.file), site.line))
                        .collect(),
                })
                .collect(),
            by_hand: by_hand(plan).iter().map(|step| step.whole(plan)).collect(),
            notes: plan.notes.iter().map(|note| clean(&format!("{}: {}", note.file, note.reason))).collect(),
            ..Row::default()
        }
    }

    /// The row of a repository without a plan.
    pub fn failed(error: &str, hint: Option<&str>) -> Row {
        Row {
            schema: 1,
            tool: env!("CARGO_PKG_VERSION").to_owned(),
            error: Some(clean(error)),
            hint: hint.map(clean),
            ..Row::default()
        }
    }

    /// Is there something that only a person can do?
    pub fn needs_person(&self) -> bool {
        !(self.review.is_empty() && self.decide.is_empty() && self.by_hand.is_empty())
    }

    /// The row as one line, with its line break.
    ///
    /// # Errors
    /// Only where a value cannot be written as JSON, which no value of a row is.
    pub fn line(&self) -> Result<String, serde_json::Error> {
        Ok(json_text(&serde_json::to_string(self)?) + "\n")
    }
}

/// Every app that was understood or has something to say.
fn app_rows(plan: &Plan) -> Vec<AppRow> {
    let busy = apps(plan);
    let has = |root: &str| {
        let app = busy.iter().find(|app| app.root == root);
        app.map(|app| app.has.iter().map(|id| clean(id)).collect()).unwrap_or_default()
    };
    let known = plan.projects.iter().map(|project| AppRow {
        root: match place_names(plan, &[&project.root]) {
            name if name.is_empty() => ".".to_owned(),
            name => clean(&name),
        },
        stack: project.stack.iter().map(|entry| clean(entry)).collect(),
        found: project.headlines.iter().map(|line| clean(line)).collect(),
        has: has(&project.root),
    });
    known.filter(|app| !(app.stack.is_empty() && app.found.is_empty() && app.has.is_empty())).collect()
}
