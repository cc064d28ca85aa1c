//! What templates may call.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::{Serde, Value};
use minijinja::{Error, ErrorKind};
use serde_json::{Map, Value as Json};

use super::named::Places;
use super::{Context, apps, code, files, paths, spelled};
use crate::manifest::{Match, satisfies};
use crate::repo::Glob;

/// A function that templates may call.
pub struct Function {
    /// Its name and its arguments.
    pub signature: &'static str,
    /// What it answers.
    pub about: &'static str,
    /// How it is used.
    pub example: &'static str,
    make: fn(&Context) -> Value,
}

impl Function {
    /// Its name.
    pub fn name(&self) -> &'static str {
        self.signature.split('(').next().unwrap_or_default()
    }
}

/// Every function, in the order of the reference.
pub const FUNCTIONS: &[Function] = &[
    Function {
        signature: "fact(name)",
        about: "A fact; `none` for one that is not known.",
        example: "fact(\"acme.calls\")|length",
        make: fact,
    },
    Function {
        signature: "everywhere(name)",
        about: "A fact in all projects that have it, as a list of records with their `project`: the rows of a table, or one record with `value` each. Fact rules see those they need.",
        example: "everywhere(\"acme.calls\")|map(attribute=\"file\")",
        make: everywhere,
    },
    Function {
        signature: "outcomes(rule)",
        about: "How a rule ended before this one, as a list of records with `project`, `outcome`, `reason`, `sites` (`file`, `line`) and `notes` (`file`, `line`, `text`); the rule waits for that one. Only rules of the repository see any.",
        example: "outcomes(\"acme/start\")|selectattr(\"outcome\", \"eq\", \"applies\")|list",
        make: outcomes,
    },
    Function {
        signature: "started_apps()",
        about: "The apps that are started, of all areas, as records of `root`, `kind`, `area`, and what `[app]` of pack.toml names: what the area says of its apps (`has`), and what the outcomes before this rule make true of this one (`is`). Only rules of the repository that write no fact see any; they wait for all rules concerned.",
        example: "started_apps()|selectattr(\"language\", \"eq\", \"python\")|map(attribute=\"root\")|list",
        make: apps::started_apps,
    },
    Function {
        signature: "app_folders()",
        about: "The folders of all apps that are there, started or not, as a sorted list, for rules of the repository: the projects that know a fact which an area counts as `found`.",
        example: "app_folders()|length",
        make: apps::app_folders,
    },
    Function {
        signature: "part(name, app)",
        about: "What the area of an app (a row of `started_apps()`) has to say at this place: its template of that name, rendered without the blanks around it; nothing where it has none. The template sees `app`, the names of the pack, and further named arguments.",
        example: "part(\"network\", started_apps()|first, mark=\"-\")",
        make: apps::part,
    },
    Function {
        signature: "dep(name)",
        about: "The version the project asks of a package, as written; `none` where it does not declare it.",
        example: "dep(\"acme\") or false",
        make: dep,
    },
    Function {
        signature: "dep_excludes(name, spec)",
        about: "True where the declared version can never satisfy the spec.",
        example: "dep_excludes(\"acme\", \">=2\")",
        make: dep_excludes,
    },
    Function {
        signature: "dep_meets(name, spec)",
        about: "True where the lowest version that is allowed satisfies the spec.",
        example: "dep_meets(\"acme\", \">=2\")",
        make: dep_meets,
    },
    Function {
        signature: "setting(key)",
        about: "A setting of the pack, or what the repository or the command line made of it.",
        example: "setting(\"timeout\")",
        make: setting,
    },
    Function {
        signature: "category(vocabulary, text)",
        about: "The category of the words in a text; `none` where the vocabulary knows none of them.",
        example: "category(\"critical\", site.text)",
        make: category,
    },
    Function {
        signature: "words(vocabulary, text)",
        about: "The words of a text that can count, separated by blanks.",
        example: "words(\"critical\", \"/v2/pay-now\")",
        make: words,
    },
    Function {
        signature: "pack_table(name)",
        about: "What the file `tables/NAME.toml` of the pack holds: data that templates of several rules are made from.",
        example: "pack_table(\"colours\").warm",
        make: pack_table,
    },
    Function {
        signature: "above(pattern)",
        about: "What a regular expression found last above the site: its first group where it has one; `none` where there is nothing.",
        example: "above('^class (\\\\w+)')",
        make: code::above,
    },
    Function {
        signature: "below(pattern)",
        about: "What a regular expression finds first below the site: its first group where it has one; `none` where there is nothing.",
        example: "below('^export default (\\\\w+)')",
        make: code::below,
    },
    Function {
        signature: "follow(tables, start, from, to)",
        about: "Walks table facts as a list of links: the rows whose column `from` is `start`, then those of their `to`, and so on. Rows about the same key complete each other, those of earlier tables first.",
        example: "follow([\"acme.mounts\"], name.text, \"child\", \"parent\")",
        make: follow,
    },
    Function {
        signature: "glob(patterns, texts)",
        about: "True where one of the patterns matches one of the texts.",
        example: "glob([\"/api/*\"], [site.text])",
        make: glob,
    },
    Function {
        signature: "value(path)",
        about: "At a site in a YAML file the text of the value at a path, `*` being the keys and elements around the site.",
        example: "value(\"jobs.*.name\")",
        make: code::value,
    },
    Function {
        signature: "values(path)",
        about: "The same for every site this one stands for, itself last.",
        example: "values(\"jobs.*.steps.*.uses\")",
        make: code::values,
    },
    Function {
        signature: "first_file(globs)",
        about: "The project's file named by the first glob that names any, the nearest to the top; `none` where none does.",
        example: "first_file([\"src/main.py\", \"**/main.py\"])",
        make: files::first_file,
    },
    Function {
        signature: "named(text, folders, aliases, from)",
        about: "What a text says of the repository, as records: the `path` it names, which of the `folders` is nearest around it, whether an `alias` (a record of a `name` and the `folders` it stands for, one per line) said so, and the line that `said` it. Paths are looked up from the folder `from`, then from the top.",
        example: "named(\"cd web && make\", [\"web\"], [], \".\")|map(attribute=\"folder\")|list",
        make: folders_named,
    },
    Function {
        signature: "brought(text, folders, from)",
        about: "Those of the folders whose code the lines of a Dockerfile copy from the context `from`.",
        example: "brought(\"COPY web .\", [\"web\", \"api\"], \".\")",
        make: brought,
    },
    Function {
        signature: "spelled(text, pattern, tables, folders)",
        about: "A text, and in lines behind it what the names stand for that the first group of a pattern finds in it, and the names in that: the `text` of the row of that `name` in one of the table facts. Of several rows the one counts whose `folder` is the one it is said in, else the first of these folders.",
        example: "spelled(\"npm run deploy\", \"npm run (\\S+)\", [\"acme.scripts\"], [\"web\"])|lines",
        make: spelled::spelled,
    },
    Function {
        signature: "created(globs)",
        about: "The files of the project that the rules before this one create and a glob names, as a list; the globs are relative to the project.",
        example: "created([\"docs/*.md\"])",
        make: files::created,
    },
    Function {
        signature: "edited(globs)",
        about: "The files of the project that were there, that the rules before this one change and a glob names, as a list; the globs are relative to the project.",
        example: "edited([\"src/*.py\"])",
        make: files::edited,
    },
    Function {
        signature: "left_out(apps, edited, created, steps)",
        about: "At a site in a Dockerfile or an ignore file the new files that this place leaves out of the image of an app, as records of `path`, `named` (what stands there for its neighbours) and `alone`. `steps` is a pattern of build steps that need the files, or `none`.",
        example: "left_out([\".\"], edited([\"*.py\"]), created([\"*.py\"]), none)|map(attribute=\"path\")|list",
        make: files::left_out,
    },
    Function {
        signature: "nearest(name)",
        about: "The file of this name in the folder of the site's file, or in the nearest one above it inside the project: one that the rules before this one create, else one that was there; `none` where there is neither.",
        example: "nearest(\"metrics.py\")",
        make: files::nearest,
    },
    Function {
        signature: "resolve(importer, specifier)",
        about: "The file an ECMAScript import leads to; `none` where that is not in the repository.",
        example: "resolve(site.file, \"./metrics\")",
        make: files::resolve,
    },
    Function {
        signature: "relative(folder, path)",
        about: "How a page in a folder links to a path; both are seen from the top of the repository.",
        example: "relative(\"docs/decisions\", \"docs/runbooks/errors.md\")   {# ../runbooks/errors.md #}",
        make: paths::relative,
    },
    Function {
        signature: "next_in_series(names, form)",
        about: "The number behind the last one of these names, with as many digits where that begins with 0; or written as `form` is, which may be left out. `none` where no name has a number.",
        example: "next_in_series([\"0001-tools.md\", \"0002-queue.md\"])   {# 0003 #}",
        make: paths::next_in_series,
    },
    Function {
        signature: "unused(names)",
        about: "The first of these names that the site's file does not use; `none` where it uses all.",
        example: "unused([\"metrics\", \"acmeMetrics\"])",
        make: code::unused,
    },
];

