//! Is a pack sound? Names that exist, operations with the fields they need, an order without cycles.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use globset::Glob;

use super::check_query;
use super::diagnostics::{Diagnostic, nearest};
use super::edits::{Edit, Line, Op, Variables};
use super::load::{Pack, PackError};
use super::model::{Anchors, Condition, FactKind};
use super::order::order;
use super::rule::Rule;
use crate::lang::Language;
use crate::repo::Role;
use crate::report::Safety;

/// Checks a pack and puts its rules into the order they run.
///
/// # Errors
/// [`PackError::Rules`] with everything that is wrong.
pub fn check(pack: Pack) -> Result<Pack, PackError> {
    let mut problems = Vec::new();
    let facts = facts(&pack);
    let ids: BTreeSet<&str> = pack.rules.iter().map(|rule| rule.id.as_str()).collect();
    for rule in &pack.rules {
        let found = RuleCheck { rule, facts: &facts, ids: &ids, vocabularies: &pack.vocabularies }.run();
        // A query file that several rules share is wrong once.
        problems.extend(found.into_iter().filter(|problem| !problems.contains(problem)).collect::<Vec<_>>());
    }
    let problems: Vec<Diagnostic> = problems.into_iter().map(|problem| problem.where_written(&pack.rules)).collect();
    if problems.is_empty() { in_order(pack) } else { Err(PackError::Rules(problems)) }
}

/// Puts the rules of a pack into the order they run: fact rules first, each after what it needs, otherwise by id.
///
/// # Errors
/// [`PackError::Rules`] with rules that wait for each other.
pub fn in_order(mut pack: Pack) -> Result<Pack, PackError> {
    match order(&pack.rules, &facts(&pack)) {
        Ok(order) => {
            let mut slots: Vec<Option<Rule>> = pack.rules.into_iter().map(Some).collect();
            pack.rules = order.into_iter().filter_map(|index| slots[index].take()).collect();
            Ok(pack)
        }
        Err(problem) => Err(PackError::Rules(vec![*problem])),
    }
}

/// The rules that write facts, by the fact's name.
fn facts(pack: &Pack) -> BTreeMap<String, String> {
    pack.rules.iter().filter_map(|rule| Some((rule.manifest.fact.as_ref()?.name.clone(), rule.id.clone()))).collect()
}

/// One rule and the names there are.
pub(super) struct RuleCheck<'p, V> {
    pub(super) rule: &'p Rule,
    pub(super) facts: &'p BTreeMap<String, String>,
    pub(super) ids: &'p BTreeSet<&'p str>,
    pub(super) vocabularies: &'p BTreeMap<String, V>,
}

