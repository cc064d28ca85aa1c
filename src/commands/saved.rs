//! A plan saved as JSON: enough to plan again and to know that it is still the same plan.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::cli::{RuleSources, SelectArgs};
use crate::commands::session::Session;
use crate::files::Files;
use crate::git::{self, Git};
use crate::render;
use crate::settings::Settings;

/// What `apply` reads of a saved plan. Everything else is made again from the repository: a plan file is
/// no way to write bytes nobody planned.
#[derive(Clone, Debug)]
pub struct SavedPlan {
    /// The file's name, for sentences about it.
    pub name: String,
    /// The id of the plan that was saved.
    pub plan_id: String,
    files: Vec<SavedFile>,
    saved: Saved,
    head: Option<String>,
    /// Is it as it was written?
    intact: bool,
}

#[derive(Deserialize)]
struct Schema {
    schema: u32,
}

#[derive(Deserialize)]
struct Document {
    plan_id: String,
    #[serde(default)]
    head: Option<String>,
    #[serde(default)]
    files: Vec<SavedFile>,
    settings: Saved,
    #[serde(default)]
    seal: String,
}

#[derive(Clone, Debug, Deserialize)]
struct SavedFile {
    path: String,
    result: String,
}

/// The settings, and what else the command line said about what is planned.
#[derive(Clone, Debug, Deserialize)]
struct Saved {
    /// The name of the folder that was planned.
    #[serde(default)]
    repository: String,
    #[serde(default)]
    ignore_dirty: bool,
    #[serde(flatten)]
    sources: RuleSources,
    #[serde(flatten)]
    settings: Settings,
}

impl SavedPlan {
    /// Reads a saved plan.
    ///
    /// # Errors
    /// Where the file is no plan this program can read.
    pub fn read(path: &Path) -> Result<SavedPlan> {
        let name = path.display().to_string();
        let foreign = || format!("{name} is no saved plan; save one with `plan --format json -o FILE`");
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {name}"))?;
        let Ok(Schema { schema }) = serde_json::from_slice(&bytes) else { bail!(foreign()) };
        if schema != 1 {
            bail!("{name} has schema {schema}, and this program reads schema 1");
        }
        let whole: Value = serde_json::from_slice(&bytes).with_context(foreign)?;
        let Document { plan_id, head, files, settings, seal } =
            serde_json::from_value(whole.clone()).with_context(foreign)?;
        let intact = render::seal(whole) == seal;
        Ok(SavedPlan { name, plan_id, files, saved: settings, head, intact })
    }

    /// Why the plan is not applied here, as far as that is known before anything is looked at: somebody edited
    /// it, or it is another repository's.
    ///
    /// # Errors
    /// Where the current folder cannot be opened.
    pub fn foreign(&self) -> Result<Option<String>> {
        if !self.intact {
            return Ok(Some(format!("{} was edited after it was saved.", self.name)));
        }
        let here = Path::new(".").canonicalize().context("cannot open the current folder")?;
        let git = git::open(&here)?;
        let name = git.as_ref().map_or(here.as_path(), Git::root).file_name();
        let is_here = match (&self.head, &git) {
            (Some(head), Some(git)) => git.has_commit(head),
            (Some(_), None) => false,
            (None, _) => name.is_some_and(|name| name.to_string_lossy() == self.saved.repository),
        };
        Ok((!is_here).then(|| format!("{} was saved for another repository, {}.", self.name, self.saved.repository)))
    }

    /// What to plan again: the folder that was planned, in the repository around the current folder, with
    /// the options it was planned with.
    ///
    /// # Errors
    /// Where `given` contradicts the plan: what was saved cannot be changed without being looked at.
    pub fn run(&self, given: &SelectArgs) -> Result<(Option<PathBuf>, SelectArgs, Settings)> {
        let neutral = SelectArgs { jobs: given.jobs, sources: given.sources.clone(), ..SelectArgs::default() };
        if *given != neutral {
            bail!("{} is applied as it was planned; give such options to `plan` and save it anew", self.name);
        }
        let told = given.sources != RuleSources::default();
        let sources = if told { given.sources.clone() } else { self.saved.sources.clone() };
        let select =
            SelectArgs { ignore_dirty: self.saved.ignore_dirty, sources, jobs: given.jobs, ..SelectArgs::default() };
        let root = match git::open(Path::new("."))? {
            Some(git) => git.root().to_owned(),
            None => PathBuf::from("."),
        };
        Ok((Some(root), select, self.saved.settings.clone()))
    }

    /// Does every file hold what the plan wanted to make of it?
    pub fn is_done(&self, tree: &dyn Files, git: Option<&Git>) -> bool {
        let holds = |file: &SavedFile| {
            let bytes = tree.read(&file.path)?;
            let id = git.map_or_else(|| git::sha1_blob_id(&bytes), |git| git.blob_id(&bytes)).ok()?;
            (id == file.result).then_some(())
        };
        !self.files.is_empty() && self.files.iter().all(|file| holds(file).is_some())
    }

    /// What a plan records so that it can be made again.
    ///
    /// # Errors
    /// Where a setting is no JSON.
    pub fn settings_json(session: &Session) -> Result<Value> {
        let mut settings = serde_json::to_value(&session.settings).context("cannot record the settings")?;
        if let Some(fields) = settings.as_object_mut() {
            let name = session.tree.root().file_name().map(|name| name.to_string_lossy());
            fields.insert("repository".to_owned(), json!(name));
            fields.insert("ignore_dirty".to_owned(), json!(session.from_head));
            fields.insert("rules".to_owned(), json!(session.sources.rules));
            fields.insert("no_repository_rules".to_owned(), json!(session.sources.no_repository_rules));
            fields.insert("trust_repository_rules".to_owned(), json!(session.sources.trust_repository_rules));
            fields.insert("allow_pack_overrides".to_owned(), json!(session.sources.allow_pack_overrides));
        }
        Ok(settings)
    }
}
