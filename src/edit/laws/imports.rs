//! Law 11: imports lead somewhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::files::{Files, folder_of, is_below, join, name_of};
use crate::lang::{Language, SourceFile, ecmascript_path, modules, python_path};

/// What the files of a project can import beside themselves.
pub struct Reach<'a> {
    /// The files, as they are once the plan is applied.
    pub files: &'a dyn Files,
    /// The project's folder.
    pub project: &'a str,
    /// The packages that the manifests around a file name, and those a person is told to add.
    pub packages: BTreeSet<String>,
    /// Packages of Python that come with another.
    pub brings: &'a BTreeMap<String, Vec<String>>,
    /// Is there a manifest for packages of ECMAScript at all? Without one, nobody knows what is installed.
    pub node: bool,
    /// Does a file of the project import this top-level module of Python today?
    pub imported: &'a dyn Fn(&str) -> bool,
}

/// What must be there for an import: the top-level module of Python, the package of ECMAScript, or the whole
/// name of a file.
pub fn package_of(language: Language, module: &str) -> &str {
    if language == Language::Python {
        return module.split('.').next().unwrap_or(module);
    }
    let parts = if module.starts_with('@') { 2 } else { 1 };
    let end = module.match_indices('/').nth(parts - 1).map_or(module.len(), |(at, _)| at);
    &module[..end]
}

/// The modules that `after` imports and `before` does not, with where. A module of a package that the file
/// imports already is as good as that one.
pub fn brought_in(before: Option<&SourceFile>, after: &SourceFile) -> Vec<(String, usize)> {
    let known: BTreeSet<String> = before.into_iter().flat_map(modules).map(|module| module.name).collect();
    let language = after.language;
    let packages: BTreeSet<&str> = known.iter().map(|name| package_of(language, name)).collect();
    let is_file = |name: &str| name.starts_with('.');
    let mut new = modules(after);
    new.retain(|module| {
        !known.contains(&module.name)
            && (is_file(&module.name) || !packages.contains(package_of(language, &module.name)))
    });
    new.into_iter().map(|module| (module.name, module.offset)).collect()
}

/// Does the import of `module` in the file `importer` lead somewhere?
pub fn leads_somewhere(reach: &Reach<'_>, importer: &str, module: &str) -> bool {
    match Language::of_path(importer) {
        Language::Python => python(reach, importer, module),
        _ => ecmascript(reach, importer, module),
    }
}

fn python(reach: &Reach<'_>, importer: &str, module: &str) -> bool {
    let (files, project) = (reach.files, reach.project);
    let is_file = python_path::file_of(files, project, importer, module).is_some();
    if is_file || module.starts_with('.') {
        return is_file || is_namespace(files, importer, module);
    }
    let top = package_of(Language::Python, module);
    // Files that are found by how their neighbours import them.
    let found_by_neighbours = || {
        let end = format!("{}.py", module.replace('.', "/"));
        let fits = |path: &String| *path == end || path.ends_with(&format!("/{end}"));
        let evidence = python_path::Evidence { project, like: importer, root: None };
        files.below(".").into_iter().filter(fits).any(|target| {
            python_path::module_of(files, evidence, importer, &target).is_ok_and(|path| path.module == module)
        })
    };
    python_path::is_stdlib(top) || is_installed(reach, top, BROUGHT) || found_by_neighbours()
}

/// How often one package brings another that brings a third.
const BROUGHT: usize = 4;

/// Is it declared, imported today, or does it come with what is? A package that is named after another one,
/// `acme-login`, builds on it.
fn is_installed(reach: &Reach<'_>, top: &str, further: usize) -> bool {
    let whole = |name: &String| name.replace(['-', '.'], "_").eq_ignore_ascii_case(top);
    let named_after = |name: &String| name.split(['-', '.', '_']).any(|word| word.eq_ignore_ascii_case(top));
    let brought = || {
        let mut by = reach.brings.iter().filter(|(_, brought)| brought.iter().any(whole));
        further > 0 && by.any(|(package, _)| is_installed(reach, &package.replace('-', "_"), further - 1))
    };
    reach.packages.iter().any(|name| whole(name) || named_after(name)) || (reach.imported)(top) || brought()
}

