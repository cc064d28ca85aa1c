//! What an area says of the apps of its framework, and what follows for the rules that ask about all apps.
//!
//! A rule about every app of a repository (a page, a pipeline, an alert) names no framework: it asks for `started_apps()`,
//! `app_folders()`, a `part(…)` of each area, or the condition `app:`, and waits for whatever the areas say these
//! hang on.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value as Json;

use super::check::span_of;
use super::conditions::{AppState, Condition, Conditions, Known};
use super::diagnostics::{Diagnostic, nearest};
use super::load::PackFiles;
use super::model::Scope;
use super::names::{Named, asked_in, is_called};
use super::rule::Rule;
use crate::report::Outcome;

/// The places at which the apps of all areas are built, as what a command leads to.
pub const BUILT: &str = "app:built";

/// What an app of the area's framework is, and what makes what true of it. `started_apps()` has a row for each that is started.
///
/// ```toml
/// [app]
/// kind = "Acme"
/// found = ["acme.app"]
/// built = ["acme.builders"]
/// starts = ["acme/start"]
/// grows = ["acme/start", "acme/user"]
///
/// [app.has]
/// language = "python"
///
/// [app.is]
/// quiet = [{ "rule:acme/start" = "applies" }, { "rule:acme/timeouts" = "applies|present", "dep:acme" = ">=2" }]
///
/// [app.parts]
/// network = "pages/network.md.j2"
/// ```
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct App {
    /// How people call the framework.
    pub kind: String,
    /// Facts of which one is known in the folder of such an app, started or not: `app_folders()`, `"app:found"`.
    #[serde(default)]
    pub found: Vec<String>,
    /// Facts with the places at which such apps are built, each a `definition` of a site: `"app:built"`.
    #[serde(default)]
    pub built: Vec<String>,
    /// Facts with the file whose import builds such an app: `"app:imported"`.
    #[serde(default)]
    pub imported: Vec<String>,
    /// The rules that start what the pack is about: an app is started where one of them applies or is present.
    #[serde(default)]
    pub starts: Vec<String>,
    /// The rules that give a start that was there what others build on: `"app:completed"`.
    #[serde(default)]
    pub completes: Vec<String>,
    /// The rules that give an app new files which its image has to hold: `"app:grown"`.
    #[serde(default)]
    pub grows: Vec<String>,
    /// Values of the row, by the names that `[app]` of pack.toml has.
    #[serde(default)]
    pub has: BTreeMap<String, Json>,
    /// What is true of the app where all conditions of one of these tables hold in its project.
    #[serde(default)]
    pub is: BTreeMap<String, Vec<Conditions>>,
    /// Templates of the area that pages take in, see `part(…)`: files below the area's folder.
    #[serde(default)]
    pub parts: BTreeMap<String, String>,
}

/// The apps of all areas, by the area's folder.
pub type Apps = BTreeMap<String, App>;

/// Names about the apps of a language, each with the facts it is made of.
pub(super) type Names = BTreeMap<String, Vec<String>>;

impl App {
    /// The facts or rules by which a state of an app is known.
    pub fn known_by(&self, state: AppState) -> &[String] {
        match state {
            AppState::Found => &self.found,
            AppState::Built => &self.built,
            AppState::Imported => &self.imported,
            AppState::Started | AppState::Fresh | AppState::Existing => &self.starts,
            AppState::Completed => &self.completes,
            AppState::Grown => &self.grows,
        }
    }

    /// The language its row has; none where it says nothing.
    fn language(&self) -> Option<&str> {
        self.has.get("language").and_then(Json::as_str).filter(|name| !name.is_empty())
    }

    fn conditions(&self) -> impl Iterator<Item = &Condition> {
        self.is.values().flatten().flat_map(|conditions| &conditions.0)
    }

    /// The rules by whose outcome it is known what is true of an app.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        let asked =
            self.conditions().filter_map(|one| if let Condition::Rule { ids, .. } = one { Some(ids) } else { None });
        self.starts.iter().chain(asked.flatten()).map(String::as_str)
    }

    /// The facts by which it is known what is true of an app.
    pub fn facts(&self) -> impl Iterator<Item = &str> {
        let asked = self
            .conditions()
            .filter_map(|one| if let Condition::Fact { names, .. } = one { Some(names) } else { None });
        asked.flatten().map(String::as_str)
    }
}

