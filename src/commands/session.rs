//! Everything a command needs before it can plan: the repository, the rules, the settings.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::cli::{RuleSources, SelectArgs};
use crate::commands::guard;
use crate::commands::rules::{nearest_rule, nearest_rule_or_area};
use crate::engine::core::Inputs;
use crate::engine::make::{self, Record};
use crate::files::{Files, folder_of, is_below};
use crate::git::{self, FileMode, Git};
use crate::manifest::project_root_of;
use crate::repo::WorkTree;
use crate::report::{Note, Outcome, Plan};
use crate::rules::bundled::bundled_with;
use crate::rules::diagnostics::nearest;
use crate::rules::load::{PackFiles, folder_files, is_case_file};
use crate::rules::{Pack, PackError};
use crate::settings::{self, Settings, SettingsError, place_of, value_of};

/// The folder for rules of a repository's own.
pub const CUSTOM_RULES: &str = ".sentry-retrofit/rules";

/// Why nothing can be planned. Exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The path is not there, or is no folder.
    #[error("{0}")]
    Path(String),
    /// Git says no.
    #[error(transparent)]
    Git(#[from] git::GitError),
    /// The rules have mistakes.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The settings have mistakes.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// What was asked for is not there.
    #[error("{0}")]
    Choice(String),
    /// A rule is broken in a way only running it shows.
    #[error("{0}")]
    Rule(String),
    /// The rules of the repository cannot be tried out.
    #[error("{0:#}")]
    Rehearsal(anyhow::Error),
}

/// A repository, a pack and settings.
pub struct Session {
    /// The repository; `None` outside git.
    pub git: Option<Git>,
    /// The files.
    pub tree: WorkTree,
    /// The rules.
    pub pack: Arc<Pack>,
    /// What the person asked for, defaults filled in.
    pub settings: Settings,
    /// Is HEAD planned, whatever the work tree holds?
    pub from_head: bool,
    /// Where rules come from, as the command line says.
    pub sources: RuleSources,
    /// The rules this repository brings along.
    pub own_rules: Vec<String>,
    /// What git could not hand out.
    pub notes: Vec<Note>,
}

impl Session {
    /// Opens the repository around `path`, and reads rules and settings. Rules of its own that take too much are left
    /// out, with a note. Writes nothing.
    ///
    /// # Errors
    /// [`SessionError`], each a sentence.
    pub fn open(path: Option<&Path>, select: &SelectArgs, settings: Settings) -> Result<Session, SessionError> {
        Session::open_with(path, select, settings, None)
    }

    /// The same with the rules that a repository without rules of its own has, where they are read already.
    ///
    /// # Errors
    /// [`SessionError`], each a sentence.
    pub fn open_with(
        path: Option<&Path>,
        select: &SelectArgs,
        settings: Settings,
        usual: Option<&Arc<Pack>>,
    ) -> Result<Session, SessionError> {
        let session = Session::open_unguarded(path, select, settings.clone(), usual)?;
        if session.own_rules.is_empty() {
            return Ok(session);
        }
        match guard::rehearse(path.unwrap_or(Path::new(".")), select).map_err(SessionError::Rehearsal)? {
            None => Ok(session),
            Some(note) => {
                let sources = RuleSources { no_repository_rules: true, ..select.sources.clone() };
                let select = SelectArgs { sources, ..select.clone() };
                let mut session = Session::open_unguarded(path, &select, settings, usual)?;
                session.notes.push(note);
                Ok(session)
            }
        }
    }

