//! What a project's formatters and linters are told, read where their configuration stands: the nearest file that says
//! something about it counts, as it does for them.

mod ecmascript;
mod python;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use serde_json::Value;

use crate::edit::laws_data::value_of;
use crate::files::{Files, folder_of, join};
use crate::lang::{Conventions, Language, SourceFile};

/// What has been read so far, from the work tree: no bundled rule changes what formatters are told.
#[derive(Debug, Default)]
pub struct Known {
    /// By folder and the ending of a name, which is all that a file's conventions hang on.
    read: Mutex<HashMap<(String, String), Conventions>>,
    /// The file that was asked for last, as it was and as its project has it: its operations come one after the other.
    last: Mutex<Option<(Arc<SourceFile>, Arc<SourceFile>)>>,
}

impl Known {
    /// What holds for the code of one file.
    pub fn of(&self, files: &dyn Files, path: &str) -> Conventions {
        let ending = path.rsplit('.').next().unwrap_or_default();
        let key = (folder_of(path).to_owned(), ending.to_owned());
        if let Some(known) = self.read.lock().ok().and_then(|read| read.get(&key).copied()) {
            return known;
        }
        let told = of(files, path);
        if let Ok(mut read) = self.read.lock() {
            read.insert(key, told);
        }
        told
    }

    /// The file with what the project's formatters are told about it.
    pub fn told(&self, files: &dyn Files, file: &Arc<SourceFile>) -> Arc<SourceFile> {
        let conventions = self.of(files, &file.path);
        if conventions == file.conventions {
            return file.clone();
        }
        let Ok(mut last) = self.last.lock() else { return Arc::new(file.under(conventions)) };
        if let Some((_, told)) = last.as_ref().filter(|(known, _)| Arc::ptr_eq(known, file)) {
            return told.clone();
        }
        let told = Arc::new(file.under(conventions));
        *last = Some((file.clone(), told.clone()));
        told
    }
}

fn of(files: &dyn Files, path: &str) -> Conventions {
    match Language::of_path(path) {
        Language::Python => python::read(files, path),
        language if language.is_ecmascript() => ecmascript::read(files, path),
        _ => Conventions::default(),
    }
}

/// A data file of a folder, where there is one that can be read.
fn data(files: &dyn Files, folder: &str, name: &str, language: Language) -> Option<Value> {
    let path = join(folder, name);
    // Asking for what is not there reads nothing.
    let text = files.exists(&path).then(|| files.read_text(&path)).flatten()?;
    match value_of(language, &text).ok()? {
        // Of the documents of a YAML file the first.
        Value::Array(documents) if language == Language::Yaml => documents.into_iter().next(),
        value => Some(value),
    }
}

/// The text of a file of a folder.
fn text(files: &dyn Files, folder: &str, name: &str) -> Option<String> {
    let path = join(folder, name);
    files.exists(&path).then(|| files.read_text(&path)).flatten()
}

fn number(value: &Value) -> Option<usize> {
    value.as_u64().and_then(|number| usize::try_from(number).ok())
}

/// `key = value` of a section of an INI file, its name in any case, blanks and `-` for `_` allowed.
fn ini<'t>(text: &'t str, section: &str, key: &str) -> Option<&'t str> {
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            inside = name.trim() == section;
        } else if let Some((name, value)) = line.split_once(['=', ':']).filter(|_| inside)
            && name.trim().to_lowercase().replace('-', "_") == key
        {
            return Some(value.trim());
        }
    }
    None
}

#[cfg(test)]
mod tests;
