//! HEAD and the index as the checks need them: by path, read once.

use std::collections::HashMap;

use super::paths::{Names, folders};
use super::store::Head;
use super::{FileMode, Git, GitError, Refusal};

/// What the repository holds, by path.
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
    pub(super) fn new(git: &Git, head: &Head) -> Result<Self, GitError> {
        let mut view = Self { head: HashMap::new(), born: head.commit.is_some(), index: None };
        if let Some(commit) = &head.commit {
            for item in git.store.tree_items(commit)? {
                if let (Ok(path), Some(mode)) = (String::from_utf8(item.path), FileMode::from_bits(item.mode)) {
                    view.head.insert(path, (mode, item.oid));
                }
            }
        }
        if !git.is_bare() {
            let mut index = HashMap::new();
            for item in git.store.index_items()? {
                let Ok(path) = String::from_utf8(item.path) else { continue };
                let mode = FileMode::from_bits(item.mode);
                index.insert(path, Staged { mode, oid: item.oid, unmerged: item.stage != 0, skipped: item.skipped });
            }
            view.index = Some(index);
        }
        Ok(view)
    }

    pub(super) fn names(&self) -> Names {
        let mut names = Names::default();
        let staged = self.index.iter().flat_map(HashMap::keys);
        for path in self.head.keys().chain(staged) {
            names.add(path);
        }
        names
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
