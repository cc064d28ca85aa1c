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
use super::load::{PackFiles, Rule};
use super::model::Scope;
use super::names::{asked_in, is_called, used_names};
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
    /// The rules that start what the pack is about: an app is started where one of them applies or is present.
    #[serde(default)]
    pub starts: Vec<String>,
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

impl App {
    /// The facts or rules by which a state of an app is known.
    pub fn known_by(&self, state: AppState) -> &[String] {
        match state {
            AppState::Found => &self.found,
            AppState::Built => &self.built,
            AppState::Started => &self.starts,
            AppState::Grown => &self.grows,
        }
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
pub(super) fn join(rule: &mut Rule, apps: &Apps, vars: &BTreeMap<String, String>, files: &PackFiles) {
    rule.manifest.conditions_mut().flat_map(|conditions| &mut conditions.0).for_each(|one| resolve(one, apps));
    let command = rule.manifest.matches.as_ref().and_then(|matches| matches.command.as_ref());
    let mut needs: BTreeSet<&str> = BTreeSet::new();
    if command.is_some_and(|of| of.to == BUILT) {
        needs.extend(apps.values().flat_map(|app| &app.built).map(String::as_str));
    }
    // A rule of a project knows of no other.
    if rule.manifest.scope == Scope::Repository {
        rule.texts.extend(parts(&texts(rule, vars), apps, files));
        let texts = texts(rule, vars);
        let asks = |function: &str| texts.iter().any(|text| is_called(text, function));
        if asks("app_folders") {
            needs.extend(apps.values().flat_map(|app| &app.found).map(String::as_str));
        }
        if !rule.is_fact() {
            let mut outcomes: BTreeSet<&str> = texts.iter().flat_map(|text| asked_in(text, "outcomes")).collect();
            let asked = asks("started_apps");
            outcomes.extend(apps.values().filter(|_| asked).flat_map(App::rules));
            needs.extend(apps.values().filter(|_| asked).flat_map(App::facts));
            (rule.asks_for_apps, rule.named_outcomes) = (asked, outcomes.into_iter().map(str::to_owned).collect());
        }
    }
    let needs: Vec<String> = needs.into_iter().map(str::to_owned).collect();
    rule.manifest.needs.extend(needs);
}

/// All texts of a rule, and the names of the pack that they use.
fn texts<'r>(rule: &'r Rule, vars: &'r BTreeMap<String, String>) -> Vec<&'r str> {
    let own: Vec<&str> = rule.all_texts().collect();
    let named = used_names(&own, vars).into_iter().map(|name| vars[name].as_str());
    own.iter().copied().chain(named).collect()
}

/// The parts of areas that texts take in.
fn parts(texts: &[&str], apps: &Apps, files: &PackFiles) -> Vec<(String, String)> {
    let wanted: BTreeSet<&str> = texts.iter().flat_map(|text| asked_in(text, "part")).collect();
    let all =
        apps.iter().flat_map(|(area, app)| app.parts.iter().map(move |(name, file)| (name, part_file(area, file))));
    let wanted = all.filter(|(name, _)| wanted.contains(name.as_str()));
    wanted.filter_map(|(_, path)| Some((path.clone(), files.get(&path[1..])?.clone()))).collect()
}

/// A condition about apps in terms of the facts and rules by which the areas know of them.
fn resolve(condition: &mut Condition, apps: &Apps) {
    let Condition::App { state } = *condition else { return };
    let names: Vec<String> = apps.values().flat_map(|app| app.known_by(state)).cloned().collect();
    *condition = match state {
        _ if names.is_empty() => Condition::App { state },
        AppState::Grown => Condition::Rule { ids: names, outcomes: vec![Outcome::Applies] },
        AppState::Started => Condition::Rule { ids: names, outcomes: vec![Outcome::Applies, Outcome::Present] },
        AppState::Found | AppState::Built => Condition::Fact { names, wanted: Known::Present },
    };
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
        let page =
            format!("scope = \"repository\"\n[when]\n\"app:found\" = \"present\"\n\"app:started\" = \"present\"\n");
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
                r#"Rule { ids: ["acme/start"], outcomes: [Applies, Present] }"#,
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
