//! What a rule is. Plain data, as read from `rule.toml`; [`super::load`] turns folders into these and
//! [`super::check`] makes sure they hang together.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

pub use super::conditions::{Anchors, Condition, Conditions, Known, Version};
use super::edits::Edit;
pub use super::fact::{FactKind, FactSpec};
pub use super::pack::{AreaManifest, PackManifest, StackEntry};
use crate::repo::Role;
use crate::report::Safety;

/// A rule: a folder with this file in it. Its id is the folder's path in the pack, `area/name`.
///
/// ```toml
/// title = "Pass a timeout to acme.connect"
/// why = "Without one, a server that does not answer stops the program for good."
/// docs = "https://docs.acme.test/timeouts"
/// language = "python"
/// safety = "review"
/// review = "Ten seconds may be too short for your network."
/// group = "acme"
/// files = ["**/*.py"]
/// exclude = ["**/migrations/**"]
/// roles = ["production"]
/// anchors = ["acme"]
/// needs = ["acme.makers"]
/// after = ["acme/start"]
/// fallback = "Pass `timeout=10` to acme.connect."
///
/// [when]
/// "dep:acme" = ">=2"
///
/// [vars]
/// seconds = 'setting("timeout") or 10'
///
/// [uses]
/// settings_file = { file = "**/settings.py" }
///
/// [match]
/// none = "nothing calls acme.connect"
///
/// [done]
/// reason = "a timeout is set for all calls"
///
/// [[unsupported]]
/// when = { "fact:acme.legacy" = "present" }
/// reason = "its version of acme knows no timeouts"
///
/// [[edit]]
/// op = "argument"
/// name = "timeout"
/// code = "{{ seconds }}"
///
/// [manual]
/// text = "Try it against a server that does not answer."
/// ```
/// ```toml
/// title = "Learn where acme is called"
/// why = "The page about the network names the places."
/// language = "python"
/// scope = "repository"
/// files = ["**/*.py"]
/// anchors = { any = ["acme"], fact = "acme.makers" }
///
/// [match]
///
/// [fact]
/// name = "acme.calls"
/// kind = "table"
/// columns = { file = "{{ site.file }}", line = "{{ site.line }}" }
/// ```
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// One imperative sentence without full stop.
    pub title: String,
    /// Why the rule exists, for the person who reads the diff.
    pub why: String,
    /// Link to the documentation behind it.
    pub docs: Option<String>,
    /// The language of `match.scm`; `ecmascript` stands for JavaScript, TypeScript and TSX.
    #[serde(default = "default_language")]
    pub language: String,
    /// How much of a look its changes deserve.
    #[serde(default = "default_safety")]
    pub safety: Safety,
    /// Why a person should look; required with `safety = "review"`.
    pub review: Option<String>,
    /// Once per project, or once for the repository.
    #[serde(default)]
    pub scope: Scope,
    /// Rules of one group stand or fall together.
    pub group: Option<String>,
    /// Globs of the files `match.scm` runs on, relative to the project.
    #[serde(default)]
    pub files: Vec<String>,
    /// Globs left out of `files`.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// What the files may be for: `production` (what is deployed, and meant where this is left out), `test`, `example`,
    /// `template`, `docs`, `generated`, `vendored`.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Literals of which one must occur in a file before it is parsed.
    #[serde(default)]
    pub anchors: Anchors,
    /// Facts the rule reads that its own files do not name.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Rules that must run before this one.
    #[serde(default)]
    pub after: Vec<String>,
    /// Conditions; the first that fails is the reason for `not-applicable`. A fact rule whose conditions
    /// fail writes nothing; it cannot ask for `rule:`, since facts come before all other rules.
    #[serde(default)]
    pub when: Conditions,
    /// Situations in which the rule is wanted but must not edit; the first that holds decides.
    #[serde(default)]
    pub unsupported: Vec<Refusal>,
    /// Names for the rule's templates: expressions over what every template sees, and over each other.
    #[serde(default)]
    pub vars: BTreeMap<String, String>,
    /// Files of the project the rule builds on; each is its path under this name in templates. Without
    /// one of them the rule does not apply.
    #[serde(default)]
    pub uses: BTreeMap<String, FileUse>,
    /// Where the rule applies.
    #[serde(rename = "match")]
    pub matches: Option<Match>,
    /// What shows that its work is done already.
    pub done: Option<Done>,
    /// The operations, in order.
    #[serde(default)]
    pub edit: Vec<Edit>,
    /// Set for fact rules.
    pub fact: Option<FactSpec>,
    /// What is left to a person once the rule applied, or the whole content of a manual rule.
    pub manual: Option<Manual>,
    /// How to do it by hand, a template that may ask for the `outcome`; shown where the rule is wanted but does not edit.
    pub fallback: Option<String>,
}

