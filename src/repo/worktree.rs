//! The files of a repository: listed once, read on demand. They come from the folder on disk, never
//! followed through a link, or from a commit where there is no folder or it shall not be looked at.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use ignore::WalkBuilder;

use super::Files;

/// Files larger than this are never read: no source file a person edits is that large.
pub const SIZE_CAP: u64 = 1 << 20;

/// Reads the bytes of a committed file.
pub type CommitReader = Box<dyn Fn(&str) -> Option<Vec<u8>> + Send>;

/// The files of a work tree, or of a commit.
pub struct WorkTree {
    root: PathBuf,
    paths: Vec<String>,
    commit: Option<Mutex<CommitReader>>,
    folders: Mutex<HashMap<String, bool>>,
    kept: Mutex<HashMap<String, Arc<[u8]>>>,
    reads: AtomicUsize,
}

impl WorkTree {
    /// The files of a commit; `root` is only a name then.
    pub fn committed(root: &Path, paths: Vec<String>, reader: CommitReader) -> WorkTree {
        WorkTree { commit: Some(Mutex::new(reader)), ..WorkTree::listed(root, paths) }
    }

    /// A work tree whose paths are known already, from the git index.
    pub fn listed(root: &Path, mut paths: Vec<String>) -> WorkTree {
        paths.sort_unstable();
        paths.dedup();
        WorkTree {
            root: root.to_owned(),
            paths,
            commit: None,
            folders: Mutex::default(),
            kept: Mutex::default(),
            reads: AtomicUsize::new(0),
        }
    }

    /// Walks a folder that is no git repository; `.gitignore` files are honoured, `.git` is left out.
    pub fn walked(root: &Path) -> WorkTree {
        let walk = WalkBuilder::new(root)
            .hidden(false)
            .require_git(false)
            .git_global(false)
            .git_exclude(false)
            .parents(false)
            .filter_entry(|entry| entry.file_name() != ".git")
            .build();
        let paths = walk
            .flatten()
            .filter(|entry| entry.file_type().is_some_and(|kind| !kind.is_dir()))
            .filter_map(|entry| relative(root, entry.path()))
            .collect();
        WorkTree::listed(root, paths)
    }

    /// All paths, sorted.
    pub fn paths(&self) -> &[String] {
        &self.paths
    }

    /// The folder on disk.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Does the file have an executable bit?
    pub fn is_executable(&self, path: &str) -> bool {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::symlink_metadata(self.root.join(path)).is_ok_and(|meta| meta.permissions().mode() & 0o111 != 0)
        }
        #[cfg(not(unix))]
        {
            let _ = path;
            false
        }
    }

    /// How many files were read so far.
    pub fn reads(&self) -> usize {
        self.reads.load(Ordering::Relaxed)
    }

    /// Reads a file without remembering it; the prefilter decides what is worth keeping.
    pub fn read_once(&self, path: &str) -> Option<Vec<u8>> {
        let bytes = match &self.commit {
            Some(reader) => reader.lock().ok()?(path).filter(|bytes| bytes.len() as u64 <= SIZE_CAP)?,
            None if self.is_plain_file(path) => fs::read(self.root.join(path)).ok()?,
            None => return None,
        };
        self.reads.fetch_add(1, Ordering::Relaxed);
        Some(bytes)
    }

    /// Remembers the bytes of a file, so that it is read once only.
    pub fn keep(&self, path: &str, bytes: Vec<u8>) {
        if let Ok(mut kept) = self.kept.lock() {
            kept.insert(path.to_owned(), bytes.into());
        }
    }

    /// A regular file under the size cap that no symbolic link leads to?
    fn is_plain_file(&self, path: &str) -> bool {
        let sound = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
        sound
            && self.is_plain_folder(super::folder_of(path))
            && fs::symlink_metadata(self.root.join(path)).is_ok_and(|meta| meta.is_file() && meta.len() <= SIZE_CAP)
    }

    /// A folder that no symbolic link leads to? Asked for every file, so answers are remembered.
    fn is_plain_folder(&self, folder: &str) -> bool {
        if folder == "." {
            return true;
        }
        if let Ok(folders) = self.folders.lock()
            && let Some(&plain) = folders.get(folder)
        {
            return plain;
        }
        let mut at = self.root.clone();
        let plain = folder.split('/').all(|part| {
            at.push(part);
            fs::symlink_metadata(&at).is_ok_and(|meta| meta.is_dir())
        });
        if let Ok(mut folders) = self.folders.lock() {
            folders.insert(folder.to_owned(), plain);
        }
        plain
    }
}

impl Files for WorkTree {
    fn read(&self, path: &str) -> Option<Arc<[u8]>> {
        if let Some(bytes) = self.kept.lock().ok()?.get(path) {
            return Some(bytes.clone());
        }
        let bytes: Arc<[u8]> = self.read_once(path)?.into();
        if let Ok(mut kept) = self.kept.lock() {
            kept.insert(path.to_owned(), bytes.clone());
        }
        Some(bytes)
    }

    fn exists(&self, path: &str) -> bool {
        // Untracked files count: a new file must never land on one.
        self.paths.binary_search_by(|known| known.as_str().cmp(path)).is_ok()
            || (self.commit.is_none() && fs::symlink_metadata(self.root.join(path)).is_ok())
    }

    fn link(&self, path: &str) -> Option<String> {
        if self.commit.is_some() {
            return None;
        }
        let target = fs::read_link(self.root.join(path)).ok()?;
        let mut parts: Vec<&str> = super::folder_of(path).split('/').filter(|part| *part != ".").collect();
        for part in target.to_str()?.split('/') {
            match part {
                "" => return None,
                "." => {}
                ".." => drop(parts.pop()?),
                part => parts.push(part),
            }
        }
        let target = parts.join("/");
        self.is_plain_file(&target).then_some(target)
    }

    fn below(&self, folder: &str) -> Vec<String> {
        below(&self.paths, folder).to_vec()
    }
}

/// The part of a sorted list of paths that lies below a folder: what shares a prefix stands together.
pub fn below<'p>(paths: &'p [String], folder: &str) -> &'p [String] {
    if folder == "." {
        return paths;
    }
    let prefix = format!("{folder}/");
    let start = paths.partition_point(|path| path.as_str() < prefix.as_str());
    let end = start + paths[start..].partition_point(|path| path.starts_with(&prefix));
    &paths[start..end]
}

fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}
