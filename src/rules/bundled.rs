//! The pack inside the binary.

use serde::de::DeserializeOwned;

use super::load::{Pack, PackError, PackFiles, layered, pack_manifest, read_with};

// The build script lists the files of the pack, `BUNDLED: &[(&str, &str)]`, sorted by path, and those in TOML as JSON,
// `READ: &[(&str, &str)]`; `WORDS: &[&str]` has of each of the former the names in it.
include!(concat!(env!("OUT_DIR"), "/bundled.rs"));

/// The pack inside the binary, with others laid over it.
///
/// # Errors
/// [`PackError`] with everything that is wrong in the others; the tests check the bundled rules, so that no run has to.
pub fn bundled_with(others: Vec<PackFiles>, overrides: bool) -> Result<Pack, PackError> {
    let files = bundled_files();
    if others.is_empty() {
        let mut problems = Vec::new();
        let manifest = pack_manifest(&files, &mut problems);
        return read_with(&files, manifest, problems, super::check::in_order);
    }
    layered(std::iter::once(files).chain(others).collect(), overrides)
}

/// The pack inside the binary.
///
/// # Errors
/// Never for a released binary.
pub fn bundled() -> Result<Pack, PackError> {
    bundled_with(Vec::new(), false)
}

/// What a file of a pack says. What the bundled ones say was read when the program was built.
pub(super) fn from_toml<T: DeserializeOwned>(path: &str, source: &str) -> Result<T, toml_edit::de::Error> {
    let read = place(READ, path).filter(|_| place(BUNDLED, path).is_some_and(|at| BUNDLED[at].1 == source));
    match read.and_then(|at| serde_json::from_str(READ[at].1).ok()) {
        Some(said) => Ok(said),
        None => toml_edit::de::from_str(source),
    }
}

/// The words of a file of a pack that can be names of the pack or of facts: every run looks for those in all rules. Of a
/// bundled one they were read when the program was built.
pub(super) fn words_of<'t>(path: &str, text: &'t str) -> &'t str {
    place(BUNDLED, path).filter(|&at| BUNDLED[at].1 == text).map_or(text, |at| WORDS[at])
}

fn place(files: &[(&str, &str)], path: &str) -> Option<usize> {
    files.binary_search_by(|(known, _)| (*known).cmp(path)).ok()
}

/// The files of the pack inside the binary. Its cases are not in there.
pub fn bundled_files() -> PackFiles {
    BUNDLED.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value as Json;

    use super::*;
    use crate::rules::model::{AreaManifest, Manifest, PackManifest};
    use crate::rules::vocabulary::Vocabulary;
    use crate::rules::words::each_word;

    #[test]
    fn no_name_is_left_out_of_the_words() {
        let pack = bundled().expect("the bundled rules");
        let areas = BUNDLED.iter().filter(|(path, _)| path.ends_with("/area.toml"));
        let areas = areas.map(|(path, text)| from_toml::<AreaManifest>(path, text).expect("as it was built"));
        let names = areas.flat_map(|area| area.vars.into_keys()).chain(pack.manifest.vars.into_keys());
        let names: BTreeSet<String> = names.chain(["everywhere", "home"].map(str::to_owned)).collect();
        let facts = pack.rules.iter().filter_map(|rule| rule.manifest.fact.as_ref());
        let facts: BTreeSet<&str> = facts.map(|fact| fact.name.as_str()).collect();
        let of = |text: &'static str| {
            let mut found: BTreeSet<&str> = BTreeSet::new();
            each_word(text, b"", |word| found.extend(names.contains(word).then_some(word)));
            each_word(text, b".-", |word| found.extend(facts.contains(word).then_some(word)));
            found
        };
        for ((path, text), words) in BUNDLED.iter().zip(WORDS) {
            assert_eq!(of(text), of(words), "{path}");
        }
        assert!(of(WORDS[place(BUNDLED, "ci/ships/rule.toml").expect("a rule")]).len() > 5);
    }

    #[test]
    fn what_was_read_while_building_is_what_the_files_say() {
        fn same<T: DeserializeOwned + std::fmt::Debug>(path: &str, source: &str) {
            let read = READ.iter().find(|(known, _)| *known == path).expect("read").1;
            let built: T = serde_json::from_str(read).expect("as it was built");
            let now: T = toml_edit::de::from_str(source).expect("as it stands");
            assert_eq!(format!("{built:?}"), format!("{now:?}"), "{path}");
        }
        assert!(BUNDLED.is_sorted_by_key(|(path, _)| path) && READ.is_sorted_by_key(|(path, _)| path));
        for (path, source) in BUNDLED.iter().filter(|(path, _)| path.ends_with(".toml")) {
            match path.rsplit_once('/').map_or((*path, ""), |(folder, name)| (name, folder)) {
                ("pack.toml", "") => same::<PackManifest>(path, source),
                ("area.toml", _) => same::<AreaManifest>(path, source),
                ("rule.toml", _) => same::<Manifest>(path, source),
                (_, "vocabulary") => same::<Vocabulary>(path, source),
                _ => same::<Json>(path, source),
            }
        }
    }
}
