//! The plan: a plain value that says everything the tool found and would do, and the words everybody speaks of it in.
//!
//! Renderers and the apply step read nothing else.

mod id;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

pub use id::{CONTEXT, ChangeIds, Status, blob_id, id_of_changes};

/// Everything one run found out and would change.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The repository the plan is for.
    pub repo: RepoSummary,
    /// Projects in path order.
    pub projects: Vec<ProjectReport>,
    /// Facts in name order.
    pub facts: Vec<FactReport>,
    /// One entry per rule and project, in the order the rules ran.
    pub rules: Vec<RuleReport>,
    /// Changed files in path order.
    pub files: Vec<FileChange>,
    /// Files and queries that could not be taken into account, with the reason.
    pub notes: Vec<Note>,
}

/// What the header of a report shows about the repository.
#[derive(Clone, Debug, Default)]
pub struct RepoSummary {
    /// The name of the repository's folder.
    pub name: String,
    /// Absolute path of the work tree (or of the bare repository).
    pub root: PathBuf,
    /// Commit at HEAD, in full; `None` outside git and before the first commit.
    pub head: Option<String>,
    /// Is the folder a git repository at all?
    pub git: bool,
    /// The rules the repository brings along.
    pub own_rules: Vec<String>,
    /// Files in the repository.
    pub files: usize,
    /// How often the bytes of a file were read.
    pub read: usize,
    /// How many files were parsed; one that was changed counts once more.
    pub parsed: usize,
    /// Where the time went.
    pub timings: Timings,
}

/// A folder with a manifest.
#[derive(Clone, Debug, Serialize)]
pub struct ProjectReport {
    /// Repository-relative folder; `.` for the root.
    pub root: String,
    /// Repository-relative manifests.
    pub manifests: Vec<String>,
    /// Dependency → version or specifier as written.
    pub dependencies: BTreeMap<String, String>,
    /// Display names of the recognised stack, with versions: `Acme 3.1`.
    pub stack: Vec<String>,
    /// Headlines of this project's facts: `app built in create_app(), app/__init__.py:14`.
    pub headlines: Vec<String>,
    /// What its app sends to others once the plan is applied, a line each: `traces (traces_sampler)`.
    #[serde(skip)]
    pub sends: Vec<String>,
}

/// A file and a 1-based line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, serde::Deserialize)]
pub struct Place {
    /// Repository-relative path.
    pub file: String,
    /// 1-based line.
    pub line: usize,
}

/// A fact with its evidence.
#[derive(Clone, Debug, Serialize)]
pub struct FactReport {
    /// The fact's name, as rules refer to it.
    pub name: String,
    /// The project it holds for; `None` for facts of the whole repository.
    pub project: Option<String>,
    /// Its value: a string, a list of strings or a list of tables.
    pub value: serde_json::Value,
    /// Where it was read.
    pub evidence: Vec<Place>,
}

/// How a rule ended in a project.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It changes files.
    Applies,
    /// What it wants is there already.
    Present,
    /// It has no business here.
    NotApplicable,
    /// Several candidates, and the tool does not guess.
    Ambiguous,
    /// Wanted here, but the code has a shape the rule does not edit.
    Unsupported,
    /// It contradicts the user's own code, another rule, or a law.
    Conflict,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Outcome; 6] = [
        Outcome::Applies,
        Outcome::Present,
        Outcome::NotApplicable,
        Outcome::Ambiguous,
        Outcome::Unsupported,
        Outcome::Conflict,
    ];

    /// The word reports use.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Applies => "applies",
            Outcome::Present => "present",
            Outcome::NotApplicable => "not-applicable",
            Outcome::Ambiguous => "ambiguous",
            Outcome::Unsupported => "unsupported",
            Outcome::Conflict => "conflict",
        }
    }
}

/// The reason of a rule that nobody asked for in this run.
pub const LEFT_OUT: &str = "left out by --only or --skip";

/// The reason of a rule that finds its work done by another one of this run.
pub const MADE: &str = "another rule of this run does it";

/// The reason of a rule whose share a person did not want in this run.
pub const DECLINED: &str = "declined";

/// How much of a look a change deserves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Safety {
    /// Cannot break a working build.
    Safe,
    /// Part of the plan, and a person should look at it.
    Review,
    /// Never edited; printed as an instruction.
    Manual,
}

impl SiteNote {
    /// Is it about this place?
    pub fn is_at(&self, place: &Place) -> bool {
        self.file == place.file && self.line == place.line
    }
}

