//! The files of a repository: listed once, read on demand. They come from the folder on disk, never
//! followed through a link, or from a commit where there is no folder or it shall not be looked at.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use ignore::WalkBuilder;

use crate::files::{BACKSLASH, Files, folder_of, join, name_of};
use crate::report::Note;

/// Files larger than this are never read: no source file a person edits is that large.
pub const SIZE_CAP: u64 = 1 << 20;

/// Lock files, which tools write, may be larger.
const LOCK_CAP: u64 = 16 << 20;
const LOCKS: [&str; 4] = ["package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock"];

/// The largest size at which a file is read.
fn cap_of(path: &str) -> u64 {
    if LOCKS.contains(&name_of(path)) { LOCK_CAP } else { SIZE_CAP }
}

const TOO_LARGE: &str = "it is larger than 1 MiB";

/// Reads the bytes of a committed file.
pub type CommitReader = Box<dyn Fn(&str) -> Option<Vec<u8>> + Send>;

/// The files of a work tree, or of a commit.
pub struct WorkTree {
    root: PathBuf,
    paths: Vec<String>,
    commit: Option<Mutex<CommitReader>>,
    /// Executable files of a commit; on disk the file itself says so.
    executable: HashSet<String>,
    /// Files that are there and could not be read, with the reason.
    unreadable: Mutex<BTreeMap<String, String>>,
    folders: Mutex<HashMap<String, bool>>,
    /// Whether something lies at paths that are not among those known, as far as somebody asked: a plan is about one
    /// moment, and whoever writes looks again.
    others: Mutex<HashMap<String, bool>>,
    kept: Mutex<HashMap<String, Arc<[u8]>>>,
    reads: AtomicUsize,
}

impl WorkTree {
    /// The files of a commit, each with its executable bit; `root` is only a name then.
    pub fn committed(root: &Path, files: Vec<(String, bool)>, reader: CommitReader) -> WorkTree {
        let executable = files.iter().filter(|(_, executable)| *executable).map(|(path, _)| path.clone()).collect();
        let paths = files.into_iter().map(|(path, _)| path).collect();
        WorkTree { commit: Some(Mutex::new(reader)), executable, ..WorkTree::listed(root, paths) }
    }

