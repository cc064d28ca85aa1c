//! Which of the sites a query found count, which of them only a person may choose, and what there is to say
//! about them: `keep` of `[match]` and `[done]`, `ask`, `prefer` and `note`.

use std::collections::{BTreeSet, HashMap};

use super::context::Context;
use crate::report::SiteNote;
use crate::rules::Rule;
use crate::rules::template::{evaluate, render_value};
use crate::sweep::Site;

/// So many places of one file are looked at for a rule. More are those of something generated, and to weigh each takes
/// about a millisecond.
pub const MOST_SITES: usize = 2_000;

/// The first sites of each file, and the files that have more.
pub fn first_of_each(sites: Vec<Site>) -> (Vec<Site>, BTreeSet<String>) {
    if sites.len() <= MOST_SITES {
        return (sites, BTreeSet::new());
    }
    let (mut counts, mut full) = (HashMap::<String, usize>::new(), BTreeSet::new());
    let is_first = |site: &Site| {
        let count = counts.entry(site.file.path.clone()).or_default();
        *count += 1;
        if *count == MOST_SITES + 1 {
            full.insert(site.file.path.clone());
        }
        *count <= MOST_SITES
    };
    (sites.into_iter().filter(is_first).collect(), full)
}

/// The sites for which `keep` is true, all of them where there is none; those for which `ask` is true are a person's
/// to choose.
///
/// # Errors
/// A sentence where the expression does not evaluate.
pub fn kept(
    keep: Option<&str>,
    ask: Option<&str>,
    sites: Vec<Site>,
    at: &dyn Fn(&Site) -> Context,
) -> Result<Vec<Site>, String> {
    if keep.is_none() && ask.is_none() {
        return Ok(sites);
    }
    let mut kept = Vec::with_capacity(sites.len());
    for mut site in sites {
        let seen = at(&site).to_value();
        let holds = |expression: &str| Ok::<bool, String>(evaluate(expression, &seen)?.is_true());
        if keep.map_or(Ok(true), holds)? {
            site.ask = site.ask || ask.map_or(Ok(false), holds)?;
            kept.push(site);
        }
    }
    Ok(kept)
}

/// What the rule's `note` says about each site.
///
/// # Errors
/// A sentence where the template does not render.
pub fn notes(rule: &Rule, sites: &[Site], at: &dyn Fn(&Site) -> Context) -> Result<Vec<SiteNote>, String> {
    let Some(note) = rule.manifest.matches.as_ref().and_then(|matches| matches.note.as_deref()) else {
        return Ok(Vec::new());
    };
    let note = |site: &Site| {
        let place = site.place();
        let text = render_value(&rule.id, note, &at(site).to_value())?.trim().to_owned();
        Ok(SiteNote { file: place.file, line: place.line, text })
    };
    let mut said = sites.iter().map(note).collect::<Result<Vec<_>, String>>()?;
    // One that comes out empty says nothing.
    said.retain(|note| !note.text.is_empty());
    Ok(said)
}

/// The sites that the first expression is true for which is true for any; all of them where none is.
///
/// # Errors
/// A sentence where an expression does not evaluate.
pub fn preferred(prefer: &[String], sites: Vec<Site>, at: &dyn Fn(&Site) -> Context) -> Result<Vec<Site>, String> {
    for expression in prefer {
        let found = kept(Some(expression), None, sites.clone(), at)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(sites)
}
