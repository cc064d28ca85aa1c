//! What templates see.

use std::collections::BTreeMap;
use std::sync::Arc;

use globset::GlobBuilder;
use minijinja::value::{Serde, Value};
use serde_json::{Map, Value as Json, json};

use crate::lang::ecmascript_path;
use crate::manifest::{Dependency, Match, satisfies};
use crate::matcher::Site;
use crate::repo::{below, folder_of, name_of};
use crate::rules::template::evaluate;
use crate::rules::vocabulary::Vocabulary;

/// The names every template of a rule may use: `project`, `repo`, `facts`, `deps`, `settings`, and with a
/// site `site` and every public capture.
#[derive(Clone, Debug, Default)]
pub struct Context {
    values: BTreeMap<String, Json>,
    facts: Arc<BTreeMap<String, Json>>,
    dependencies: Arc<Vec<Dependency>>,
    settings: Arc<BTreeMap<String, Json>>,
    vocabularies: Arc<BTreeMap<String, Vocabulary>>,
    project: String,
    files: Arc<Vec<String>>,
    expressions: BTreeMap<String, String>,
}

impl Context {
    /// The context of a project.
    pub fn new(
        project: Json,
        repo: Json,
        facts: BTreeMap<String, Json>,
        dependencies: Arc<Vec<Dependency>>,
        settings: BTreeMap<String, Json>,
    ) -> Context {
        let values = BTreeMap::from([("project".to_owned(), project), ("repo".to_owned(), repo)]);
        Context { values, facts: Arc::new(facts), dependencies, settings: Arc::new(settings), ..Context::default() }
    }

    /// The same context with the words `category(…)` knows.
    pub fn with_vocabularies(self, vocabularies: &Arc<BTreeMap<String, Vocabulary>>) -> Context {
        Context { vocabularies: vocabularies.clone(), ..self }
    }

    /// The same context with the files `first_file(…)` and `resolve(…)` find for a project.
    pub fn with_files(self, project: &str, files: &Arc<Vec<String>>) -> Context {
        Context { project: project.to_owned(), files: files.clone(), ..self }
    }

    /// The same context with more names that are expressions over it, and over each other.
    pub fn with_expressions(mut self, expressions: &BTreeMap<String, String>) -> Context {
        self.expressions.extend(expressions.clone());
        self
    }

    /// The same context with the captures of a site.
    pub fn at(&self, site: &Site) -> Context {
        let mut context = self.clone();
        for (name, ranges) in site.captures.iter().filter(|(name, _)| !name.starts_with('_')) {
            if let Some(range) = ranges.first() {
                let text = &site.file.text[range.clone()];
                context.values.insert(name.clone(), describe(site, range.clone(), text));
            }
        }
        let range = site.range();
        context.values.entry("site".to_owned()).or_insert_with(|| describe(site, range, ""));
        context
    }

    /// The same context with one more name.
    pub fn with(&self, name: &str, value: Json) -> Context {
        let mut context = self.clone();
        context.values.insert(name.to_owned(), value);
        context
    }

    /// The context as minijinja takes it: the names, and `fact(…)`, `dep(…)` and `setting(…)`, which
    /// answer `none` for what is not there; `dep_excludes(name, spec)` is true where the declared version
    /// can never satisfy the spec; `category(vocabulary, text)` is the category of the text's words, or `none`;
    /// `first_file(globs)` is the project's file that the first glob names which names any, the nearest to
    /// the top; `resolve(importer, specifier)` is the file an ECMAScript import leads to. An expression that does not evaluate is left out, so that the
    /// template that wants it fails.
    pub fn to_value(&self) -> Value {
        let mut names = self.names();
        let mut waiting: Vec<(&String, &String)> = self.expressions.iter().collect();
        // An expression that names another one evaluates once that one has.
        loop {
            let base = Value::from_pairs(names.clone());
            let before = waiting.len();
            waiting.retain(|(name, expression)| match evaluate(expression, &base) {
                Ok(value) => {
                    names.insert((*name).clone(), value);
                    false
                }
                Err(_) => true,
            });
            if waiting.is_empty() || waiting.len() == before {
                return Value::from_pairs(names);
            }
        }
    }

    fn names(&self) -> BTreeMap<String, Value> {
        let mut names: BTreeMap<String, Value> =
            self.values.iter().map(|(name, value)| (name.clone(), Value::from(Serde(value)))).collect();
        let dependencies = self.dependencies.clone();
        let declared = move |name: &str| {
            let found = dependencies.iter().find(|dependency| dependency.name == name);
            found.map(|dependency| dependency.spec.clone().unwrap_or_else(|| "any".to_owned()))
        };
        names.insert("dep".to_owned(), Value::from_function(declared));
        let dependencies = self.dependencies.clone();
        let excludes = move |name: &str, spec: &str| matches!(satisfies(&dependencies, name, spec), Match::No { .. });
        names.insert("dep_excludes".to_owned(), Value::from_function(excludes));
        for (name, table) in [("fact", &self.facts), ("setting", &self.settings)] {
            let table = table.clone();
            let look_up =
                move |key: &str| table.get(key).map_or_else(|| Value::from(()), |value| Value::from(Serde(value)));
            names.insert(name.to_owned(), Value::from_function(look_up));
        }
        let vocabularies = self.vocabularies.clone();
        let category = move |vocabulary: &str, text: &str| {
            vocabularies.get(vocabulary).and_then(|words| words.category(text)).map(str::to_owned)
        };
        names.insert("category".to_owned(), Value::from_function(category));
        let (project, files) = (self.project.clone(), self.files.clone());
        let first_file = move |globs: Vec<String>| globs.iter().find_map(|glob| first_file(&files, &project, glob));
        names.insert("first_file".to_owned(), Value::from_function(first_file));
        let (project, files) = (self.project.clone(), self.files.clone());
        let resolve = move |importer: &str, specifier: &str| {
            let exists = |path: &str| files.binary_search_by(|known| known.as_str().cmp(path)).is_ok();
            ecmascript_path::resolve(&project, importer, specifier, &exists)
        };
        names.insert("resolve".to_owned(), Value::from_function(resolve));
        names
    }
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

/// A folder as the start of a path: `app/`, nothing for the root.
pub fn prefix_of(folder: &str) -> String {
    if folder == "." { String::new() } else { format!("{folder}/") }
}

fn describe(site: &Site, range: std::ops::Range<usize>, text: &str) -> Json {
    let file = &site.file;
    let around = site.enclosing(range.clone());
    let mut fields = Map::new();
    fields.insert("text".into(), text.into());
    fields.insert("line".into(), file.line_of(range.start).into());
    fields.insert("indent".into(), file.indent_at(range.start).into());
    fields.insert("file".into(), file.path.as_str().into());
    fields.insert("folder".into(), folder_of(&file.path).into());
    fields.insert("prefix".into(), prefix_of(folder_of(&file.path)).into());
    fields.insert("name".into(), name_of(&file.path).into());
    fields.insert("function".into(), json!(around.function));
    fields.insert("class".into(), json!(around.class));
    fields.insert("comment".into(), file.comment_behind(range.end).into());
    Json::Object(fields)
}
