//! What a manifest asks before a rule is looked at any closer: literals in files, and what is known.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

/// The prefilter of a query: literals of which at least one must occur in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
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
        any: Vec<String>,
    },
}

/// Conditions in the order they were written: `"dep:acme" = ">=2"`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions(pub Vec<(String, String)>);

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
                while let Some(entry) = map.next_entry::<String, String>()? {
                    conditions.push(entry);
                }
                Ok(Conditions(conditions))
            }
        }
        deserializer.deserialize_map(Ordered)
    }
}
