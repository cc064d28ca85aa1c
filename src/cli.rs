//! The command line, as clap types. Nothing here does anything; [`crate::commands::run`] lowers it.
//!
//! A doc comment on a field is its help text, so fields that only group others have none.

#![allow(missing_docs)]

mod rules;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::builder::ArgPredicate;
use clap::{ArgGroup, Args, CommandFactory, Parser, Subcommand, ValueEnum};

use crate::rules::diagnostics::nearest;

pub use rules::{RuleSources, RulesArgs, RulesCommand, SchemaOf, Skeleton};

/// Puts Sentry into a repository that already exists.
///
/// `plan` shows a reviewable diff and writes nothing; `apply` turns exactly those bytes into one git
/// commit on a new branch. Offline, no login, no code of the repository is run.
#[derive(Debug, Parser)]
#[command(name = "sentry-retrofit", version, args_conflicts_with_subcommands = true, max_term_width = 100)]
#[command(after_help = EXIT_CODES)]
pub struct Cli {
    #[command(flatten)]
    pub plan: PlanArgs,
    #[command(subcommand)]
    pub command: Option<Command>,
}

const EXIT_CODES: &str = "Exit codes:
  0  done, whether or not anything changed
  1  check: a plan would change something; rules test: a case does not hold
  2  usage, configuration or internal error; fleet: some repositories have no plan
  3  refused for safety; nothing was written
  4  with --strict: steps remain to be done by hand";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show what would change, and write nothing (the default)
    Plan(PlanArgs),
    /// Make the plan one commit on a new branch; work tree and index stay as they are
    Apply(ApplyArgs),
    /// Exit with 1 when a plan would change something: a drift check for CI
    Check(PlanArgs),
    /// Plan many clones, a line of JSON each; nothing is written, cloned or pushed
    #[command(
        mut_arg("at", |arg| arg.hide(true)),
        mut_arg("project", |arg| arg.hide(true)),
        mut_arg("ignore_dirty", |arg| arg.hide(true))
    )]
    Fleet(FleetArgs),
    /// Plans what `fleet` hands it, in a process of its own
    #[command(hide = true)]
    FleetWorker(SelectArgs),
    /// Plans once to see what the rules of the repository take, in a process of its own
    #[command(hide = true)]
    Rehearse(RehearseArgs),
    /// Take back what `apply` committed, where nothing else is lost with it
    Undo(UndoArgs),
    /// Show why a rule does or does not apply, down to the first condition that failed
    Explain(ExplainArgs),
    /// Show every setting: what it takes, its value, and where that comes from
    Config(ConfigArgs),
    /// Print what completes commands and options in a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write the manual pages into a folder
    #[command(hide = true)]
    Man {
        /// The folder, which is made
        folder: PathBuf,
    },
    /// List, show, check, test or write rules
    Rules {
        #[command(subcommand)]
        command: RulesCommand,
    },
}

/// What to say where the first word is nearly a command. It would pass for a folder, and that there is no such folder
/// says nothing to who did not name one.
pub fn misspelt(word: Option<&OsStr>) -> Option<String> {
    let word = word?.to_str().filter(|word| !word.starts_with('-') && !Path::new(word).exists())?;
    let cli = Cli::command();
    let names: Vec<&str> = cli.get_subcommands().filter(|it| !it.is_hide_set()).map(clap::Command::get_name).collect();
    let near = nearest(word, names.iter().copied()).filter(|near| *near != word)?;
    Some(format!("error: there is no command {word}, and no folder; did you mean `{near}`?"))
}

/// Options of every command that plans.
#[derive(Args, Clone, Debug, Default)]
pub struct PlanArgs {
    /// The repository, or a folder in it [default: the current folder]
    pub path: Option<PathBuf>,
    #[command(flatten)]
    pub select: SelectArgs,
    #[command(flatten)]
    pub show: ShowArgs,
}