    /// A work tree whose paths are known already, from the git index.
    pub fn listed(root: &Path, mut paths: Vec<String>) -> WorkTree {
        paths.sort_unstable();
        paths.dedup();
        WorkTree {
            root: root.to_owned(),
            paths,
            commit: None,
            executable: HashSet::new(),
            unreadable: Mutex::default(),
            folders: Mutex::default(),
            others: Mutex::default(),
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
        let (mut paths, mut unreadable) = (Vec::new(), BTreeMap::new());
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_none_or(|kind| kind.is_dir()) => {}
                Ok(entry) => match relative(root, entry.path()) {
                    #[cfg(unix)]
                    Some(path) if path.contains('\\') => {
                        unreadable.insert(path, BACKSLASH.to_owned());
                    }
                    Some(path) => paths.push(path),
                    None => {
                        let inside = entry.path().strip_prefix(root).unwrap_or(entry.path());
                        unreadable.insert(inside.to_string_lossy().into_owned(), "its name is not UTF-8".to_owned());
                    }
                },
                Err(error) => unreadable.extend(refused_folder(root, &error)),
            }
        }
        WorkTree { unreadable: Mutex::new(unreadable), ..WorkTree::listed(root, paths) }
    }

    /// Files that are there and could not be read so far, in path order.
    pub fn notes(&self) -> Vec<Note> {
        let unreadable = self.unreadable.lock().map(|unreadable| unreadable.clone()).unwrap_or_default();
        unreadable.into_iter().map(|(file, reason)| Note { file, reason }).collect()
    }

    fn note(&self, path: &str, reason: String) {
        if let Ok(mut unreadable) = self.unreadable.lock() {
            unreadable.insert(path.to_owned(), reason);
        }
    }

    /// Do the files come from a commit, whatever the folder holds?
    pub fn is_committed(&self) -> bool {
        self.commit.is_some()
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
        if self.commit.is_some() {
            return self.executable.contains(path);
        }
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
            Some(reader) => {
                let bytes = reader.lock().ok()?(path)?;
                if bytes.len() as u64 > cap_of(path) {
                    self.note(path, TOO_LARGE.to_owned());
                    return None;
                }
                bytes
            }
            None => self.read_disk(path)?,
        };
        self.reads.fetch_add(1, Ordering::Relaxed);
        Some(bytes)
    }

    /// Remembers the bytes of a file, so that it is read once only.
    pub fn keep(&self, path: &str, bytes: Arc<[u8]>) {
        if let Ok(mut kept) = self.kept.lock() {
            kept.insert(path.to_owned(), bytes);
        }
    }

    /// The bytes of a file that are remembered.
    pub fn kept(&self, path: &str) -> Option<Arc<[u8]>> {
        self.kept.lock().ok()?.get(path).cloned()
    }

    fn read_disk(&self, path: &str) -> Option<Vec<u8>> {
        let size = self.plain_file(path)?;
        if size > cap_of(path) {
            self.note(path, TOO_LARGE.to_owned());
            return None;
        }
        // What is known of its length need not be asked again.
        let mut bytes = Vec::with_capacity(usize::try_from(size).ok()?);
        match fs::File::open(self.root.join(path)).and_then(|file| file.take(size).read_to_end(&mut bytes)) {
            Ok(_) => Some(bytes),
            Err(error) => {
                self.note(path, format!("it cannot be read: {error}"));
                None
            }
        }
    }

    /// The size of a regular file that no symbolic link leads to.
    fn plain_file(&self, path: &str) -> Option<u64> {
        let sound = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
        if !sound || !self.is_plain_folder(folder_of(path)) {
            return None;
        }
        let meta = fs::symlink_metadata(self.root.join(path)).ok()?;
        meta.is_file().then_some(meta.len())
    }

    /// Does something lie at a path that is not among those known? Most of what is looked for is not there, and it is
    /// looked for again and again.
    fn is_other(&self, path: &str) -> bool {
        if let Some(&known) = self.others.lock().ok().as_ref().and_then(|others| others.get(path)) {
            return known;
        }
        let there = fs::symlink_metadata(self.root.join(path)).is_ok();
        if let Ok(mut others) = self.others.lock() {
            others.insert(path.to_owned(), there);
        }
        there
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
            || (self.commit.is_none() && self.is_other(path))
    }

    fn link(&self, path: &str) -> Option<String> {
        if self.commit.is_some() {
            return None;
        }
        let target = fs::read_link(self.root.join(path)).ok()?;
        let mut parts: Vec<&str> = folder_of(path).split('/').filter(|part| *part != ".").collect();
        for part in target.to_str()?.split('/') {
            match part {
                "" => return None,
                "." => {}
                ".." => drop(parts.pop()?),
                part => parts.push(part),
            }
        }
        let target = parts.join("/");
        let known = self.paths.binary_search(&target).is_ok();
        (known && self.plain_file(&target).is_some_and(|size| size <= SIZE_CAP)).then_some(target)
    }

    fn below(&self, folder: &str) -> Vec<String> {
        below(&self.paths, folder).to_vec()
    }

    fn find_starting(&self, start: &str, wanted: &dyn Fn(&str) -> bool) -> Option<String> {
        starting(&self.paths, start).iter().find(|path| wanted(path)).cloned()
    }
}

/// The part of a sorted list of paths that lies below a folder.
pub fn below<'p>(paths: &'p [String], folder: &str) -> &'p [String] {
    starting(paths, &join(folder, ""))
}

/// The part of a sorted list of paths that starts like this: what shares a prefix stands together.
fn starting<'p>(paths: &'p [String], prefix: &str) -> &'p [String] {
    let start = paths.partition_point(|path| path.as_str() < prefix);
    let end = start + paths[start..].partition_point(|path| path.starts_with(prefix));
    &paths[start..end]
}

/// The folder a walk could not look into, with the reason.
fn refused_folder(root: &Path, error: &ignore::Error) -> Option<(String, String)> {
    let ignore::Error::WithDepth { err, .. } = error else { return None };
    let ignore::Error::WithPath { path, err } = err.as_ref() else { return None };
    let inside = path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
    Some((inside, format!("it cannot be read: {err}")))
}

fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}