/// The file of an area's part, from the top of the pack, as a rule's texts name it.
pub fn part_file(area: &str, file: &str) -> String {
    format!("/{area}/{file}")
}

/// Gives a rule what it hangs on by asking about all apps: conditions in terms of facts and rules, the facts and the
/// rules themselves, and the parts of its page.
pub(super) fn join(rule: &mut Rule, apps: &Apps, names: &Names, vars: &Named<'_>, files: &PackFiles) {
    rule.manifest.conditions_mut().flat_map(|conditions| &mut conditions.0).for_each(|one| resolve(one, apps));
    let after = std::mem::take(&mut rule.manifest.after);
    rule.manifest.after = after.into_iter().flat_map(|entry| waited_for(entry, apps)).collect();
    let command = rule.manifest.matches.as_ref().and_then(|matches| matches.command.as_ref());
    if command.is_some_and(|of| of.to == BUILT) {
        rule.manifest.needs.extend(apps.values().flat_map(|app| &app.built).cloned());
    }
    let named = |name: &str| rule.all_texts().any(|text| text.contains(name));
    let made_of: Vec<String> =
        names.iter().filter(|(name, _)| named(name)).flat_map(|(_, facts)| facts).cloned().collect();
    rule.manifest.needs.extend(made_of);
    // A rule of a project knows of no other.
    if rule.manifest.scope != Scope::Repository {
        return;
    }
    let mut asked = Asked::of(rule, apps, vars);
    if !asked.parts.is_empty() {
        rule.texts.extend(asked.parts.iter().filter_map(|path| Some((path.clone(), files.get(&path[1..])?.clone()))));
        asked = Asked::of(rule, apps, vars);
    }
    rule.manifest.needs.extend(asked.facts);
    // Facts come before all outcomes.
    if !rule.is_fact() {
        (rule.asks_for_apps, rule.named_outcomes) = (asked.rows, asked.rules);
    }
}

/// What the texts of a rule ask for, by way of the pack's names too.
struct Asked {
    /// Rows of apps?
    rows: bool,
    /// The rules whose outcomes are asked for.
    rules: BTreeSet<String>,
    /// The facts by which apps are known.
    facts: BTreeSet<String>,
    /// The parts that areas have for it, as files of the pack.
    parts: BTreeSet<String>,
}

impl Asked {
    fn of(rule: &Rule, apps: &Apps, vars: &Named<'_>) -> Asked {
        let texts: Vec<&str> = rule.all_texts().chain(vars.used(rule.all_words()).into_values()).collect();
        let calls = |function: &str| texts.iter().any(|text| is_called(text, function));
        let named = |function| texts.iter().flat_map(move |text| asked_in(text, function)).collect::<BTreeSet<&str>>();
        let rows = calls("started_apps") && !rule.is_fact();
        let (mut rules, parts) = (named("outcomes"), named("part"));
        let mut facts: BTreeSet<&str> = BTreeSet::new();
        if rows {
            rules.extend(apps.values().flat_map(App::rules));
            facts.extend(apps.values().flat_map(App::facts));
        }
        if calls("app_folders") {
            facts.extend(apps.values().flat_map(|app| &app.found).map(String::as_str));
        }
        let files = apps.iter().flat_map(|(area, app)| app.parts.iter().map(move |(name, file)| (name, area, file)));
        let files = files.filter(|(name, ..)| parts.contains(name.as_str()));
        Asked {
            rows,
            rules: rules.into_iter().map(str::to_owned).collect(),
            facts: facts.into_iter().map(str::to_owned).collect(),
            parts: files.map(|(_, area, file)| part_file(area, file)).collect(),
        }
    }
}

/// What apps of a language, or of any, are known by in a state.
fn known_by(apps: &Apps, state: AppState, language: Option<&str>) -> Vec<String> {
    let meant = apps.values().filter(|app| language.is_none() || app.language() == language);
    // Areas may share a rule.
    let mut seen = BTreeSet::new();
    meant.flat_map(|app| app.known_by(state)).filter(|name| seen.insert(*name)).cloned().collect()
}

