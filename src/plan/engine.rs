//! The parts of a run that do not change between passes: files, projects, rules, caches.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use globset::{Glob, GlobSetBuilder};

use super::Place;
use crate::manifest;
use crate::matcher::{Interest, Matcher, Prefilter, Seen, scan};
use crate::repo::{
    Courses, Files, Overlay, Owners, Project, Role, WorkTree, add_members, below, folder_of, is_below, projects,
    role_of,
};
use crate::rules::model::{Anchors, FactKind, Scope};
use crate::rules::{Pack, Rule};
use crate::settings::Settings;

/// Which of a rule's two queries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    /// Where the rule applies.
    Match,
    /// What shows that its work is done.
    Done,
}

/// A repository and a pack, ready to be planned.
pub struct Engine<'a> {
    /// The work tree.
    pub tree: &'a WorkTree,
    /// The folder asked for, relative to the work tree; `.` for all of it.
    pub scope: &'a str,
    /// The repository's name.
    pub name: &'a str,
    /// The host of its remote; empty where there is none.
    pub host: &'a str,
    /// The rules.
    pub pack: &'a Pack,
    /// What the person asked for.
    pub settings: &'a Settings,
    /// Is a path ignored by git? New files on such paths would never be committed.
    pub ignored: &'a dyn Fn(&str) -> bool,
    /// The git id of a file's bytes.
    pub blob_id: &'a dyn Fn(&[u8]) -> String,
    /// The projects below the scope.
    pub projects: Vec<Project>,
    /// The files that are deployed, sorted.
    pub production: Arc<Vec<String>>,
    /// Parsed files and compiled queries.
    pub matcher: Matcher,
    /// The places picked by hand that a rule took up.
    pub picked: Mutex<BTreeSet<Place>>,
    courses: Courses,
    owners: RefCell<Owners>,
    interests: BTreeMap<(usize, Which), usize>,
    wants: Vec<Interest>,
    /// One prefilter per interest, for files that change during a pass.
    prefilters: Vec<Prefilter>,
    /// Per interest and project, the files worth parsing.
    candidates: Vec<BTreeMap<usize, Vec<String>>>,
}

/// What an engine is made from.
pub struct Inputs<'a> {
    /// The work tree.
    pub tree: &'a WorkTree,
    /// The folder asked for, relative to the work tree; `.` for all of it.
    pub scope: &'a str,
    /// The repository's name.
    pub name: &'a str,
    /// The host of its remote; empty where there is none.
    pub host: &'a str,
    /// The rules.
    pub pack: &'a Pack,
    /// What the person asked for.
    pub settings: &'a Settings,
    /// Is a path ignored by git?
    pub ignored: &'a dyn Fn(&str) -> bool,
    /// The git id of a file's bytes.
    pub blob_id: &'a dyn Fn(&[u8]) -> String,
}

