//! `explain`: why a rule does or does not apply, down to the first condition that failed.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Result, bail};

use crate::cli::{ExplainArgs, ShowArgs};
use crate::facts::Facts;
use crate::matcher::{Interest, Matcher, Prefilter, QuerySource, Seen, Site, Surroundings};
use crate::output::Output;
use crate::plan::{Plan, RuleReport};
use crate::render::escape::visible;
use crate::repo::{Files, Role, role_of};
use crate::rules::Rule;
use crate::rules::model::{Anchors, Scope};
use crate::rules_command::nearest_rule;
use crate::session::{Session, settings_of};

/// Runs `explain`.
///
/// # Errors
/// Where there is no such rule, or nothing can be planned.
pub fn run(args: &ExplainArgs) -> Result<u8> {
    let session = Session::open(args.path.as_deref(), &args.select, settings_of(&args.select)?)?;
    let Some(rule) = session.pack.rules.iter().find(|rule| rule.id == args.rule) else {
        let near = nearest_rule(&args.rule, session.pack.rules.iter().map(|rule| rule.id.as_str()));
        bail!("there is no rule `{}`{near}", args.rule);
    };
    let plan = session.plan()?;
    let mut text = about(rule);
    text.push_str(&outcomes(rule, &plan));
    if let Some(file) = &args.file {
        let path = in_repository(file, args.path.as_deref(), &session);
        text.push_str(&File { session: &session, rule, plan: &plan, path: &path }.explain());
    }
    Output::new(&ShowArgs { color: args.color, ..ShowArgs::default() }).emit(&text)?;
    Ok(0)
}

/// A file as the repository calls it. People complete names in the folder they are in; reports name files
/// from the top of the repository. Either is understood.
fn in_repository(file: &str, folder: Option<&Path>, session: &Session) -> String {
    let tree = &session.tree;
    let tracked = |path: &str| tree.paths().binary_search_by(|known| known.as_str().cmp(path)).is_ok();
    let here = || {
        let at = folder.unwrap_or(Path::new(".")).join(file);
        let path = at.parent()?.canonicalize().ok()?.join(at.file_name()?);
        path.strip_prefix(tree.root()).ok()?.to_str().map(|path| path.replace('\\', "/"))
    };
    here().filter(|path| tracked(path)).unwrap_or_else(|| file.trim_start_matches("./").to_owned())
}

fn about(rule: &Rule) -> String {
    let manifest = &rule.manifest;
    let mut text = format!("{}\n{}.\n{}\n", rule.id, manifest.title, manifest.why);
    if let Some(docs) = &manifest.docs {
        text.push_str(docs);
        text.push('\n');
    }
    text
}

fn outcomes(rule: &Rule, plan: &Plan) -> String {
    let mut text = String::new();
    if rule.is_fact() {
        let name = rule.manifest.fact.as_ref().map_or("", |fact| fact.name.as_str());
        for fact in plan.facts.iter().filter(|fact| fact.name == name) {
            let scope = fact.project.as_deref().unwrap_or("the repository");
            text.push_str(&format!("\n  in {scope}: {name} = {}\n", visible(&fact.value.to_string())));
            for place in &fact.evidence {
                text.push_str(&format!("    {}:{}\n", visible(&place.file), place.line));
            }
        }
        if text.is_empty() {
            text.push_str(&format!("\n  nothing is known of {name}\n"));
        }
        return text;
    }
    for report in plan.rules.iter().filter(|report| report.id == rule.id) {
        text.push_str(&outcome(report));
    }
    text
}

fn outcome(report: &RuleReport) -> String {
    let reason = report.reason.as_deref().map(|reason| format!(": {}", visible(reason))).unwrap_or_default();
    let mut text = format!("\n  in {}: {}{reason}\n", visible(&report.project), report.outcome.word());
    for place in &report.sites {
        text.push_str(&format!("    {}:{}\n", visible(&place.file), place.line));
    }
    for line in report.manual.iter().flat_map(|manual| manual.lines()) {
        text.push_str(&format!("    {}\n", visible(line)));
    }
    text
}

/// One file held against one rule.
struct File<'a> {
    session: &'a Session,
    rule: &'a Rule,
    plan: &'a Plan,
    path: &'a str,
}

