//! What the TypeScript compiler is told: one option of a project's `tsconfig.json`, whatever it extends.
//!
//! A base is followed where it is a file of the repository, by a relative path or as a package of the same
//! workspace. What an installed package says is not known, and that is the answer then.

use crate::files;
use serde_json::Value;

use crate::edit::laws_data::value_of;
use crate::files::Files;
use crate::lang::{Language, ecmascript_path};

/// Configurations that extend one another endlessly are followed this far.
const DEPTH: usize = 12;

/// An option in small letters, as the compiler takes it: `true`, `bundler`; `absent` where no file sets it,
/// `unknown` where a file that cannot be read may.
///
/// `moduleResolution` follows from `module` where only that is set.
pub fn option(files: &dyn Files, project: &str, name: &str) -> String {
    let path = files::join(project, "tsconfig.json");
    let said = |name: &str| match files.exists(&path) {
        true => look_up(files, &path, name, DEPTH).unwrap_or(Found::Nowhere),
        false => Found::Nowhere,
    };
    match said(name) {
        Found::Value(value) => value,
        Found::Unknown => "unknown".to_owned(),
        Found::Nowhere if name == "moduleResolution" => match said("module") {
            Found::Unknown => "unknown".to_owned(),
            Found::Value(module) => resolution_of(&module).to_owned(),
            Found::Nowhere => "absent".to_owned(),
        },
        Found::Nowhere => "absent".to_owned(),
    }
}

/// How packages are looked up where only the form of modules is said.
fn resolution_of(module: &str) -> &'static str {
    match module {
        "preserve" => "bundler",
        "node16" | "node18" | "node20" => "node16",
        "nodenext" => "nodenext",
        "commonjs" => "node10",
        _ => "classic",
    }
}

enum Found {
    Value(String),
    Unknown,
    Nowhere,
}

/// What a configuration says, itself first and then what it extends, the last base first; `None` where it cannot
/// be read.
fn look_up(files: &dyn Files, path: &str, name: &str, depth: usize) -> Option<Found> {
    let config = value_of(Language::Json, &files.read_text(path)?).ok()?;
    match config.get("compilerOptions").and_then(|options| options.get(name)) {
        Some(Value::String(text)) => return Some(Found::Value(text.to_lowercase())),
        Some(value) if !value.is_null() => return Some(Found::Value(value.to_string())),
        _ => {}
    }
    let bases: Vec<&str> = match config.get("extends") {
        Some(Value::String(base)) => vec![base],
        Some(Value::Array(bases)) => bases.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    for base in bases.into_iter().rev() {
        let home = base_of(files, files::folder_of(path), base).filter(|_| depth > 0);
        match home.and_then(|home| look_up(files, &home, name, depth - 1)) {
            Some(Found::Nowhere) => {}
            Some(found) => return Some(found),
            None => return Some(Found::Unknown),
        }
    }
    Some(Found::Nowhere)
}

/// The file of the repository that a base names.
fn base_of(files: &dyn Files, folder: &str, base: &str) -> Option<String> {
    let file_at = |path: String| {
        let named = [path.clone(), format!("{path}.json"), format!("{path}/tsconfig.json")];
        named.into_iter().find(|path| path.ends_with(".json") && files.exists(path))
    };
    if base.starts_with('.') {
        return file_at(ecmascript_path::normal(&files::join(folder, base))?);
    }
    // `@acme/tsconfig/next.json`: the package of that name, one of the workspace.
    let parts = if base.starts_with('@') { 2 } else { 1 };
    let cut = base.match_indices('/').nth(parts - 1).map_or(base.len(), |(at, _)| at);
    let (package, inner) = (&base[..cut], base[cut..].trim_start_matches('/'));
    let quoted = format!("\"{package}\"");
    let is_package = |path: &String| {
        let text = files.read_text(path).filter(|text| text.contains(&quoted));
        let manifest = text.and_then(|text| value_of(Language::Json, &text).ok());
        manifest.is_some_and(|manifest| manifest.get("name").and_then(Value::as_str) == Some(package))
    };
    let manifests = files.below(".").into_iter().filter(|path| files::name_of(path) == "package.json");
    let home = files::folder_of(&manifests.into_iter().find(is_package)?).to_owned();
    file_at(files::join(&home, if inner.is_empty() { "tsconfig.json" } else { inner }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::MemoryFiles;

    #[test]
    fn an_option_is_what_the_nearest_configuration_says() {
        let files = MemoryFiles::of([
            ("web/package.json", "{ \"name\": \"web\" }"),
            (
                "web/tsconfig.json",
                "{ // ours\n  \"extends\": [\"../base\", \"@acme/ts/next.json\"],\n \"compilerOptions\": { \"strict\": true, }\n}",
            ),
            ("base.json", "{ \"compilerOptions\": { \"moduleResolution\": \"Bundler\", \"noEmit\": true } }"),
            ("shared/ts/package.json", "{ \"name\": \"@acme/ts\" }"),
            ("shared/ts/next.json", "{ \"compilerOptions\": { \"moduleResolution\": \"Node\" } }"),
            (
                "api/tsconfig.json",
                "{ \"extends\": \"@elsewhere/strict\", \"compilerOptions\": { \"module\": \"esnext\" } }",
            ),
            ("old/tsconfig.json", "{ \"compilerOptions\": { \"module\": \"CommonJS\" } }"),
            ("loop/tsconfig.json", "{ \"extends\": \"./tsconfig.json\" }"),
        ]);
        let ask = |project: &str, name: &str| option(&files, project, name);
        assert_eq!(ask("web", "strict"), "true");
        assert_eq!(ask("web", "moduleResolution"), "node");
        assert_eq!(ask("web", "noEmit"), "true");
        assert_eq!(ask("web", "checkJs"), "absent");
        assert_eq!(ask("api", "moduleResolution"), "unknown");
        assert_eq!(ask("api", "module"), "esnext");
        assert_eq!(ask("old", "moduleResolution"), "node10");
        assert_eq!(ask("loop", "strict"), "unknown");
        assert_eq!(ask("nowhere", "strict"), "absent");
    }
}