/// A condition about apps in terms of the facts and rules by which the areas know of them.
fn resolve(condition: &mut Condition, apps: &Apps) {
    let Condition::App { state, language, present } = condition else { return };
    let (names, none) = (known_by(apps, *state, language.as_deref()), !*present);
    let ended = |outcomes: &[Outcome]| Condition::Rule { ids: names.clone(), outcomes: outcomes.to_vec(), none };
    *condition = match state {
        _ if names.is_empty() => return,
        AppState::Grown | AppState::Fresh => ended(&[Outcome::Applies]),
        AppState::Existing => ended(&[Outcome::Present]),
        AppState::Started | AppState::Completed => ended(&[Outcome::Applies, Outcome::Present]),
        AppState::Found | AppState::Built | AppState::Imported => {
            Condition::Fact { names, wanted: if none { Known::Absent } else { Known::Present } }
        }
    };
}

/// The rules that an entry of `after` stands for: itself, or those by which a state of apps is known.
fn waited_for(entry: String, apps: &Apps) -> Vec<String> {
    let asked = entry.strip_prefix("app:").map(|name| AppState::condition(name, true));
    match asked {
        Some(Ok(Condition::App { state, language, .. })) => known_by(apps, state, language.as_deref()),
        _ => vec![entry],
    }
}

/// The facts that a name about the apps of a language is made of: `python_app` is the file that builds one,
/// `python_app_at_import` the file that builds one when it is imported.
pub(super) fn names(apps: &Apps) -> Names {
    let languages: BTreeSet<&str> = apps.values().filter_map(App::language).collect();
    let of = |language: &str, state| known_by(apps, state, Some(language));
    languages
        .into_iter()
        .flat_map(|language| {
            [
                (format!("{language}_app"), of(language, AppState::Found)),
                (format!("{language}_app_at_import"), of(language, AppState::Imported)),
            ]
        })
        .collect()
}

/// Those names for templates, as the names of the pack: the first of the facts that is known.
pub(super) fn vars(names: &Names) -> impl Iterator<Item = (String, String)> {
    names.iter().map(|(name, facts)| {
        let facts: Vec<String> = facts.iter().map(|fact| format!("fact({fact:?})")).collect();
        (name.clone(), if facts.is_empty() { "none".to_owned() } else { facts.join(" or ") })
    })
}

