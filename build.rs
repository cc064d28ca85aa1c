//! The bundled rules are compiled into the binary, without their cases; a new rule folder has to rebuild it. What they
//! say in TOML is laid beside it as JSON, which is read several times faster: every run reads all of it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=rules");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("rules");
    let mut files = Vec::new();
    collect(&root, "", &mut files)?;
    files.sort();
    let mut code = String::from("static BUNDLED: &[(&str, &str)] = &[\n");
    let mut read = String::from("static READ: &[(&str, &str)] = &[\n");
    for path in files {
        let file = root.join(&path);
        let _ = writeln!(code, "    ({path:?}, include_str!({file:?})),");
        // What does not parse is for the tests to say, with the line.
        let text = if path.ends_with(".toml") { fs::read_to_string(file)? } else { continue };
        if let Ok(value) = toml_edit::de::from_str::<serde_json::Value>(&text) {
            let _ = writeln!(read, "    ({path:?}, {:?}),", value.to_string());
        }
    }
    code.push_str("];\n");
    read.push_str("];\n");
    code.push_str(&read);
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("bundled.rs");
    // Where only cases changed, nothing is written and nothing compiled.
    if fs::read_to_string(&out).is_ok_and(|old| old == code) { Ok(()) } else { fs::write(out, code) }
}

/// The files below a folder that are no cases, by their path in the pack.
fn collect(folder: &Path, prefix: &str, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            if !path.ends_with("/tests") && path != "lib/bases" {
                collect(&entry.path(), &format!("{path}/"), files)?;
            }
        } else if !path.ends_with("/cases.md") {
            files.push(path);
        }
    }
    Ok(())
}