/// `.parts`, a folder without `__init__.py`.
fn is_namespace(files: &dyn Files, importer: &str, module: &str) -> bool {
    let inner = module.trim_start_matches('.');
    let mut folder = folder_of(importer);
    for _ in 1..module.len() - inner.len() {
        folder = folder_of(folder);
    }
    let folder = if inner.is_empty() { folder.to_owned() } else { join(folder, &inner.replace('.', "/")) };
    files.below(&folder).iter().any(|path| path.ends_with(".py"))
}

/// The modules that come with Node, as they are called without `node:`.
const NODE: [&str; 42] = [
    "assert",
    "async_hooks",
    "buffer",
    "child_process",
    "cluster",
    "console",
    "constants",
    "crypto",
    "dgram",
    "diagnostics_channel",
    "dns",
    "domain",
    "events",
    "fs",
    "http",
    "http2",
    "https",
    "inspector",
    "module",
    "net",
    "os",
    "path",
    "perf_hooks",
    "process",
    "punycode",
    "querystring",
    "readline",
    "repl",
    "stream",
    "string_decoder",
    "sys",
    "timers",
    "tls",
    "trace_events",
    "tty",
    "url",
    "util",
    "v8",
    "vm",
    "wasi",
    "worker_threads",
    "zlib",
];

/// Where the aliases of a project are written down.
const ALIASES: [&str; 9] = [
    "tsconfig.json",
    "tsconfig.base.json",
    "jsconfig.json",
    "package.json",
    "babel.config.js",
    "vite.config.ts",
    "vite.config.js",
    "webpack.config.js",
    "metro.config.js",
];

fn ecmascript(reach: &Reach<'_>, importer: &str, module: &str) -> bool {
    let (files, packages) = (reach.files, &reach.packages);
    let found = |specifier: &str| {
        ecmascript_path::resolve(reach.project, importer, specifier, &|path| files.read(path).is_some()).is_some()
    };
    // TypeScript names the file that will be built: `./start.js`.
    let stem = [".js", ".mjs", ".cjs", ".jsx"].iter().find_map(|ending| module.strip_suffix(ending));
    if found(module) || stem.is_some_and(found) {
        return true;
    }
    if module.starts_with('.') {
        return false;
    }
    let package = package_of(Language::JavaScript, module);
    // `node:fs`, `bun:test`, `https://…`: the language's own, or nothing that a manifest names.
    let known = module.contains(':') || NODE.contains(&package) || packages.contains(package);
    let types = || packages.contains(&format!("@types/{}", package.trim_start_matches('@').replace('/', "__")));
    known || !reach.node || types() || is_workspace(files, package) || is_alias(files, importer, module)
}

/// Is it a package of this repository?
fn is_workspace(files: &dyn Files, package: &str) -> bool {
    let named = |path: &String| {
        let manifest = files.read_text(path).and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok());
        manifest.is_some_and(|manifest| manifest["name"] == package)
    };
    files.below(".").iter().filter(|path| name_of(path) == "package.json").any(named)
}

