//! Names the hooks a plain `git commit` would have run. They are never run here.

use std::path::{Path, PathBuf};

use super::{Git, GitError};

/// What `git commit` runs, in its order.
const HOOKS: [&str; 4] = ["pre-commit", "prepare-commit-msg", "commit-msg", "post-commit"];

/// Files of hook managers, which install a `pre-commit` hook on machines that asked for it.
const MANAGERS: [&str; 4] = [".pre-commit-config.yaml", "lefthook.yml", "lefthook.yaml", ".overcommit.yml"];

impl Git {
    /// The hooks that a commit by hand would have run: those installed in this clone, then those a
    /// hook manager's file describes.
    pub fn hooks_not_run(&self) -> Result<Vec<String>, GitError> {
        let folder = self.hooks_folder()?;
        let mut names: Vec<String> =
            HOOKS.iter().filter(|name| is_hook(&folder.join(name))).map(|name| (*name).to_owned()).collect();
        if let Some(root) = self.work_tree() {
            for name in HOOKS {
                if !names.iter().any(|known| known == name) && root.join(".husky").join(name).is_file() {
                    names.push(format!("{name} (.husky)"));
                }
            }
            if !names.iter().any(|name| name == "pre-commit") {
                let found = MANAGERS.iter().filter(|file| root.join(file).is_file());
                names.extend(found.map(|file| format!("pre-commit ({file})")));
            }
        }
        Ok(names)
    }

    fn hooks_folder(&self) -> Result<PathBuf, GitError> {
        Ok(match self.store.setting_path("core.hooksPath")? {
            // Relative to where hooks run: the top of the work tree.
            Some(folder) => self.root().join(folder),
            None => self.common_dir.join("hooks"),
        })
    }
}

#[cfg(unix)]
fn is_hook(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_hook(path: &Path) -> bool {
    path.is_file()
}
