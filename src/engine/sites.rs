//! Where a rule applies: its queries run over the files they admit, and the sites among them it is to work on.

use std::cell::LazyCell;

use super::core::Which;
use super::keep::{MOST_SITES, first_of_each, kept, preferred};
use super::rule_run::{Ending, RuleRun, broken_rule};
use super::trail::{Candidate, Fate, Trail};
use crate::files::Files;
use crate::report::{DECLINED, Leave, Outcome, Place};
use crate::rules::model::Expect;
use crate::sweep::{QuerySource, Site, Surroundings};

impl RuleRun<'_, '_, '_> {
    /// The files a query of the rule is run on.
    fn paths(&self, which: Which, file: Option<&str>) -> Vec<String> {
        let paths = self.engine.candidates(self.index, which, self.query_scope(), self.overlay, &self.pass.facts);
        let Some(file) = file.filter(|_| !paths.is_empty()) else { return paths };
        let file = self.render(file, &self.dependencies(), None);
        paths.into_iter().filter(|path| *path == file).collect()
    }

    fn matches(&self, paths: &[String], query: &str) -> Vec<Site> {
        let Some(text) = self.rule.texts.get(query) else { return Vec::new() };
        let name = format!("{}/{query}", self.rule.id);
        let source = QuerySource { name: &name, text, several: self.rule.manifest.language == "ecmascript" };
        let around = Surroundings {
            facts: &self.pass.facts,
            project: &self.project.root,
            vocabularies: &self.engine.pack.vocabularies,
        };
        paths.iter().flat_map(|path| self.engine.matcher.sites(&*self.overlay, path, source, &around)).collect()
    }

    fn lines(&self, paths: &[String], pattern: &str) -> Vec<Site> {
        paths.iter().flat_map(|path| self.engine.matcher.lines(&*self.overlay, path, &self.rule.id, pattern)).collect()
    }

    /// Where what the rule wants is there already.
    ///
    /// # Errors
    /// The ending of a rule whose `keep` does not evaluate.
    pub(super) fn done(&self) -> Result<Option<Site>, Ending> {
        let Some(done) = &self.rule.manifest.done else { return Ok(None) };
        let paths = self.paths(Which::Done, done.file.as_deref());
        let sites = match &done.pattern {
            Some(pattern) => self.lines(&paths, pattern),
            None => self.matches(&paths, &done.query),
        };
        let context = LazyCell::new(|| self.context(&self.dependencies()));
        let sites = kept(done.keep.as_deref(), None, sites, &|site| self.at(&context, site)).map_err(broken_rule)?;
        Ok(sites.into_iter().next())
    }

    /// Did another rule of this run write what stands at a site? Of what it only completed, the first line was there.
    pub(super) fn is_made(&self, site: &Site) -> bool {
        let path = &site.file.path;
        let first = site.file.text[site.range()].lines().next().unwrap_or_default();
        let was_there = || self.engine.tree.read_text(path).is_some_and(|text| text.contains(first));
        self.overlay.changed().contains_key(path) && !was_there()
    }

    /// The sites the rule's query finds.
    ///
    /// # Errors
    /// The ending of a rule that finds none.
    pub(super) fn sites(&mut self) -> Result<Vec<Site>, Ending> {
        let Some(spec) = &self.rule.manifest.matches else { return Ok(Vec::new()) };
        let files = self.paths(Which::Match, spec.file.as_deref());
        let sites = match &spec.pattern {
            Some(pattern) => {
                let pattern = self.render(pattern, &self.dependencies(), None);
                self.lines(&files, &pattern)
            }
            None => self.matches(&files, &spec.query),
        };
        let (sites, full) = first_of_each(sites);
        if let Some(path) = full.first() {
            let reason = format!("it may fit more than {MOST_SITES} places of {path}, more than anybody would review");
            return Err(Ending::new(Outcome::Unsupported, reason));
        }
        let candidate = |site: &Site| Candidate { place: site.place(), pattern: site.pattern, fate: Fate::Dropped };
        let candidates = sites.iter().map(candidate).collect();
        let context = LazyCell::new(|| self.context(&self.dependencies()));
        let (keep, ask) = (spec.keep.as_deref(), spec.ask.as_deref());
        let sites = kept(keep, ask, sites, &|site| self.at(&context, site)).map_err(broken_rule)?;
        drop(context);
        let mut trail = Trail { rule: self.rule.id.clone(), project: self.project.root.clone(), files, candidates };
        trail.mark(&sites, Fate::Left);
        self.pass.trails.push(trail);
        if sites.is_empty() {
            let reason = spec.none.clone().unwrap_or_else(|| format!("nothing here matches {}", spec.query));
            return Err(Ending::new(Outcome::NotApplicable, reason));
        }
        Ok(sites)
    }

    /// Did the person pick a line of this site? Picks that are taken up are remembered; the others are reported.
    fn is_picked(&self, site: &Site) -> bool {
        let range = site.range();
        let lines = site.file.line_of(range.start)..=site.file.line_of(range.end.saturating_sub(1).max(range.start));
        let picks = self.engine.settings.at.iter();
        let picks: Vec<&Place> = picks.filter(|at| at.file == site.file.path && lines.contains(&at.line)).collect();
        if let Ok(mut picked) = self.engine.picked.lock() {
            picked.extend(picks.iter().copied().cloned());
        }
        !picks.is_empty()
    }

    /// Of the sites a query found, those the rule is to work on.
    ///
    /// # Errors
    /// The ending of a rule that finds several candidates where one is meant.
    pub(super) fn choose(&self, sites: Vec<Site>) -> Result<Vec<Site>, Ending> {
        let Some(spec) = &self.rule.manifest.matches else { return Ok(sites) };
        let picked: Vec<Site> = sites.iter().filter(|site| self.is_picked(site)).cloned().collect();
        if !picked.is_empty() && spec.expect == Expect::File {
            // One of several branches that build the same thing stands for all of them.
            let name = |site: &Site| (site.definition(site.range()), site.assigned(site.range()).map(str::to_owned));
            let names: Vec<_> = picked.iter().map(name).collect();
            return Ok(sites.into_iter().filter(|site| names.contains(&name(site))).collect());
        }
        if !picked.is_empty() {
            return Ok(picked);
        }
        let context = LazyCell::new(|| self.context(&self.dependencies()));
        let at = |site: &Site| self.at(&context, site);
        let sites = preferred(&spec.prefer, sites, &at).map_err(broken_rule)?;
        let ambiguous = spec.ambiguous.as_deref().map(|text| self.render(text, &self.dependencies(), sites.first()));
        let best = sites.iter().filter(|site| !site.ask).map(|site| site.pattern).min();
        let Some(best) = best else {
            let default = || "only a person knows whether this is the place".to_owned();
            return Err(Ending::new(Outcome::Ambiguous, ambiguous.unwrap_or_else(default)).at(&sites));
        };
        let preferred: Vec<Site> = sites.iter().filter(|site| site.pattern == best).cloned().collect();
        let one_file = preferred.iter().all(|site| site.file.path == preferred[0].file.path);
        // What lies nearer to the top of the project is more likely the one that is deployed: a better
        // pattern deeper down does not outweigh that by itself.
        let depth = |site: &Site| site.file.path.matches('/').count();
        let rivals: Vec<Site> =
            sites.iter().filter(|site| !site.ask && depth(site) < depth(&preferred[0])).cloned().collect();
        if matches!(spec.expect, Expect::One | Expect::File) && one_file && !rivals.is_empty() {
            let default = || "a place nearer to the top of the project matches too".to_owned();
            let candidates: Vec<Site> = rivals.into_iter().chain(preferred).collect();
            return Err(Ending::new(Outcome::Ambiguous, ambiguous.unwrap_or_else(default)).at(&candidates));
        }
        let chosen = match spec.expect {
            Expect::Each => return Ok(sites.into_iter().filter(|site| !site.ask).collect()),
            Expect::Best => preferred,
            Expect::Any => preferred.into_iter().take(1).collect(),
            Expect::One if preferred.len() == 1 => preferred,
            Expect::File if one_file => preferred,
            Expect::One | Expect::File => {
                let default =
                    || format!("{} places match, and only a person knows which one is meant", preferred.len());
                let reason = ambiguous.unwrap_or_else(default);
                return Err(Ending::new(Outcome::Ambiguous, reason).at(&preferred));
            }
        };
        Ok(chosen)
    }

    /// Of chosen sites that stand on their own those a person wants, and by what each can be left out.
    ///
    /// # Errors
    /// The ending of a rule that is wanted nowhere.
    pub(super) fn wanted(&self, sites: Vec<Site>) -> Result<(Vec<Site>, Vec<Leave>), Ending> {
        if !self.rule.manifest.matches.as_ref().is_some_and(|matches| matches.expect.apart()) {
            return Ok((sites, Vec::new()));
        }
        let place = |site: &Site| Leave {
            rule: self.rule.id.clone(),
            file: site.file.path.clone(),
            code: site.first_line().to_owned(),
        };
        let declined = &self.engine.settings.leave;
        let (mut wanted, mut places): (Vec<Site>, Vec<Leave>) = (Vec::new(), Vec::new());
        for site in sites {
            let place = place(&site);
            if !declined.contains(&place) {
                wanted.push(site);
                places.extend(Some(place).filter(|place| !places.contains(place)));
            }
        }
        if wanted.is_empty() { Err(Ending::new(Outcome::NotApplicable, DECLINED)) } else { Ok((wanted, places)) }
    }
}
