//! Repositories, plans and snapshots for the tests.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use sentry_retrofit::commands::apply::{Applied, ApplyError, Mode, Options, Refusal, apply};
use sentry_retrofit::git::{self, Git, sha1_blob_id};
use sentry_retrofit::report::{Change, FileChange, Plan, RepoSummary};
use tempfile::TempDir;

pub const PLAN_ID: &str = "9f2c1e0755aa";
pub const BRANCH: &str = "sentry-retrofit/9f2c1e07";

/// A repository in a folder of its own, with the committed files `app.txt`, `run.sh` (executable),
/// `src/main.txt`, `docs/ümlaut.txt` and a `.gitignore` that names `*.env`.
pub struct Repo {
    _folder: TempDir,
    pub root: PathBuf,
}

pub fn git_command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("GIT_") {
            command.env_remove(name);
        }
    }
    command
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .args(["-c", "protocol.file.allow=always"])
        .stdin(Stdio::null());
    command
}

pub fn try_git(folder: &Path, args: &[&str]) -> Output {
    git_command(folder).args(args).output().expect("git must be installed for these tests")
}

pub fn git(folder: &Path, args: &[&str]) -> String {
    let output = try_git(folder, args);
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}

impl Repo {
    pub fn new() -> Self {
        Self::try_new(&[]).expect("plain git init works")
    }

    /// `None` where the installed git does not know the options.
    pub fn try_new(init: &[&str]) -> Option<Self> {
        let repo = Self::unborn(init)?;
        repo.write("app.txt", "one\ntwo\nthree\n");
        repo.write("run.sh", "#!/bin/sh\n");
        fs::set_permissions(repo.root.join("run.sh"), fs::Permissions::from_mode(0o755)).unwrap();
        repo.write("src/main.txt", "main\n");
        repo.write("docs/ümlaut.txt", "ü\n");
        repo.write(".gitignore", "*.env\n");
        repo.git(&["add", "-A"]);
        repo.git(&["commit", "-qm", "start"]);
        Some(repo)
    }

    pub fn unborn(init: &[&str]) -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let root = folder.path().canonicalize().unwrap().join("repo");
        fs::create_dir(&root).unwrap();
        let args = [&["init", "-q", "-b", "main"], init].concat();
        if !try_git(&root, &args).status.success() {
            eprintln!("skipped: this git does not know `git init {}`", init.join(" "));
            return None;
        }
        git(&root, &["config", "user.name", "Test Author"]);
        git(&root, &["config", "user.email", "author@example.com"]);
        Some(Self { _folder: folder, root })
    }

    pub fn git(&self, args: &[&str]) -> String {
        git(&self.root, args)
    }

    pub fn write(&self, path: &str, text: &str) {
        let place = self.root.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap()
    }

    /// A folder beside the repository that goes away with it.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.root.with_file_name(name)
    }

    pub fn open(&self) -> Git {
        open(&self.root)
    }

    pub fn apply(&self, plan: &Plan, mode: &Mode) -> Result<Applied, ApplyError> {
        apply(plan, Some(&self.open()), mode, &options())
    }

    pub fn refusal(&self, plan: &Plan, mode: &Mode) -> Refusal {
        refusal(self.apply(plan, mode))
    }
}

pub fn open(root: &Path) -> Git {
    git::open(root).unwrap().expect("a repository is there")
}

pub fn refusal(result: Result<Applied, ApplyError>) -> Refusal {
    match result {
        Err(ApplyError::Refused(refusal)) => {
            assert!(refusal.to_string().ends_with('.'), "not a sentence: {refusal}");
            assert!(!refusal.hint().is_empty());
            refusal
        }
        other => panic!("expected a refusal, got {other:?}"),
    }
}

pub fn options() -> Options {
    Options { plan_id: PLAN_ID.into(), message: "Add the thing\n\nBecause.".into(), ..Options::default() }
}

pub const ON_BRANCH: Mode = Mode::Branch { name: None };

pub fn named(name: &str) -> Mode {
    Mode::Branch { name: Some(name.into()) }
}

pub fn plan(files: Vec<FileChange>) -> Plan {
    Plan { files, repo: RepoSummary { git: true, ..RepoSummary::default() }, ..Plan::default() }
}

