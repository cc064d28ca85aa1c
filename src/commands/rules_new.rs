//! `rules new`: writes the skeleton of a rule, which works: it passes `rules lint` and `rules test`.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use include_dir::{Dir, include_dir};

use crate::cli::{RulesArgs, Skeleton};
use crate::commands::rules::output;
use crate::commands::session::CUSTOM_RULES;
use crate::render;
use crate::rules::bundled::bundled_files;
use crate::rules::load::folder_files;
use crate::rules::schema;

/// A folder for each kind of skeleton. `AREA` in a file is the new rule's area, `PACKAGE` the same as a name in code.
static SKELETONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/skeletons");

/// Writes the skeleton of the rule `id` into the pack at `dir`, or those of the rules of a framework. Nothing is
/// overwritten.
///
/// # Errors
/// Where the id is none, where something is there already, or where the disk does not take it.
pub fn run(id: &str, kind: Skeleton, dir: &Path) -> Result<u8> {
    if kind == Skeleton::Framework && !is_id(&format!("{id}/app")) || kind != Skeleton::Framework && !is_id(id) {
        bail!("`{id}` is no id for a rule; write area/name, for example acme/timeout");
    }
    let folder = dir.join(id);
    if fs::symlink_metadata(&folder).is_ok() {
        bail!("{} is there already", folder.display());
    }
    let area = id.split('/').next().unwrap_or(id);
    let skeleton = match kind {
        Skeleton::Rule => "rule",
        Skeleton::Fact => "fact",
        Skeleton::Dependency => "dependency",
        Skeleton::File => "file",
        Skeleton::Framework => "framework",
    };
    let mut pending: Vec<&Dir<'_>> = SKELETONS.get_dir(skeleton).into_iter().collect();
    while let Some(at) = pending.pop() {
        pending.extend(at.dirs());
        for file in at.files() {
            let text = file.contents_utf8().unwrap_or_default();
            let text = text.replace("AREA", area).replace("PACKAGE", &area.replace('-', "_"));
            let place = Path::new(id).join(file.path().strip_prefix(skeleton)?);
            write(&dir.join(&place), &with_schema(&place, text))?;
        }
    }
    // It says what this program reads, so that of an earlier one goes.
    let schema = serde_json::to_string_pretty(&schema::of_rule())? + "\n";
    fs::write(dir.join(SCHEMA), schema).with_context(|| format!("cannot write {SCHEMA} in {}", dir.display()))?;
    let rules = options_of(dir)?;
    output(&RulesArgs::default()).emit(&format!(
        "Wrote {}. It works as it is; change its cases first, then the rule.\n\n  sentry-retrofit rules lint {id}{rules}\n  sentry-retrofit rules test {id}{rules}\n  sentry-retrofit rules reference\n",
        folder.display()
    ))?;
    Ok(0)
}

/// What lets the other commands read the pack at `dir`: nothing where they look there anyway, and leave to take the place
/// of bundled rules where it holds some of these, as in a clone of the program.
fn options_of(dir: &Path) -> Result<String> {
    if dir == Path::new(CUSTOM_RULES) {
        return Ok(String::new());
    }
    let bundled = bundled_files();
    let replaces = folder_files(dir)?.keys().any(|path| path.ends_with("/rule.toml") && bundled.contains_key(path));
    let overrides = if replaces { " --allow-pack-overrides" } else { "" };
    Ok(format!(" --rules {}{overrides}", render::shell_word(&dir.display().to_string())))
}

/// The schema of rule files, at the top of the pack, for editors.
pub const SCHEMA: &str = "rule.schema.json";

/// A rule file names its schema, so that editors complete and check it.
fn with_schema(path: &Path, text: String) -> String {
    if !path.ends_with("rule.toml") {
        return text;
    }
    let up = "../".repeat(path.components().count() - 1);
    format!("#:schema {up}{SCHEMA}\n{text}")
}

/// `area/name`, or deeper: lower-case letters, digits and hyphens. No part may be `tests`, which is where
/// cases lie.
fn is_id(id: &str) -> bool {
    let part = |part: &str| {
        !matches!(part, "" | "tests")
            && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            && !part.starts_with('-')
    };
    id.contains('/') && id.split('/').all(part)
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    }
    let file = fs::OpenOptions::new().write(true).create_new(true).open(path);
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::load::{folder_cases, read};
    use crate::{lint, testing};

    #[test]
    fn every_skeleton_passes_lint_and_its_own_cases() {
        use Skeleton::{Dependency, Fact, File, Framework, Rule};
        for (id, kind) in
            [("ours/a", Rule), ("ours/b", Fact), ("ours/c", Dependency), ("ours/d", File), ("web-x", Framework)]
        {
            let dir = tempfile::tempdir().expect("a folder");
            run(id, kind, dir.path()).expect("written");
            let texts = folder_files(dir.path()).expect("readable");
            let pack = read(&texts).expect("loads");
            let problems = [lint::lint(&pack), lint::stray(&texts)].concat();
            assert!(problems.is_empty(), "{}", problems[0]);
            let cases = testing::cases(&[(texts, folder_cases(dir.path()).expect("cases"), None)]).expect("cases");
            assert!(!cases.is_empty());
            for case in &cases {
                assert_eq!(testing::run(&pack, case).failures, [], "{id}: {} {}", case.rule, case.name);
            }
        }
    }

    #[test]
    fn the_commands_to_go_on_with_can_read_the_pack() {
        let dir = tempfile::tempdir().expect("a folder");
        assert_eq!(options_of(Path::new(CUSTOM_RULES)).expect("read"), "");
        assert!(!options_of(dir.path()).expect("read").contains("--allow-pack-overrides"));
        let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        assert!(options_of(&rules).expect("read").ends_with("/rules --allow-pack-overrides"));
    }

    #[test]
    fn nothing_is_overwritten() {
        let dir = tempfile::tempdir().expect("a folder");
        run("ours/timeout", Skeleton::Rule, dir.path()).expect("written");
        let rule = dir.path().join("ours/timeout/rule.toml");
        fs::write(&rule, "mine").expect("written");
        let error = run("ours/timeout", Skeleton::Rule, dir.path()).expect_err("refused");
        assert!(error.to_string().ends_with("ours/timeout is there already"), "{error}");
        assert_eq!(fs::read_to_string(&rule).expect("readable"), "mine");
    }

    #[test]
    fn an_id_is_area_and_name() {
        for id in ["timeout", "../timeout", "/etc/x", "a//b", "A/b", "a/tests", "a/.git", "a/b c"] {
            assert!(run(id, Skeleton::Rule, Path::new("nowhere")).is_err(), "{id}");
        }
        assert!(is_id("a/b") && is_id("web-shop/login/v2"));
    }
}