impl<'a> Engine<'a> {
    /// Splits the repository into projects and runs the prefilter over it.
    ///
    /// # Errors
    /// A sentence where a rule's glob does not parse.
    pub fn new(inputs: Inputs<'a>) -> Result<Engine<'a>, String> {
        let Inputs { tree, scope, name, host, pack, settings, ignored, blob_id } = inputs;
        let mut projects = projects(scope, &tree.below(scope), &manifest::project_root_of);
        let marked = marked_folders(tree, scope, &pack.manifest.projects)?;
        add_members(&mut projects, &marked, &manifest::is_node_manifest);
        if let Some(root) = &settings.project
            && !projects.iter().any(|project| project.root == *root)
        {
            // A folder without manifests goes by those of the project around it.
            let of_root = |path: &String| manifest::project_root_of(path).as_ref() == Some(root);
            let own: Vec<String> = tree.below(root).into_iter().filter(of_root).collect();
            let around = projects.iter().filter(|project| is_below(root, &project.root));
            let around = around.max_by_key(|project| if project.root == "." { 0 } else { project.root.len() });
            let manifests = if own.is_empty() { around.map(|p| p.manifests.clone()).unwrap_or_default() } else { own };
            projects.push(Project { root: root.clone(), manifests });
            projects.sort_by(|a, b| a.root.cmp(&b.root));
        }
        let mut engine = Engine {
            tree,
            scope,
            name,
            host,
            pack,
            settings,
            ignored,
            blob_id,
            projects,
            production: Arc::default(),
            matcher: Matcher::default(),
            picked: Mutex::default(),
            courses: Courses::default(),
            owners: RefCell::default(),
            prefilters: Vec::new(),
            interests: BTreeMap::new(),
            wants: Vec::new(),
            candidates: Vec::new(),
        };
        let named = settings.project.as_deref().unwrap_or(scope);
        let below = tree.paths().iter().filter(|path| is_below(path, named));
        engine.courses = Courses::of(below.map(|path| engine.relative(path, named)));
        let deployed =
            tree.paths().iter().filter(|path| is_below(path, scope) && engine.role(path) == Role::Production);
        engine.production = Arc::new(deployed.cloned().collect());
        engine.collect_interests();
        let found = engine.scan(&engine.wants)?;
        engine.candidates = found.into_iter().map(|paths| engine.by_project(paths)).collect();
        engine.prefilters =
            engine.wants.iter().map(|want| Prefilter::new(std::slice::from_ref(want))).collect::<Result<_, _>>()?;
        Ok(engine)
    }

    /// The projects the settings select.
    pub fn selected(&self) -> impl Iterator<Item = &Project> {
        let wanted = self.settings.project.as_deref();
        self.projects.iter().filter(move |project| {
            wanted.is_none_or(|wanted| project.root == wanted || is_below(&format!("{}/", project.root), wanted))
        })
    }

    /// A project's path as globs see it: relative to the project.
    pub fn relative<'p>(&self, path: &'p str, project: &str) -> &'p str {
        match project {
            "." => path,
            _ => path.strip_prefix(project).map_or(path, |rest| rest.trim_start_matches('/')),
        }
    }

    /// What a file is for. The folder the person named is where roles start: who plans a folder of
    /// examples wants that example patched.
    pub fn role(&self, path: &str) -> Role {
        let named = self.settings.project.as_deref().filter(|project| is_below(path, project)).unwrap_or(self.scope);
        match role_of(self.relative(path, named)) {
            Role::Production if self.courses.hold(self.relative(path, named)) => Role::Example,
            role => role,
        }
    }

    /// The index of the project that owns a file.
    pub fn owner(&self, path: &str) -> usize {
        self.owners.borrow_mut().of(path, &self.projects, self.scope_index())
    }

    /// The files a query of a rule should be run on in a project (`None`: in all of them), in path order:
    /// those the prefilter found in the work tree, and changed files looked at anew.
    pub fn candidates(&self, rule: usize, which: Which, project: Option<&str>, overlay: &Overlay<'_>) -> Vec<String> {
        let Some(&interest) = self.interests.get(&(rule, which)) else { return Vec::new() };
        let owners: Vec<usize> = match project {
            Some(project) => self.projects.iter().position(|known| known.root == project).into_iter().collect(),
            None => (0..self.projects.len()).collect(),
        };
        let found = owners.iter().filter_map(|owner| self.candidates[interest].get(owner)).flatten();
        let mut paths: Vec<String> = found
            .filter(|path| !overlay.changed().contains_key(*path))
            .cloned()
            .chain(self.changed_candidates(interest, &owners, overlay))
            .collect();
        paths.sort();
        paths
    }

    /// How a file fares with the query of a rule: does the rule take files of its name and role, and what has to
    /// occur in it for the file to be parsed, if that does not?
    pub fn admission(&self, rule: usize, path: &str) -> Option<(bool, Option<&[String]>)> {
        let &interest = self.interests.get(&(rule, Which::Match))?;
        let relative = self.relative(path, &self.projects[self.owner(path)].root);
        let seen = Seen { path, relative, within: self.relative(path, self.scope), role: self.role(path) };
        let prefilter = &self.prefilters[interest];
        let admitted = prefilter.admitted(&seen);
        let wanted = self.tree.read(path).is_some_and(|bytes| !prefilter.wanted(&admitted, &bytes).is_empty());
        let literals = self.wants[interest].literals.as_slice();
        Some((!admitted.is_empty(), (!wanted).then_some(literals)))
    }

    /// Looks again for literals a fact has brought up: names that this repository itself gives to what
    /// the rules look for. Only then is a file read twice.
    ///
    /// # Errors
    /// A sentence where a rule's glob does not parse.
    pub fn widen(&mut self, fact: &str, literals: &[String]) -> Result<(), String> {
        let names_fact = |anchors: &Anchors| matches!(anchors, Anchors::Fact { fact: name, .. } if name == fact);
        let mut widened = Vec::new();
        for (&(rule, which), &interest) in &self.interests {
            let manifest = &self.pack.rules[rule].manifest;
            let anchors = match which {
                Which::Match => Some(&manifest.anchors),
                Which::Done => manifest.done.as_ref().map(|done| &done.anchors),
            };
            let new: Vec<String> =
                literals.iter().filter(|literal| !self.wants[interest].literals.contains(literal)).cloned().collect();
            if anchors.is_some_and(names_fact) && !new.is_empty() {
                self.wants[interest].literals.extend(new.iter().cloned());
                widened.push((interest, Interest { literals: new, ..self.wants[interest].clone() }));
            }
        }
        if widened.is_empty() {
            return Ok(());
        }
        let interests: Vec<Interest> = widened.iter().map(|(_, interest)| interest.clone()).collect();
        for ((interest, _), found) in widened.into_iter().zip(self.scan(&interests)?) {
            for (owner, paths) in self.by_project(found) {
                let known = self.candidates[interest].entry(owner).or_default();
                known.extend(paths);
                known.sort();
                known.dedup();
            }
            self.prefilters[interest] = Prefilter::new(std::slice::from_ref(&self.wants[interest]))?;
        }
        Ok(())
    }

    fn scope_index(&self) -> usize {
        self.projects.iter().position(|project| project.root == self.scope).unwrap_or(0)
    }

    fn collect_interests(&mut self) {
        for (index, rule) in self.pack.rules.iter().enumerate() {
            if !rule.is_fact() && !self.settings.selects(&rule.id) {
                continue;
            }
            let manifest = &rule.manifest;
            if manifest.matches.is_some() {
                self.interests.insert((index, Which::Match), self.wants.len());
                self.wants.push(self.interest(rule, &manifest.files, &manifest.anchors));
            }
            if let Some(done) = &manifest.done {
                let files = if done.files.is_empty() { &manifest.files } else { &done.files };
                self.interests.insert((index, Which::Done), self.wants.len());
                self.wants.push(self.interest(rule, files, &done.anchors));
            }
        }
    }

    fn interest(&self, rule: &Rule, files: &[String], anchors: &Anchors) -> Interest {
        let literals = match anchors {
            Anchors::None => Vec::new(),
            Anchors::Literals(literals) => literals.clone(),
            Anchors::Fact { fact, any } => any.iter().cloned().chain(self.seeds(fact)).collect(),
        };
        Interest {
            everywhere: Self::is_repository_rule(rule),
            files: files.to_vec(),
            exclude: rule.manifest.exclude.clone(),
            roles: rule.manifest.roles(),
            literals,
        }
    }

    /// What a set fact holds before any file is read.
    fn seeds(&self, fact: &str) -> Vec<String> {
        let specs = self.pack.rules.iter().filter_map(|rule| rule.manifest.fact.as_ref());
        specs
            .filter(|spec| spec.name == fact && spec.kind == FactKind::Set)
            .flat_map(|spec| spec.seed.iter().filter(|name| !name.contains('.')).cloned())
            .collect()
    }

    fn scan(&self, interests: &[Interest]) -> Result<Vec<Vec<String>>, String> {
        if interests.is_empty() {
            return Ok(Vec::new());
        }
        let seen: Vec<Seen<'_>> = below(self.tree.paths(), self.scope)
            .iter()
            .map(|path| {
                let owner = self.owner(path);
                let relative = self.relative(path, &self.projects[owner].root);
                Seen { path, relative, within: self.relative(path, self.scope), role: self.role(path) }
            })
            .collect();
        scan(self.tree, &seen, interests)
    }

    fn by_project(&self, paths: Vec<String>) -> BTreeMap<usize, Vec<String>> {
        let mut by_project: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for path in paths {
            by_project.entry(self.owner(&path)).or_default().push(path);
        }
        by_project
    }

    fn changed_candidates(&self, interest: usize, owners: &[usize], overlay: &Overlay<'_>) -> Vec<String> {
        let prefilter = &self.prefilters[interest];
        let wanted = |(path, bytes): &(&String, &Arc<[u8]>)| {
            let owner = self.owner(path);
            if !owners.contains(&owner) {
                return false;
            }
            let relative = self.relative(path, &self.projects[owner].root);
            let within = self.relative(path, self.scope);
            let admitted = prefilter.admitted(&Seen { path, relative, within, role: self.role(path) });
            !prefilter.wanted(&admitted, bytes).is_empty()
        };
        overlay.changed().iter().filter(wanted).map(|(path, _)| path.clone()).collect()
    }

    /// Does a rule run for the repository as a whole?
    pub fn is_repository_rule(rule: &Rule) -> bool {
        rule.manifest.scope == Scope::Repository
    }
}

/// The folders of files that a pack takes for the sign of a project.
fn marked_folders(tree: &WorkTree, scope: &str, globs: &[String]) -> Result<Vec<String>, String> {
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        set.add(Glob::new(glob).map_err(|error| format!("the glob `{glob}` does not parse: {error}"))?);
    }
    let set = set.build().map_err(|error| error.to_string())?;
    let marks = |path: &&String| set.is_match(path.as_str()) && role_of(path) == Role::Production;
    Ok(tree.below(scope).iter().filter(marks).map(|path| folder_of(path).to_owned()).collect())
}