pub fn edit(path: &str, before: &str, after: &str) -> FileChange {
    FileChange {
        path: path.into(),
        change: Change::Modify,
        base: Some(sha1_blob_id(before.as_bytes()).unwrap()),
        result: sha1_blob_id(after.as_bytes()).unwrap(),
        before: before.into(),
        after: after.into(),
        executable: false,
        added: 0,
        removed: 0,
        rules: Vec::new(),
        hunks: Vec::new(),
    }
}

pub fn create(path: &str, after: &str) -> FileChange {
    FileChange { change: Change::Create, base: None, ..edit(path, "", after) }
}

/// Edits two files, one of them executable, and creates one in a new folder.
pub fn usual_plan() -> Plan {
    plan(vec![
        edit("app.txt", "one\ntwo\nthree\n", "one\n2\nthree\n"),
        create("new/deep/made.txt", "made\n"),
        FileChange { executable: true, ..edit("run.sh", "#!/bin/sh\n", "#!/bin/sh\necho\n") },
    ])
}

/// Is the difference between two commits `usual_plan()` and nothing else?
pub fn assert_is_usual_plan(folder: &Path, old: &str, new: &str) {
    let names = git(folder, &["diff", "--no-renames", "--name-status", old, new]);
    assert_eq!(names, "M\tapp.txt\nA\tnew/deep/made.txt\nM\trun.sh");
    for file in usual_plan().files {
        let show = git_command(folder).args(["show", &format!("{new}:{}", file.path)]).output().unwrap();
        assert_eq!(show.stdout, file.after, "{}", file.path);
    }
    let modes = git(folder, &["ls-tree", "-r", "--format=%(objectmode) %(path)", new, "run.sh", "new", "app.txt"]);
    assert_eq!(modes, "100644 app.txt\n100644 new/deep/made.txt\n100755 run.sh");
}

#[derive(Debug, PartialEq, Eq)]
pub struct Seen {
    bytes: Vec<u8>,
    inode: u64,
    changed: (i64, i64),
    mode: u32,
}

/// Everything about every file below a folder, `.git` included; `except` are prefixes to leave out.
pub fn snapshot(root: &Path, except: &[&str]) -> BTreeMap<String, Seen> {
    let mut seen = BTreeMap::new();
    let mut open = vec![root.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            if except.iter().any(|prefix| name.starts_with(prefix)) {
                continue;
            }
            let found = fs::symlink_metadata(&path).unwrap();
            let bytes = if found.is_file() {
                fs::read(&path).unwrap()
            } else if found.is_symlink() {
                fs::read_link(&path).unwrap().to_string_lossy().into_owned().into_bytes()
            } else {
                open.push(path.clone());
                Vec::new()
            };
            // Adding an object to a folder changes the folder's time, but not what it is.
            // And every git command that reads a split index marks its shared part as used.
            let timeless = found.is_dir() && !except.is_empty() || name.contains("/sharedindex.");
            let changed = if timeless { (0, 0) } else { (found.mtime(), found.mtime_nsec()) };
            seen.insert(name, Seen { bytes, inode: found.ino(), changed, mode: found.mode() });
        }
    }
    seen
}

/// Runs one test of this binary in a process of its own, with some variables set.
pub fn child(test: &str, variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]);
    command.envs(variables.iter().copied()).stdin(Stdio::null());
    command
}

/// Set for the child process of [`child`], and unset in an ordinary run.
pub fn child_root() -> Option<PathBuf> {
    std::env::var_os("RETROFIT_TEST_ROOT").map(PathBuf::from)
}

pub fn rounds(default: usize) -> usize {
    std::env::var("RETROFIT_TEST_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Compares two snapshots and names only what differs.
pub fn assert_same(before: &BTreeMap<String, Seen>, after: &BTreeMap<String, Seen>, what: &str) {
    let paths: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let differing: Vec<_> = paths
        .into_iter()
        .filter(|path| before.get(*path) != after.get(*path))
        .map(|path| {
            let kind = match (before.get(path), after.get(path)) {
                (None, _) => "new",
                (_, None) => "gone",
                (Some(old), Some(new)) if old.bytes != new.bytes => "other bytes",
                (Some(old), Some(new)) if old.inode != new.inode => "other inode",
                (Some(old), Some(new)) if old.mode != new.mode => "other mode",
                _ => "other time",
            };
            format!("{path}: {kind}")
        })
        .collect();
    assert_eq!(differing, Vec::<String>::new(), "{what}");
}
