//! HEAD and the index as the checks need them: what they hold where a plan writes, read once.

use std::collections::{HashMap, HashSet};

use super::paths::{Names, folders};
use super::store::Head;
use super::{FileMode, Git, GitError, Refusal};
use crate::report::{Change, Plan};

/// What the repository holds at the paths of a plan and above them.
pub(super) struct View {
    pub head: HashMap<String, (FileMode, String)>,
    /// Is there a commit to compare with?
    pub born: bool,
    /// `None` in a bare repository.
    index: Option<HashMap<String, Staged>>,
}

/// An entry of the index.
pub(super) struct Staged {
    pub mode: Option<FileMode>,
    pub oid: String,
    pub unmerged: bool,
    pub skipped: bool,
}

impl View {
    /// What a plan meets, and the names that those it brings could meet.
    pub(super) fn new(git: &Git, head: &Head, plan: &Plan) -> Result<(Self, Names), GitError> {
        let mut view = Self { head: HashMap::new(), born: head.commit.is_some(), index: None };
        let asked: HashSet<&str> =
            plan.files.iter().flat_map(|file| folders(&file.path).chain([file.path.as_str()])).collect();
        let new = plan.files.iter().filter(|file| file.change == Change::Create);
        let mut names = Names::asked(new.map(|file| file.path.as_str()));
        if let Some(commit) = &head.commit {
            let met = |folder: &str| asked.contains(folder) || names.ask(folder);
            for item in git.store.tree_items(commit, &|folder| std::str::from_utf8(folder).is_ok_and(met))? {
                let (Ok(path), Some(mode)) = (std::str::from_utf8(&item.path), FileMode::from_bits(item.mode)) else {
                    continue;
                };
                names.add(path);
                if asked.contains(path) {
                    view.head.insert(path.to_owned(), (mode, item.oid));
                }
            }
        }
        if !git.is_bare() {
            let mut index = HashMap::new();
            let met = |path: &str| asked.contains(path) || names.ask(path.split('/').next().unwrap_or(path));
            for item in git.store.index_items(&|path| std::str::from_utf8(path).is_ok_and(met))? {
                let Ok(path) = std::str::from_utf8(&item.path) else { continue };
                names.add(path);
                if asked.contains(path) {
                    let mode = FileMode::from_bits(item.mode);
                    let staged = Staged { mode, oid: item.oid, unmerged: item.stage != 0, skipped: item.skipped };
                    index.insert(path.to_owned(), staged);
                }
            }
            view.index = Some(index);
        }
        Ok((view, names))
    }

    pub(super) fn staged(&self, path: &str) -> Option<&Staged> {
        self.index.as_ref()?.get(path)
    }

    /// Links and other repositories at or above a path, in HEAD and in the index.
    pub(super) fn check_above(&self, path: &str) -> Result<(), Refusal> {
        for above in folders(path).chain([path]) {
            let modes = [self.head.get(above).map(|(mode, _)| *mode), self.staged(above).and_then(|entry| entry.mode)];
            for mode in modes.into_iter().flatten() {
                match mode {
                    FileMode::Symlink => return Err(Refusal::Symlink { path: path.into(), link: above.into() }),
                    FileMode::Submodule => return Err(Refusal::Submodule { path: path.into(), folder: above.into() }),
                    FileMode::File | FileMode::Executable if above != path => {
                        return Err(Refusal::FileAndFolder { path: path.into(), other: above.into() });
                    }
                    FileMode::File | FileMode::Executable => {}
                }
            }
        }
        Ok(())
    }
}
