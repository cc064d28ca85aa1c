//! What templates see.

mod apps;
mod code;
mod files;
mod functions;
mod named;
mod names;
mod paths;
mod spelled;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, Serde, Value};
use serde_json::{Map, Value as Json, json};

pub use apps::KnownApps;
pub use functions::{FUNCTIONS, Function};
pub use names::Expressions;
use names::Names;

use crate::files::{folder_of, name_of};
use crate::lang::data;
use crate::manifest::Dependency;
use crate::rules::vocabulary::Vocabulary;
use crate::sweep::Site;

/// Where an expression of a file is defined, as `path#name`: file and expression go in.
pub type Homes<'a> = &'a dyn Fn(&str, &str) -> Option<String>;

/// The names every template of a rule may use: `project`, `repo`, what it `uses`, and with a site `site` and
/// every public capture.
#[derive(Clone, Debug, Default)]
pub struct Context {
    values: BTreeMap<String, Value>,
    facts: Arc<BTreeMap<String, Json>>,
    everywhere: Arc<BTreeMap<String, Json>>,
    reports: Arc<BTreeMap<String, Json>>,
    apps: Arc<KnownApps>,
    dependencies: Arc<Vec<Dependency>>,
    settings: Arc<BTreeMap<String, Json>>,
    vocabularies: Arc<BTreeMap<String, Vocabulary>>,
    tables: Arc<BTreeMap<String, Json>>,
    project: String,
    files: Arc<Vec<String>>,
    lists: Arc<files::Lists>,
    created: Vec<String>,
    edited: Vec<String>,
    expressions: Vec<Expressions>,
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
        let values = [("project", project), ("repo", repo)];
        let values = values.into_iter().map(|(name, value)| (name.to_owned(), Value::from(Serde(value)))).collect();
        Context { values, facts: Arc::new(facts), dependencies, settings: Arc::new(settings), ..Context::default() }
    }

    /// The same context with the words `category(…)` knows.
    pub fn with_vocabularies(self, vocabularies: &Arc<BTreeMap<String, Vocabulary>>) -> Context {
        Context { vocabularies: vocabularies.clone(), ..self }
    }

    /// The same context with the tables `pack_table(…)` knows.
    pub fn with_tables(self, tables: &Arc<BTreeMap<String, Json>>) -> Context {
        Context { tables: tables.clone(), ..self }
    }

    /// The same context with the files `first_file(…)` and `resolve(…)` find for a project.
    pub fn with_files(self, project: &str, files: &Arc<Vec<String>>) -> Context {
        Context { project: project.to_owned(), files: files.clone(), ..self }
    }

    /// The same context with the files this plan has created and edited so far, for `created(…)` and `edited(…)`.
    pub fn with_changes(self, created: Vec<String>, edited: Vec<String>) -> Context {
        Context { created, edited, ..self }
    }

    /// The same context with the facts of all projects, for `everywhere(…)`.
    pub fn with_everywhere(self, facts: &Arc<BTreeMap<String, Json>>) -> Context {
        Context { everywhere: facts.clone(), ..self }
    }

    /// The same context with how rules ended, for `outcomes(…)`.
    pub fn with_reports(self, reports: Arc<BTreeMap<String, Json>>) -> Context {
        Context { reports, ..self }
    }

    /// The same context with the apps of all areas, for `started_apps()`, `app_folders()` and `part(…)`.
    pub fn with_apps(self, known: KnownApps) -> Context {
        Context { apps: Arc::new(known), ..self }
    }

    /// The same context with more names that are expressions over it, and over each other. They hide those it had.
    pub fn with_expressions(mut self, expressions: Expressions) -> Context {
        self.expressions.push(expressions);
        self
    }

    /// The same context with the captures of a site; without `homes` nobody asks for them.
    pub fn at(&self, site: &Site, homes: Option<Homes<'_>>) -> Context {
        let mut context = self.clone();
        let site = Arc::new(site.clone());
        let piece = |range: &Range<usize>, text: &str| {
            let home = homes.and_then(|homes| homes(&site.file.path, text));
            Value::from_object(Piece { site: site.clone(), range: range.clone(), text: text.to_owned(), home })
        };
        for (name, ranges) in site.captures.iter().filter(|(name, _)| !name.starts_with('_')) {
            if let Some(range) = ranges.first() {
                context.values.insert(name.clone(), piece(range, &site.file.text[range.clone()]));
            }
        }
        context.values.entry("site".to_owned()).or_insert_with(|| piece(&site.range(), ""));
        context.site = Some(site);
        context
    }

    /// The same context with one more name.
    pub fn with(&self, name: &str, value: Json) -> Context {
        let mut context = self.clone();
        context.values.insert(name.to_owned(), Value::from(Serde(value)));
        context
    }

    /// The same context with more names.
    pub fn with_all(mut self, values: Vec<(String, Json)>) -> Context {
        self.values.extend(values.into_iter().map(|(name, value)| (name, Value::from(Serde(value)))));
        self
    }

    /// The context as minijinja takes it: the names, the functions of [`functions`], and the expressions, each
    /// worked out when it is first asked for.
    ///
    /// Expressions may use each other. One that does not evaluate is no name at all, so that the template
    /// that wants it fails.
    pub fn to_value(&self) -> Value {
        let values = self.values.iter().map(|(name, value)| (name.clone(), value.clone()));
        Value::from_object(Names::new(functions::functions(self).chain(values).collect(), self.expressions.clone()))
    }
}

/// A folder as the start of a path: `app/`, nothing for the root.
pub fn prefix_of(folder: &str) -> String {
    if folder == "." { String::new() } else { format!("{folder}/") }
}

