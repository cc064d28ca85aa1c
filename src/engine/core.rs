//! The parts of a run that do not change between passes: files, projects, rules, caches.

mod changed;
mod look;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex};

use self::changed::Swept;
use super::clock::Clock;
use super::context::Expressions;
use super::prune::Alive;
use super::reads::Reads;
use crate::files::{Files, folder_of, is_below};
use crate::manifest::{self, Dependency, conventions};
use crate::repo::{Courses, Folders, Glob, Project, Role, Spot, WorkTree, add_members, below, projects, role_of};
use crate::report::Place;
use crate::rules::model::{Anchors, FactKind, Scope};
use crate::rules::{Pack, Rule};
use crate::settings::Settings;
use crate::sweep::{Admission, Group, Interest, Matcher, QuerySource, Required, Seen};

/// What stands in no text.
const NOWHERE: &str = "\0";

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
    /// What rules of a repository may not write.
    pub protected: Vec<Glob>,
    /// Is a path ignored by git? New files on such paths would never be committed.
    pub ignored: &'a dyn Fn(&str) -> bool,
    /// The git id of a file's bytes.
    pub blob_id: &'a dyn Fn(&[u8]) -> String,
    /// The projects below the scope.
    pub projects: Vec<Project>,
    /// The files that are deployed, sorted.
    pub production: Arc<Vec<String>>,
    /// The names of the pack, for templates.
    pub expressions: Expressions,
    /// Parsed files and compiled queries.
    pub matcher: Matcher,
    /// The places picked by hand that a rule took up.
    pub picked: Mutex<BTreeSet<Place>>,
    /// Where the time goes.
    pub clock: Clock<'a>,
    /// What formatters are told.
    pub conventions: conventions::Known,
    /// What the projects' manifests declare, as they are on disk.
    pub dependencies: BTreeMap<String, Arc<Vec<Dependency>>>,
    folders: Folders,
    /// Which facts rules read.
    pub(super) reads: Reads<'a>,
    /// The rules of facts that conditions ask for, and those that these hang on.
    pub(super) gates: BTreeSet<usize>,
    pub(super) interests: BTreeMap<(usize, Which), usize>,
    pub(super) wants: Vec<Interest>,
    /// Per interest the query that is to find something.
    sources: Vec<Option<Source<'a>>>,
    /// The globs and roles of all interests.
    admission: Option<Admission>,
    /// The files below the scope.
    seen: Vec<Seen<'a>>,
    /// The same by what may see them.
    groups: Vec<Group>,
    /// Per interest the groups of files that it may see.
    admitted: Vec<Vec<usize>>,
    /// Per interest and project, the files in which its query finds something, as far as it was run.
    found: RefCell<Vec<Finds>>,
    /// The same where the query was not run yet: the files that hold the literals it asks for.
    hopes: RefCell<Vec<Finds>>,
    /// What was found in the files that a pass changed, as they are now.
    changed: RefCell<HashMap<String, Swept>>,
}

/// Files by project, each by its place among the files below the scope.
type Finds = BTreeMap<usize, BTreeSet<usize>>;

/// Interests, and the projects in which they are wanted.
pub(super) type Wanted = Vec<(usize, BTreeSet<usize>)>;

/// An interest, what it is about, and the projects.
type Asked<'e> = (usize, &'e Interest, &'e BTreeSet<usize>);

/// A query and its name.
struct Source<'a> {
    name: String,
    text: &'a str,
    several: bool,
}

impl Source<'_> {
    fn query(&self) -> QuerySource<'_> {
        QuerySource { name: &self.name, text: self.text, several: self.several }
    }
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
    /// Is told of each rule before it runs.
    pub begun: &'a dyn Fn(&str),
}