impl File<'_> {
    /// The steps a file goes through, up to the first it fails.
    fn explain(&self) -> String {
        let mut text = format!("\n{} and {}\n", visible(self.path), self.rule.id);
        for step in self.steps() {
            match step {
                Ok(line) => text.push_str(&format!("  yes  {line}\n")),
                Err(line) => {
                    text.push_str(&format!("  no   {line}\n"));
                    break;
                }
            }
        }
        text
    }

    fn steps(&self) -> Vec<Result<String, String>> {
        let mut steps = Vec::new();
        let tree = &self.session.tree;
        let Some(bytes) = tree.read(self.path) else {
            return vec![Err(
                "it is not a tracked, readable file of this repository (under 1 MiB, behind no link)".into()
            )];
        };
        if tree.paths().binary_search_by(|known| known.as_str().cmp(self.path)).is_err() {
            return vec![Err("git does not track it".into())];
        }
        let manifest = &self.rule.manifest;
        let Some(matches) = &manifest.matches else {
            return vec![Err("the rule has no query: it looks at projects, not at files".into())];
        };
        let role = role_of(self.inside(&self.session.scope));
        if !manifest.roles().contains(&role) {
            let wanted: Vec<&str> = manifest.roles().into_iter().map(Role::name).collect();
            let wanted = wanted.join(" and ");
            return vec![Err(format!("it is a {} file, and only {wanted} files are patched", role.name()))];
        }
        steps.push(Ok(format!("it is a {} file", role.name())));
        let literals = match &manifest.anchors {
            Anchors::None => Vec::new(),
            Anchors::Literals(literals) => literals.clone(),
            Anchors::Fact { fact, any } => any.iter().cloned().chain(self.names(fact)).collect(),
        };
        let interest = Interest {
            everywhere: false,
            files: manifest.files.clone(),
            exclude: manifest.exclude.clone(),
            roles: manifest.roles(),
            literals: literals.clone(),
            required: Arc::default(),
        };
        let prefilter = match Prefilter::new(&[&interest]) {
            Ok(prefilter) => prefilter,
            Err(problem) => return vec![Err(problem)],
        };
        let everywhere = self.rule.manifest.scope == Scope::Repository;
        let relative = self.inside(if everywhere { &self.session.scope } else { self.project() });
        let admitted = prefilter.admitted(&Seen { path: self.path, relative, within: relative, role, owner: 0 });
        if admitted.is_empty() {
            steps.push(Err(format!("its name matches none of {:?} (or one of exclude)", manifest.files)));
            return steps;
        }
        steps.push(Ok(format!("its name matches {:?}", manifest.files)));
        if prefilter.wanted(&admitted, &bytes).is_empty() {
            steps.push(Err(format!("none of the anchors {literals:?} occurs in it")));
            return steps;
        }
        steps.push(Ok("an anchor occurs in it".into()));
        steps.push(self.matched(matches));
        steps
    }

    fn matched(&self, spec: &crate::rules::model::Match) -> Result<String, String> {
        let matcher = Matcher::default();
        let tree = &self.session.tree;
        let facts = Facts::of_reports(&self.plan.facts);
        let around =
            Surroundings { facts: &facts, project: self.project(), vocabularies: &self.session.pack.vocabularies };
        let text = self.rule.texts.get(&spec.query).map_or("", String::as_str);
        let source = QuerySource { name: &spec.query, text, several: self.rule.manifest.language == "ecmascript" };
        let sites = match &spec.pattern {
            Some(pattern) => matcher.lines(tree, self.path, &self.rule.id, pattern),
            None => matcher.sites(tree, self.path, source, &around),
        };
        if let Some(note) = matcher.notes().first() {
            return Err(note.reason.clone());
        }
        if sites.is_empty() {
            let rejected = matcher.rejections(tree, self.path, source, &around);
            let why = match rejected.first() {
                Some(rejection) => format!("a pattern of {} matches, but {rejection}", spec.query),
                None => format!("no pattern of {} matches its syntax tree", spec.query),
            };
            return Err(why);
        }
        Ok(sites.iter().map(captures).collect::<Vec<_>>().join("\n       "))
    }

    fn names(&self, fact: &str) -> Vec<String> {
        let facts = Facts::of_reports(&self.plan.facts);
        facts.strings(fact, self.project()).into_iter().filter(|name| !name.contains('.')).map(str::to_owned).collect()
    }

    /// The project that owns the file, as far as a report tells: the deepest that holds it.
    fn project(&self) -> &str {
        let roots = self.plan.projects.iter().map(|project| project.root.as_str());
        roots.filter(|root| crate::repo::is_below(self.path, root)).max_by_key(|root| root.len()).unwrap_or(".")
    }

    fn inside(&self, folder: &str) -> &str {
        self.path.strip_prefix(folder).map_or(self.path, |rest| rest.trim_start_matches('/'))
    }
}

/// A site and what its query captured, on one line.
fn captures(site: &Site) -> String {
    let mut line = format!("pattern {} matches line {}", site.pattern + 1, site.place().line);
    for (name, ranges) in &site.captures {
        if let Some(text) = ranges.first().and_then(|range| site.file.text.get(range.clone())) {
            let first: String = text.lines().next().unwrap_or_default().chars().take(60).collect();
            line.push_str(&format!("; @{name} = {}", visible(&first)));
        }
    }
    line
}