/// What is planned.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
#[command(next_help_heading = "What is planned")]
pub struct SelectArgs {
    /// Only this rule, or all rules of an area (`flask/init`, `flask`); may be repeated
    #[arg(long, value_name = "RULE")]
    pub only: Vec<String>,
    /// Leave out this rule or area; may be repeated
    #[arg(long, value_name = "RULE")]
    pub skip: Vec<String>,
    /// Only the project in this folder
    #[arg(long, value_name = "DIR")]
    pub project: Option<String>,
    /// Where a rule found several candidates, the one that is meant; may be repeated
    #[arg(long, value_name = "FILE:LINE")]
    pub at: Vec<String>,
    /// Give a setting of the rules a value; may be repeated
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Leave out changes a person should look at
    #[arg(long)]
    pub safe_only: bool,
    /// Plan what is committed at HEAD, whatever the work tree holds
    #[arg(long)]
    pub ignore_dirty: bool,
    #[command(flatten)]
    pub sources: RuleSources,
    /// Threads to use, 1 to 256 [default: one per core]
    #[arg(short = 'j', long = "jobs", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

impl SelectArgs {
    /// The words that say the same on a command line; how many threads there are is nobody else's business.
    pub fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        for (flag, values) in [("--only", &self.only), ("--skip", &self.skip), ("--at", &self.at), ("--set", &self.set)]
        {
            words.extend(values.iter().flat_map(|value| [flag.to_owned(), value.clone()]));
        }
        if let Some(project) = &self.project {
            words.extend(["--project".to_owned(), project.clone()]);
        }
        words.extend(self.safe_only.then(|| "--safe-only".to_owned()));
        words.extend(self.ignore_dirty.then(|| "--ignore-dirty".to_owned()));
        let sources = &self.sources;
        words.extend(sources.rules.iter().flat_map(|folder| ["--rules".to_owned(), folder.display().to_string()]));
        words.extend(sources.no_repository_rules.then(|| "--no-repository-rules".to_owned()));
        words.extend(sources.trust_repository_rules.then(|| "--trust-repository-rules".to_owned()));
        words.extend(sources.allow_pack_overrides.then(|| "--allow-pack-overrides".to_owned()));
        words
    }
}

/// What is rehearsed.
#[derive(Args, Debug)]
pub struct RehearseArgs {
    /// The repository
    pub path: PathBuf,
    #[command(flatten)]
    pub select: SelectArgs,
}

/// How it is shown.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "How it is shown")]
pub struct ShowArgs {
    /// The form of the result on standard output
    #[arg(long, value_enum, default_value_t, default_value_if("json", ArgPredicate::IsPresent, "json"))]
    pub format: Format,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// Write the result to a file instead
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Show all of every new file, and every rule that was left alone
    #[arg(short, long)]
    pub verbose: bool,
    /// Show this new file in full; may be repeated
    #[arg(long = "show", value_name = "FILE")]
    pub files: Vec<String>,
    /// Show a line per file instead of the diff
    #[arg(long)]
    pub stat: bool,
    /// Show the summary only
    #[arg(short, long)]
    pub quiet: bool,
    /// Colour the text
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
    /// Do not page what is longer than the screen
    #[arg(long)]
    pub no_pager: bool,
    /// Exit with 4 when steps remain to be done by hand
    #[arg(long)]
    pub strict: bool,
    /// Say on standard error where the time went
    #[arg(long)]
    pub timings: bool,
}

/// Options of `apply`.
#[derive(Args, Clone, Debug, Default)]
pub struct ApplyArgs {
    /// The repository, or a plan saved with `plan --format json -o FILE` [default: the current folder]
    pub path: Option<PathBuf>,
    #[command(flatten)]
    pub how: ApplyHow,
    #[command(flatten)]
    pub select: SelectArgs,
    #[command(flatten)]
    pub show: ShowArgs,
}