impl<V> RuleCheck<'_, V> {
    fn run(&self) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        let manifest = &self.rule.manifest;
        if Language::named(&manifest.language).is_none() {
            let names = Language::ALL.iter().map(|language| language.name()).chain(["ecmascript"]);
            problems.push(self.unknown("R003", "language", &manifest.language, names));
        }
        if manifest.safety == Safety::Review && manifest.review.is_none() {
            problems.push(self.problem(
                "R004",
                "a rule to review must say what to look at",
                "\"review\"",
                "needs `review = \"…\"`",
                None,
            ));
        }
        for fact in manifest.needs.iter().chain(self.anchor_facts()) {
            if !self.facts.contains_key(fact) {
                problems.push(self.unknown("R005", "fact", fact, self.facts.keys().map(String::as_str)));
            }
        }
        for other in &manifest.after {
            if !self.ids.contains(other.as_str()) {
                problems.push(self.unknown("R006", "rule", other, self.ids.iter().copied()));
            }
        }
        for condition in manifest.conditions().flat_map(|conditions| &conditions.0) {
            problems.extend(self.condition(condition));
        }
        if let Some(fact) = &manifest.fact
            && let Some(key) =
                [&fact.key, &fact.about].into_iter().flatten().find(|key| !fact.columns.contains_key(*key))
        {
            problems.push(self.unknown("R041", "column", key, fact.columns.keys().map(String::as_str)));
        }
        problems.extend(self.purpose());
        problems.extend(self.globs());
        problems.extend(self.roles());
        let unknown = self.rule.outcomes().into_iter().filter(|id| !self.ids.contains(id));
        problems.extend(unknown.map(|id| self.unknown("R006", "rule", id, self.ids.iter().copied())));
        for edit in &manifest.edit {
            problems.extend(self.operation(edit));
        }
        self.files(&mut problems);
        problems
    }

    fn anchor_facts(&self) -> impl Iterator<Item = &String> {
        let done = self.rule.manifest.done.as_ref().map(|done| &done.anchors);
        [Some(&self.rule.manifest.anchors), done].into_iter().flatten().filter_map(|anchors| match anchors {
            Anchors::Fact { fact, .. } => Some(fact),
            _ => None,
        })
    }

    fn condition(&self, condition: &Condition) -> Option<Diagnostic> {
        match condition {
            Condition::Fact { names, .. } => {
                let odd = names.iter().find(|name| !self.facts.contains_key(*name))?;
                Some(self.unknown("R005", "fact", odd, self.facts.keys().map(String::as_str)))
            }
            Condition::Rule { ids, .. } if self.rule.is_fact() => {
                let hint = "ask for a fact, a dependency, a file or a setting instead".to_owned();
                let key = format!("rule:{}", ids.join("|"));
                Some(self.problem("R036", "facts come before all other rules", &key, "not known yet", Some(hint)))
            }
            Condition::Rule { ids, .. } => {
                let odd = ids.iter().find(|id| !self.ids.contains(id.as_str()))?;
                Some(self.unknown("R006", "rule", odd, self.ids.iter().copied()))
            }
            _ => None,
        }
    }

    /// A rule does one thing: it edits, learns a fact, or tells a person what to do.
    fn purpose(&self) -> Option<Diagnostic> {
        let manifest = &self.rule.manifest;
        let edits = !manifest.edit.is_empty();
        let problem = |message: &str, needle: &str, label: &str, hint: &str| {
            Some(self.problem("R019", message, needle, label, Some(hint.to_owned())))
        };
        match &manifest.fact {
            Some(_) if edits => problem(
                "a fact rule edits nothing",
                "[[edit]]",
                "belongs to a rule of its own",
                "move the operations to another rule that `needs` the fact",
            ),
            Some(_) if manifest.matches.is_none() => {
                problem("a fact rule needs a match", "[fact]", "read from where?", "add `[match]`")
            }
            Some(fact) => {
                if self.facts.get(&fact.name).is_some_and(|owner| *owner != self.rule.id) {
                    let message = format!("two rules write the fact `{}`", fact.name);
                    let hint = format!("the other one is {}", self.facts[&fact.name]);
                    return Some(self.problem("R018", &message, &fact.name, "written elsewhere too", Some(hint)));
                }
                let needed = match fact.kind {
                    FactKind::One | FactKind::Set => fact.value.is_some(),
                    FactKind::Table => !fact.columns.is_empty(),
                };
                (!needed)
                    .then(|| {
                        problem(
                            "the fact has no value",
                            "[fact]",
                            "incomplete",
                            "`one` and `set` need `value`, `table` needs `columns`",
                        )
                    })
                    .flatten()
            }
            None if manifest.safety == Safety::Manual && edits => problem(
                "a manual rule edits nothing",
                "[[edit]]",
                "never carried out",
                "use `safety = \"review\"`, or `[manual]` with the text to paste",
            ),
            None if !edits && manifest.manual.is_none() && manifest.unsupported.is_empty() => problem(
                "the rule does nothing",
                "title",
                "no operation, no fact, no text",
                "add `[[edit]]`, `[fact]`, `[manual]` or `[[unsupported]]`",
            ),
            None => None,
        }
    }

    fn globs(&self) -> Vec<Diagnostic> {
        let manifest = &self.rule.manifest;
        let done = manifest.done.iter().flat_map(|done| &done.files);
        let mut problems: Vec<Diagnostic> =
            manifest.files.iter().chain(&manifest.exclude).chain(done).filter_map(|glob| self.glob(glob)).collect();
        if manifest.matches.is_some() && manifest.files.is_empty() {
            let hint = "add `files = [\"**/*.py\"]`, with the files it is about".to_owned();
            problems.push(self.problem("R034", "a match needs `files`", "[match]", "looks at no file", Some(hint)));
        }
        problems
    }

    fn roles(&self) -> Vec<Diagnostic> {
        let odd = self.rule.manifest.roles.iter().filter(|name| Role::named(name).is_none());
        odd.map(|name| self.unknown("R037", "role", name, Role::ALL.iter().map(|role| role.name()))).collect()
    }

    fn glob(&self, glob: &str) -> Option<Diagnostic> {
        let error = Glob::new(glob).err()?;
        Some(self.problem("R027", &format!("the glob `{glob}` does not parse"), glob, &error.kind().to_string(), None))
    }

    fn operation(&self, edit: &Edit) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        if let Op::Variables(Variables { file, .. }) | Op::Line(Line { file, .. }) = &edit.op
            && file.path.is_none()
            && file.paths.is_empty()
        {
            let (name, message) = (edit.op.name(), format!("`{}` needs `path` or `paths`", edit.op.name()));
            problems.push(self.problem("R009", &message, &format!("\"{name}\""), "incomplete", None));
        }
        if let Some(place) = edit.op.relative_to_nothing() {
            let message = format!("`place = \"{place}\"` needs `pattern`");
            let hint = "the pattern says after or before what".to_owned();
            problems.push(self.problem("R035", &message, "place", "relative to what?", Some(hint)));
        }
        if let Some(template) = edit.op.template().filter(|name| !self.rule.texts.contains_key(*name)) {
            problems.push(self.unknown("R012", "template file", template, self.rule.texts.keys().map(String::as_str)));
        }
        problems
    }

    /// The query files: there, and without predicates nobody would evaluate.
    fn files(&self, problems: &mut Vec<Diagnostic>) {
        let manifest = &self.rule.manifest;
        let by_query = manifest.matches.as_ref().filter(|matches| matches.pattern.is_none());
        let queries =
            [by_query.map(|matches| matches.query.as_str()), manifest.done.as_ref().and_then(|done| done.query_file())];
        for name in queries.into_iter().flatten() {
            let Some(source) = self.rule.texts.get(name) else {
                problems.push(self.unknown("R012", "query file", name, self.rule.texts.keys().map(String::as_str)));
                continue;
            };
            problems.extend(check_query::check(self, name, source));
        }
    }

    /// An unknown word in the rule file, with the nearest one there is.
    fn unknown<'c>(
        &self,
        code: &'static str,
        what: &str,
        word: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Diagnostic {
        let hint = nearest(word, candidates).map(|near| format!("did you mean `{near}`?"));
        self.problem(code, &format!("unknown {what} `{word}`"), word, &format!("no such {what}"), hint)
    }

    /// A problem whose span is the first place `needle` stands in the rule file.
    fn problem(
        &self,
        code: &'static str,
        message: &str,
        needle: &str,
        label: &str,
        hint: Option<String>,
    ) -> Diagnostic {
        Diagnostic {
            code,
            message: message.to_owned(),
            file: format!("{}/rule.toml", self.rule.id),
            source: self.rule.source.clone(),
            span: span_of(&self.rule.source, needle),
            label: label.to_owned(),
            hint,
        }
    }
}

/// Where a word stands in a rule file: in quotes if it does so anywhere, since names and values are
/// quoted and comments are not.
pub(crate) fn span_of(source: &str, needle: &str) -> Range<usize> {
    let quoted = ['"', '\''].iter().find_map(|quote| Some(source.find(&format!("{quote}{needle}{quote}"))? + 1));
    quoted.or_else(|| source.find(needle)).map_or(0..0, |at| at..at + needle.len())
}
