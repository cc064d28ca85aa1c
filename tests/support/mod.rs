//! Throw-away repositories and runs of the program, for the tests of the command line.

#![allow(dead_code)]

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A folder that goes away with it, with a repository in `root`.
pub struct Repo {
    folder: TempDir,
    pub root: PathBuf,
}

/// What a run came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// Asserts the exit code.
    #[track_caller]
    pub fn ends(self, code: i32) -> Run {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    /// Asserts that something is said, on either stream.
    #[track_caller]
    pub fn says(self, text: &str) -> Run {
        assert!(self.out.contains(text) || self.err.contains(text), "no `{text}` in\n{}\n{}", self.out, self.err);
        self
    }

    /// Asserts that something is not said.
    #[track_caller]
    pub fn never_says(self, text: &str) -> Run {
        assert!(!self.out.contains(text) && !self.err.contains(text), "`{text}` in\n{}\n{}", self.out, self.err);
        self
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {} {}", self.out, self.err))
    }

    /// The paths a plan changes.
    pub fn changed(&self) -> Vec<String> {
        let document = self.json();
        let files = document["files"].as_array().unwrap().iter();
        files.map(|file| file["path"].as_str().unwrap().to_owned()).collect()
    }

    /// What a plan could not take into account, as `path: reason`.
    pub fn notes(&self) -> Vec<String> {
        let document = self.json();
        let notes = document["notes"].as_array().unwrap().iter();
        notes.map(|note| format!("{}: {}", note["file"].as_str().unwrap(), note["reason"].as_str().unwrap())).collect()
    }
}

/// The program in a folder, with an environment that is the same everywhere.
pub fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sentry-retrofit"));
    clean(&mut command).current_dir(folder);
    command
}

fn clean(command: &mut Command) -> &mut Command {
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("GIT_") || name.starts_with("LC_") || name.contains("COLOR") || name == "TZ" {
            command.env_remove(name);
        }
    }
    for (name, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "Test Author"),
        ("GIT_AUTHOR_EMAIL", "author@example.com"),
        ("GIT_AUTHOR_DATE", "1767225600 +0000"),
        ("GIT_COMMITTER_NAME", "Test Author"),
        ("GIT_COMMITTER_EMAIL", "author@example.com"),
        ("GIT_COMMITTER_DATE", "1767225600 +0000"),
    ] {
        command.env(name, value);
    }
    // No configuration of whoever runs the tests.
    command.env("HOME", "/nonexistent").env_remove("XDG_CONFIG_HOME").stdin(Stdio::null())
}

pub fn finish(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code().unwrap_or_else(|| panic!("killed: {:?}", output.status)),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

pub fn git_in<S: AsRef<OsStr>>(folder: &Path, args: &[S]) -> String {
    let mut command = Command::new("git");
    clean(&mut command).current_dir(folder).args(["-c", "protocol.file.allow=always"]).args(args);
    let run = finish(&mut command);
    assert_eq!(run.code, 0, "git: {}", run.err);
    run.out
}

/// The folder of the repositories written for the tests.
pub fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut found: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.is_dir());
    found.sort();
    found
}

impl Repo {
    /// A folder that is no repository.
    pub fn folder() -> Repo {
        let folder = TempDir::new().unwrap();
        let root = folder.path().canonicalize().unwrap().join("repo");
        fs::create_dir(&root).unwrap();
        Repo { folder, root }
    }

    /// A repository without commit.
    pub fn unborn() -> Repo {
        let repo = Repo::folder();
        repo.git(&["init", "-q", "-b", "main"]);
        repo
    }

    /// A repository with these files committed.
    pub fn of(files: &[(&str, &str)]) -> Repo {
        let repo = Repo::unborn();
        for (path, text) in files {
            repo.write(path, text);
        }
        repo.commit("start");
        repo
    }

    /// The repository most tests use: one rule applies, one asks, one is for a person. Its rules are its
    /// own, so that the tests of the command line do not depend on the bundled ones.
    pub fn shop() -> Repo {
        Repo::copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/shop"))
    }

    /// A copy of a folder, committed.
    pub fn copy(from: &Path) -> Repo {
        let repo = Repo::unborn();
        copy(from, &repo.root);
        repo.commit("start");
        repo
    }

    pub fn git(&self, args: &[&str]) -> String {
        git_in(&self.root, args)
    }

    pub fn commit(&self, message: &str) {
        self.git(&["add", "-A", "-f"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
    }

    /// Commits what is staged, and nothing else.
    pub fn commit_index(&self, message: &str) {
        self.git(&["commit", "-q", "-m", message]);
    }

    pub fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, &[])
    }

    pub fn run_with(&self, args: &[&str], variables: &[(&str, &str)]) -> Run {
        finish(program(&self.root).args(args).envs(variables.iter().copied()))
    }

    /// The plan as JSON, which must end well.
    #[track_caller]
    pub fn plan(&self) -> Run {
        self.run(&["plan", "--format", "json"]).ends(0)
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// A path beside the repository.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let place = self.path(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, bytes).unwrap();
    }

    pub fn append(&self, path: &str, text: &str) {
        let before = fs::read(self.path(path)).unwrap();
        self.write(path, [before.as_slice(), text.as_bytes()].concat());
    }

    pub fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).unwrap()
    }

    pub fn link(&self, path: &str, target: &str) {
        symlink(target, self.path(path)).unwrap();
    }

    pub fn snapshot(&self) -> BTreeMap<String, Seen> {
        snapshot(&self.root)
    }
}

pub fn copy(from: &Path, to: &Path) {
    let mut open = vec![(from.to_owned(), to.to_owned())];
    while let Some((from, to)) = open.pop() {
        fs::create_dir_all(&to).unwrap();
        for entry in fs::read_dir(&from).unwrap().map(Result::unwrap) {
            let target = to.join(entry.file_name());
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                open.push((entry.path(), target));
            } else if kind.is_symlink() {
                symlink(fs::read_link(entry.path()).unwrap(), target).unwrap();
            } else {
                fs::copy(entry.path(), target).unwrap();
            }
        }
    }
}

/// Everything about a file that a dry run must leave as it is.
#[derive(Debug, PartialEq, Eq)]
pub struct Seen {
    bytes: Vec<u8>,
    inode: u64,
    modified: (i64, i64),
    mode: u32,
}

/// Every file and folder below a folder, `.git` included.
pub fn snapshot(root: &Path) -> BTreeMap<String, Seen> {
    let mut seen = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            let found = fs::symlink_metadata(&path).unwrap();
            let bytes = if found.is_file() {
                fs::read(&path).unwrap_or_default()
            } else {
                if found.is_dir() {
                    open.push(path.clone());
                }
                Vec::new()
            };
            let modified = (found.mtime(), found.mtime_nsec());
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            seen.insert(name, Seen { bytes, inode: found.ino(), modified, mode: found.mode() });
        }
    }
    seen
}

/// Compares two snapshots and names what differs.
#[track_caller]
pub fn assert_untouched(before: &BTreeMap<String, Seen>, after: &BTreeMap<String, Seen>) {
    let names: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differing: Vec<&String> = names.into_iter().filter(|name| before.get(*name) != after.get(*name)).collect();
    assert_eq!(differing, Vec::<&String>::new());
}
