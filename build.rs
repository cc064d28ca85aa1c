//! The bundled rules are compiled into the binary, without their cases; a new rule folder has to rebuild it. What they
//! say in TOML is laid beside it as JSON, which is read several times faster: every run reads all of it. So are the names
//! of the pack and of facts that each file has in it, for which every run looks in all rules.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use serde_json::Value;

#[path = "src/rules/words.rs"]
mod words;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=src/rules/words.rs");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("rules");
    let mut files = Vec::new();
    collect(&root, "", &mut files)?;
    files.sort();
    let mut code = String::from("static BUNDLED: &[(&str, &str)] = &[\n");
    let mut read = String::from("static READ: &[(&str, &str)] = &[\n");
    let mut texts = Vec::new();
    let mut names = BTreeSet::from(["everywhere".to_owned(), "home".to_owned()]);
    for path in &files {
        let file = root.join(path);
        let _ = writeln!(code, "    ({path:?}, include_str!({file:?})),");
        texts.push(fs::read_to_string(file)?);
        // What does not parse is for the tests to say, with the line.
        let value = texts.last().filter(|_| path.ends_with(".toml"));
        if let Some(Ok(value)) = value.map(|text| toml_edit::de::from_str::<Value>(text)) {
            let _ = writeln!(read, "    ({path:?}, {:?}),", value.to_string());
            names.extend(named(path, &value));
        }
    }
    code.push_str("];\n");
    read.push_str("];\nstatic WORDS: &[&str] = &[\n");
    for text in &texts {
        let _ = writeln!(read, "    {:?},", known(text, &names));
    }
    read.push_str("];\n");
    code.push_str(&read);
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("bundled.rs");
    // Where only cases changed, nothing is written and nothing compiled.
    if fs::read_to_string(&out).is_ok_and(|old| old == code) { Ok(()) } else { fs::write(out, code) }
}

/// The names that a file of the pack gives: to expressions, or to a fact.
fn named(path: &str, value: &Value) -> Vec<String> {
    match path.rsplit('/').next() {
        Some("area.toml" | "pack.toml") => {
            value["vars"].as_object().map(|vars| vars.keys().cloned().collect()).unwrap_or_default()
        }
        Some("rule.toml") => value["fact"]["name"].as_str().map(str::to_owned).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The words of a text that are or hold one of the names, or one that is made for the apps of a language: `python_app`.
fn known(text: &str, names: &BTreeSet<String>) -> String {
    let mut found = BTreeSet::new();
    words::each_word(text, b".-", |word| {
        let is_name = |part: &str| names.contains(part) || part.contains("_app");
        if is_name(word) || word.split(['.', '-']).any(is_name) {
            found.insert(word);
        }
    });
    found.into_iter().collect::<Vec<_>>().join(" ")
}

/// The files below a folder that are no cases, nor there for editors, by their path in the pack.
fn collect(folder: &Path, prefix: &str, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            if !path.ends_with("/tests") && path != "lib/bases" {
                collect(&entry.path(), &format!("{path}/"), files)?;
            }
        } else if !path.ends_with("/cases.md") && !path.ends_with(".json") {
            files.push(path);
        }
    }
    Ok(())
}