/// One rule in one project.
#[derive(Clone, Debug, Serialize)]
pub struct RuleReport {
    /// The rule's id, `acme/init`.
    pub id: String,
    /// The rule's title: one imperative sentence without full stop.
    #[serde(skip)]
    pub title: String,
    /// Why the rule exists: one or two sentences.
    #[serde(skip)]
    pub why: String,
    /// Link to the documentation.
    #[serde(skip)]
    pub docs: Option<String>,
    /// The project; `.` for repository rules too.
    pub project: String,
    /// What stands or falls with it in this project: rules with the same text here are taken or left together.
    #[serde(skip)]
    pub group: String,
    /// How it ended.
    pub outcome: Outcome,
    /// How much of a look it deserves.
    pub safety: Safety,
    /// The reason for any outcome but `applies`, or why a person should look.
    pub reason: Option<String>,
    /// Where it applies, is present, or could apply.
    pub sites: Vec<Place>,
    /// What is left to do by hand; may be several lines, with the exact text to paste.
    pub manual: Option<String>,
    /// What a person should know about single sites: why this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<SiteNote>,
    /// The places it works at that can be left out one by one; none where it stands or falls as a whole.
    #[serde(skip)]
    pub apart: Vec<Leave>,
}

/// A place where a person does not want a rule, known by its code: lines move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Leave {
    /// The rule.
    pub rule: String,
    /// Repository-relative path.
    pub file: String,
    /// The line the place begins on, without the white space around it.
    pub code: String,
}

/// What a person should know about one site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SiteNote {
    /// Repository-relative path.
    pub file: String,
    /// 1-based line.
    pub line: usize,
    /// A sentence fragment.
    pub text: String,
}

/// Is a file new or changed?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// The file exists and is edited.
    #[default]
    Modify,
    /// The file is new.
    Create,
}

/// One changed file.
#[derive(Clone, Debug, Default)]
pub struct FileChange {
    /// Repository-relative path.
    pub path: String,
    /// New or edited.
    pub change: Change,
    /// Git blob id of the bytes before; `None` for a new file.
    pub base: Option<String>,
    /// Git blob id of the bytes after.
    pub result: String,
    /// The bytes before; empty for a new file.
    pub before: Vec<u8>,
    /// The bytes after.
    pub after: Vec<u8>,
    /// Is the file executable?
    pub executable: bool,
    /// Lines added.
    pub added: usize,
    /// Lines removed.
    pub removed: usize,
    /// Rules that touched the file, in the order they ran.
    pub rules: Vec<String>,
    /// The unified diff hunks, in file order.
    pub hunks: Vec<Hunk>,
}

/// A unified-diff hunk and the rules its lines come from.
#[derive(Clone, Debug)]
pub struct Hunk {
    /// 1-based first line before, as in `@@ -old_start,old_len`; where `old_len` is 0, the line the hunk follows.
    pub old_start: usize,
    /// Lines before.
    pub old_len: usize,
    /// 1-based first line after; where `new_len` is 0, the line the hunk follows.
    pub new_start: usize,
    /// Lines after.
    pub new_len: usize,
    /// The rules that produced the changed lines, in the order they ran; each is `(rule id, project)`.
    pub rules: Vec<(String, String)>,
    /// The lines.
    pub lines: Vec<DiffLine>,
}

/// One line of a hunk.
#[derive(Clone, Debug)]
pub struct DiffLine {
    /// Kept, added or removed.
    pub kind: LineKind,
    /// The line as it is, line break included where it has one.
    pub text: String,
}

/// Kept, added or removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// In both files.
    Context,
    /// Only in the new file.
    Added,
    /// Only in the old file.
    Removed,
}

/// Something the run could not take into account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Note {
    /// The file it is about.
    pub file: String,
    /// A sentence fragment: "it is encoded in UTF-16".
    pub reason: String,
}

/// How long stages and rules took, by the clock on the wall.
#[derive(Clone, Debug, Default)]
pub struct Timings {
    /// The stages, in the order they were gone through; one gone through again counts on.
    pub stages: Vec<(&'static str, Duration)>,
    /// What each rule took, beside the sweep, which looks for all of them at once.
    pub rules: BTreeMap<String, Duration>,
}

impl Timings {
    /// The rules that took longest, the dearest first.
    pub fn dearest(&self, count: usize) -> Vec<(&str, Duration)> {
        let mut rules: Vec<(&str, Duration)> = self.rules.iter().map(|(id, time)| (id.as_str(), *time)).collect();
        rules.sort_by_key(|(id, time)| (std::cmp::Reverse(*time), *id));
        rules.truncate(count);
        rules
    }
}
