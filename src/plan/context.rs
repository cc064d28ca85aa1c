//! What templates see.

use std::collections::BTreeMap;
use std::sync::Arc;

use globset::{Glob, GlobBuilder};
use minijinja::value::{Serde, Value};
use minijinja::{Error, ErrorKind};
use serde_json::{Map, Value as Json, json};

use crate::lang::{data, ecmascript_path};
use crate::manifest::{Dependency, Match, satisfies};
use crate::matcher::Site;
use crate::repo::{below, folder_of, name_of};
use crate::rules::pattern::compiled;
use crate::rules::template::evaluate;
use crate::rules::vocabulary::Vocabulary;

/// Where an expression of a file is defined, as `path#name`: file and expression go in.
pub type Homes<'a> = &'a dyn Fn(&str, &str) -> Option<String>;

/// The names every template of a rule may use: `project`, `repo`, what it `uses`, and with a site `site` and
/// every public capture.
#[derive(Clone, Debug, Default)]
pub struct Context {
    values: BTreeMap<String, Json>,
    facts: Arc<BTreeMap<String, Json>>,
    everywhere: Arc<BTreeMap<String, Json>>,
    dependencies: Arc<Vec<Dependency>>,
    settings: Arc<BTreeMap<String, Json>>,
    vocabularies: Arc<BTreeMap<String, Vocabulary>>,
    project: String,
    files: Arc<Vec<String>>,
    expressions: BTreeMap<String, String>,
    site: Option<Arc<Site>>,
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

    /// The same context with the facts of all projects, for `everywhere(…)`.
    pub fn with_everywhere(self, facts: &Arc<BTreeMap<String, Json>>) -> Context {
        Context { everywhere: facts.clone(), ..self }
    }

    /// The same context with more names that are expressions over it, and over each other.
    pub fn with_expressions(mut self, expressions: &BTreeMap<String, String>) -> Context {
        self.expressions.extend(expressions.clone());
        self
    }

    /// The same context with the captures of a site.
    pub fn at(&self, site: &Site, homes: Homes<'_>) -> Context {
        let mut context = self.clone();
        context.site = Some(Arc::new(site.clone()));
        for (name, ranges) in site.captures.iter().filter(|(name, _)| !name.starts_with('_')) {
            if let Some(range) = ranges.first() {
                let text = &site.file.text[range.clone()];
                context.values.insert(name.clone(), describe(site, range.clone(), text, homes));
            }
        }
        let range = site.range();
        context.values.entry("site".to_owned()).or_insert_with(|| describe(site, range, "", homes));
        context
    }

    /// The same context with one more name.
    pub fn with(&self, name: &str, value: Json) -> Context {
        let mut context = self.clone();
        context.values.insert(name.to_owned(), value);
        context
    }

    /// The same context with more names.
    pub fn with_all(mut self, values: Vec<(String, Json)>) -> Context {
        self.values.extend(values);
        self
    }

