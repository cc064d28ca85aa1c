//! What a manifest asks before a rule is looked at any closer: literals in files, and what is known.

use std::borrow::Cow;

use crate::repo::Glob;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use super::diagnostics::Mistake;
use crate::manifest::is_spec;
use crate::report::Outcome;

/// The prefilter of a query: literals of which at least one must occur in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Anchors {
    /// No prefilter: every file the globs name is parsed.
    #[default]
    None,
    /// Any of these literals.
    Literals(Vec<String>),
    /// Any of these literals, or any plain name among the values of a fact of kind `set`.
    Fact {
        /// The fact's name. Values with a dot are origins, not names, and anchor nothing.
        fact: String,
        /// Literals that are looked for in any case.
        #[serde(default)]
        any: Vec<String>,
    },
}

/// Conditions in the order they were written: `"dep:acme" = ">=2"`.
#[derive(Clone, Debug, Default)]
pub struct Conditions(pub Vec<Condition>);

/// Something that has to hold.
#[derive(Clone, Debug, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// The repository has an app of which an area's `[app]` speaks: one that is there (`found`), one whose place in the
    /// code is known (`built`), one that importing a module builds (`imported`), one that is started in this run or was
    /// before (`started`), only the one (`fresh`) or the other (`existing`), one whose start that was there has what the
    /// rest builds on (`completed`), or one that has new files from this run (`grown`); or with `absent` it has none. A
    /// rule of a project asks about its project. Only apps of one language count where that stands in front.
    /// Fact rules cannot ask for the last five.
    ///
    /// ```toml
    /// "app:started" = "present"
    /// "app:python.fresh" = "absent"
    /// ```
    App {
        /// Which.
        state: AppState,
        /// The language its area says it `has`; any where there is none.
        language: Option<String>,
        /// Must there be one?
        present: bool,
    },
    /// The project declares the package, in a version that satisfies the spec: `present`, `absent`, `>=2`, `^3.1`;
    /// `!` in front negates, `?` lets an unknown version pass.
    ///
    /// ```toml
    /// "dep:acme" = ">=2"
    /// ```
    Dep {
        /// The package.
        name: String,
        /// The version.
        version: Version,
    },
    /// The fact is known, is not, or has this value; of several (`|`) the first that is known counts.
    ///
    /// ```toml
    /// "fact:acme.api|acme.web" = "present"
    /// ```
    Fact {
        /// The facts.
        names: Vec<String>,
        /// What is wanted.
        wanted: Known,
    },
    /// The project has a file of that name, a glob relative to it, or has none.
    ///
    /// ```toml
    /// "file:**/acme.toml" = "absent"
    /// ```
    File {
        /// The glob.
        #[schemars(with = "String")]
        glob: Glob,
        /// Must there be one?
        present: bool,
    },
    /// The host of the repository's remote fits the glob, or does not.
    ///
    /// ```toml
    /// "remote:*.acme.test" = "present"
    /// ```
    Remote {
        /// The glob.
        #[schemars(with = "String")]
        glob: Glob,
        /// Must it fit?
        present: bool,
    },
    /// One of the rules (`|`) ended with one of these outcomes (`|`), or with any other where `!` stands in front. Fact
    /// rules cannot ask for it.
    ///
    /// ```toml
    /// "rule:acme/start|acme/legacy" = "applies|present"
    /// ```
    Rule {
        /// The rules.
        ids: Vec<String>,
        /// The outcomes.
        outcomes: Vec<Outcome>,
        /// Must none of the rules have ended so?
        none: bool,
    },
    /// The setting has this value.
    ///
    /// ```toml
    /// "setting:speed" = "fast"
    /// ```
    Setting {
        /// The setting.
        key: String,
        /// Its value.
        value: String,
    },
    /// An option of the project's `tsconfig.json` comes to one of these values (`|`).
    ///
    /// ```toml
    /// "tsconfig:moduleResolution" = "node|node10"
    /// ```
    Tsconfig {
        /// The option.
        option: String,
        /// Its values.
        values: Vec<String>,
    },
}

/// What is asked of an app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
pub enum AppState {
    /// It is there.
    Found,
    /// It is known where it is built.
    Built,
    /// Importing a module builds it.
    Imported,
    /// It is started.
    Started,
    /// It is started by this run.
    Fresh,
    /// It was started before.
    Existing,
    /// Its start that was there has what the rest builds on.
    Completed,
    /// It has new files.
    Grown,
}