/// Does a configuration above the file name the specifier's first part, and is there a file that ends like it?
fn is_alias(files: &dyn Files, importer: &str, module: &str) -> bool {
    let (first, inner) = module.split_once('/').unwrap_or((module, ""));
    let written = |path: &String| {
        let text = files.read_text(path).unwrap_or_default();
        ['"', '\''].iter().any(|quote| text.contains(&format!("{quote}{first}")))
    };
    let configured = files.below(".").into_iter().filter(|path| {
        let name = name_of(path);
        // In a package.json, only its own `imports` are no packages.
        let may = ALIASES.contains(&name) && (name != "package.json" || first.starts_with('#'));
        may && (folder_of(path) == "." || is_below(importer, folder_of(path)))
    });
    let ends = |path: &String| {
        let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
        let stem = stem.strip_suffix("/index").unwrap_or(stem);
        inner.is_empty()
            || stem == inner
            || stem.ends_with(&format!("/{inner}"))
            || path.ends_with(&format!("/{inner}"))
    };
    configured.into_iter().any(|path| written(&path)) && files.below(".").iter().any(ends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::MemoryFiles;

    fn leads(importer: &str, module: &str) -> bool {
        let files = MemoryFiles::of([
            ("api/app/__init__.py", "from app.db import x\n"),
            ("api/app/db.py", ""),
            ("api/parts/one.py", ""),
            ("web/lib/start.ts", ""),
            ("web/src/thing/index.tsx", ""),
            ("web/theme.css", ""),
            ("web/tsconfig.json", "{\"compilerOptions\": {\"paths\": {\"$lib/*\": [\"./lib/*\"]}}}"),
            ("packages/ui/package.json", "{\"name\": \"@shop/ui\"}"),
        ]);
        let project = importer.split('/').next().unwrap_or(".");
        let brings = BTreeMap::from([("acme".to_owned(), vec!["bolt".to_owned()])]);
        let packages = ["watch-sdk", "shop.acme-login", "next", "@types/node", "@acme/web"].map(str::to_owned).into();
        let imported = |top: &str| top == "jwt";
        let reach = Reach { files: &files, project, packages, brings: &brings, node: true, imported: &imported };
        leads_somewhere(&reach, importer, module)
    }

    #[test]
    fn an_import_leads_to_a_file_a_package_or_the_language() {
        for (importer, module) in [
            ("api/app/views.py", ".db"),
            ("api/app/views.py", "."),
            ("api/app/views.py", "..parts"),
            ("api/app/views.py", "app.db"),
            ("api/app/views.py", "os.path"),
            ("api/app/views.py", "watch_sdk.parts"),
            ("api/app/views.py", "jwt"),
            ("api/app/views.py", "acme"),
            ("api/app/views.py", "bolt.exceptions"),
            ("web/app/page.tsx", "../lib/start"),
            ("web/app/page.tsx", "../lib/start.js"),
            ("web/app/page.tsx", "../theme.css"),
            ("web/app/page.tsx", "@/thing"),
            ("web/app/page.tsx", "$lib/start"),
            ("web/app/page.tsx", "next/config"),
            ("web/app/page.tsx", "@acme/web/deep"),
            ("web/app/page.tsx", "node:fs"),
            ("web/app/page.tsx", "fs/promises"),
            ("web/app/page.tsx", "@shop/ui/button"),
        ] {
            assert!(leads(importer, module), "{importer}: {module}");
        }
        for (importer, module) in [
            ("api/app/views.py", ".setup"),
            ("api/app/views.py", "app.setup"),
            ("api/app/views.py", "kite"),
            ("web/app/page.tsx", "./start"),
            ("web/app/page.tsx", "@/other"),
            ("web/app/page.tsx", "@acme/other"),
            ("web/app/page.tsx", "$lib/other"),
            ("web/app/page.tsx", "kite"),
        ] {
            assert!(!leads(importer, module), "{importer}: {module}");
        }
    }

    #[test]
    fn only_what_an_edit_brings_in_is_asked_about() {
        let file = |text: &str| SourceFile::parse("a.py", Language::Python, text.to_owned(), false);
        let after = file("import a.b\nimport c\nfrom .d import e\n");
        let names = |before: Option<&SourceFile>| -> Vec<String> {
            brought_in(before, &after).into_iter().map(|(name, _)| name).collect()
        };
        assert_eq!(names(Some(&file("import a\n"))), ["c", ".d"]);
        assert_eq!(names(None), ["a.b", "c", ".d"]);
    }
}
