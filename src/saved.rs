//! A plan saved as JSON: enough to plan again and to know that it is still the same plan.

use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::cli::SelectArgs;
use crate::git::{self, Git};
use crate::repo::Files;
use crate::session::Session;
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
}

#[derive(Deserialize)]
struct Schema {
    schema: u32,
}

#[derive(Deserialize)]
struct Document {
    plan_id: String,
    #[serde(default)]
    files: Vec<SavedFile>,
    settings: Saved,
}

#[derive(Clone, Debug, Deserialize)]
struct SavedFile {
    path: String,
    result: String,
}

/// The settings, and what else the command line said about what is planned.
#[derive(Clone, Debug, Deserialize)]
struct Saved {
    #[serde(default)]
    scope: Option<String>,
    #[serde(default)]
    ignore_dirty: bool,
    #[serde(default)]
    rules: Vec<PathBuf>,
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
        let Document { plan_id, files, settings } = serde_json::from_slice(&bytes).with_context(foreign)?;
        Ok(SavedPlan { name, plan_id, files, saved: settings })
    }

    /// What to plan again: the folder that was planned, in the repository around the current folder, with
    /// the options it was planned with.
    ///
    /// # Errors
    /// Where `given` contradicts the plan: what was saved cannot be changed without being looked at.
    pub fn run(&self, given: &SelectArgs) -> Result<(Option<PathBuf>, SelectArgs, Settings)> {
        let neutral = SelectArgs { jobs: given.jobs, rules: given.rules.clone(), ..SelectArgs::default() };
        if *given != neutral {
            bail!("{} is applied as it was planned; give such options to `plan` and save it anew", self.name);
        }
        let rules = if given.rules.is_empty() { self.saved.rules.clone() } else { given.rules.clone() };
        let select =
            SelectArgs { ignore_dirty: self.saved.ignore_dirty, rules, jobs: given.jobs, ..SelectArgs::default() };
        let root = match git::open(Path::new("."))? {
            Some(git) => git.root().to_owned(),
            None => PathBuf::from("."),
        };
        let folder = match self.saved.scope.as_deref() {
            None | Some(".") => root,
            Some(scope) if Path::new(scope).components().all(|part| matches!(part, Component::Normal(_))) => {
                root.join(scope)
            }
            Some(scope) => bail!("{} is for the folder `{scope}`, which is in no repository", self.name),
        };
        Ok((Some(folder), select, self.saved.settings.clone()))
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
            fields.insert("scope".to_owned(), json!(session.scope));
            fields.insert("ignore_dirty".to_owned(), json!(session.from_head));
            fields.insert("rules".to_owned(), json!(session.rule_folders));
        }
        Ok(settings)
    }
}