/// The functions of a context, by name.
pub fn functions(context: &Context) -> impl Iterator<Item = (String, Value)> + '_ {
    FUNCTIONS.iter().map(|function| (function.name().to_owned(), (function.make)(context)))
}

fn fact(context: &Context) -> Value {
    looked_up(&context.facts)
}

fn setting(context: &Context) -> Value {
    looked_up(&context.settings)
}

fn looked_up(table: &Arc<BTreeMap<String, Json>>) -> Value {
    let table = table.clone();
    Value::from_function(move |key: &str| {
        table.get(key).map_or_else(|| Value::from(()), |value| Value::from(Serde(value)))
    })
}

fn everywhere(context: &Context) -> Value {
    records(&context.everywhere)
}

fn outcomes(context: &Context) -> Value {
    records(&context.reports)
}

fn records(table: &Arc<BTreeMap<String, Json>>) -> Value {
    let table = table.clone();
    Value::from_function(move |key: &str| {
        table.get(key).map_or_else(|| Value::from(Vec::<Value>::new()), |rows| Value::from(Serde(rows)))
    })
}

fn dep(context: &Context) -> Value {
    let dependencies = context.dependencies.clone();
    Value::from_function(move |name: &str| {
        let found = dependencies.iter().find(|dependency| dependency.name == name);
        found.map(|dependency| dependency.spec.clone().unwrap_or_else(|| "any".to_owned()))
    })
}

