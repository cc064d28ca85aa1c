//! Projects: folders that hold a manifest. A file belongs to the nearest enclosing one.

use std::collections::BTreeMap;

use super::{Role, folder_of, is_below, role_of};

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
        if self.root == "." { repository } else { super::name_of(&self.root) }
    }
}

/// Splits a repository into projects, in path order. `root_of` maps a manifest's path to the folder it
/// describes (`None` for files that are no manifest). Manifests of vendored folders and of tests make no
/// project of their own.
pub fn projects(paths: &[String], root_of: &dyn Fn(&str) -> Option<String>) -> Vec<Project> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::from([(".".to_owned(), Vec::new())]);
    for path in paths {
        let Some(root) = root_of(path) else { continue };
        if matches!(role_of(path), Role::Vendored | Role::Generated) {
            continue;
        }
        found.entry(root).or_default().push(path.clone());
    }
    found.into_iter().map(|(root, manifests)| Project { root, manifests }).collect()
}

/// Which project owns each file: the deepest project root above it. Asked for every file of a run, so
/// the answer per folder is remembered.
#[derive(Debug, Default)]
pub struct Owners {
    by_folder: BTreeMap<String, usize>,
}

impl Owners {
    /// The index in `projects` of the one that owns `path`.
    pub fn of(&mut self, path: &str, projects: &[Project]) -> usize {
        let folder = folder_of(path);
        if let Some(&owner) = self.by_folder.get(folder) {
            return owner;
        }
        let owner = projects
            .iter()
            .enumerate()
            .filter(|(_, project)| is_below(path, &project.root))
            .max_by_key(|(_, project)| if project.root == "." { 0 } else { project.root.len() })
            .map_or(0, |(index, _)| index);
        self.by_folder.insert(folder.to_owned(), owner);
        owner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_belong_to_the_nearest_manifest() {
        let paths: Vec<String> =
            ["api/app.py", "api/manifest", "api/sub/x.py", "node_modules/a/manifest", "web/manifest", "x.py"]
                .map(str::to_owned)
                .to_vec();
        let root_of = |path: &str| path.ends_with("manifest").then(|| folder_of(path).to_owned());
        let found = projects(&paths, &root_of);
        assert_eq!(found.iter().map(|p| p.root.as_str()).collect::<Vec<_>>(), [".", "api", "web"]);
        let mut owners = Owners::default();
        assert_eq!(found[owners.of("api/sub/x.py", &found)].root, "api");
        assert_eq!(found[owners.of("x.py", &found)].root, ".");
    }
}