    /// The context as minijinja takes it: the names, and these functions.
    ///
    /// - `fact(name)`, `dep(name)` and `setting(key)` answer `none` for what is not there.
    /// - `everywhere(name)` is a fact in all projects that have it, as a list of records with their `project`:
    ///   the rows of a table, or one record with `value` each. Fact rules see none.
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
    /// - `first_file(globs)` is the project's file named by the first glob that names any, the nearest to the
    ///   top; `resolve(importer, specifier)` is the file an ECMAScript import leads to, or `none`.
    ///
    /// Expressions may use each other. One that does not evaluate is left out, so that the template
    /// that wants it fails.
    pub fn to_value(&self) -> Value {
        let mut names = self.names();
        let mut pending: Vec<(&String, &String)> = self.expressions.iter().collect();
        while !pending.is_empty() {
            let base = Value::from_pairs(names.clone());
            let before = pending.len();
            pending.retain(|(name, expression)| match evaluate(expression, &base) {
                Ok(value) if !value.is_undefined() => {
                    names.insert((*name).clone(), value);
                    false
                }
                _ => true,
            });
            if pending.len() == before {
                break;
            }
        }
        Value::from_pairs(names)
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
        let dependencies = self.dependencies.clone();
        let meets = move |name: &str, spec: &str| matches!(satisfies(&dependencies, name, spec), Match::Yes);
        names.insert("dep_meets".to_owned(), Value::from_function(meets));
        for (name, table) in [("fact", &self.facts), ("setting", &self.settings)] {
            let table = table.clone();
            let look_up =
                move |key: &str| table.get(key).map_or_else(|| Value::from(()), |value| Value::from(Serde(value)));
            names.insert(name.to_owned(), Value::from_function(look_up));
        }
        let site = self.site.clone();
        let value = move |path: &str| site.as_ref().and_then(|site| site.value(path));
        names.insert("value".to_owned(), Value::from_function(value));
        let site = self.site.clone();
        let values = move |path: &str| site.as_ref().map(|site| site.values(path)).unwrap_or_default();
        names.insert("values".to_owned(), Value::from_function(values));
        let everywhere = self.everywhere.clone();
        let of_all = move |name: &str| {
            everywhere.get(name).map_or_else(|| Value::from(Vec::<Value>::new()), |rows| Value::from(Serde(rows)))
        };
        names.insert("everywhere".to_owned(), Value::from_function(of_all));
        let vocabularies = self.vocabularies.clone();
        // `none` has no category; what is not known yet has to come first.
        let category = move |vocabulary: &str, text: &Value| match (text.as_str(), text.is_none()) {
            (Some(text), _) => {
                Ok(vocabularies.get(vocabulary).and_then(|words| words.category(text)).map(str::to_owned))
            }
            (None, true) => Ok(None),
            (None, false) => Err(Error::new(ErrorKind::InvalidOperation, "category() asks about a text")),
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
        let vocabularies = self.vocabularies.clone();
        let words = move |vocabulary: &str, text: &str| {
            vocabularies.get(vocabulary).map(|vocabulary| vocabulary.words_in(text).join(" "))
        };
        names.insert("words".to_owned(), Value::from_function(words));
        let site = self.site.clone();
        let above = move |pattern: &str| {
            let site = site.as_ref()?;
            let found = compiled(pattern).ok()?.captures_iter(&site.file.text[..site.range().start]).last()?;
            found.get(1).or_else(|| found.get(0)).map(|found| found.as_str().to_owned())
        };
        names.insert("above".to_owned(), Value::from_function(above));
        let facts = self.facts.clone();
        let follow = move |tables: Vec<String>, start: Option<String>, from: &str, to: &str| {
            let rows = tables.iter().filter_map(|table| facts.get(table)?.as_array()).flatten();
            let rows: Vec<&Map<String, Json>> = rows.filter_map(Json::as_object).collect();
            Value::from(Serde(Json::from(followed(&rows, start, from, to))))
        };
        names.insert("follow".to_owned(), Value::from_function(follow));
        let glob = |patterns: Vec<String>, texts: Vec<String>| {
            let mut globs = patterns.iter().filter_map(|pattern| Some(Glob::new(pattern).ok()?.compile_matcher()));
            globs.any(|glob| texts.iter().any(|text| glob.is_match(text)))
        };
        names.insert("glob".to_owned(), Value::from_function(glob));
        let site = self.site.clone();
        let unused = move |candidates: Vec<String>| {
            let text = site.as_ref().map_or("", |site| site.file.text.as_str());
            candidates.into_iter().find(|name| !mentions(text, name))
        };
        names.insert("unused".to_owned(), Value::from_function(unused));
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

/// A folder as the start of a path: `app/`, nothing for the root.
pub fn prefix_of(folder: &str) -> String {
    if folder == "." { String::new() } else { format!("{folder}/") }
}

/// What templates see of a piece of code.
pub fn describe(site: &Site, range: std::ops::Range<usize>, text: &str, homes: Homes<'_>) -> Json {
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
    let path = data::path_of(file, range.clone());
    fields.insert("path".into(), path.iter().map(ToString::to_string).collect());
    fields.insert("comment".into(), file.comment_behind(range.end).into());
    fields.insert("assigned".into(), json!(site.assigned(range)));
    fields.insert("origin".into(), json!(site.imports.origin(text)));
    fields.insert("home".into(), json!(homes(&file.path, text)));
    Json::Object(fields)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Fact, FactValue, Facts};

    #[test]
    fn links_are_walked_over_tables_that_complete_each_other() {
        let mounts = json!([
            { "child": "b", "parent": "a", "prefix": "" },
            { "child": "a", "parent": "root", "prefix": "/api" },
        ]);
        let own = json!([{ "child": "b", "prefix": "/b" }, { "child": "a", "prefix": "/never" }]);
        let facts = BTreeMap::from([("mounts".to_owned(), mounts), ("own".to_owned(), own)]);
        let context = Context::new(json!({}), json!({}), facts, Arc::default(), BTreeMap::new());
        let walk = |start: &str| {
            let walk =
                format!("follow(['mounts', 'own'], {start}, 'child', 'parent')|map(attribute='prefix')|join(' ')");
            evaluate(&walk, &context.to_value()).map(|value| value.to_string())
        };
        assert_eq!(walk("'b'").as_deref(), Ok("/b /api"));
        assert_eq!(walk("'root'").as_deref(), Ok(""));
        assert_eq!(walk("none").as_deref(), Ok(""));
    }

    #[test]
    fn facts_of_all_projects_come_as_records() {
        let row = |name: &str| BTreeMap::from([("name".to_owned(), name.to_owned())]);
        let fact = |value| Fact { value, evidence: Vec::new(), headline: None };
        let mut facts = Facts::default();
        facts.put("doors", Some("web"), fact(FactValue::Table(vec![row("front"), row("back")])));
        facts.put("doors", Some("api"), fact(FactValue::Table(vec![row("side")])));
        facts.put("lock", None, fact(FactValue::One("brass".to_owned())));
        let context = Context::default().with_everywhere(&Arc::new(facts.by_project())).to_value();
        let ask = |question: &str| evaluate(question, &context).map(|value| value.to_string());
        let doors = "everywhere('doors')|map(attribute='project')|join(' ') ~ everywhere('doors')|length";
        assert_eq!(ask(doors).as_deref(), Ok("api web web3"));
        assert_eq!(ask("everywhere('lock')[0].value").as_deref(), Ok("brass"));
        assert_eq!(ask("everywhere('roof')|length").as_deref(), Ok("0"));
    }

    #[test]
    fn a_category_is_asked_for_once_what_it_asks_about_is_known() {
        let vocabulary: Vocabulary = toml_edit::de::from_str("[words]\nperson = [\"user\"]").expect("a vocabulary");
        let all = Arc::new(BTreeMap::from([("people".to_owned(), vocabulary)]));
        let expressions = BTreeMap::from([
            ("kind".to_owned(), "category('people', model)".to_owned()),
            ("model".to_owned(), "'AppUser'".to_owned()),
            ("nobody".to_owned(), "category('people', none) is none".to_owned()),
        ]);
        let context = Context::default().with_vocabularies(&all).with_expressions(&expressions).to_value();
        assert_eq!(evaluate("kind", &context).map(|value| value.to_string()).as_deref(), Ok("person"));
        assert_eq!(evaluate("nobody", &context).map(|value| value.to_string()).as_deref(), Ok("True"));
    }

    #[test]
    fn expressions_may_use_each_other_in_any_order() {
        let expressions = BTreeMap::from([
            ("a".to_owned(), "b + 1".to_owned()),
            ("b".to_owned(), "c + 1".to_owned()),
            ("c".to_owned(), "1".to_owned()),
            ("lost".to_owned(), "nowhere".to_owned()),
        ]);
        let context = Context::default().with_expressions(&expressions).to_value();
        assert_eq!(evaluate("a", &context).map(|value| value.to_string()).as_deref(), Ok("3"));
        assert!(evaluate("lost is undefined", &context).is_ok_and(|value| value.is_true()));
    }
}
