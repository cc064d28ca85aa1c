//! Operations on data files: `merge`, `variables`, `line`, `dependency`.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{AddedValue, Operation, Produce, Produced};
use crate::edit::line::{LinePlace, ensure_line};
use crate::edit::merge::{self, DotenvVar, Merge, Segment, dotenv};
use crate::edit::{EditError, EditResult, Edited, TextEdit, splice};
use crate::files::Files;
use crate::lang::{Language, data};
use crate::manifest::{self, Match, Requirement};
use crate::report::{Place, Safety};
use crate::rules::edits::{Dependency, Into, Line, LineSide, MergePlace, MergeValue, Variables};

impl Operation<'_, '_, '_, '_> {
    pub(super) fn merge(&self, spec: &MergeValue) -> Produce {
        let (path, text, mut keys) = self.merged_into(&spec.into)?;
        for key in &spec.keys {
            let key = self.text(key)?;
            // `steps[name=Deploy]` is an element of a list.
            let item = key.strip_suffix(']').and_then(|key| key.split_once('[')).and_then(|(list, item)| {
                let (key, value) = item.split_once('=')?;
                Some((list.to_owned(), key.to_owned(), value.to_owned()))
            });
            match item {
                Some((list, key, value)) => {
                    keys.extend((!list.is_empty()).then_some(Segment::Key(list)));
                    keys.push(Segment::Item { key, value });
                }
                None => keys.push(Segment::Key(key)),
            }
        }
        let value = self.value(&spec.value)?;
        let neighbour = spec.pattern.clone().unwrap_or_default();
        let place = match spec.place {
            MergePlace::Start => merge::Place::Start,
            MergePlace::End => merge::Place::End,
            MergePlace::Sorted => merge::Place::Sorted,
            MergePlace::After => merge::Place::After(neighbour),
            MergePlace::Before => merge::Place::Before(neighbour),
        };
        let comment = spec.comment.as_deref().map(|comment| self.text(comment)).transpose()?;
        let identity = spec.identity.clone();
        let wanted = Merge { path: keys, value, identity, comment, place };
        let base = text.clone().unwrap_or_default();
        let result = merge::merge(Language::of_path(&path), &base, std::slice::from_ref(&wanted))?;
        let alone = result.into_edits();
        if alone.is_empty() {
            return Ok(Vec::new());
        }
        // Several are laid out together, see `join_values`.
        let mut produced = Operation { begun: &BTreeMap::new(), ..*self }.write(
            path.clone(),
            text.clone(),
            Ok(Edited::Edits(alone.clone())),
        )?;
        produced.push(Produced::Value(AddedValue { path, text, wanted, alone }));
        Ok(produced)
    }

    /// The file a merge works on, its text, and the path in it that the keys start from: with `at` that of
    /// the captured value.
    fn merged_into(&self, into: &Into) -> Result<(String, Option<String>, Vec<Segment>), EditError> {
        let (path, paths) = match into {
            Into::Path(path) => (Some(path), [].as_slice()),
            Into::Paths(paths) => (None, paths.as_slice()),
            Into::At(name) => return self.captured_value(name),
        };
        let (path, text) = self.file_or_new(path, paths)?;
        Ok((path, text, Vec::new()))
    }

    fn captured_value(&self, name: &str) -> Result<(String, Option<String>, Vec<Segment>), EditError> {
        let site = self.site.ok_or_else(|| self.broken("works on a site, and the rule has none"))?;
        let captured = site.capture(name).ok_or_else(|| self.broken(&format!("finds no capture @{name}")))?;
        let steps = data::path_of(&site.file, captured);
        let segments = steps.into_iter().map(|step| match step {
            data::Step::Key(key) => Segment::Key(key),
            data::Step::Index(index) => Segment::Index(index),
        });
        Ok((site.file.path.clone(), Some(site.file.text.clone()), segments.collect()))
    }

    pub(super) fn variables(&self, spec: &Variables) -> Produce {
        let (path, text) = self.file_or_new(spec.file.path.as_ref(), &spec.file.paths)?;
        let mut owned = Vec::new();
        for variable in &spec.variables {
            let comment = variable.comment.as_deref().map(|comment| self.text(comment)).transpose()?;
            // A name that comes out empty is not wanted here.
            let name = self.text(&variable.name)?;
            owned.extend((!name.trim().is_empty()).then_some((name, self.text(&variable.value)?, comment)));
        }
        let wanted: Vec<DotenvVar<'_>> =
            owned.iter().map(|(key, value, comment)| DotenvVar { key, value, comment: comment.as_deref() }).collect();
        let header = spec.comment.as_deref().map(|comment| self.text(comment)).transpose()?;
        let base = self.base(&path, text.as_deref());
        self.write(path, text, dotenv(&base, &wanted, header.as_deref()))
    }

    pub(super) fn line(&self, spec: &Line) -> Produce {
        let (path, text) = self.file_or_new(spec.file.path.as_ref(), &spec.file.paths)?;
        // The line to stand beside may be one the query found.
        let pattern = spec.pattern.as_deref().map(|pattern| self.regex(&self.text(pattern)?)).transpose()?;
        let place = match (spec.place, &pattern) {
            (LineSide::After, Some(pattern)) => LinePlace::After(pattern),
            (LineSide::Before, Some(pattern)) => LinePlace::Before(pattern),
            _ => LinePlace::End,
        };
        let base = self.base(&path, text.as_deref());
        self.write(path, text, ensure_line(&base, &self.text(&spec.code)?, place, None))
    }