impl AppState {
    const NAMES: [(&'static str, AppState); 8] = [
        ("found", AppState::Found),
        ("built", AppState::Built),
        ("imported", AppState::Imported),
        ("started", AppState::Started),
        ("fresh", AppState::Fresh),
        ("existing", AppState::Existing),
        ("completed", AppState::Completed),
        ("grown", AppState::Grown),
    ];

    /// What `app:` is followed by: a state, with a language in front of it or without.
    ///
    /// # Errors
    /// There is no such state.
    pub fn condition(name: &str, present: bool) -> Result<Condition, Mistake> {
        let (language, word) = name.split_once('.').map_or((None, name), |(language, word)| (Some(language), word));
        let state = AppState::NAMES.iter().find(|(name, _)| *name == word);
        let unknown = || Mistake::unknown("R016", "state of an app", word, AppState::NAMES.map(|(name, _)| name));
        let state = state.ok_or_else(unknown)?.1;
        Ok(Condition::App { state, language: language.map(str::to_owned), present })
    }
}

/// What is asked of a dependency.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema)]
pub enum Version {
    /// It is declared.
    Present,
    /// It is not.
    Absent,
    /// Its version is known, and it does not satisfy the spec.
    Not(String),
    /// Its version satisfies the spec.
    Is {
        /// The spec.
        spec: String,
        /// Does a version nobody knows count as good?
        lenient: bool,
    },
}

/// What is asked of a fact.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema)]
pub enum Known {
    /// It is known.
    Present,
    /// It is not.
    Absent,
    /// It is this, or this is among its values.
    Value(String),
}

impl Condition {
    /// A condition as written.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(key: &str, value: &str) -> Result<Condition, Mistake> {
        let parts = |text: &str| text.split([',', '|']).map(|part| part.trim().to_owned()).collect::<Vec<_>>();
        let (kind, name) = key.split_once(':').filter(|(_, name)| !name.is_empty()).unwrap_or_default();
        let names = || name.split('|').map(str::to_owned).collect();
        let name = name.to_owned();
        Ok(match kind {
            "app" => AppState::condition(&name, present(value)?)?,
            "dep" => Condition::Dep { name, version: Version::parse(value)? },
            "fact" => Condition::Fact {
                names: names(),
                wanted: match value {
                    "present" => Known::Present,
                    "absent" => Known::Absent,
                    value => Known::Value(value.to_owned()),
                },
            },
            "file" => Condition::File { glob: glob(&name)?, present: present(value)? },
            "remote" => Condition::Remote { glob: glob(&name)?, present: present(value)? },
            "rule" => Condition::Rule { ids: names(), outcomes: outcomes(value)?, none: false },
            "setting" => Condition::Setting { key: name, value: value.to_owned() },
            "tsconfig" => Condition::Tsconfig { option: name, values: parts(value) },
            _ => {
                let hint = "conditions are `app:STATE`, `dep:NAME`, `fact:NAME`, `file:GLOB`, `remote:GLOB`, `rule:ID`, \
                            `setting:KEY` and `tsconfig:OPTION`";
                return Err(Mistake::unknown("R007", "condition", key, []).hinted(hint));
            }
        })
    }
}

impl Version {
    fn parse(value: &str) -> Result<Version, Mistake> {
        if !matches!(value, "present" | "absent") && !is_spec(value.trim_start_matches(['!', '?']).trim()) {
            let hint =
                "write `>=2`, `^3.1`, `present` or `absent`; `!` in front negates, `?` lets an unknown version pass";
            let message = format!("the version condition `{value}` cannot be read");
            return Err(Mistake::new("R028", message, value, "not a version condition").hinted(hint));
        }
        Ok(match (value, value.split_at_checked(1)) {
            ("present", _) => Version::Present,
            ("absent", _) => Version::Absent,
            (_, Some(("!", spec))) => Version::Not(spec.trim().to_owned()),
            (_, Some(("?", spec))) => Version::Is { spec: spec.trim().to_owned(), lenient: true },
            _ => Version::Is { spec: value.to_owned(), lenient: false },
        })
    }
}

fn glob(text: &str) -> Result<Glob, Mistake> {
    Glob::new(text).map_err(|error| {
        Mistake::new("R027", format!("the glob `{text}` does not parse"), text, &error.kind().to_string())
    })
}

fn present(value: &str) -> Result<bool, Mistake> {
    match value {
        "present" => Ok(true),
        "absent" => Ok(false),
        odd => Err(Mistake::unknown("R016", "value", odd, ["present", "absent"])),
    }
}

fn outcomes(value: &str) -> Result<Vec<Outcome>, Mistake> {
    let named = value.trim_start_matches('!').split([',', '|']).map(|word| outcome(word.trim()));
    let named: Vec<Outcome> = named.collect::<Result<_, _>>()?;
    let others = Outcome::ALL.into_iter().filter(|outcome| !named.contains(outcome));
    Ok(if value.starts_with('!') { others.collect() } else { named })
}

fn outcome(word: &str) -> Result<Outcome, Mistake> {
    let found = Outcome::ALL.into_iter().find(|outcome| outcome.word() == word);
    found.ok_or_else(|| Mistake::unknown("R016", "outcome", word, Outcome::ALL.map(Outcome::word)))
}

impl<'de> Deserialize<'de> for Conditions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Ordered;
        impl<'de> Visitor<'de> for Ordered {
            type Value = Conditions;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a table of conditions")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Conditions, A::Error> {
                let mut conditions = Vec::new();
                while let Some((key, value)) = map.next_entry::<String, String>()? {
                    conditions.push(Condition::parse(&key, &value).map_err(A::Error::custom)?);
                }
                Ok(Conditions(conditions))
            }
        }
        deserializer.deserialize_map(Ordered)
    }
}

impl JsonSchema for Conditions {
    fn schema_name() -> Cow<'static, str> {
        "Conditions".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Conditions, all of which must hold; the first that fails is the reason given.",
            "type": "object",
            "patternProperties": { "^(app|dep|fact|file|remote|rule|setting|tsconfig):.": { "type": "string" } },
            "additionalProperties": false,
        })
    }
}
