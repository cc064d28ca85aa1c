//! Values of a TOML manifest that give way to higher ones.

use serde_json::Value;

use crate::edit::laws_data::value_of;
use crate::edit::{TextEdit, splice};
use crate::lang::Language;
use crate::lang::data::Step;

/// The texts of a manifest that its edits change: path, place in the text and keys.
pub(super) fn replaced(file: &str, source: &str, edits: &[TextEdit]) -> Vec<(String, usize, Vec<Step>)> {
    let language = Language::of_path(file);
    let (Language::Toml, Ok(after)) = (language, splice(source, edits)) else { return Vec::new() };
    let (Ok(before), Ok(after)) = (value_of(language, source), value_of(language, &after)) else { return Vec::new() };
    let mut changed = Vec::new();
    compare(&before, &after, &mut Vec::new(), &mut changed);
    // One requirement is raised at a time; each of several entries of it stands for itself.
    let start = edits.iter().map(|edit| edit.range.start).min().unwrap_or_default();
    changed.into_iter().map(|steps| (file.to_owned(), start, steps)).collect()
}

fn compare(before: &Value, after: &Value, at: &mut Vec<Step>, changed: &mut Vec<Vec<Step>>) {
    match (before, after) {
        (Value::Object(old), Value::Object(new)) => {
            for (key, value) in old {
                at.push(Step::Key(key.clone()));
                new.get(key).into_iter().for_each(|now| compare(value, now, at, changed));
                at.pop();
            }
        }
        // The last first: the places of those before stay true when one is taken out.
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            for (index, (value, now)) in old.iter().zip(new).enumerate().rev() {
                at.push(Step::Index(index));
                compare(value, now, at, changed);
                at.pop();
            }
        }
        (Value::String(old), Value::String(new)) if old != new => changed.push(at.clone()),
        _ => {}
    }
}
