//! Files and their paths, as every room sees them.

mod memory;
mod text;

use std::sync::Arc;

pub use memory::MemoryFiles;
pub use text::{Decode, decode, encode};

/// The files of a repository at one moment: the work tree, or the work tree under the edits made so far.
///
/// Paths are repository-relative with `/`. Implementations never follow a symbolic link and never
/// hand out files over the size cap.
pub trait Files: Sync {
    /// The bytes of a regular file; `None` where there is none or it may not be read.
    fn read(&self, path: &str) -> Option<Arc<[u8]>>;

    /// Is there a file (of any kind) at this path?
    fn exists(&self, path: &str) -> bool;

    /// Every path below `folder` (`.` is the whole repository), sorted.
    fn below(&self, folder: &str) -> Vec<String>;

    /// The first path that starts like this and is wanted.
    fn find_starting(&self, start: &str, wanted: &dyn Fn(&str) -> bool) -> Option<String> {
        self.below(".").into_iter().find(|path| path.starts_with(start) && wanted(path))
    }

    /// The file a symbolic link at `path` points to, where that is inside the repository. Manifests
    /// are read through links and edited where they really are; nothing else follows them.
    fn link(&self, path: &str) -> Option<String> {
        let _ = path;
        None
    }

    /// The text of a UTF-8 file, without byte-order mark; `None` where it cannot be read as text.
    fn read_text(&self, path: &str) -> Option<String> {
        match decode(&self.read(path)?) {
            Decode::Text { text, .. } => Some(text),
            Decode::Unreadable(_) => None,
        }
    }
}

/// Joins a project folder (`.` for the root) and a relative path.
pub fn join(folder: &str, path: &str) -> String {
    if folder == "." || folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") }
}

/// Why a path with a backslash is left alone.
pub const BACKSLASH: &str = "its name holds a backslash, which separates folders on some systems";

/// How a file in a folder names a path; both are seen from the top of the repository.
pub fn relative(folder: &str, path: &str) -> String {
    let folders: Vec<&str> = folder.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    let there: Vec<&str> = path.split('/').collect();
    let shared = folders.iter().zip(&there[..there.len() - 1]).take_while(|(a, b)| a == b).count();
    "../".repeat(folders.len() - shared) + &there[shared..].join("/")
}

/// The folder of a path; `.` for files at the root.
pub fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or(".", |(folder, _)| folder)
}

/// The folders above a path, the nearest first and `.` last.
pub fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder_of(path)), |folder| (*folder != ".").then(|| folder_of(folder)))
}

/// The last component of a path.
pub fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A path seen from a folder above it (`.` is above everything).
pub fn below<'p>(folder: &str, path: &'p str) -> Option<&'p str> {
    if folder == "." { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
}

/// Is `path` below `folder` (`.` holds everything)?
pub fn is_below(path: &str, folder: &str) -> bool {
    below(folder, path).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_seen_from_a_folder() {
        assert_eq!(relative("docs/decisions", "docs/runbooks/errors.md"), "../runbooks/errors.md");
        assert_eq!(relative("docs/a/b", "docs/a/c/d.md"), "../c/d.md");
        assert_eq!(relative("docs", "docs/d.md"), "d.md");
        assert_eq!(relative(".", "docs/d.md"), "docs/d.md");
        assert_eq!(relative("adr", "docs/d.md"), "../docs/d.md");
        // A file of the name of a folder is none of it.
        assert_eq!(relative("docs/adr", "docs/adr"), "../adr");
    }
}
