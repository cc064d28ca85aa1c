//! `rules list | show | facts | reference | schema | lint | test | new`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::cli::{RulesArgs, RulesCommand, SchemaOf, ShowArgs};
use crate::commands::output::{Output, colored};
use crate::commands::session::CUSTOM_RULES;
use crate::commands::{rules_new, rules_test};
use crate::files::{folder_of, is_below};
use crate::report::Safety;
use crate::rules::bundled::bundled_files;
use crate::rules::check_query::file_of;
use crate::rules::diagnostics::{Diagnostic, nearest};
use crate::rules::load::{PackError, PackFiles, folder_cases, folder_files, layered};
use crate::rules::{Pack, Rule, schema};
use crate::settings::Settings;
use crate::testing::{CaseFiles, PAGE, cases, page};
use crate::{lint, reference};

/// Runs a `rules` command.
///
/// # Errors
/// Where a rule is not there or the rules cannot be read.
pub fn run(command: &RulesCommand) -> Result<u8> {
    match command {
        RulesCommand::List(args) => list(args),
        RulesCommand::Show { rule, rules } => show(rule, rules),
        RulesCommand::Lint { rule, rules } => lint_command(rule.as_deref(), rules),
        RulesCommand::Reference { name, rules } => show_reference(name.as_deref(), rules),
        RulesCommand::Facts(args) => {
            output(args).emit(&reference::facts(&pack(args)?))?;
            Ok(0)
        }
        RulesCommand::Schema { file } => {
            let schema = match file {
                SchemaOf::Rule => schema::of_rule(),
                SchemaOf::Pack => schema::of_pack(),
                SchemaOf::Area => schema::of_area(),
            };
            output(&RulesArgs::default()).emit(&(serde_json::to_string_pretty(&schema)? + "\n"))?;
            Ok(0)
        }
        RulesCommand::Test { rule, coverage, accept, rules } => {
            let options = rules_test::Options { rule: rule.as_deref(), coverage: *coverage, accept: *accept };
            rules_test::run(&options, rules)
        }
        RulesCommand::New { rule, kind, dir } => rules_new::run(rule, *kind, dir),
    }
}

/// The bundled rules with those of the current folder and those named.
///
/// # Errors
/// [`PackError`] with everything that is wrong with them.
pub fn pack(args: &RulesArgs) -> Result<Pack, PackError> {
    layers(args)?.load(args)
}

/// The files of packs, the bundled ones first, and the folders of the others.
struct Layers {
    files: Vec<PackFiles>,
    folders: Vec<(String, BTreeSet<String>)>,
}

impl Layers {
    fn load(self, args: &RulesArgs) -> Result<Pack, PackError> {
        layered(self.files, args.sources.allow_pack_overrides).map_err(|error| error.in_folders(&self.folders))
    }

    /// Rules in folders that take the place of bundled ones.
    fn replaced(&self) -> Vec<Diagnostic> {
        let Some((bundled, others)) = self.files.split_first() else { return Vec::new() };
        let rules =
            others.iter().flatten().filter(|(path, _)| path.ends_with("/rule.toml") && bundled.contains_key(*path));
        rules
            .map(|(path, text)| Diagnostic {
                code: "R046",
                message: format!(
                    "{} is a bundled rule, and this one takes its place",
                    path.trim_end_matches("/rule.toml")
                ),
                file: path.clone(),
                source: text.clone(),
                span: 0..text.find('\n').unwrap_or(text.len()),
                label: "instead of the bundled one".to_owned(),
                hint: Some("it needs --allow-pack-overrides; a rule of your own has an area of its own".to_owned()),
            })
            .collect()
    }
}

fn layers(args: &RulesArgs) -> Result<Layers, PackError> {
    let mut layers = Layers { files: vec![bundled_files()], folders: Vec::new() };
    for folder in folders(args) {
        let files = folder_files(folder)?;
        layers.folders.push((folder.display().to_string(), files.keys().cloned().collect()));
        layers.files.push(files);
    }
    Ok(layers)
}

