//! JSON for programs: schema 1, keys in a fixed order, fields only ever added.
//!
//! `files[].diff` is exact, so that a program can apply it; it may carry context lines with secrets of
//! the repository, like [`patch`](super::patch()). Everything else is masked.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

use super::patch::unified;
use super::{escape, secrets};
use crate::report::{Change, FactReport, Plan, ProjectReport, RuleReport, Status, blob_id};

/// What the document says beside the plan.
#[derive(Clone, Debug, Default)]
pub struct JsonOptions {
    /// The settings in force, as the caller wants them recorded.
    pub settings: Option<Value>,
    /// Why the run was refused; makes `status` say so.
    pub refused: Option<Refusal>,
    /// What applying came to, where the plan was applied.
    pub applied: Option<AppliedTo>,
}

/// Where a plan went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AppliedTo {
    /// The commit; `None` where only files were edited, or there was nothing to do.
    pub commit: Option<String>,
    /// The branch it is on.
    pub branch: Option<String>,
    /// Was it there before, so that nothing was written?
    pub already: bool,
}

/// Why a run stopped for safety.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// One sentence: what stands in the way, and where.
    pub reason: String,
    /// What to do about it.
    pub hint: Option<String>,
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    tool: Tool,
    status: Status,
    plan_id: String,
    head: Option<&'a str>,
    projects: Vec<ProjectReport>,
    facts: Vec<FactReport>,
    rules: Vec<RuleReport>,
    files: Vec<File<'a>>,
    notes: Vec<Note<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    settings: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seal: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<&'a Refusal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    applied: Option<&'a AppliedTo>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    change: Change,
    base: Option<&'a str>,
    result: &'a str,
    added: usize,
    removed: usize,
    rules: &'a [String],
    executable: bool,
    diff: String,
}

#[derive(Serialize)]
struct Note<'a> {
    file: &'a str,
    reason: Cow<'a, str>,
}

/// The plan as one JSON document, with a final line break.
///
/// # Errors
/// Only where a value cannot be written as JSON, which no value of a plan is.
pub fn json(plan: &Plan, options: &JsonOptions) -> Result<String, serde_json::Error> {
    let mut document = Document {
        schema: 1,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        status: if options.refused.is_some() { Status::Refused } else { plan.status() },
        plan_id: plan.id(),
        head: plan.repo.head.as_deref(),
        projects: plan.projects.iter().map(project).collect(),
        facts: plan.facts.iter().map(fact).collect(),
        rules: plan.rules.iter().map(rule).collect(),
        files: plan.files.iter().map(file).collect(),
        notes: plan.notes.iter().map(note).collect(),
        settings: options.settings.as_ref(),
        seal: None,
        refused: options.refused.as_ref(),
        applied: options.applied.as_ref(),
    };
    if document.settings.is_some() {
        document.seal = Some(seal(serde_json::to_value(&document)?));
    }
    let mut text = escape::json_text(&serde_json::to_string_pretty(&document)?);
    text.push('\n');
    Ok(text)
}

/// What shows that a saved plan is as it was written: it depends on everything else in it.
pub fn seal(mut document: Value) -> String {
    if let Some(fields) = document.as_object_mut() {
        fields.shift_remove("seal");
    }
    blob_id(document.to_string().as_bytes())
}

/// A dependency may be a URL with a password in it.
fn project(project: &ProjectReport) -> ProjectReport {
    let mut project = project.clone();
    for version in project.dependencies.values_mut() {
        mask(version);
    }
    project.headlines.iter_mut().for_each(mask);
    project
}

fn fact(fact: &FactReport) -> FactReport {
    let mut fact = fact.clone();
    mask_value(&mut fact.value);
    fact
}

fn rule(rule: &RuleReport) -> RuleReport {
    let mut rule = rule.clone();
    rule.reason.iter_mut().for_each(mask);
    rule.manual.iter_mut().for_each(mask);
    rule.notes.iter_mut().for_each(|note| mask(&mut note.text));
    rule
}

fn file(file: &crate::report::FileChange) -> File<'_> {
    File {
        path: &file.path,
        change: file.change,
        base: file.base.as_deref(),
        result: &file.result,
        added: file.added,
        removed: file.removed,
        rules: &file.rules,
        executable: file.executable,
        diff: unified(&file.hunks),
    }
}

fn note(note: &crate::report::Note) -> Note<'_> {
    Note { file: &note.file, reason: secrets::masked_prose(&note.reason) }
}

/// Masks what looks like a secret, in place.
fn mask(text: &mut String) {
    if let Cow::Owned(masked) = secrets::masked_prose(text) {
        *text = masked;
    }
}

/// Masks every string of a value. Values of facts come from rules and repositories and may nest at will,
/// so the walk keeps its own stack.
fn mask_value(value: &mut Value) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::String(text) => mask(text),
            Value::Array(items) => open.extend(items),
            Value::Object(fields) => open.extend(fields.values_mut()),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::samples::{file, three_projects, unchanged};

    fn parsed(plan: &Plan, options: &JsonOptions) -> Value {
        serde_json::from_str(&json(plan, options).unwrap()).unwrap()
    }

    fn keys(value: &Value) -> Vec<&str> {
        value.as_object().unwrap().keys().map(String::as_str).collect()
    }

    #[test]
    fn the_keys_of_schema_1_keep_their_names_and_order() {
        let document = parsed(&three_projects(), &JsonOptions::default());
        let top = ["schema", "tool", "status", "plan_id", "head", "projects", "facts", "rules", "files", "notes"];
        assert_eq!(keys(&document), top);
        assert_eq!(keys(&document["tool"]), ["name", "version"]);
        assert_eq!(keys(&document["projects"][0])[..3], ["root", "manifests", "dependencies"]);
        assert_eq!(keys(&document["facts"][0]), ["name", "project", "value", "evidence"]);
        let rule = ["id", "project", "outcome", "safety", "reason", "sites", "manual"];
        assert_eq!(keys(&document["rules"][0]), rule);
        let file = ["path", "change", "base", "result", "added", "removed", "rules", "executable", "diff"];
        assert_eq!(keys(&document["files"][0]), file);
    }

    #[test]
    fn a_changed_file_carries_its_exact_hunks() {
        let plan =
            Plan { files: vec![file("x.txt", Some("a\r\n\u{9b}"), &[("r/x", ".", "b\r\n\u{9b}")])], ..Plan::default() };
        let document = parsed(&plan, &JsonOptions::default());
        let diff = "@@ -1,2 +1,2 @@\n-a\r\n+b\r\n \u{9b}\n\\ No newline at end of file\n";
        assert_eq!(document["files"][0]["diff"], diff);
        assert_eq!(document["files"][0]["change"], "modify");
        assert_eq!(document["head"], Value::Null);
        assert_eq!(document["plan_id"], plan.id());
    }

    #[test]
    fn the_status_is_changed_unchanged_or_refused() {
        assert_eq!(parsed(&three_projects(), &JsonOptions::default())["status"], "changed");
        assert_eq!(parsed(&unchanged(), &JsonOptions::default())["status"], "unchanged");
        let refused = Some(Refusal { reason: "x.py has uncommitted changes".to_owned(), hint: None });
        let document =
            parsed(&three_projects(), &JsonOptions { refused, settings: Some(Value::Bool(true)), applied: None });
        assert_eq!(document["status"], "refused");
        assert_eq!(document["refused"]["reason"], "x.py has uncommitted changes");
        assert_eq!(document["settings"], true);
    }
}