/// What is wrong with what areas say: names that are not there.
pub(super) fn check(
    apps: &Apps,
    columns: &BTreeMap<String, Json>,
    rules: &[Rule],
    files: &PackFiles,
) -> Vec<Diagnostic> {
    let ids: BTreeSet<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
    let facts: BTreeSet<&str> =
        rules.iter().filter_map(|rule| Some(rule.manifest.fact.as_ref()?.name.as_str())).collect();
    let mut problems = Vec::new();
    for (area, app) in apps {
        let path = format!("{area}/area.toml");
        let source = files.get(&path).cloned().unwrap_or_default();
        let mut unknown = |code: &'static str, what: &str, word: &str, known: &mut dyn Iterator<Item = &str>| {
            let hint = nearest(word, known).map(|near| format!("did you mean `{near}`?"));
            problems.push(Diagnostic {
                code,
                message: format!("unknown {what} `{word}`"),
                file: path.clone(),
                source: source.clone(),
                span: span_of(&source, word),
                label: format!("no such {what}"),
                hint,
            });
        };
        for id in app.rules().chain(app.grows.iter().map(String::as_str)).filter(|id| !ids.contains(id)) {
            unknown("R006", "rule", id, &mut ids.iter().copied());
        }
        let of_facts = app.facts().chain(app.found.iter().chain(&app.built).map(String::as_str));
        for fact in of_facts.filter(|fact| !facts.contains(fact)) {
            unknown("R005", "fact", fact, &mut facts.iter().copied());
        }
        for name in app.has.keys().chain(app.is.keys()).filter(|name| !columns.contains_key(*name)) {
            unknown("R048", "name of an app's row", name, &mut columns.keys().map(String::as_str));
        }
        for file in app.parts.values().filter(|file| !files.contains_key(&part_file(area, file)[1..])) {
            let beside = files.keys().filter_map(|path| path.strip_prefix(area.as_str())?.strip_prefix('/'));
            unknown("R012", "template file", file, &mut beside.filter(|path| path.ends_with(".j2")));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::load::{Pack, PackError, read};

    const AREA: &str = r#"
[app]
kind = "Acme"
found = ["acme.app"]
starts = ["acme/start"]

[app.has]
language = "go"

[app.is]
quiet = [{ "rule:acme/quiet" = "!applies" }]

[app.parts]
network = "pages/network.md.j2"
"#;

    fn files(area: &str) -> PackFiles {
        let head = "title = \"T\"\nwhy = \"W\"\n";
        let manual = |text: &str| format!("{head}[manual]\ntext = \"\"\"{text}\"\"\"\n");
        let page = "scope = \"repository\"\n[when]\n\"app:found\" = \"present\"\n\"app:go.started\" = \"absent\"\n";
        let fact =
            "files = [\"a\"]\n[match]\npattern = \"a\"\n[fact]\nname = \"acme.app\"\nkind = \"one\"\nvalue = \"1\"\n";
        let page = format!(
            "{head}{page}[manual]\ntext = '{{% for app in rows %}}{{{{ part(\"network\", app) }}}}{{% endfor %}}'\n"
        );
        let all = [
            ("pack.toml", "schema = 1\nname = \"p\"\nversion = \"1\"\n[vars]\nrows = 'started_apps()'\n[app]\nlanguage = \"\"\nquiet = false\n".to_owned()),
            ("acme/area.toml", area.to_owned()),
            ("acme/pages/network.md.j2", "{{ app.root }} {{ outcomes(\"acme/more\")|length }}".to_owned()),
            ("acme/app/rule.toml", format!("{head}{fact}")),
            ("acme/start/rule.toml", manual("a")),
            ("acme/quiet/rule.toml", manual("b")),
            ("acme/more/rule.toml", manual("c")),
            ("aaa/page/rule.toml", page),
        ];
        all.into_iter().map(|(path, text)| (path.to_owned(), text)).collect()
    }

    fn pack(area: &str) -> Result<Pack, PackError> {
        read(&files(area))
    }

    #[test]
    fn a_page_about_all_apps_waits_for_what_areas_say_of_theirs() {
        let pack = pack(AREA).expect("a pack");
        let order: Vec<&str> = pack.rules.iter().map(|rule| rule.id.as_str()).collect();
        assert_eq!(order, ["acme/app", "acme/more", "acme/quiet", "acme/start", "aaa/page"]);
        let page = pack.rules.last().expect("the page");
        assert!(page.asks_for_apps);
        assert_eq!(page.outcomes().into_iter().collect::<Vec<_>>(), ["acme/more", "acme/quiet", "acme/start"]);
        let said: Vec<String> = page.manifest.when.0.iter().map(|one| format!("{one:?}")).collect();
        assert_eq!(
            said,
            [
                r#"Fact { names: ["acme.app"], wanted: Present }"#,
                r#"Rule { ids: ["acme/start"], outcomes: [Applies, Present], none: true }"#,
            ]
        );
    }

    #[test]
    fn names_that_are_not_there_are_named() {
        let problem = |from: &str, to: &str| {
            assert!(AREA.contains(from), "{from}");
            pack(&AREA.replace(from, to)).expect_err("a mistake").to_string()
        };
        for (from, to, said) in [
            ("acme.app", "acme.apq", "unknown fact `acme.apq`"),
            ("acme/start", "acme/strat", "unknown rule `acme/strat`"),
            ("acme/quiet", "acme/quite", "unknown rule `acme/quite`"),
            ("language", "languages", "unknown name of an app's row `languages`"),
            ("network.md.j2", "netwrok.md.j2", "unknown template file `pages/netwrok.md.j2`"),
        ] {
            let text = problem(from, to);
            assert!(text.contains(said) && text.contains("did you mean"), "{text}");
            assert!(text.contains("acme/area.toml"), "{text}");
        }
    }
}
