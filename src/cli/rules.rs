//! The commands about rules, and where rules come from.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use serde::Deserialize;

use super::Color;

/// What to do with rules.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// List the rules with what they do
    List(RulesArgs),
    /// Show one rule: manifest, query, templates
    Show {
        /// The rule's id
        rule: String,
        #[command(flatten)]
        rules: RulesArgs,
    },
    /// Check rules without a repository: names, queries, templates, order
    Lint {
        /// Only this rule, or all rules of an area
        rule: Option<String>,
        #[command(flatten)]
        rules: RulesArgs,
    },
    /// Explain the format: every key, operation, condition, predicate, function, filter and fact
    Reference {
        /// Only what has this name
        name: Option<String>,
        #[command(flatten)]
        rules: RulesArgs,
    },
    /// List the facts with who writes and who reads them
    Facts(RulesArgs),
    /// Print the JSON schema of a rule.toml, for editors
    Schema {
        /// The file it is for
        #[arg(value_enum, default_value_t)]
        file: SchemaOf,
    },
    /// Run the cases beside the rules of a folder
    Test {
        /// Only this rule, or all rules of an area
        rule: Option<String>,
        /// Name the query patterns no test case exercises
        #[arg(long)]
        coverage: bool,
        /// Write diffs and outcomes as they came out into the cases, to be reviewed as a diff
        #[arg(long)]
        accept: bool,
        #[command(flatten)]
        rules: RulesArgs,
    },
    /// Write the skeleton of a rule
    New {
        /// The new rule's id, area/name; for a framework the area
        rule: String,
        /// What the skeleton does
        #[arg(long, value_enum, default_value_t)]
        kind: Skeleton,
        /// The folder of the pack
        #[arg(long, value_name = "DIR", default_value = ".sentry-retrofit/rules")]
        dir: PathBuf,
    },
}

/// What a new rule does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Skeleton {
    /// Changes code that a query finds
    #[default]
    Rule,
    /// Learns something for other rules
    Fact,
    /// Asks for a package
    Dependency,
    /// Writes a file
    File,
    /// Several rules: the app found, the package asked for, the start before it
    Framework,
}

/// Which file a schema is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// rule.toml
    #[default]
    Rule,
    /// pack.toml
    Pack,
    /// area.toml
    Area,
}

/// Where rules come from, beside the bundled ones.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RuleSources {
    /// Rules of your own, beside the bundled ones and those in .sentry-retrofit/rules
    #[arg(long, value_name = "DIR")]
    pub rules: Vec<PathBuf>,
    /// Leave out the rules a repository brings along in .sentry-retrofit/rules
    #[arg(long)]
    pub no_repository_rules: bool,
    /// Let the rules a repository brings along write pipelines, too, and files that tell git what to do
    #[arg(long)]
    pub trust_repository_rules: bool,
    /// Let rules take the place of bundled ones with the same id
    #[arg(long)]
    pub allow_pack_overrides: bool,
}

/// Options of the commands about rules.
#[derive(Args, Clone, Debug, Default)]
pub struct RulesArgs {
    #[command(flatten)]
    pub sources: RuleSources,
    /// Colour the text
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
}