impl Manifest {
    /// What the files of its queries may be for.
    pub fn roles(&self) -> Vec<Role> {
        let named: Vec<Role> = self.roles.iter().filter_map(|name| Role::named(name)).collect();
        if named.is_empty() { vec![Role::Production] } else { named }
    }

    /// Every set of conditions in the rule: its own, those of refusals, of single operations and of the
    /// text for a person.
    pub fn conditions(&self) -> impl Iterator<Item = &Conditions> {
        std::iter::once(&self.when)
            .chain(self.unsupported.iter().map(|refusal| &refusal.when))
            .chain(self.edit.iter().map(|edit| &edit.when))
            .chain(self.manual.iter().map(|manual| &manual.when))
    }

    /// The same, to be written in other terms.
    pub fn conditions_mut(&mut self) -> impl Iterator<Item = &mut Conditions> {
        std::iter::once(&mut self.when)
            .chain(self.unsupported.iter_mut().map(|refusal| &mut refusal.when))
            .chain(self.edit.iter_mut().map(|edit| &mut edit.when))
            .chain(self.manual.iter_mut().map(|manual| &mut manual.when))
    }
}

fn default_language() -> String {
    "text".to_owned()
}

fn default_safety() -> Safety {
    Safety::Safe
}

/// Once per project, or once for the whole repository.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Runs for each project on the project's own files.
    #[default]
    Project,
    /// Runs once and sees every project's files and facts.
    Repository,
}

/// A situation the rule refuses, with what the person gets instead.
///
/// ```toml
/// [[unsupported]]
/// when = { "fact:acme.legacy" = "present" }
/// reason = "its version of acme knows no timeouts"
/// manual = "Move to acme 2 first."
/// ```
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// All of these must hold for the refusal.
    pub when: Conditions,
    /// Why the rule does not edit here.
    pub reason: String,
    /// What to do by hand, a template.
    pub manual: Option<String>,
}

/// A file of the project, found by what it is called and what it says.
///
/// ```toml
/// [uses]
/// settings_file = { file = "**/settings.py", holds = "ACME", none = "no settings name acme" }
/// ```
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileUse {
    /// A glob relative to the project; the first match in path order counts.
    pub file: String,
    /// A literal the file must hold.
    pub holds: Option<String>,
    /// The reason given where there is no such file.
    pub none: Option<String>,
}