/// How a plan is applied.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "How it is applied")]
pub struct ApplyHow {
    /// The name of the new branch [default: sentry-retrofit/<plan id>]
    #[arg(long, value_name = "NAME", conflicts_with_all = ["in_place", "worktree"])]
    pub branch: Option<String>,
    /// Edit the files and commit on the current branch
    #[arg(long, conflicts_with = "worktree")]
    pub in_place: bool,
    /// Edit the files and commit nothing
    #[arg(long)]
    pub worktree: bool,
    /// What of it the index gets to know, with --worktree
    #[arg(long, value_enum, default_value_t, requires = "worktree")]
    pub stage: Staging,
    /// Go through the plan and say yes or no to each of its parts
    #[arg(short, long, conflicts_with = "yes")]
    pub patch: bool,
    /// Do not ask, even on a terminal
    #[arg(short, long)]
    pub yes: bool,
}

/// What the index gets to know of edited files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Staging {
    /// Nothing
    #[default]
    None,
    /// That there are new files, so that `git commit --all` takes them along
    Intent,
    /// Everything, as `git add` does it
    Index,
}

/// Options of `explain`.
#[derive(Args, Clone, Debug)]
pub struct ExplainArgs {
    /// The rule, for example flask/init
    pub rule: String,
    /// A file the rule should, or should not, have matched
    pub file: Option<String>,
    /// The repository [default: the current folder]
    #[arg(long, value_name = "DIR")]
    pub path: Option<PathBuf>,
    #[command(flatten)]
    pub select: SelectArgs,
    /// Colour the text
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
}

/// Options of `fleet`.
#[derive(Args, Clone, Debug, Default)]
#[command(group(ArgGroup::new("clones").args(["paths", "from"]).required(true).multiple(true)))]
pub struct FleetArgs {
    /// Local clones, bare ones too; what is committed at HEAD is planned
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub how: FleetHow,
    #[command(flatten)]
    pub select: SelectArgs,
}

/// How a fleet is planned.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "How the fleet is planned")]
pub struct FleetHow {
    /// A file that names a clone a line; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// Rows of an earlier run: who is planned there at the same commit by the same version is left out
    #[arg(long, value_name = "FILE")]
    pub resume: Option<PathBuf>,
    /// Write a page of all repositories, those of --resume among them
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// The longest a repository may take
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..))]
    pub timeout: u64,
}

/// Options of `undo`.
#[derive(Args, Clone, Debug, Default)]
pub struct UndoArgs {
    /// The branch [default: the one below sentry-retrofit/]
    pub branch: Option<String>,
    /// The repository [default: the current folder]
    #[arg(long, value_name = "DIR")]
    pub path: Option<PathBuf>,
    /// Colour the text
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
}

/// Options of `config`.
#[derive(Args, Clone, Debug, Default)]
#[command(args_conflicts_with_subcommands = true)]
pub struct ConfigArgs {
    #[command(subcommand)]
    pub command: Option<ConfigCommand>,
    /// The repository, or a folder in it [default: the current folder]
    pub path: Option<PathBuf>,
    #[command(flatten)]
    pub select: SelectArgs,
    /// The form of the result on standard output
    #[arg(long, value_enum, default_value_t, default_value_if("json", ArgPredicate::IsPresent, "json"))]
    pub format: TextOrJson,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

/// What else there is to know of settings.
#[derive(Clone, Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print the JSON schema of .sentry-retrofit.toml, for editors
    Schema(RulesArgs),
}

/// The form of a result that is no plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TextOrJson {
    /// For people
    #[default]
    Text,
    /// For programs, schema 1
    Json,
}

/// The form of the result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Text,
    /// For `git apply`
    Patch,
    /// For programs, schema 1
    Json,
    /// For pull requests
    Markdown,
    /// For code hosts that show findings beside the code
    Sarif,
    /// A page to look at: one file that opens from disk
    Html,
}

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal that wants it (NO_COLOR and CLICOLOR_FORCE are honoured)
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