    /// The same, and whatever rules of its own take, they take.
    ///
    /// # Errors
    /// [`SessionError`], each a sentence.
    pub(super) fn open_unguarded(
        path: Option<&Path>,
        select: &SelectArgs,
        settings: Settings,
        usual: Option<&Arc<Pack>>,
    ) -> Result<Session, SessionError> {
        let path = path.unwrap_or(Path::new("."));
        let folder = path
            .canonicalize()
            .map_err(|error| SessionError::Path(format!("cannot open {}: {error}", path.display())))?;
        if !folder.is_dir() {
            return Err(SessionError::Path(format!("{} is not a folder", path.display())));
        }
        let git = git::open(&folder)?;
        let (tree, notes) = files(git.as_ref(), &folder, select.ignore_dirty)?;
        let sources = select.sources.clone();
        let (pack, own_rules) = pack_of(&tree, &sources, usual)?;
        check_settings_file(&tree)?;
        let settings = settings.over_file(&tree)?.over_defaults(&pack.manifest.settings, &pack.manifest.choices)?;
        let from_head = select.ignore_dirty;
        let mut session = Session { git, tree, pack, settings, from_head, sources, own_rules, notes };
        session.check_choices()?;
        // A folder inside a repository is one of its projects: what the rest says about it still counts.
        let inside = folder.strip_prefix(session.tree.root()).ok().filter(|inside| !inside.as_os_str().is_empty());
        if let (Some(inside), None) = (inside, &session.settings.project) {
            let unreadable = || SessionError::Path(format!("the name of {} is not UTF-8", path.display()));
            session.settings.project = Some(inside.to_str().ok_or_else(unreadable)?.replace('\\', "/"));
        }
        Ok(session)
    }

    /// Rules, folders and files that were named have to be there: a typing error must not look like a
    /// repository where nothing is to be done.
    fn check_choices(&self) -> Result<(), SessionError> {
        let ids = || self.pack.rules.iter().map(|rule| rule.id.as_str());
        // The settings file may name rules that were left out by hand.
        let named = self.settings.only.iter().chain(&self.settings.skip);
        for name in named.filter(|_| !self.sources.no_repository_rules) {
            let one = Settings { only: vec![name.clone()], ..Settings::default() };
            if !ids().any(|id| one.selects(id)) {
                let near = nearest_rule_or_area(name, ids());
                return Err(SessionError::Choice(format!("there is no rule `{name}`{near}")));
            }
        }
        if let Some(leave) = self.settings.leave.iter().find(|leave| !ids().any(|id| id == leave.rule)) {
            let near = nearest_rule(&leave.rule, ids());
            return Err(SessionError::Choice(format!("`leave`: there is no rule `{}`{near}", leave.rule)));
        }
        let paths = self.tree.paths();
        if let Some(project) = &self.settings.project
            && !paths.iter().any(|path| is_below(path, project))
        {
            let roots = paths.iter().filter(|path| project_root_of(path).is_some()).map(|path| folder_of(path));
            let near = nearest(project, roots).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            return Err(SessionError::Choice(format!("no file to plan is in the folder `{project}`{near}")));
        }
        for place in &self.settings.at {
            if paths.binary_search(&place.file).is_err() {
                let end = format!("/{}", place.file);
                let near =
                    paths.iter().find(|path| path.ends_with(&end)).map(|near| format!("; did you mean `{near}`?"));
                let near = near.unwrap_or_else(|| "; paths start at the top of the repository".to_owned());
                return Err(SessionError::Choice(format!("no file to plan is called `{}`{near}", place.file)));
            }
        }
        Ok(())
    }

    /// What `--only` and `--skip` leave out of the work that rules do together, a line for each that does its part.
    fn left_out(&self, plan: &Plan) -> Vec<Note> {
        let rules = self.pack.rules.iter().filter(|rule| !rule.is_fact());
        let (selected, others): (Vec<_>, Vec<_>) = rules.partition(|rule| self.settings.selects(&rule.id));
        let area = |id: &str| id.split_once('/').map_or(id, |(area, _)| area).to_owned();
        // What another framework's area does is about other apps.
        let foreign = |id: &str, other: &str| area(id) != area(other) && self.pack.apps.contains_key(&area(other));
        let works = |id: &str| plan.rules.iter().any(|report| report.id == id && report.outcome == Outcome::Applies);
        let needed = |id: &str| {
            let rule = selected.iter().find(|rule| rule.id == id)?;
            let group = rule.manifest.group.as_ref()?;
            let left: Vec<&str> = others
                .iter()
                .filter(|other| other.manifest.group.as_ref() == Some(group) && !foreign(id, &other.id))
                .map(|other| other.id.as_str())
                .collect();
            let reason = format!("it belongs together with {}, which --only or --skip leaves out", left.join(", "));
            (!left.is_empty()).then(|| Note { file: id.to_owned(), reason })
        };
        selected.iter().filter(|rule| works(&rule.id)).filter_map(|rule| needed(&rule.id)).collect()
    }

