//! Catalogs: versions that the packages of a workspace share, named in one file above them.
//!
//! pnpm keeps them in `pnpm-workspace.yaml`, yarn in `.yarnrc.yml`, bun in the root's `package.json`, there
//! also below `workspaces`. `"catalog:"` in a package means `catalog.<package>`, `"catalog:web"` means
//! `catalogs.web.<package>`.

use crate::files;
use serde_json::Value;

use crate::edit::laws_data::value_of;
use crate::edit::merge::{Merge, Place, Segment, merge};
use crate::edit::{EditError, TextEdit};
use crate::files::Files;
use crate::lang::Language;

/// The files that may hold catalogs, and the keys that lead to them.
const HOMES: [(&str, &[&str]); 4] =
    [("pnpm-workspace.yaml", &[]), (".yarnrc.yml", &[]), ("package.json", &["workspaces"]), ("package.json", &[])];

/// The catalogs of a workspace.
pub(super) struct Catalogs {
    /// The file they stand in.
    path: String,
    text: String,
    /// The keys that lead to `catalog` and `catalogs`.
    keys: &'static [&'static str],
    value: Value,
}

impl Catalogs {
    /// The catalogs nearest above a folder.
    pub(super) fn above(files: &dyn Files, folder: &str) -> Option<Catalogs> {
        let mut at = folder;
        loop {
            let found = HOMES.iter().find_map(|(name, keys)| Catalogs::of(files, files::join(at, name), keys));
            if found.is_some() || at == "." {
                return found;
            }
            at = files::folder_of(at);
        }
    }

    fn of(files: &dyn Files, path: String, keys: &'static [&'static str]) -> Option<Catalogs> {
        let text = files.read_text(&path)?;
        let value = value_of(Language::of_path(&path), &text).ok()?;
        // A YAML file is a list of documents.
        let top = value.as_array().map_or(Some(&value), |documents| documents.first())?;
        let value = keys.iter().try_fold(top, |value, key| value.get(key))?;
        let holds = value.get("catalog").or_else(|| value.get("catalogs")).is_some_and(Value::is_object);
        let value = value.clone();
        holds.then_some(Catalogs { path, text, keys, value })
    }

    /// The version behind `catalog:` or `catalog:name`.
    pub(super) fn version(&self, package: &str, spec: &str) -> Option<String> {
        let name = spec.strip_prefix("catalog:")?.trim();
        self.table(name)?.get(package)?.as_str().map(str::to_owned)
    }

    fn table(&self, name: &str) -> Option<&Value> {
        match name {
            "" | "default" => {
                self.value.get("catalog").or_else(|| self.value.get("catalogs").and_then(|all| all.get("default")))
            }
            name => self.value.get("catalogs").and_then(|all| all.get(name)),
        }
    }

    /// The edits that put a package into the catalog `spec` names; none where it is there.
    pub(super) fn add(&self, package: &str, spec: &str, version: &str) -> Result<(String, Vec<TextEdit>), EditError> {
        let name = spec.strip_prefix("catalog:").unwrap_or_default().trim();
        let keys: &[&str] = match name {
            "" if self.value.get("catalog").is_some() => &["catalog"],
            "" => &["catalogs", "default"],
            name => &["catalogs", name],
        };
        let path = self.keys.iter().chain(keys).chain([&package]);
        let wanted = Merge {
            path: path.map(|key| Segment::Key((*key).to_owned())).collect(),
            value: Value::from(version),
            identity: None,
            comment: None,
            place: Place::Sorted,
        };
        let edits = merge(Language::of_path(&self.path), &self.text, &[wanted])?.into_edits();
        Ok((self.path.clone(), edits))
    }
}