    pub(super) fn dependency(&self, spec: &Dependency) -> Produce {
        let want = Requirement {
            ecosystem: spec.ecosystem,
            name: spec.name.clone(),
            extras: spec.extras.clone(),
            at_least: self.value_text(&spec.at_least)?,
            pin: spec.pin.clone(),
            range: spec.range.clone(),
            dev: false,
            beside: spec.beside.clone(),
        };
        let project = self.run.project;
        let ensured = manifest::ensure(&*self.run.overlay, &project.root, &project.manifests, &want)?;
        if ensured.holds {
            return Ok(Vec::new());
        }
        self.can_be_installed(spec)?;
        let site = ensured.site.map(|(file, line)| Produced::Site(Place { file, line }));
        // An upgrade deserves a person's look: only a rule that asks for one may raise what is there.
        let upgrades = self.run.rule.manifest.safety == Safety::Review;
        let replaced = ensured.replaced.into_iter().filter(|_| upgrades);
        let gone = replaced.map(|(path, start, steps)| Produced::Gone(path, start, steps));
        let edits = ensured.edits.into_iter().map(|(path, edits)| Produced::Edits(path, edits));
        Ok(edits.chain(gone).chain(site).chain(ensured.manual.into_iter().map(Produced::Manual)).collect())
    }

    /// Do the manifests allow what a package needs?
    fn can_be_installed(&self, spec: &Dependency) -> Result<(), EditError> {
        let dependencies = self.run.dependencies();
        for (name, needed) in &spec.requires {
            let Match::No { found } = manifest::satisfies(&dependencies, name, needed) else { continue };
            let held = dependencies.iter().find(|one| one.name == *name && one.spec.as_ref() == Some(&found));
            let place = held.map(|held| format!("{}:{} holds", held.file, held.line));
            let place = place.unwrap_or_else(|| "the manifests hold".to_owned());
            return Err(EditError::Conflict(format!(
                "{place} {name} to `{found}`, and {} needs `{needed}`",
                spec.name
            )));
        }
        Ok(())
    }

    /// The edits of a result, or the whole file where it is new.
    fn write(&self, path: String, text: Option<String>, result: EditResult) -> Produce {
        let edits = result?.into_edits();
        match text {
            None if edits.is_empty() => Ok(Vec::new()),
            _ if !edits.is_empty() && self.is_left_out(&path) => {
                Err(EditError::Conflict(format!("git ignores {path}, so it would never be committed")))
            }
            Some(_) => Ok(vec![Produced::Edits(path, edits)]),
            None => {
                let text = new_file(&self.base(&path, None), &edits)?;
                Ok(vec![Produced::File(path, text)])
            }
        }
    }

    /// Does git ignore the file, or what would be one, and not track it all the same?
    fn is_left_out(&self, path: &str) -> bool {
        let tracked = || self.run.overlay.find_starting(path, &|known| known == path).is_some();
        (self.run.engine.ignored)(path) && !tracked()
    }

    /// What an operation adds to: the file, or what the operations before this one made of a new one.
    fn base(&self, path: &str, text: Option<&str>) -> String {
        text.or(self.begun.get(path).map(String::as_str)).unwrap_or_default().to_owned()
    }

    /// The file an operation works on and its text; `None` for a file that will be new.
    fn file_or_new(&self, path: Option<&String>, paths: &[String]) -> Result<(String, Option<String>), EditError> {
        let path = self.target(path, paths)?;
        let files = &*self.run.overlay;
        if !files.exists(&path) {
            return Ok((path, None));
        }
        match files.read_text(&path) {
            Some(text) => Ok((path, Some(text))),
            None => {
                Err(EditError::Unsupported(format!("{path} is no text, or a link that leads out of the repository")))
            }
        }
    }

    /// The file an operation works on, or the one it is a link to.
    fn target(&self, path: Option<&String>, paths: &[String]) -> Result<String, EditError> {
        let path = self.named(path, paths)?;
        Ok(self.run.overlay.link(&path).unwrap_or(path))
    }

    /// The first of `paths` that exists, else `path`, else the last of `paths`.
    fn named(&self, path: Option<&String>, paths: &[String]) -> Result<String, EditError> {
        for candidate in paths {
            let path = self.value_text(candidate)?;
            // A file git does not track is not ours to edit, whatever its name.
            let file = self.run.overlay.link(&path).unwrap_or_else(|| path.clone());
            if self.run.overlay.read(&file).is_some() && ![&path, &file].into_iter().any(|path| self.is_left_out(path))
            {
                return Ok(path);
            }
        }
        let path = path.or(paths.last()).ok_or_else(|| self.broken("needs a path"))?;
        self.value_text(path)
    }

    /// A value whose strings are templates; `{{ none }}` is a key without a value, which TOML cannot say.
    fn value(&self, value: &Json) -> Result<Json, EditError> {
        Ok(match value {
            Json::String(text) if text == "{{ none }}" => Json::Null,
            Json::String(text) => Json::String(self.text(text)?),
            Json::Array(items) => Json::Array(items.iter().map(|item| self.value(item)).collect::<Result<_, _>>()?),
            Json::Object(fields) => {
                Json::Object(fields.iter().map(|(key, value)| Ok((key.clone(), self.value(value)?))).collect::<Result<
                    _,
                    EditError,
                >>(
                )?)
            }
            other => other.clone(),
        })
    }
}

/// The text of a new data file: what is inserted into what there is of it so far.
///
/// # Errors
/// [`EditError::Rule`] where the edits overlap.
pub fn new_file(begun: &str, edits: &[TextEdit]) -> Result<String, EditError> {
    let text = splice(begun, edits).map_err(|overlap| EditError::Rule(overlap.to_string()))?;
    Ok(text.trim_start_matches('\n').to_owned())
}