impl<'a> Engine<'a> {
    /// Splits the repository into projects and runs the prefilter over it.
    ///
    /// # Errors
    /// A sentence where a rule's glob does not parse.
    pub fn new(inputs: Inputs<'a>) -> Result<Engine<'a>, String> {
        let Inputs { tree, scope, name, host, pack, settings, ignored, blob_id, begun } = inputs;
        let root_of = |path: &str| manifest::project_root_of(path).filter(|_| manifest::is_real(tree, path));
        let mut projects = projects(scope, below(tree.paths(), scope), &root_of);
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
        let mut declared = BTreeMap::new();
        let mut engine = Engine {
            tree,
            scope,
            name,
            host,
            pack,
            settings,
            protected: globs_of(&pack.manifest.protected)?,
            ignored,
            blob_id,
            projects,
            production: Arc::default(),
            expressions: Arc::new(pack.manifest.vars.clone()),
            matcher: Matcher::default(),
            picked: Mutex::default(),
            clock: Clock::new(begun),
            conventions: conventions::Known::default(),
            dependencies: BTreeMap::new(),
            folders: Folders::default(),
            reads: Reads::of(pack),
            gates: BTreeSet::new(),
            interests: BTreeMap::new(),
            wants: Vec::new(),
            sources: Vec::new(),
            admission: None,
            seen: Vec::new(),
            groups: Vec::new(),
            admitted: Vec::new(),
            found: RefCell::default(),
            hopes: RefCell::default(),
            changed: RefCell::default(),
        };
        let named = settings.project.as_deref().unwrap_or(scope);
        let named_files = tree.paths().iter().filter(|path| is_below(path, named));
        engine.folders = Folders::with(Courses::of(named_files.map(|path| engine.relative(path, named))));
        let seen: Vec<Seen<'a>> = below(tree.paths(), scope).iter().map(|path| engine.see(path)).collect();
        engine.seen = seen;
        let deployed = engine.seen.iter().filter(|file| file.role == Role::Production);
        engine.production = Arc::new(deployed.map(|file| file.path.to_owned()).collect());
        for project in engine.selected().filter(|project| !project.manifests.is_empty()) {
            let read = manifest::dependencies(tree, &project.root, &project.manifests);
            declared.insert(project.root.clone(), Arc::new(read));
        }
        engine.dependencies = declared;
        engine.collect_interests();
        engine.admit()?;
        engine.gates = engine.reads.gates(&settings.facts);
        let alive = engine.clock.stage("prune", || Alive::of(&engine, None));
        // What hangs on facts that are still to be found is looked at when they are known.
        let (now, later): (Wanted, Wanted) = alive.interests().into_iter().partition(|(at, _)| alive.settled(*at));
        engine.clock.stage("sweep", || engine.look(None, &engine.asks(&now), &engine.asks(&later)));
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
        self.spot(path).role
    }

    /// The index of the project that owns a file.
    pub fn owner(&self, path: &str) -> usize {
        self.spot(path).owner
    }

    fn spot(&self, path: &str) -> Spot {
        let named = self.settings.project.as_deref().filter(|project| is_below(path, project)).unwrap_or(self.scope);
        self.folders.spot(path, self.relative(path, named), &self.projects, self.scope)
    }

    /// May an interest see a file of a project, or of any?
    pub(super) fn admits(&self, interest: usize, owner: Option<usize>) -> bool {
        let mut groups = self.admitted[interest].iter();
        groups.any(|&group| owner.is_none_or(|owner| self.groups[group].owner == owner))
    }

    fn see<'p>(&self, path: &'p str) -> Seen<'p> {
        let Spot { owner, role } = self.spot(path);
        let relative = self.relative(path, &self.projects[owner].root);
        Seen { path, relative, within: self.relative(path, self.scope), role, owner }
    }

    fn collect_interests(&mut self) {
        for (index, rule) in self.pack.rules.iter().enumerate() {
            if !rule.is_fact() && !self.settings.selects(&rule.id) {
                continue;
            }
            let manifest = &rule.manifest;
            if let Some(spec) = &manifest.matches {
                let query = spec.pattern.is_none().then_some(spec.query.as_str());
                self.want(index, Which::Match, &manifest.files, &manifest.anchors, query);
            }
            if let Some(done) = &manifest.done {
                let files = if done.files.is_empty() { &manifest.files } else { &done.files };
                self.want(index, Which::Done, files, &done.anchors, done.query_file());
            }
        }
        self.found = RefCell::new(vec![BTreeMap::new(); self.wants.len()]);
        self.hopes = self.found.clone();
    }

    /// Works out which interests may see which files: all that names tell, before any is read.
    fn admit(&mut self) -> Result<(), String> {
        let admission = Admission::of(&self.wants)?;
        self.groups = self.clock.stage("names", || admission.groups(&self.seen));
        self.admission = Some(admission);
        self.admitted = vec![Vec::new(); self.wants.len()];
        for (at, group) in self.groups.iter().enumerate() {
            group.interests.iter().for_each(|&interest| self.admitted[interest].push(at));
        }
        Ok(())
    }

    fn want(&mut self, index: usize, which: Which, files: &[String], anchors: &Anchors, query: Option<&str>) {
        let pack: &'a Pack = self.pack;
        let rule = &pack.rules[index];
        let source = query.and_then(|query| {
            let text = rule.texts.get(query)?;
            let several = rule.manifest.language == "ecmascript";
            Some(Source { name: format!("{}/{query}", rule.id), text, several })
        });
        let mut interest = self.interest(rule, files, anchors);
        if let Some(source) = &source {
            interest.required = Required::of(source.text);
        }
        self.interests.insert((index, which), self.wants.len());
        self.wants.push(interest);
        self.sources.push(source);
    }

    fn interest(&self, rule: &Rule, files: &[String], anchors: &Anchors) -> Interest {
        let literals = match anchors {
            Anchors::None => Vec::new(),
            Anchors::Literals(literals) => literals.clone(),
            Anchors::Fact { fact, any } => any.iter().cloned().chain(self.seeds(fact)).collect(),
        };
        let literals = match anchors {
            // Nothing is there before the fact has brought it up.
            Anchors::Fact { .. } if literals.is_empty() => vec![NOWHERE.to_owned()],
            _ => literals,
        };
        Interest {
            everywhere: Self::is_repository_rule(rule),
            files: files.to_vec(),
            exclude: rule.manifest.exclude.clone(),
            roles: rule.manifest.roles(),
            literals,
            required: Arc::default(),
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

    /// Does a rule run for the repository as a whole?
    pub fn is_repository_rule(rule: &Rule) -> bool {
        rule.manifest.scope == Scope::Repository
    }
}

fn globs_of(globs: &[String]) -> Result<Vec<Glob>, String> {
    let read = |glob: &String| Glob::new(glob).map_err(|error| format!("the glob `{glob}` does not parse: {error}"));
    globs.iter().map(read).collect()
}

/// The folders of files that a pack takes for the sign of a project.
fn marked_folders(tree: &WorkTree, scope: &str, globs: &[String]) -> Result<Vec<String>, String> {
    let globs = globs_of(globs)?;
    let marks = |path: &&String| globs.iter().any(|glob| glob.is_match(path)) && role_of(path) == Role::Production;
    Ok(below(tree.paths(), scope).iter().filter(marks).map(|path| folder_of(path).to_owned()).collect())
}