/// The folders of rules that come on top of the bundled ones, in that order.
pub fn folders(args: &RulesArgs) -> Vec<&Path> {
    let own = Path::new(CUSTOM_RULES);
    let loads = !args.sources.no_repository_rules && own.is_dir();
    loads.then_some(own).into_iter().chain(args.sources.rules.iter().map(AsRef::as_ref)).collect()
}

/// The same where an area may be named as well.
pub fn nearest_rule_or_area<'a>(word: &str, ids: impl IntoIterator<Item = &'a str>) -> String {
    let with_areas = |id: &'a str| id.match_indices('/').map(|(at, _)| &id[..at]).chain([id]);
    nearest_rule(word.trim_end_matches('/'), ids.into_iter().flat_map(with_areas))
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
        let ids = || pack.rules.iter().map(|rule| rule.id.as_str());
        let below: Vec<&str> = ids().filter(|rule| is_below(rule, id)).collect();
        match below.is_empty() {
            true => format!("there is no rule `{id}`{}", nearest_rule(id, ids())),
            false => format!("`{id}` is a folder with {}", below.join(", ")),
        }
    })?;
    let mut text = format!("{}\n{}\n\n{}\n", rule.manifest.title, safety_of(rule), rule.manifest.why);
    if let Some(docs) = &rule.manifest.docs {
        text.push_str(&format!("{docs}\n"));
    }
    if let Some((path, page)) = cases_of(&rule.id, args) {
        text.push_str(&format!("\n── {path}\n{page}"));
    }
    text.push_str(&format!("\n── {}/rule.toml\n{}", rule.id, rule.source));
    for (name, source) in rule.texts.iter().filter(|(name, _)| !rule.inline.contains_key(*name)) {
        let spelled = if rule.spelled.contains_key(name) { ", with its shapes spelled out" } else { "" };
        text.push_str(&format!("\n── {}{spelled}\n{source}", file_of(&rule.id, name)));
    }
    output(args).emit(&text)?;
    Ok(0)
}

/// How much of a look its changes deserve, in words.
fn safety_of(rule: &Rule) -> String {
    const NO_EDIT: &str = "It edits nothing: it tells what is to be done.";
    match (rule.manifest.safety, &rule.manifest.review) {
        _ if rule.is_fact() => "It changes nothing: other rules read what it learns.".to_owned(),
        (Safety::Manual, _) => NO_EDIT.to_owned(),
        _ if rule.manifest.edit.is_empty() => NO_EDIT.to_owned(),
        (Safety::Review, Some(review)) => format!("To be reviewed: {review}"),
        (Safety::Review, None) => "To be reviewed.".to_owned(),
        (Safety::Safe, _) => "Safe: it cannot break a working build.".to_owned(),
    }
}

/// A rule's cases and the page they are on, its own or that of a folder above. The page of the pack that comes last shows
/// the rule as it is; those of the bundled rules are not in here.
fn cases_of(id: &str, args: &RulesArgs) -> Option<(String, String)> {
    folders(args).into_iter().rev().find_map(|folder| {
        Path::new(id).ancestors().find_map(|at| {
            let path = at.join(PAGE).display().to_string();
            let page = fs::read_to_string(folder.join(&path)).ok()?;
            let part = page::part(&page, id).map(str::to_owned);
            Some((path, part.or_else(|| (at == Path::new(id)).then_some(page))?))
        })
    })
}

fn show_reference(name: Option<&str>, args: &RulesArgs) -> Result<u8> {
    let pack = pack(args)?;
    let Some(name) = name else {
        output(args).emit(&reference::markdown(&pack))?;
        return Ok(0);
    };
    let found = reference::about(&pack, name);
    if found.is_empty() {
        let names = reference::names(&pack);
        let near = nearest(name, names.iter().map(String::as_str)).map(|near| format!("; did you mean `{near}`?"));
        bail!("the rule format has no `{name}`{}", near.unwrap_or_else(|| "; `rules reference` shows all".to_owned()));
    }
    let text: Vec<String> =
        found.iter().map(|entry| format!("{}: {}\n\n{}\n", entry.section, entry.name, entry.text)).collect();
    output(args).emit(&text.join("\n"))?;
    Ok(0)
}

