//! `pack.toml` and `area.toml`, field by field.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::apps::App;

/// A pack: a folder of rules with this file at its top. It may be left out.
///
/// ```toml
/// schema = 1
/// name = "acme"
/// version = "1.0"
/// projects = ["**/project.json"]
/// started = "acme.started"
///
/// [settings]
/// timeout = 10
///
/// [vars]
/// seconds = 'setting("timeout") ~ " seconds"'
///
/// [app]
/// language = ""
/// quiet = false
///
/// [brings]
/// acme = ["acme-core"]
///
/// [[stack]]
/// dependency = "acme"
/// label = "Acme"
/// ```
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PackManifest {
    /// The version of the rule format; this program knows 1.
    pub schema: u32,
    /// The pack's name.
    pub name: String,
    /// The pack's version.
    pub version: String,
    /// Settings and their defaults.
    #[serde(default)]
    pub settings: BTreeMap<String, serde_json::Value>,
    /// The words of which a setting takes one.
    #[serde(default)]
    pub choices: BTreeMap<String, Vec<String>>,
    /// Names for the templates of every rule, as a rule's own `vars`; those of a rule win.
    #[serde(default)]
    pub vars: BTreeMap<String, String>,
    /// Globs of files that make their folder a project where no manifest stands in it: the folder goes by
    /// the `package.json` above it, as the apps of a monorepo with one `package.json` for all do.
    #[serde(default)]
    pub projects: Vec<String>,
    /// Globs of files that rules of a repository may not write: what runs elsewhere, and what tells git what to do.
    #[serde(default)]
    pub protected: Vec<String>,
    /// The table of what is started: `apps` are the places in each row (`file#name`), `root` the folder that their modules
    /// are imported from. It says how a file of Python imports another where its own imports do not.
    pub started: Option<String>,
    /// What an area may say of its apps, each with what holds where it says nothing: `has` and `is` of its `[app]`.
    #[serde(default)]
    pub app: BTreeMap<String, serde_json::Value>,
    /// Packages that come with another one: who declares that may import these.
    #[serde(default)]
    pub brings: BTreeMap<String, Vec<String>>,
    /// Dependencies worth naming at the head of a report, in that order; those of areas come before these.
    #[serde(default)]
    pub stack: Vec<StackEntry>,
}

impl PackManifest {
    /// This pack with another one laid over it: names of that win, what it names comes on top.
    pub(super) fn below(mut self, over: PackManifest) -> PackManifest {
        self.settings.extend(over.settings);
        self.choices.extend(over.choices);
        self.vars.extend(over.vars);
        self.projects.extend(over.projects);
        self.protected.extend(over.protected);
        self.started = over.started.or(self.started);
        self.app.extend(over.app);
        self.brings.extend(over.brings);
        self.name_more(over.stack);
        self
    }

    /// Takes over what areas know of packages.
    pub(super) fn take(&mut self, areas: &BTreeMap<String, AreaManifest>) {
        let own = std::mem::take(&mut self.stack);
        for area in areas.values() {
            self.brings.extend(area.brings.clone());
            self.name_more(area.stack.clone());
        }
        self.name_more(own);
    }

    fn name_more(&mut self, entries: Vec<StackEntry>) {
        let known = self.stack.clone();
        self.stack.extend(entries.into_iter().filter(|entry| !known.contains(entry)));
    }
}

/// What the rules of an area have in common: this file in the folder `area`. It may be left out.
///
/// ```toml
/// [vars]
/// setup_file = 'project.prefix ~ "acme_setup.py"'
///
/// [app]
/// kind = "Acme"
/// starts = ["acme/start"]
///
/// [brings]
/// acme = ["acme-core"]
///
/// [[stack]]
/// dependency = "acme"
/// label = "Acme"
/// ```
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaManifest {
    /// Names for the templates of the area's rules, as those of the pack; those of a rule win.
    #[serde(default)]
    pub vars: BTreeMap<String, String>,
    /// What an app of the area's framework is.
    pub app: Option<App>,
    /// Packages that come with another one, as in pack.toml.
    #[serde(default)]
    pub brings: BTreeMap<String, Vec<String>>,
    /// Dependencies worth naming at the head of a report, as in pack.toml.
    #[serde(default)]
    pub stack: Vec<StackEntry>,
}

/// A dependency worth naming at the head of a report.
///
/// ```toml
/// [[stack]]
/// dependency = "acme"
/// label = "Acme"
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StackEntry {
    /// The dependency's name in the manifest.
    pub dependency: String,
    /// How people write it.
    pub label: String,
}

#[cfg(test)]
mod tests {
    use crate::rules::load::read;

    #[test]
    fn a_rule_has_the_names_of_its_area_that_it_uses() {
        let rule = |text: &str| format!("title = \"T\"\nwhy = \"W\"\n\n[manual]\ntext = \"{text}\"\n");
        let files = [
            ("acme/area.toml", "[vars]\nbase = '\"a\"'\nfolder = 'base ~ \"b\"'\nother = '\"c\"'\n".to_owned()),
            ("acme/one/rule.toml", rule("{{ folder }}")),
            ("bolt/two/rule.toml", rule("no name")),
        ];
        let pack = read(&files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect()).expect("a pack");
        let names = |id: &str| -> Vec<String> {
            let rule = pack.rules.iter().find(|rule| rule.id == id).expect(id);
            rule.manifest.vars.keys().cloned().collect()
        };
        assert_eq!(names("acme/one"), ["base", "folder"]);
        assert!(names("bolt/two").is_empty());
    }
}
