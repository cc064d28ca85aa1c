//! What templates may call.

use std::collections::BTreeMap;

use globset::{Glob, GlobBuilder};
use minijinja::value::{Serde, Value};
use minijinja::{Error, ErrorKind, context};
use serde_json::{Map, Value as Json};

use super::named::Places;
use super::{Context, prefix_of};
use crate::lang::{copies, ecmascript_path};
use crate::manifest::{Match, satisfies};
use crate::repo::below;
use crate::rules::pattern::{compiled, last_in};

/// The functions of a context.
///
/// - `fact(name)`, `dep(name)` and `setting(key)` answer `none` for what is not there.
/// - `everywhere(name)` is a fact in all projects that have it, as a list of records with their `project`:
///   the rows of a table, or one record with `value` each. Fact rules see those they need.
/// - `outcomes(rule)` is how a rule ended before this one, as a list of records with `project`, `outcome`,
///   `reason`, `sites` (`file`, `line`) and `notes` (`file`, `line`, `text`); the rule waits for that one. Only rules of the repository see any.
/// - `dep_excludes(name, spec)` is true where the declared version can never satisfy the spec,
///   `dep_meets(name, spec)` where the lowest one it allows does.
/// - `category(vocabulary, text)` is the category of the words in a text, or `none`; `words(vocabulary,
///   text)` are those that can count.
/// - at a site in a YAML file `value(path)` is the text of the value at a path (see [`crate::lang::data`]), and
///   `values(path)` the same for every site this one stands for, itself last.
/// - `glob(patterns, texts)` is true where one of the patterns matches one of the texts.
/// - `above(pattern)` is what a regular expression found last above the site: its first group where it has
///   one; `none` where there is nothing.
/// - `unused(names)` is the first of these names that the site's file does not use, or `none`.
/// - `follow(tables, start, from, to)` walks table facts as a list of links: the rows whose column
///   `from` is `start`, then those of their `to`, and so on. Rows about the same key complete each
///   other, those of earlier tables first.
/// - `named(text, folders, aliases, from)` is what a text says of the repository, as a list of records: the `path`
///   it names, which of the `folders` is nearest around it (what lies in none is left out), whether one of the `aliases` (records
///   of a `name` and the `folders` it stands for, one per line) said so, and the line that `said` it.
/// - `brought(text, folders, from)` are those of the folders whose code the lines of a Dockerfile copy from the
///   context `from`.
/// - `created(globs)` are the files of the project that the rules before this one create and a glob names, as a
///   list; such a glob is relative to the project. `edited(globs)` are those that were there and that they change.
/// - at a site in a Dockerfile or an ignore file `left_out(apps, edited, created, steps)` are the new files that
///   this place leaves out, as records of `path`, `named` and `alone`; see [`copies::left_out`].
/// - `first_file(globs)` is the project's file named by the first glob that names any, the nearest to the
///   top; `resolve(importer, specifier)` is the file an ECMAScript import leads to, or `none`.
pub fn functions(context: &Context) -> BTreeMap<&'static str, Value> {
    let mut functions = BTreeMap::new();
    let dependencies = context.dependencies.clone();
    let declared = move |name: &str| {
        let found = dependencies.iter().find(|dependency| dependency.name == name);
        found.map(|dependency| dependency.spec.clone().unwrap_or_else(|| "any".to_owned()))
    };
    functions.insert("dep", Value::from_function(declared));
    let dependencies = context.dependencies.clone();
    let excludes = move |name: &str, spec: &str| matches!(satisfies(&dependencies, name, spec), Match::No { .. });
    functions.insert("dep_excludes", Value::from_function(excludes));
    let dependencies = context.dependencies.clone();
    let meets = move |name: &str, spec: &str| matches!(satisfies(&dependencies, name, spec), Match::Yes);
    functions.insert("dep_meets", Value::from_function(meets));
    for (name, table) in [("fact", &context.facts), ("setting", &context.settings)] {
        let table = table.clone();
        let look_up =
            move |key: &str| table.get(key).map_or_else(|| Value::from(()), |value| Value::from(Serde(value)));
        functions.insert(name, Value::from_function(look_up));
    }
    let site = context.site.clone();
    let value = move |path: &str| site.as_ref().and_then(|site| site.value(path));
    functions.insert("value", Value::from_function(value));
    let site = context.site.clone();
    let values = move |path: &str| site.as_ref().map(|site| site.values(path)).unwrap_or_default();
    functions.insert("values", Value::from_function(values));
    for (name, table) in [("everywhere", &context.everywhere), ("outcomes", &context.reports)] {
        let table = table.clone();
        let records = move |key: &str| {
            table.get(key).map_or_else(|| Value::from(Vec::<Value>::new()), |rows| Value::from(Serde(rows)))
        };
        functions.insert(name, Value::from_function(records));
    }
    let vocabularies = context.vocabularies.clone();
    // `none` has no category; what is not known yet has to come first.
    let category = move |vocabulary: &str, text: &Value| match (text.as_str(), text.is_none()) {
        (Some(text), _) => Ok(vocabularies.get(vocabulary).and_then(|words| words.category(text)).map(str::to_owned)),
        (None, true) => Ok(None),
        (None, false) => Err(Error::new(ErrorKind::InvalidOperation, "category() asks about a text")),
    };
    functions.insert("category", Value::from_function(category));
    let files = context.files.clone();
    let named = move |text: &str, folders: Vec<String>, aliases: Vec<Value>, from: &str| {
        let aliases: Vec<(String, Vec<String>)> = aliases.iter().filter_map(alias).collect();
        let places = Places { files: &files, folders: &folders, aliases: &aliases };
        Value::from(Serde(Json::from(places.named(text, from))))
    };
    functions.insert("named", Value::from_function(named));
    let files = context.files.clone();
    let brought = move |text: &str, folders: Vec<String>, from: &str| {
        Places { files: &files, folders: &folders, aliases: &[] }.brought(text, from)
    };
    functions.insert("brought", Value::from_function(brought));
    for (name, paths) in [("created", &context.created), ("edited", &context.edited)] {
        let (project, paths) = (context.project.clone(), paths.clone());
        functions.insert(name, Value::from_function(move |globs: Vec<String>| among(&paths, &project, &globs)));
    }
    let (site, files) = (context.site.clone(), context.files.clone());
    let left_out = move |apps: Vec<String>, beside: Vec<String>, new: Vec<String>, steps: Option<&str>| {
        let (Some(site), Ok(steps)) = (&site, steps.map(compiled).transpose()) else { return Vec::new() };
        let wanted = copies::Wanted { apps: &apps, beside: &beside, new: &new };
        let found = copies::left_out(&site.file, site.range().start, &files, wanted, steps.as_deref());
        found.into_iter().map(|one| context! { path => one.path, named => one.named, alone => one.alone }).collect()
    };
    functions.insert("left_out", Value::from_function(left_out));
    let (project, files) = (context.project.clone(), context.files.clone());
    let first_file = move |globs: Vec<String>| globs.iter().find_map(|glob| first_file(&files, &project, glob));
    functions.insert("first_file", Value::from_function(first_file));
    let (project, files) = (context.project.clone(), context.files.clone());
    let resolve = move |importer: &str, specifier: &str| {
        let exists = |path: &str| files.binary_search_by(|known| known.as_str().cmp(path)).is_ok();
        ecmascript_path::resolve(&project, importer, specifier, &exists)
    };
    functions.insert("resolve", Value::from_function(resolve));
    let vocabularies = context.vocabularies.clone();
    let words = move |vocabulary: &str, text: &str| {
        vocabularies.get(vocabulary).map(|vocabulary| vocabulary.words_in(text).join(" "))
    };
    functions.insert("words", Value::from_function(words));
    let site = context.site.clone();
    let above = move |pattern: &str| {
        let site = site.as_ref()?;
        let pattern = compiled(pattern).ok()?;
        last_in(&pattern, &site.file.text[..site.range().start])
    };
    functions.insert("above", Value::from_function(above));
    let facts = context.facts.clone();
    let follow = move |tables: Vec<String>, start: Option<String>, from: &str, to: &str| {
        let rows = tables.iter().filter_map(|table| facts.get(table)?.as_array()).flatten();
        let rows: Vec<&Map<String, Json>> = rows.filter_map(Json::as_object).collect();
        Value::from(Serde(Json::from(followed(&rows, start, from, to))))
    };
    functions.insert("follow", Value::from_function(follow));
    let glob = |patterns: Vec<String>, texts: Vec<String>| {
        let mut globs = patterns.iter().filter_map(|pattern| Some(Glob::new(pattern).ok()?.compile_matcher()));
        globs.any(|glob| texts.iter().any(|text| glob.is_match(text)))
    };
    functions.insert("glob", Value::from_function(glob));
    let site = context.site.clone();
    let unused = move |candidates: Vec<String>| {
        let text = site.as_ref().map_or("", |site| site.file.text.as_str());
        candidates.into_iter().find(|name| !mentions(text, name))
    };
    functions.insert("unused", Value::from_function(unused));
    functions
}

