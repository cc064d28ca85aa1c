//! A plan saved as JSON: enough to plan again and to know that it is still the same plan.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};

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
    /// The settings it was made with.
    pub settings: Settings,
    root: Option<PathBuf>,
    scope: String,
}

#[derive(Deserialize)]
struct Document {
    schema: u32,
    plan_id: String,
    settings: Saved,
}

#[derive(Deserialize)]
struct Saved {
    #[serde(default)]
    scope: Option<String>,
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
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
        let document: Document = serde_json::from_str(&text)
            .with_context(|| format!("{name} is no saved plan; save one with `plan --format json -o FILE`"))?;
        if document.schema != 1 {
            bail!("{name} has schema {}, and this program reads schema 1", document.schema);
        }
        let scope = document.settings.scope.unwrap_or_else(|| ".".to_owned());
        Ok(SavedPlan { name, plan_id: document.plan_id, settings: document.settings.settings, root: work_tree(), scope })
    }

    /// The folder to plan again: the one that was planned, in the repository around the current folder.
    pub fn folder(&self) -> Option<PathBuf> {
        let root = self.root.clone()?;
        Some(if self.scope == "." { root } else { root.join(&self.scope) })
    }

    /// What a plan records so that it can be made again.
    ///
    /// # Errors
    /// Where a setting is no JSON.
    pub fn settings_json(session: &Session) -> Result<Value> {
        let mut settings = serde_json::to_value(&session.settings).context("cannot record the settings")?;
        if let Some(fields) = settings.as_object_mut() {
            fields.insert("scope".to_owned(), json!(session.scope));
        }
        Ok(settings)
    }
}

fn work_tree() -> Option<PathBuf> {
    let here = Path::new(".");
    let git = crate::git::open(here).ok().flatten();
    Some(git.map_or_else(|| here.to_owned(), |git| git.root().to_owned()))
}