fn lint_command(only: Option<&str>, args: &RulesArgs) -> Result<u8> {
    let color = colored(args.color);
    let layers = layers(args)?;
    let mut folders = layers.folders.clone();
    let selected = Settings { only: only.map(str::to_owned).into_iter().collect(), ..Settings::default() };
    let wanted = |id: &str| only.is_none() || selected.selects(id);
    let replaced: Vec<Diagnostic> = layers.replaced().into_iter().filter(|one| wanted(folder_of(&one.file))).collect();
    let overrides = args.sources.allow_pack_overrides;
    // Of a whole pack, each rule has the same to say.
    let mut problems = match only {
        None if replaced.len() > 1 => vec![all_replaced(replaced.len(), overrides)],
        _ => replaced,
    };
    if !problems.is_empty() && !overrides {
        // Without the rules they replace there is nothing to check.
        problems.iter_mut().for_each(|problem| problem.code = "R047");
    } else {
        let own: PackFiles =
            layers.files.iter().skip(1).flatten().map(|(path, text)| (path.clone(), text.clone())).collect();
        let strays = lint::stray(&own).into_iter().chain(lint::misnamed(&own));
        problems.extend(strays.filter(|one| wanted(folder_of(&one.file))));
        // A page may hold the cases of rules below its folder.
        let is_of = |page: &str| only.is_none_or(|name| wanted(folder_of(page)) || is_below(name, folder_of(page)));
        problems.extend(case_problems(args, &layers, &mut folders)?.into_iter().filter(|one| is_of(&one.file)));
        match layers.load(args) {
            Ok(pack) => {
                if let Some(name) = only.filter(|_| !pack.rules.iter().any(|rule| wanted(&rule.id))) {
                    let near = nearest_rule_or_area(name, pack.rules.iter().map(|rule| rule.id.as_str()));
                    bail!("there is no rule `{name}`{near}");
                }
                problems.extend(lint::lint_some(&pack, &wanted));
                // An author mends rules of their own; the bundled ones are shown where no others are.
                let shown =
                    |id: &str| wanted(id) && (folders.is_empty() || own.contains_key(&format!("{id}/rule.toml")));
                problems.extend(lint::warnings(&pack, &own, &shown));
            }
            Err(PackError::Rules(found)) => problems.extend(found),
            Err(error) => return Err(error.into()),
        }
    }
    let problems: Vec<Diagnostic> = problems.into_iter().map(|problem| problem.in_folder(&folders)).collect();
    let mut text: String = problems.iter().map(|problem| problem.render(color) + "\n\n").collect();
    let warnings = problems.iter().filter(|problem| problem.is_warning()).count();
    let count = problems.len() - warnings;
    text.push_str(&match (count, warnings) {
        (0, 0) => "The rules are sound.\n".to_owned(),
        (0, _) => format!("The rules are sound; {}.\n", counted(warnings, "warning")),
        (_, 0) => format!("{}.\n", counted(count, "problem")),
        _ => format!("{}, {}.\n", counted(count, "problem"), counted(warnings, "warning")),
    });
    output(args).emit(&text)?;
    Ok(if count == 0 { 0 } else { 2 })
}

/// What stands for the same warning of many rules.
fn all_replaced(count: usize, overrides: bool) -> Diagnostic {
    let rest = if overrides { "" } else { ", which needs --allow-pack-overrides" };
    Diagnostic {
        code: "R046",
        message: format!("{} take the place of bundled ones{rest}", counted(count, "rule")),
        file: String::new(),
        source: String::new(),
        span: 0..0,
        label: String::new(),
        hint: None,
    }
}

/// What is wrong with the cases beside the rules of folders; these get to know the pages, to be named with them.
fn case_problems(
    args: &RulesArgs,
    layers: &Layers,
    named: &mut [(String, BTreeSet<String>)],
) -> Result<Vec<Diagnostic>, PackError> {
    let mut all: Vec<CaseFiles> = vec![CaseFiles::new()];
    for (folder, (_, paths)) in folders(args).into_iter().zip(named) {
        let cases = folder_cases(folder)?;
        paths.extend(cases.keys().cloned());
        all.push(cases);
    }
    let pages: Vec<_> = layers.files.iter().cloned().zip(all).map(|(texts, cases)| (texts, cases, None)).collect();
    Ok(cases(&pages).err().unwrap_or_default())
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
