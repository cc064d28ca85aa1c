//! Which of the sites a query found count, and what there is to say about them: `keep` of `[match]` and
//! `[done]`, and `note`.

use super::SiteNote;
use super::context::Context;
use crate::matcher::Site;
use crate::rules::Rule;
use crate::rules::template::{evaluate, render_value};

/// The sites for which an expression is true; all of them where there is none.
///
/// # Errors
/// A sentence where the expression does not evaluate.
pub fn kept(keep: Option<&str>, sites: Vec<Site>, at: &dyn Fn(&Site) -> Context) -> Result<Vec<Site>, String> {
    let Some(keep) = keep else { return Ok(sites) };
    let mut kept = Vec::with_capacity(sites.len());
    for site in sites {
        if evaluate(keep, &at(&site).to_value())?.is_true() {
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
    sites.iter().map(note).collect()
}

/// The sites that the first expression is true for which is true for any; all of them where none is.
///
/// # Errors
/// A sentence where an expression does not evaluate.
pub fn preferred(prefer: &[String], sites: Vec<Site>, at: &dyn Fn(&Site) -> Context) -> Result<Vec<Site>, String> {
    for expression in prefer {
        let found = kept(Some(expression), sites.clone(), at)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(sites)
}

/// The same sites, those for which an expression is true being for a person to choose.
///
/// # Errors
/// A sentence where the expression does not evaluate.
pub fn asked(ask: Option<&str>, mut sites: Vec<Site>, at: &dyn Fn(&Site) -> Context) -> Result<Vec<Site>, String> {
    let Some(ask) = ask else { return Ok(sites) };
    for site in &mut sites {
        site.ask |= evaluate(ask, &at(site).to_value())?.is_true();
    }
    Ok(sites)
}