/// Where a rule applies.
///
/// ```toml
/// [match]
/// query = "/acme/calls.scm"
/// file = "{{ fact('acme.entry') }}"
/// expect = "each"
/// keep = "site.line > 1"
/// ask = "site.function == none"
/// note = "{{ site.function }} has no timeout"
/// none = "nothing calls acme.connect"
/// ambiguous = "several places call acme.connect"
/// prefer = ["site.file == fact('acme.entry')"]
/// command = { from = "program", to = "acme.apps" }
/// ```
/// ```toml
/// [match]
/// pattern = '^FROM acme:(?P<tag>\S+)'
/// ```
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Match {
    /// The query, or the file that holds it: what ends with `.scm`. Pattern order is preference order. `/area/file.scm` is
    /// relative to the pack.
    #[serde(default = "default_match")]
    pub query: String,
    /// The one file to look in, where a fact says which: a template. Where it comes out empty, nothing
    /// matches. `files` still holds.
    pub file: Option<String>,
    /// Instead of a query, for files that are plain lines: a regular expression, each match of which is
    /// a site.
    pub pattern: Option<String>,
    /// How many sites are wanted.
    #[serde(default)]
    pub expect: Expect,
    /// An expression that says whether a site counts.
    pub keep: Option<String>,
    /// Expressions, the strongest reason first: where one is true for some of the sites, only these are candidates,
    /// and those that follow are not asked.
    #[serde(default)]
    pub prefer: Vec<String>,
    /// An expression that says whether only a person may choose a site, as `(#set! choose "ask")` does for
    /// all of a pattern.
    pub ask: Option<String>,
    /// For rules of facts: the site is a command, and `{{ command }}` its words.
    pub command: Option<Command>,
    /// What a person should know about a site, a template: why this one.
    pub note: Option<String>,
    /// The reason given when nothing matches.
    pub none: Option<String>,
    /// The reason given when too much matches.
    pub ambiguous: Option<String>,
}

fn default_match() -> String {
    "match.scm".to_owned()
}

/// A command in whatever file it is written in. Templates see it as a list of its words, each with `text`, `file` where
/// it names code of the repository (`shop.web:make()`, `shop.web`, `bin/web.py`), `named` where it names something in that
/// file, and `places`: those of the wanted ones that are nearest to it by what the code there uses.
///
/// ```toml
/// [match]
/// command = { from = "program", to = "acme.apps" }
/// ```
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Command {
    /// The capture the words begin with; of several (`|`) the first that is there.
    pub from: String,
    /// The fact with the places that are wanted, each a `definition` of a site; `app:built` for those of the apps of all
    /// areas.
    pub to: String,
}

/// How many sites a rule wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Expect {
    /// Exactly one, else `ambiguous`.
    One,
    /// All sites of one file; sites in several files are `ambiguous`.
    File,
    /// Every site, each on its own.
    #[default]
    Each,
    /// Every site of the best pattern that found one.
    Best,
    /// The first site is enough.
    Any,
}

impl Expect {
    /// Does every site stand on its own, so that one of them can be left out?
    pub fn apart(self) -> bool {
        matches!(self, Expect::Each | Expect::Best)
    }
}

/// What shows that a rule's work is done already.
///
/// ```toml
/// [done]
/// query = "/acme/done.scm"
/// file = "{{ fact('acme.entry') }}"
/// files = ["**/*.py"]
/// anchors = ["set_timeout"]
/// keep = "site.line > 1"
/// reason = "a timeout is set for all calls"
/// ```
/// ```toml
/// [done]
/// pattern = "^ACME_TIMEOUT="
/// ```
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// The query, or the file that holds it, as in `[match]`.
    #[serde(default = "default_done")]
    pub query: String,
    /// Instead of a query, for files that are plain lines: a regular expression.
    pub pattern: Option<String>,
    /// The one file to look in, a template, as in `[match]`.
    pub file: Option<String>,
    /// Globs, when they differ from the rule's.
    #[serde(default)]
    pub files: Vec<String>,
    /// Literals of which one must occur in a file before it is parsed.
    #[serde(default)]
    pub anchors: Anchors,
    /// An expression that says whether a site counts.
    pub keep: Option<String>,
    /// The reason shown with `present`.
    pub reason: Option<String>,
}

impl Done {
    /// The query file; `None` where a pattern stands instead.
    pub fn query_file(&self) -> Option<&str> {
        self.pattern.is_none().then_some(self.query.as_str())
    }
}

fn default_done() -> String {
    "done.scm".to_owned()
}

/// What is left to a person.
///
/// ```toml
/// [manual]
/// text = "Try it against a server that does not answer."
/// when = { "setting:speed" = "fast" }
/// ```
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manual {
    /// A template. What the `note` of `[match]` says is in `notes`, records of `file`, `line` and `text`.
    pub text: String,
    /// Conditions under which it is shown.
    #[serde(default)]
    pub when: Conditions,
}