    /// Does git ignore a path? What is written there is never committed.
    pub fn is_ignored(&self, path: &str) -> bool {
        self.git.as_ref().is_some_and(|git| git.is_ignored(path).unwrap_or(false))
    }

    /// The id the repository gives a file with these bytes.
    pub fn blob_id(&self, bytes: &[u8]) -> String {
        let id = self.git.as_ref().map_or_else(|| git::sha1_blob_id(bytes), |git| git.blob_id(bytes));
        id.unwrap_or_default()
    }

    /// Plans. Writes nothing.
    ///
    /// # Errors
    /// [`SessionError::Rule`] where a rule is broken in a way only running it shows.
    pub fn plan(&self) -> Result<Plan, SessionError> {
        self.planned(|_, _| ()).map(|(plan, ())| plan)
    }

    /// Plans, and looks at what the plan was made with. Writes nothing.
    ///
    /// # Errors
    /// [`SessionError::Rule`] where a rule is broken in a way only running it shows.
    pub fn planned<T>(&self, look: impl FnOnce(&Plan, &Record<'_>) -> T) -> Result<(Plan, T), SessionError> {
        self.planned_before(&|_| (), look)
    }

    /// The same; `begun` is told of each rule before it runs.
    ///
    /// # Errors
    /// [`SessionError::Rule`] where a rule is broken in a way only running it shows.
    pub(super) fn planned_before<T>(
        &self,
        begun: &dyn Fn(&str),
        look: impl FnOnce(&Plan, &Record<'_>) -> T,
    ) -> Result<(Plan, T), SessionError> {
        let root = self.tree.root();
        let name = root.file_name().map_or("repository".into(), |name| name.to_string_lossy());
        let name = name.strip_suffix(".git").unwrap_or(&name);
        let ignored = |path: &str| self.is_ignored(path);
        let blob_id = |bytes: &[u8]| self.blob_id(bytes);
        let host = self.git.as_ref().and_then(Git::remote_host).unwrap_or_default();
        let inputs = Inputs {
            tree: &self.tree,
            scope: ".",
            name,
            host: &host,
            pack: &self.pack,
            settings: &self.settings,
            ignored: &ignored,
            blob_id: &blob_id,
            begun,
        };
        let (mut plan, record) = make::plan_with_record(inputs).map_err(SessionError::Rule)?;
        plan.repo.git = self.git.is_some();
        plan.repo.own_rules = self.own_rules.clone();
        plan.repo.head = match &self.git {
            Some(git) => git.head()?.commit,
            None => None,
        };
        plan.notes.extend(self.notes.iter().cloned().chain(self.tree.notes()).chain(self.left_out(&plan)));
        if self.git.as_ref().is_some_and(Git::is_interrupted) {
            let reason = "an earlier `apply` was interrupted; the next one completes it";
            plan.notes.push(Note { file: ".git/sentry-retrofit".to_owned(), reason: reason.to_owned() });
        }
        plan.notes.sort();
        plan.notes.dedup();
        let seen = look(&plan, &record);
        Ok((plan, seen))
    }
}

/// A settings file that cannot be read must not pass for one that is not there.
fn check_settings_file(tree: &WorkTree) -> Result<(), SettingsError> {
    let there = match tree.is_committed() {
        true => tree.exists(settings::FILE),
        false => tree.root().join(settings::FILE).symlink_metadata().is_ok(),
    };
    if there && tree.read_text(settings::FILE).is_none() {
        return Err(SettingsError::File("it is no readable file of UTF-8 text under 1 MiB".to_owned()));
    }
    Ok(())
}

/// The settings the command line gives.
///
/// # Errors
/// [`SessionError::Settings`] where a place or a value does not parse.
pub fn settings_of(select: &SelectArgs) -> Result<Settings, SessionError> {
    let mut settings = Settings {
        only: select.only.clone(),
        skip: select.skip.clone(),
        project: select
            .project
            .as_deref()
            .map(|project| project.trim_start_matches("./").trim_end_matches('/').to_owned()),
        safe_only: select.safe_only,
        ..Settings::default()
    };
    for place in &select.at {
        settings.at.push(place_of(place)?);
    }
    for value in &select.set {
        let (key, value) = value_of(value)?;
        settings.values.insert(key, value);
    }
    Ok(settings)
}

/// The rules of a repository without rules of its own: the bundled ones, and those named on the command line.
///
/// # Errors
/// [`PackError`] with everything that is wrong with them.
pub fn usual_pack(sources: &RuleSources) -> Result<Arc<Pack>, PackError> {
    layers(PackFiles::new(), sources)
}

/// The bundled rules, the repository's own, and those named on the command line, in that order; and the ids of
/// the repository's own.
fn pack_of(
    tree: &WorkTree,
    sources: &RuleSources,
    usual: Option<&Arc<Pack>>,
) -> Result<(Arc<Pack>, Vec<String>), PackError> {
    let own = if sources.no_repository_rules { PackFiles::new() } else { own_rules(tree)? };
    if let Some(usual) = usual.filter(|_| own.is_empty()) {
        return Ok((usual.clone(), Vec::new()));
    }
    let ids = own.keys().filter_map(|path| path.strip_suffix("/rule.toml")).map(str::to_owned).collect();
    Ok((layers(own, sources)?, ids))
}

fn layers(own: PackFiles, sources: &RuleSources) -> Result<Arc<Pack>, PackError> {
    let ids = own.keys().filter_map(|path| path.strip_suffix("/rule.toml"));
    let confined: BTreeSet<String> = ids.filter(|_| !sources.trust_repository_rules).map(str::to_owned).collect();
    let mut layers: Vec<(String, PackFiles)> = Vec::new();
    layers.extend(Some((CUSTOM_RULES.to_owned(), own)).filter(|(_, files)| !files.is_empty()));
    for folder in &sources.rules {
        layers.push((folder.display().to_string(), folder_files(folder)?));
    }
    let folders: Vec<(String, BTreeSet<String>)> =
        layers.iter().map(|(folder, files)| (folder.clone(), files.keys().cloned().collect())).collect();
    let files = layers.into_iter().map(|(_, files)| files).collect();
    let mut pack = bundled_with(files, sources.allow_pack_overrides).map_err(|error| error.in_folders(&folders))?;
    let confined = pack.rules.iter_mut().filter(|rule| confined.contains(&rule.id));
    confined.for_each(|rule| rule.confined = true);
    Ok(Arc::new(pack))
}

/// The rules a repository brings along: of a commit those committed, else those in the folder, tracked or
/// not, so that a rule can be tried before it is committed.
fn own_rules(tree: &WorkTree) -> Result<PackFiles, PackError> {
    if !tree.is_committed() {
        let mut folder = tree.root().to_owned();
        for part in CUSTOM_RULES.split('/') {
            folder.push(part);
            if !folder.symlink_metadata().is_ok_and(|found| found.is_dir()) {
                return Ok(PackFiles::new());
            }
        }
        return folder_files(&folder);
    }
    let prefix = format!("{CUSTOM_RULES}/");
    let paths = tree.below(CUSTOM_RULES);
    let below = paths.iter().filter_map(|path| Some((path.strip_prefix(&prefix)?, path)));
    let rule_files = below.filter(|(name, _)| !is_case_file(name));
    Ok(rule_files.filter_map(|(name, path)| Some((name.to_owned(), tree.read_text(path)?))).collect())
}

/// The files to plan: the tracked ones, from the work tree or from HEAD; outside git, all that are not ignored.
fn files(git: Option<&Git>, folder: &Path, from_head: bool) -> Result<(WorkTree, Vec<Note>), SessionError> {
    let Some(git) = git else { return Ok((WorkTree::walked(folder), Vec::new())) };
    if !from_head && let Some(root) = git.work_tree() {
        let listing = git.tracked()?;
        let paths = listing.files.into_iter().filter(|file| file.mode.is_regular()).map(|file| file.path);
        return Ok((WorkTree::listed(root, paths.collect()), listing.notes));
    }
    let listing = git.committed()?;
    let regular = listing.files.into_iter().filter(|file| file.mode.is_regular());
    let files = regular.map(|file| (file.path, file.mode == FileMode::Executable)).collect();
    // A reader of its own: the tree is read while the repository is asked other things.
    let Some(reader) = git::open(git.root())? else {
        return Ok((WorkTree::listed(git.root(), Vec::new()), listing.notes));
    };
    let read = Box::new(move |path: &str| reader.blob_at_head(path).ok().flatten());
    Ok((WorkTree::committed(git.root(), files, read), listing.notes))
}