/// What templates see of a piece of code: `{{ site.line }}`, `{{ name.text }}`.
pub struct SiteField {
    /// The field's name.
    pub name: &'static str,
    /// What it says.
    pub about: &'static str,
    read: fn(&Piece) -> Json,
}

/// A piece of code of a site. Templates ask for two or three of its fields.
#[derive(Debug)]
struct Piece {
    site: Arc<Site>,
    range: Range<usize>,
    text: String,
    /// Where the repository defines it, where somebody asks.
    home: Option<String>,
}

impl Object for Piece {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let field = FIELDS.iter().find(|field| key.as_str() == Some(field.name))?;
        Some(Value::from(Serde((field.read)(self))))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(FIELDS.iter().map(|field| Value::from(field.name)).collect())
    }
}

/// Every field, in the order of the reference.
pub const FIELDS: &[SiteField] = &[
    SiteField {
        name: "text",
        about: "The code as written; of `site` only where it is captured as `@site`.",
        read: |of| of.text.as_str().into(),
    },
    SiteField { name: "line", about: "Its line.", read: |of| of.site.file.line_of(of.range.start).into() },
    SiteField {
        name: "indent",
        about: "The indentation of its line.",
        read: |of| of.site.file.indent_at(of.range.start).into(),
    },
    SiteField {
        name: "file",
        about: "The file, from the top of the repository.",
        read: |of| of.site.file.path.as_str().into(),
    },
    SiteField { name: "folder", about: "The file's folder.", read: |of| folder_of(&of.site.file.path).into() },
    SiteField {
        name: "prefix",
        about: "The folder as the start of a path: `app/`, nothing for the top.",
        read: |of| prefix_of(folder_of(&of.site.file.path)).into(),
    },
    SiteField { name: "name", about: "The file's name.", read: |of| name_of(&of.site.file.path).into() },
    SiteField {
        name: "function",
        about: "The nearest function around it, or `none`.",
        read: |of| json!(of.site.enclosing(of.range.clone()).function),
    },
    SiteField {
        name: "class",
        about: "The nearest class around it, or `none`.",
        read: |of| json!(of.site.enclosing(of.range.clone()).class),
    },
    SiteField {
        name: "definition",
        about: "What at the top of the file it belongs to, `path#name`: the outermost function, class or variable around it, or the name it is assigned to.",
        read: |of| json!(of.site.definition(of.range.clone())),
    },
    SiteField {
        name: "path",
        about: "In a data file the keys and numbers that lead to it.",
        read: |of| data::path_of(&of.site.file, of.range.clone()).iter().map(ToString::to_string).collect(),
    },
    SiteField {
        name: "comment",
        about: "The comment behind it on its line.",
        read: |of| of.site.file.comment_behind(of.range.end).into(),
    },
    SiteField {
        name: "assigned",
        about: "The name or attribute it is assigned to, or `none`.",
        read: |of| json!(of.site.assigned(of.range.clone())),
    },
    SiteField {
        name: "origin",
        about: "Where the name is imported from, dotted, or `none`.",
        read: |of| json!(of.site.imports.origin(&of.text)),
    },
    SiteField {
        name: "home",
        about: "Where the repository defines it, `path#name`, or `none`.",
        read: |of| json!(of.home),
    },
];

/// What templates see of a site among others.
pub fn describe(site: &Site) -> Json {
    let piece = Piece { site: Arc::new(site.clone()), range: site.range(), text: String::new(), home: None };
    Json::Object(FIELDS.iter().map(|field| (field.name.to_owned(), (field.read)(&piece))).collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Fact, FactValue, Facts};
    use crate::rules::template::evaluate;

    #[test]
    fn a_file_is_found_by_the_first_glob_and_nearest_to_the_top() {
        let files = Arc::new(["a/App.ts", "a/b/App.ts", "a/index.ts", "c/App.ts"].map(str::to_owned).to_vec());
        let context = Context::default().with_files("a", &files);
        let found = |expression: &str| evaluate(expression, &context.to_value()).map(|value| value.to_string());
        assert_eq!(found("first_file(['x.ts', '**/App.ts'])").as_deref(), Ok("a/App.ts"));
        assert_eq!(found("first_file(['*/App.ts'])").as_deref(), Ok("a/b/App.ts"));
        assert_eq!(found("first_file(['../c/*.ts']) is none").as_deref(), Ok("True"));
        assert_eq!(found("resolve('a/index.ts', './b/App')").as_deref(), Ok("a/b/App.ts"));
    }

    #[test]
    fn what_is_created_is_seen_from_the_project() {
        let created = ["a/sentinel.py", "a/docs/x.md", "b/sentinel.py"].map(str::to_owned).to_vec();
        let context = Context::default().with_files("a", &Arc::default()).with_changes(created, Vec::new());
        let found = evaluate("created(['*.py', '**/*.pyi'])|join(' ')", &context.to_value());
        assert_eq!(found.map(|value| value.to_string()).as_deref(), Ok("a/sentinel.py"));
    }

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
        let fact = |value| Fact::new(value, Vec::new());
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
        let context = Context::default().with_vocabularies(&all).with_expressions(Arc::new(expressions)).to_value();
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
        let context = Context::default().with_expressions(Arc::new(expressions)).to_value();
        assert_eq!(evaluate("a", &context).map(|value| value.to_string()).as_deref(), Ok("3"));
        assert!(evaluate("lost is undefined", &context).is_ok_and(|value| value.is_true()));
    }
}
