//! The tests of a rule are the cases of its page, `<area>/<rule>/cases.md` or that of a folder above (see [`page`]), or
//! folders: `tests/<case>/before/…` is a repository, `after/…` what the rule makes of it.
//!
//! Only the rule under test is judged: the facts and rules it depends on run as well, but files that only
//! they touch are left out of the comparison. Every file that is not said to change must stay as it is.

mod accept;
mod collect;
mod coverage;
mod form;
mod judge;
pub mod page;
pub mod patch;
mod run;
mod variant;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value as Json;

pub use accept::accept;
pub use collect::{BASES, CaseFiles, PAGE, cases};
pub use coverage::{Unexercised, unexercised};
pub use run::run;
pub use variant::{Variant, variants};

use crate::report::Outcome;
use crate::sweep::Hits;

/// One case of one rule.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// The rule's id.
    pub rule: String,
    /// What it shows: the heading on its page, or the name of its folder.
    pub name: String,
    /// What it wants beyond its files.
    pub expect: Expect,
    /// The repository by path.
    pub before: BTreeMap<String, Vec<u8>>,
    /// The files that change, by path, as they should be.
    pub after: BTreeMap<String, Vec<u8>>,
    /// Where it is written.
    pub home: Home,
    /// What the runner made of the case that is written there.
    pub variant: Option<Variant>,
}

/// Where a case is written; with the place on disk where it has one.
#[derive(Clone, Debug)]
pub enum Home {
    /// In a folder of its own.
    Folder(Option<PathBuf>),
    /// On a page.
    Page {
        /// The page's path in the pack.
        path: String,
        /// The line of its heading.
        line: usize,
        /// The page.
        file: Option<PathBuf>,
    },
}

impl Default for Home {
    fn default() -> Home {
        Home::Folder(None)
    }
}

impl Case {
    /// Where to look, relative to the pack, and which case it is.
    pub fn place(&self) -> String {
        let place = match &self.home {
            Home::Folder(_) => format!("{}/tests/{}", self.rule, self.name),
            Home::Page { path, line, .. } => format!("{path}:{line}: {}", self.name),
        };
        match self.variant {
            Some(variant) => format!("{place}, with {}", variant.words()),
            None => place,
        }
    }
}

/// What a case wants beyond its files: the `toml` block below its heading, or `case.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// The files it starts from: those below this heading of `lib/bases/`, in place of what the page starts from.
    pub base: Option<String>,
    /// How the rule has to end, in at least one project.
    pub outcome: Option<Outcome>,
    /// A part of the reason the report gives.
    pub reason: Option<String>,
    /// A part of the text for doing it by hand.
    pub manual: Option<String>,
    /// New files whose text another case pins: they have to be created, whatever they say.
    #[serde(default)]
    pub creates: BTreeSet<String>,
    /// The rules or areas to run and judge, instead of the rule alone.
    #[serde(default)]
    pub only: Vec<String>,
    /// Sites picked by hand, as with `--at`.
    #[serde(default)]
    pub at: Vec<String>,
    /// Settings, as with `--set`.
    #[serde(default)]
    pub set: BTreeMap<String, Json>,
    /// The host of the repository's remote.
    #[serde(default)]
    pub host: String,
    /// Facts and the values they must have; `false` for one that must not be known.
    #[serde(default)]
    pub facts: BTreeMap<String, Json>,
}

/// What is wrong with a case, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A wanted change did not happen.
    Missing,
    /// A change nobody wanted.
    Noisy,
    /// Changed, reported or ended otherwise than wanted.
    Wrong,
    /// The case cannot be run.
    Broken,
}

impl Kind {
    /// The word reports use.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Missing => "missing",
            Kind::Noisy => "noisy",
            Kind::Wrong => "wrong",
            Kind::Broken => "broken",
        }
    }
}

/// One thing that is not as the case wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// In one word.
    pub kind: Kind,
    /// In one sentence.
    pub sentence: String,
    /// From what was wanted (`-`) to what came out (`+`).
    pub diff: Option<String>,
}

impl Failure {
    fn new(kind: Kind, sentence: impl Into<String>) -> Failure {
        Failure { kind, sentence: sentence.into(), diff: None }
    }
}

/// How a case went.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// Everything that is not as wanted; empty for a case that holds.
    pub failures: Vec<Failure>,
    /// How the rule under test ended, project by project.
    pub outcomes: BTreeSet<Outcome>,
    /// The query patterns that found something.
    pub hits: Hits,
    /// The files the rule changed, as they came out.
    pub result: BTreeMap<String, Vec<u8>>,
}