/// A name and the folders it stands for.
fn alias(record: &Value) -> Option<(String, Vec<String>)> {
    let field = |name: &str| Some(record.get_attr(name).ok()?.as_str()?.to_owned());
    let folders = field("folders")?.lines().map(str::to_owned).collect();
    Some((field("name")?, folders))
}

/// The files of a project that one of the globs names.
fn among(paths: &[String], project: &str, globs: &[String]) -> Vec<String> {
    let globs = globs.iter().filter_map(|glob| GlobBuilder::new(glob).literal_separator(true).build().ok());
    let globs: Vec<_> = globs.map(|glob| glob.compile_matcher()).collect();
    let prefix = prefix_of(project);
    let named = |path: &&String| path.strip_prefix(&prefix).is_some_and(|path| globs.iter().any(|g| g.is_match(path)));
    paths.iter().filter(named).cloned().collect()
}

/// The project's file a glob names; of several the nearest to the top.
fn first_file(files: &[String], project: &str, glob: &str) -> Option<String> {
    let glob = GlobBuilder::new(glob).literal_separator(true).build().ok()?.compile_matcher();
    let prefix = prefix_of(project);
    let named = below(files, project).iter().filter(|path| {
        let relative = path.strip_prefix(prefix.as_str()).unwrap_or(path);
        glob.is_match(relative)
    });
    named.min_by_key(|path| (path.matches('/').count(), path.as_str())).cloned()
}

/// Does a name stand in a text, as a word of its own?
fn mentions(text: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    text.match_indices(name).any(|(at, _)| !text[..at].ends_with(part) && !text[at + name.len()..].starts_with(part))
}

/// The merged rows of a walk along links, in the order of the walk. A circle ends it.
fn followed(rows: &[&Map<String, Json>], start: Option<String>, from: &str, to: &str) -> Vec<Json> {
    let (mut steps, mut seen, mut next) = (Vec::new(), Vec::new(), start);
    while let Some(key) = next.filter(|key| !key.is_empty() && !seen.contains(key)) {
        let mut merged = Map::new();
        for row in rows.iter().filter(|row| row.get(from).and_then(Json::as_str) == Some(&key)) {
            for (name, value) in row.iter() {
                let known = merged.get(name).and_then(Json::as_str).is_some_and(|text| !text.is_empty());
                if !known {
                    merged.insert(name.clone(), value.clone());
                }
            }
        }
        next = merged.get(to).and_then(Json::as_str).map(str::to_owned);
        seen.push(key);
        if !merged.is_empty() {
            steps.push(Json::Object(merged));
        }
    }
    steps
}
