//! A repository in memory, for tests and for anything that has no disk.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Files, is_below};

/// Files held as path → bytes. Paths are repository-relative with `/`.
#[derive(Clone, Debug, Default)]
pub struct MemoryFiles(pub BTreeMap<String, Vec<u8>>);

impl MemoryFiles {
    /// Builds a repository from `(path, text)` pairs.
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> MemoryFiles {
        MemoryFiles(files.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect())
    }

    /// Adds or replaces a file.
    pub fn put(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.0.insert(path.to_owned(), bytes.into());
    }
}

impl Files for MemoryFiles {
    fn read(&self, path: &str) -> Option<Arc<[u8]>> {
        self.0.get(path).map(|bytes| Arc::from(bytes.as_slice()))
    }

    fn exists(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    fn below(&self, folder: &str) -> Vec<String> {
        self.0.keys().filter(|path| is_below(path, folder)).cloned().collect()
    }
}
