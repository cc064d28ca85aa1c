//! Projects: folders that hold a manifest. A file belongs to the nearest enclosing one that speaks its
//! language: a Python file below a `package.json` still belongs to the Python project around it.

use std::collections::BTreeMap;

use super::{Role, role_of};
use crate::files::{is_below, name_of};
use crate::lang::Language;

/// A folder with at least one manifest; the root of the repository is always one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Repository-relative folder; `.` for the root.
    pub root: String,
    /// Its manifests, sorted.
    pub manifests: Vec<String>,
}

impl Project {
    /// The folder's name, or the repository's for the root.
    pub fn name<'a>(&'a self, repository: &'a str) -> &'a str {
        if self.root == "." { repository } else { name_of(&self.root) }
    }
}

/// Which manifests decide about a file.
#[derive(Clone, Copy, Debug)]
enum Family {
    Python,
    Node,
    Any,
}

impl Family {
    fn of(path: &str) -> Family {
        match Language::of_path(path) {
            Language::Python => Family::Python,
            Language::JavaScript | Language::TypeScript | Language::Tsx => Family::Node,
            _ => Family::Any,
        }
    }
}

impl Project {
    fn speaks(&self, family: Family) -> bool {
        let node = |manifest: &String| name_of(manifest) == "package.json";
        match family {
            Family::Any => true,
            Family::Node => self.manifests.iter().any(node),
            Family::Python => self.manifests.iter().any(|manifest| !node(manifest)),
        }
    }
}

/// Splits the files below `scope` into projects, in path order; `scope` itself is always one. `root_of` maps a manifest's path to the folder it
/// describes (`None` for files that are no manifest). Manifests of vendored folders and of tests make no
/// project of their own.
pub fn projects(scope: &str, paths: &[String], root_of: &dyn Fn(&str) -> Option<String>) -> Vec<Project> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::from([(scope.to_owned(), Vec::new())]);
    for path in paths {
        let Some(root) = root_of(path) else { continue };
        let inside = path.strip_prefix(scope).map_or(path.as_str(), |rest| rest.trim_start_matches('/'));
        if matches!(role_of(inside), Role::Vendored | Role::Generated) {
            continue;
        }
        found.entry(root).or_default().push(path.clone());
    }
    found.into_iter().map(|(root, manifests)| Project { root, manifests }).collect()
}

/// Adds folders that are projects without a manifest of their own: each goes by those manifests of the nearest
/// project above it that `shared` names. Where there are none, the folder stays part of what is above.
pub fn add_members(projects: &mut Vec<Project>, folders: &[String], shared: &dyn Fn(&str) -> bool) {
    for folder in folders {
        if projects.iter().any(|project| project.root == *folder) {
            continue;
        }
        let inside = |project: &&Project| is_below(&format!("{folder}/"), &project.root);
        let with_manifest = |project: &&Project| project.manifests.iter().any(|manifest| shared(manifest));
        let above = projects.iter().filter(inside).filter(with_manifest);
        let Some(above) = above.max_by_key(|project| if project.root == "." { 0 } else { project.root.len() }) else {
            continue;
        };
        let manifests = above.manifests.iter().filter(|manifest| shared(manifest)).cloned().collect();
        projects.push(Project { root: folder.clone(), manifests });
    }
    projects.sort_by(|a, b| a.root.cmp(&b.root));
}

/// Which projects own the files of a folder: one for each family of languages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Owners([usize; 3]);

impl Owners {
    /// The owners beside `path`, by their index in `projects`; `scope`, one of them, owns what no
    /// other claims.
    pub(super) fn beside(path: &str, projects: &[Project], scope: &str) -> Owners {
        let index_of_scope = || projects.iter().position(|project| project.root == scope).unwrap_or(0);
        Owners([Family::Python, Family::Node, Family::Any].map(|family| {
            projects
                .iter()
                .enumerate()
                .filter(|(_, project)| project.speaks(family) && is_below(path, &project.root))
                .max_by_key(|(_, project)| if project.root == "." { 0 } else { project.root.len() })
                .map_or_else(index_of_scope, |(index, _)| index)
        }))
    }

    /// The one that owns a file.
    pub(super) fn of(self, path: &str) -> usize {
        self.0[Family::of(path) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::folder_of;

    #[test]
    fn folders_without_a_manifest_go_by_the_one_above() {
        let project = |root: &str, manifests: &[&str]| Project {
            root: root.to_owned(),
            manifests: manifests.iter().map(|path| (*path).to_owned()).collect(),
        };
        let mut found =
            vec![project(".", &["package.json", "setup.py"]), project("apps/api", &["apps/api/package.json"])];
        let folders = ["apps/web", "apps/api", "apps/api/jobs"].map(str::to_owned);
        add_members(&mut found, &folders, &|path| name_of(path) == "package.json");
        assert_eq!(
            found,
            [
                project(".", &["package.json", "setup.py"]),
                project("apps/api", &["apps/api/package.json"]),
                project("apps/api/jobs", &["apps/api/package.json"]),
                project("apps/web", &["package.json"]),
            ]
        );
    }

    #[test]
    fn files_belong_to_the_nearest_manifest_of_their_language() {
        let paths: Vec<String> = [
            "api/app.py",
            "api/setup.py",
            "api/ui/package.json",
            "api/ui/x.py",
            "node_modules/a/package.json",
            "web/package.json",
            "x.py",
        ]
        .map(str::to_owned)
        .to_vec();
        let root_of =
            |path: &str| matches!(name_of(path), "setup.py" | "package.json").then(|| folder_of(path).to_owned());
        let found = projects(".", &paths, &root_of);
        assert_eq!(found.iter().map(|p| p.root.as_str()).collect::<Vec<_>>(), [".", "api", "api/ui", "web"]);
        let owner = |path: &str| found[Owners::beside(path, &found, ".").of(path)].root.as_str();
        assert_eq!(owner("api/ui/x.py"), "api");
        assert_eq!(owner("api/ui/x.ts"), "api/ui");
        assert_eq!(owner("x.py"), ".");
    }
}
