//! `rules test`: runs the cases beside the rules and says which do not hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use crate::cli::RulesArgs;
use crate::commands::rules::{folders, nearest_rule_or_area, output};
use crate::rules::bundled::bundled_files;
use crate::rules::load::{PackError, folder_cases, folder_files, layered};
use crate::settings::Settings;
use crate::sweep::Hits;
use crate::testing::{self, Case, CaseFiles, Kind, Verdict, cases, unexercised};

/// A case does not hold: as with `check`, what was asked about is not as it should be.
const FAILED: u8 = 1;

/// What is run and shown.
pub struct Options<'a> {
    /// Only this rule, or all rules of an area.
    pub rule: Option<&'a str>,
    /// Name the patterns that no case exercises.
    pub coverage: bool,
    /// Write what came out into the cases.
    pub accept: bool,
}

/// Runs the cases of the bundled rules and of those in folders; 1 where one of them fails, or where a
/// pattern is not exercised and that was asked.
///
/// # Errors
/// Where the rules or the cases cannot be read.
pub fn run(options: &Options<'_>, args: &RulesArgs) -> Result<u8> {
    let mut layers = vec![(bundled_files(), CaseFiles::new(), None)];
    for folder in folders(args) {
        layers.push((folder_files(folder)?, folder_cases(folder)?, Some(folder.to_owned())));
    }
    let named: Vec<(String, BTreeSet<String>)> = layers
        .iter()
        .filter_map(|(texts, files, folder)| {
            let paths = texts.keys().chain(files.keys()).cloned();
            Some((folder.as_ref()?.display().to_string(), paths.collect()))
        })
        .collect();
    let mut all = cases(&layers).map_err(|found| PackError::Rules(found).in_folders(&named))?;
    // Bundled rules have their cases elsewhere, so nothing can be said about what exercises them.
    let mut here: BTreeSet<String> = all.iter().map(|case| case.rule.clone()).collect();
    let own = layers.iter().skip(1).flat_map(|(texts, ..)| texts.keys());
    here.extend(own.filter_map(|path| path.strip_suffix("/rule.toml")).map(str::to_owned));
    let texts = layers.into_iter().map(|(texts, ..)| texts).collect();
    let pack = layered(texts, args.sources.allow_pack_overrides).map_err(|error| error.in_folders(&named))?;
    let wanted = Settings { only: options.rule.map(str::to_owned).into_iter().collect(), ..Settings::default() };
    if let Some(name) = options.rule.filter(|_| !pack.rules.iter().any(|rule| wanted.selects(&rule.id))) {
        let near = nearest_rule_or_area(name, pack.rules.iter().map(|rule| rule.id.as_str()));
        bail!("there is no rule `{name}`{near}");
    }
    // Cases of other rules exercise the patterns of facts and shared queries too.
    if !options.coverage {
        all.retain(|case| wanted.selects(&case.rule));
    }
    if !all.iter().any(|case| wanted.selects(&case.rule)) {
        bail!(
            "there are no cases here; those of the bundled rules lie beside the rules in the project's repository: \
             `rules test --rules rules --allow-pack-overrides` runs them there"
        );
    }
    all.extend(testing::variants(&all));
    let verdicts: Vec<Verdict> = all.par_iter().map(|case| testing::run(&pack, case)).collect();
    let judged = || all.iter().zip(&verdicts).filter(|(case, _)| wanted.selects(&case.rule));
    let mut text = String::new();
    let failed = report(&mut text, judged());
    if options.accept {
        let mut written = 0;
        for (case, verdict) in judged() {
            let accepted = testing::accept(case, verdict);
            written += usize::from(accepted.with_context(|| format!("cannot write the case {}", case.place()))?);
        }
        let _ = writeln!(text, "Wrote what came out into {}.", counted(written, "case"));
    }
    let mut uncovered = 0;
    if options.coverage {
        let hits: Hits = verdicts.iter().flat_map(|verdict| verdict.hits.clone()).collect();
        let (missing, total) = unexercised(&pack, &|id| wanted.selects(id) && here.contains(id), &hits);
        for pattern in &missing {
            let _ = writeln!(
                text,
                "{}: pattern {} ({}:{}) is not exercised",
                pattern.rule, pattern.pattern, pattern.file, pattern.line
            );
        }
        uncovered = missing.len();
        let _ = writeln!(text, "{} of {total} patterns exercised.", total - uncovered);
    }
    output(args).emit(&text)?;
    Ok(if failed + uncovered == 0 { 0 } else { FAILED })
}

/// Writes down what does not hold, and how many cases that are.
fn report<'a>(text: &mut String, verdicts: impl Iterator<Item = (&'a Case, &'a Verdict)>) -> usize {
    let (mut total, mut variants, mut failed) = (0, 0, 0);
    let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
    // Writing to a string cannot fail.
    let mut failing = BTreeSet::new();
    for (case, verdict) in verdicts {
        // Where a case does not hold as it is written, its variants tell nothing more. They come after the cases.
        if case.variant.is_some() && failing.contains(&(&case.rule, &case.name)) {
            continue;
        }
        failing.extend((!verdict.failures.is_empty()).then_some((&case.rule, &case.name)));
        *(if case.variant.is_some() { &mut variants } else { &mut total }) += 1;
        failed += usize::from(!verdict.failures.is_empty());
        for failure in &verdict.failures {
            *kinds.entry(failure.kind).or_default() += 1;
            let _ = writeln!(text, "{}: {}: {}", failure.kind.word(), case.place(), failure.sentence);
            if let Some(diff) = &failure.diff {
                let _ = writeln!(text, "--- wanted\n+++ result\n{diff}");
            }
        }
    }
    let again = if variants == 0 { String::new() } else { format!(" and {}", counted(variants, "variant")) };
    let cases = format!("{}{again}", counted(total, "case"));
    let counts: Vec<String> = kinds.iter().map(|(kind, count)| format!("{count} {}", kind.word())).collect();
    let _ = match failed {
        0 => writeln!(text, "{cases}, all as wanted."),
        _ => writeln!(text, "{cases}, {failed} not as wanted: {}.", counts.join(", ")),
    };
    failed
}

fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