fn dep_excludes(context: &Context) -> Value {
    let dependencies = context.dependencies.clone();
    Value::from_function(move |name: &str, spec: &str| matches!(satisfies(&dependencies, name, spec), Match::No { .. }))
}

fn dep_meets(context: &Context) -> Value {
    let dependencies = context.dependencies.clone();
    Value::from_function(move |name: &str, spec: &str| matches!(satisfies(&dependencies, name, spec), Match::Yes))
}

fn category(context: &Context) -> Value {
    let vocabularies = context.vocabularies.clone();
    // `none` has no category; what is not known yet has to come first.
    Value::from_function(move |vocabulary: &str, text: &Value| match (text.as_str(), text.is_none()) {
        (Some(text), _) => Ok(vocabularies.get(vocabulary).and_then(|words| words.category(text)).map(str::to_owned)),
        (None, true) => Ok(None),
        (None, false) => Err(Error::new(ErrorKind::InvalidOperation, "category() asks about a text")),
    })
}

fn words(context: &Context) -> Value {
    let vocabularies = context.vocabularies.clone();
    Value::from_function(move |vocabulary: &str, text: &str| {
        vocabularies.get(vocabulary).map(|vocabulary| vocabulary.words_in(text).join(" "))
    })
}

fn pack_table(context: &Context) -> Value {
    let tables = context.tables.clone();
    Value::from_function(move |name: &str| match tables.get(name) {
        Some(table) => Ok(Value::from(Serde(table))),
        None => Err(Error::new(ErrorKind::InvalidOperation, format!("there is no tables/{name}.toml in the pack"))),
    })
}

fn folders_named(context: &Context) -> Value {
    let files = context.files.clone();
    Value::from_function(move |text: &str, folders: Vec<String>, aliases: Vec<Value>, from: &str| {
        let aliases: Vec<(String, Vec<String>)> = aliases.iter().filter_map(alias).collect();
        let places = Places { files: &files, folders: &folders, aliases: &aliases };
        Value::from(Serde(Json::from(places.named(text, from))))
    })
}

/// A name and the folders it stands for.
fn alias(record: &Value) -> Option<(String, Vec<String>)> {
    let field = |name: &str| Some(record.get_attr(name).ok()?.as_str()?.to_owned());
    let folders = field("folders")?.lines().map(str::to_owned).collect();
    Some((field("name")?, folders))
}

fn brought(context: &Context) -> Value {
    let files = context.files.clone();
    Value::from_function(move |text: &str, folders: Vec<String>, from: &str| {
        Places { files: &files, folders: &folders, aliases: &[] }.brought(text, from)
    })
}

fn follow(context: &Context) -> Value {
    let facts = context.facts.clone();
    Value::from_function(move |tables: Vec<String>, start: Option<String>, from: &str, to: &str| {
        let rows = tables.iter().filter_map(|table| facts.get(table)?.as_array()).flatten();
        let rows: Vec<&Map<String, Json>> = rows.filter_map(Json::as_object).collect();
        Value::from(Serde(Json::from(followed(&rows, start, from, to))))
    })
}

fn glob(_: &Context) -> Value {
    Value::from_function(|patterns: Vec<String>, texts: Vec<String>| {
        let mut globs = patterns.iter().filter_map(|pattern| Glob::new(pattern).ok());
        globs.any(|glob| texts.iter().any(|text| glob.is_match(text)))
    })
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
