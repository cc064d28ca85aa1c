//! The work tree under the edits made so far. Nothing here reaches the disk.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::files::{Files, is_below};

/// A view of other files with some of them replaced or added.
#[derive(Clone)]
pub struct Overlay<'f> {
    base: &'f dyn Files,
    changed: BTreeMap<String, Arc<[u8]>>,
}

impl<'f> Overlay<'f> {
    /// An overlay without changes.
    pub fn new(base: &'f dyn Files) -> Overlay<'f> {
        Overlay { base, changed: BTreeMap::new() }
    }

    /// Replaces or adds a file.
    pub fn write(&mut self, path: &str, bytes: Vec<u8>) {
        self.changed.insert(path.to_owned(), bytes.into());
    }

    /// The changed files, in path order.
    pub fn changed(&self) -> &BTreeMap<String, Arc<[u8]>> {
        &self.changed
    }

    /// The files that are new, in path order.
    pub fn created(&self) -> impl Iterator<Item = &String> {
        self.changed.keys().filter(|path| !self.base.exists(path))
    }

    /// The files that were there and have changed, in path order.
    pub fn edited(&self) -> impl Iterator<Item = &String> {
        self.changed.keys().filter(|path| self.base.exists(path))
    }

    /// Takes the changes out.
    pub fn into_changed(self) -> BTreeMap<String, Arc<[u8]>> {
        self.changed
    }

    /// The same files with `changed` on top.
    pub fn with(base: &'f dyn Files, changed: BTreeMap<String, Arc<[u8]>>) -> Overlay<'f> {
        Overlay { base, changed }
    }
}

impl Files for Overlay<'_> {
    fn read(&self, path: &str) -> Option<Arc<[u8]>> {
        self.changed.get(path).cloned().or_else(|| self.base.read(path))
    }

    fn exists(&self, path: &str) -> bool {
        self.changed.contains_key(path) || self.base.exists(path)
    }

    fn link(&self, path: &str) -> Option<String> {
        self.base.link(path).filter(|_| !self.changed.contains_key(path))
    }

    fn below(&self, folder: &str) -> Vec<String> {
        let mut paths = self.base.below(folder);
        for path in self.changed.keys().filter(|path| is_below(path, folder)) {
            if let Err(at) = paths.binary_search(path) {
                paths.insert(at, path.clone());
            }
        }
        paths
    }

    fn find_starting(&self, start: &str, wanted: &dyn Fn(&str) -> bool) -> Option<String> {
        let changed = self.changed.keys().find(|path| path.starts_with(start) && wanted(path)).cloned();
        // Of both the one that comes first in path order.
        [self.base.find_starting(start, wanted), changed].into_iter().flatten().min()
    }
}
