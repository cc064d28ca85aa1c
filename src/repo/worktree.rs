//! The files of a folder on disk: listed once, read on demand, never followed through a link.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use ignore::WalkBuilder;

use super::{Files, is_below};

/// Files larger than this are never read: no source file a person edits is that large.
pub const SIZE_CAP: u64 = 1 << 20;

/// The files of a work tree.
pub struct WorkTree {
    root: PathBuf,
    paths: Vec<String>,
    kept: Mutex<HashMap<String, Arc<[u8]>>>,
    reads: AtomicUsize,
}

impl WorkTree {
    /// A work tree whose paths are known already, from the git index.
    pub fn listed(root: &Path, mut paths: Vec<String>) -> WorkTree {
        paths.sort_unstable();
        paths.dedup();
        WorkTree { root: root.to_owned(), paths, kept: Mutex::default(), reads: AtomicUsize::new(0) }
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

    /// How many files were read so far.
    pub fn reads(&self) -> usize {
        self.reads.load(Ordering::Relaxed)
    }

    /// Reads a file without remembering it; the prefilter decides what is worth keeping.
    pub fn read_once(&self, path: &str) -> Option<Vec<u8>> {
        if !self.is_plain_file(path) {
            return None;
        }
        let bytes = fs::read(self.root.join(path)).ok()?;
        self.reads.fetch_add(1, Ordering::Relaxed);
        Some(bytes)
    }

    /// Remembers the bytes of a file, so that it is read once only.
    pub fn keep(&self, path: &str, bytes: Vec<u8>) {
        if let Ok(mut kept) = self.kept.lock() {
            kept.insert(path.to_owned(), bytes.into());
        }
    }

    /// The length of a regular file that no symbolic link leads to; `None` for anything else.
    fn is_plain_file(&self, path: &str) -> bool {
        let mut at = self.root.clone();
        let mut parts = path.split('/').peekable();
        while let Some(part) = parts.next() {
            if part.is_empty() || part == "." || part == ".." {
                return false;
            }
            at.push(part);
            // A parent that is a link is rare and only the last component costs a call anyway: the
            // kernel has the parents' entries cached.
            let Ok(meta) = fs::symlink_metadata(&at) else { return false };
            if parts.peek().is_none() {
                return meta.is_file() && meta.len() <= SIZE_CAP;
            }
            if !meta.is_dir() {
                return false;
            }
        }
        false
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
            || fs::symlink_metadata(self.root.join(path)).is_ok()
    }

    fn below(&self, folder: &str) -> Vec<String> {
        self.paths.iter().filter(|path| is_below(path, folder)).cloned().collect()
    }
}

fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}
