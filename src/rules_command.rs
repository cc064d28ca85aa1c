//! `rules list | show | lint | test | new`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::cli::{RulesArgs, RulesCommand, ShowArgs};
use crate::output::{Output, colored};
use crate::rules::diagnostics::nearest;
use crate::rules::load::{PackError, bundled_files, folder_files, layered};
use crate::rules::testing::PAGE;
use crate::rules::{Pack, lint};
use crate::session::CUSTOM_RULES;
use crate::{rules_new, rules_test};

/// Runs a `rules` command.
///
/// # Errors
/// Where a rule is not there or the rules cannot be read.
pub fn run(command: &RulesCommand) -> Result<u8> {
    match command {
        RulesCommand::List(args) => list(args),
        RulesCommand::Show { rule, rules } => show(rule, rules),
        RulesCommand::Lint(args) => lint_command(args),
        RulesCommand::Test { rule, coverage, accept, rules } => {
            let options = rules_test::Options { rule: rule.as_deref(), coverage: *coverage, accept: *accept };
            rules_test::run(&options, rules)
        }
        RulesCommand::New { rule, dir } => rules_new::run(rule, dir),
    }
}

/// The bundled rules with those of the current folder and those named.
///
/// # Errors
/// [`PackError`] with everything that is wrong with them.
pub fn pack(args: &RulesArgs) -> Result<Pack, PackError> {
    let mut layers = vec![bundled_files()];
    for folder in folders(args) {
        layers.push(folder_files(folder)?);
    }
    layered(layers, args.sources.allow_pack_overrides)
}

/// The folders of rules that come on top of the bundled ones, in that order.
pub fn folders(args: &RulesArgs) -> Vec<&Path> {
    let own = Path::new(CUSTOM_RULES);
    let loads = !args.sources.no_repository_rules && own.is_dir();
    loads.then_some(own).into_iter().chain(args.sources.rules.iter().map(AsRef::as_ref)).collect()
}

/// `; did you mean …?` for the nearest rule, or where to find the list.
pub fn nearest_rule<'a>(word: &str, ids: impl IntoIterator<Item = &'a str>) -> String {
    match nearest(word, ids) {
        Some(near) => format!("; did you mean `{near}`?"),
        None => "; `sentry-retrofit rules list` shows them all".to_owned(),
    }
}

/// Where a `rules` command writes.
pub fn output(args: &RulesArgs) -> Output {
    Output::new(&ShowArgs { color: args.color, ..ShowArgs::default() })
}

fn list(args: &RulesArgs) -> Result<u8> {
    let pack = pack(args)?;
    let width = pack.rules.iter().map(|rule| rule.id.len()).max().unwrap_or_default();
    let mut text = String::new();
    for rule in pack.rules.iter().filter(|rule| !rule.is_fact()) {
        text.push_str(&format!("{:width$}  {}\n", rule.id, rule.manifest.title));
    }
    text.push_str("\nFacts they read:\n");
    for rule in pack.rules.iter().filter(|rule| rule.is_fact()) {
        text.push_str(&format!("{:width$}  {}\n", rule.id, rule.manifest.title));
    }
    output(args).emit(&text)?;
    Ok(0)
}

fn show(id: &str, args: &RulesArgs) -> Result<u8> {
    let pack = pack(args)?;
    let found = pack.rules.iter().find(|rule| rule.id == id);
    let rule = found.with_context(|| {
        format!("there is no rule `{id}`{}", nearest_rule(id, pack.rules.iter().map(|rule| rule.id.as_str())))
    })?;
    let mut text = format!("{}\n\n{}\n", rule.manifest.title, rule.manifest.why);
    if let Some(review) = &rule.manifest.review {
        text.push_str(&format!("To be reviewed: {review}\n"));
    }
    // The page of the pack that comes last shows the rule as it is; those of the bundled rules are not in here.
    let pages = folders(args).into_iter().rev().map(|folder| folder.join(&rule.id).join(PAGE));
    if let Some(page) = pages.into_iter().find_map(|page| fs::read_to_string(page).ok()) {
        text.push_str(&format!("\n── {}/{PAGE}\n{page}", rule.id));
    }
    text.push_str(&format!("\n── {}/rule.toml\n{}", rule.id, rule.source));
    for (name, source) in &rule.texts {
        text.push_str(&format!("\n── {}/{name}\n{source}", rule.id));
    }
    output(args).emit(&text)?;
    Ok(0)
}

fn lint_command(args: &RulesArgs) -> Result<u8> {
    let color = colored(args.color);
    let problems = match pack(args) {
        Ok(pack) => lint::lint(&pack),
        Err(PackError::Rules(problems)) => problems,
        Err(error) => return Err(error.into()),
    };
    let mut text: String = problems.iter().map(|problem| problem.render(color) + "\n\n").collect();
    let count = problems.len();
    text.push_str(&match count {
        0 => "The rules are sound.\n".to_owned(),
        1 => "1 problem.\n".to_owned(),
        _ => format!("{count} problems.\n"),
    });
    output(args).emit(&text)?;
    Ok(if count == 0 { 0 } else { 2 })
}
