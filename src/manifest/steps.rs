//! What is left to do by hand after a manifest changed: the lock files a tool has to write again.

use crate::files;
use crate::files::Files;

/// Where a lock file stands and what writes it, by the names of the lock files, nearest folder first.
const PYTHON: [(&str, &str); 3] = [("uv.lock", "uv lock"), ("poetry.lock", "poetry lock"), ("pdm.lock", "pdm lock")];

const NPM: [(&str, &str); 6] = [
    ("pnpm-lock.yaml", "pnpm install"),
    ("yarn.lock", "yarn install"),
    ("bun.lock", "bun install"),
    ("bun.lockb", "bun install"),
    ("package-lock.json", "npm install"),
    ("npm-shrinkwrap.json", "npm install"),
];

/// The commands that bring the lock files of an edited Python manifest up to date. `compiled` are the
/// project's compiled requirements files with the command each names in its header.
pub(super) fn python(files: &dyn Files, edited: &str, compiled: &[(String, String)]) -> Vec<String> {
    let (folder, name) = (files::folder_of(edited), files::name_of(edited));
    let mut steps = Vec::new();
    match name {
        "pyproject.toml" => steps.extend(locked(files, folder, &PYTHON)),
        "Pipfile" if files.exists(&files::join(folder, "Pipfile.lock")) => steps.push(step("pipenv lock", folder)),
        _ => {}
    }
    let output = name.strip_suffix(".in").map(|stem| files::join(folder, &format!("{stem}.txt")));
    for (path, command) in compiled {
        let names_it = command.split([' ', '=']).any(|word| word == name || word == edited);
        // `uv export` reads the project, whatever it is called.
        let exports = name == "pyproject.toml" && command.contains(" export ") && files::folder_of(path) == folder;
        if names_it || exports {
            // A command that names the whole path runs in the root.
            let from_root = command.split([' ', '=']).any(|word| word == edited);
            steps.push(step(command, if from_root { "." } else { folder }));
        } else if output.as_deref() == Some(path) {
            let tool = if command.starts_with("uv ") {
                format!("uv pip compile {name} -o {}", files::name_of(path))
            } else {
                format!("pip-compile {name}")
            };
            steps.push(step(&tool, folder));
        }
    }
    steps
}

/// The command that installs what a `package.json` in `folder` asks for: a lock file says which, or the
/// `packageManager` of the nearest `package.json` that names one; else npm.
pub(super) fn npm(files: &dyn Files, folder: &str) -> Vec<String> {
    let steps = locked(files, folder, &NPM).or_else(|| managed(files, folder));
    vec![steps.unwrap_or_else(|| step("npm install", folder))]
}

fn managed(files: &dyn Files, folder: &str) -> Option<String> {
    let mut at = folder;
    loop {
        let text = files.read_text(&files::join(at, "package.json")).unwrap_or_default();
        let manifest = serde_json::from_str::<serde_json::Value>(&text).unwrap_or_default();
        let manager = manifest.get("packageManager").and_then(|named| named.as_str()?.split('@').next());
        if let Some(manager) = manager.filter(|manager| ["npm", "pnpm", "yarn", "bun"].contains(manager)) {
            return Some(step(&format!("{manager} install"), at));
        }
        if at == "." {
            return None;
        }
        at = files::folder_of(at);
    }
}

/// Looks for a lock file in `folder` and its parents: workspaces keep one for all their members.
fn locked(files: &dyn Files, folder: &str, locks: &[(&str, &str)]) -> Option<String> {
    let mut at = folder;
    loop {
        if let Some((_, command)) = locks.iter().find(|(lock, _)| files.exists(&files::join(at, lock))) {
            return Some(step(command, at));
        }
        if at == "." {
            return None;
        }
        at = files::folder_of(at);
    }
}

fn step(command: &str, folder: &str) -> String {
    if folder == "." {
        format!("run `{command}` in the repository root")
    } else {
        format!("run `{command}` in {folder}")
    }
}
