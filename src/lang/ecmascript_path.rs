//! How one ECMAScript file of a repository names another.
//!
//! Relative specifiers are sure; the aliases of bundlers (`@/x`, `~/x`, `src/x`) are read by convention,
//! and only where one file of the project fits.

use crate::files::{folder_of, join, relative};

/// What may be left out behind a module's name, in the order bundlers try it.
const ENDINGS: [&str; 10] =
    [".tsx", ".ts", ".jsx", ".js", ".mjs", ".cjs", "/index.tsx", "/index.ts", "/index.jsx", "/index.js"];

/// How `importer` names the module file `target`, which need not exist: `./lib/start`.
pub fn module_of(importer: &str, target: &str) -> String {
    let stem = [".tsx", ".ts", ".jsx", ".js"].iter().find_map(|ending| target.strip_suffix(ending)).unwrap_or(target);
    let path = relative(folder_of(importer), stem);
    if path.starts_with("../") { path } else { format!("./{path}") }
}

/// The file that `importer` reaches by `specifier`, among those for which `exists` holds.
pub fn resolve(project: &str, importer: &str, specifier: &str, exists: &dyn Fn(&str) -> bool) -> Option<String> {
    // A folder of that name exists too, and is no file: what may be left out comes first.
    let file_at = |path: &str| {
        let ended = ENDINGS.iter().map(|ending| format!("{path}{ending}")).find(|path| exists(path));
        ended.or_else(|| exists(path).then(|| path.to_owned()))
    };
    if specifier.starts_with("./") || specifier.starts_with("../") || matches!(specifier, "." | "..") {
        return file_at(&normal(&join(folder_of(importer), specifier))?);
    }
    let inner = ["@/", "~/", "#/"].iter().find_map(|alias| specifier.strip_prefix(alias)).unwrap_or(specifier);
    let roots = ["", "src/", "app/"].map(|folder| join(project, folder));
    let mut found: Vec<String> =
        roots.iter().filter_map(|root| file_at(&normal(&format!("{root}/{inner}"))?)).collect();
    found.dedup();
    (found.len() == 1).then(|| found.remove(0))
}

/// A path without `.`, `..` and doubled slashes; `None` where it leaves the repository.
pub fn normal(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_named_from_where_it_is_imported() {
        for (importer, target, module) in [
            ("App.tsx", "src/lib/start.ts", "./src/lib/start"),
            ("src/app/_layout.tsx", "src/lib/start.ts", "../lib/start"),
            ("apps/a/app/x/_layout.js", "apps/a/lib/start.js", "../../lib/start"),
            ("src/App.js", "src/start.js", "./start"),
        ] {
            assert_eq!(module_of(importer, target), module);
        }
    }

    #[test]
    fn a_specifier_leads_to_one_file_or_to_none() {
        let files = ["m/App.tsx", "m/src/main", "m/src/main/index.ts", "m/src/Root.js", "m/Root.js", "m/index.js"];
        let exists = |path: &str| files.contains(&path);
        let resolve = |importer: &str, specifier: &str| resolve("m", importer, specifier, &exists);
        assert_eq!(resolve("m/index.js", "./App").as_deref(), Some("m/App.tsx"));
        assert_eq!(resolve("m/src/Root.js", "../App").as_deref(), Some("m/App.tsx"));
        assert_eq!(resolve("m/index.js", "./src/main").as_deref(), Some("m/src/main/index.ts"));
        assert_eq!(resolve("m/index.js", "@/main").as_deref(), Some("m/src/main/index.ts"));
        assert_eq!(resolve("m/index.js", "@/Root"), None);
        assert_eq!(resolve("m/index.js", "../../../App"), None);
        assert_eq!(resolve("m/index.js", "tool"), None);
    }
}
