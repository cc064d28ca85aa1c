//! Reading: finds the right repository, lists what is tracked, and leaves no trace.

use std::fs;
use std::os::unix::ffi::OsStrExt;

use sentry_retrofit::git::{self, FileMode};

use crate::support::*;

#[test]
fn a_repository_is_found_from_any_folder_in_it() {
    let repo = Repo::new();
    for place in ["", "src", "docs", "src/main.txt"] {
        let found = git::open(&repo.root.join(place)).unwrap().unwrap();
        assert_eq!(found.work_tree(), Some(repo.root.as_path()), "{place}");
    }
    assert!(git::open(repo.root.parent().unwrap()).unwrap().is_none());
    assert!(git::open(&repo.root.join("absent")).is_err());
}

#[test]
fn variables_of_the_caller_do_not_redirect() {
    if let Some(root) = child_root() {
        assert_eq!(open(&root).root(), root);
        return;
    }
    let (repo, other) = (Repo::new(), Repo::new());
    let (root, wrong) = (repo.root.to_string_lossy(), other.root.join(".git"));
    let wrong = wrong.to_string_lossy();
    let variables = [("RETROFIT_TEST_ROOT", &*root), ("GIT_DIR", &*wrong), ("GIT_INDEX_FILE", "/dev/null")];
    let status = child("reading::variables_of_the_caller_do_not_redirect", &variables).status().unwrap();
    assert!(status.success());
}

#[test]
fn the_listing_tells_kinds_apart_and_reports_the_rest() {
    let repo = Repo::new();
    std::os::unix::fs::symlink("app.txt", repo.root.join("link")).unwrap();
    let odd = std::ffi::OsStr::from_bytes(b"odd-\xff.txt");
    let odd_works = fs::write(repo.root.join(odd), "x").is_ok();
    let other = Repo::new();
    repo.git(&["submodule", "--quiet", "add", other.root.to_str().unwrap(), "sub"]);
    repo.git(&["add", "-A"]);
    let listing = repo.open().tracked().unwrap();
    let mode = |path: &str| listing.files.iter().find(|file| file.path == path).map(|file| file.mode);
    assert_eq!(mode("app.txt"), Some(FileMode::File));
    assert_eq!(mode("run.sh"), Some(FileMode::Executable));
    assert_eq!(mode("link"), Some(FileMode::Symlink));
    assert_eq!(mode("sub"), Some(FileMode::Submodule));
    assert_eq!(mode("docs/ümlaut.txt"), Some(FileMode::File));
    if odd_works {
        assert_eq!(listing.notes.len(), 1);
        assert_eq!(listing.notes[0].reason, "its name is not UTF-8");
    }
    let oid = &listing.files.iter().find(|file| file.path == "app.txt").unwrap().oid;
    assert_eq!(*oid, repo.git(&["rev-parse", "HEAD:app.txt"]));
}

#[test]
fn conflicted_files_are_reported_once() {
    let repo = Repo::new();
    conflict(&repo);
    let listing = repo.open().tracked().unwrap();
    assert!(listing.files.iter().all(|file| file.path != "app.txt"));
    assert_eq!(listing.notes.len(), 1);
    assert_eq!(listing.notes[0].file, "app.txt");
}

#[test]
fn head_is_told_in_all_its_states() {
    let unborn = Repo::unborn(&[]).unwrap();
    let head = unborn.open().head().unwrap();
    assert!(head.is_unborn() && head.branch.as_deref() == Some("main"));
    assert!(unborn.open().tracked().unwrap().files.is_empty());

    let repo = Repo::new();
    let commit = repo.git(&["rev-parse", "HEAD"]);
    assert_eq!(repo.open().head().unwrap().commit.as_deref(), Some(&*commit));
    repo.git(&["checkout", "-q", "--detach"]);
    let head = repo.open().head().unwrap();
    assert!(head.is_detached() && head.commit == Some(commit));
}

#[test]
fn blobs_ids_and_ignore_rules_are_those_of_git() {
    let repo = Repo::new();
    let git = repo.open();
    assert_eq!(git.blob_at_head("app.txt").unwrap().as_deref(), Some(&b"one\ntwo\nthree\n"[..]));
    assert_eq!(git.blob_at_head("src").unwrap(), None);
    assert_eq!(git.blob_at_head("absent").unwrap(), None);
    assert_eq!(git.blob_id(b"main\n").unwrap(), repo.git(&["rev-parse", "HEAD:src/main.txt"]));
    assert!(git.is_ignored("deep/secret.env").unwrap());
    assert!(!git.is_ignored("app.txt").unwrap());
}

#[test]
fn reading_leaves_no_trace() {
    let repo = Repo::new();
    // Stat figures that do not match make a careless reader refresh the index.
    repo.write("app.txt", "one\ntwo\nthree\n");
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(60);
    fs::File::options().write(true).open(repo.root.join("app.txt")).unwrap().set_modified(later).unwrap();
    let before = snapshot(&repo.root, &[]);
    let git = repo.open();
    git.tracked().unwrap();
    git.head().unwrap();
    git.blob_at_head("app.txt").unwrap();
    git.is_ignored("x.env").unwrap();
    git.hooks_not_run().unwrap();
    git.preflight(&usual_plan(), &ON_BRANCH, &options()).unwrap();
    assert!(!git.is_interrupted());
    assert_same(&before, &snapshot(&repo.root, &[]), "something was written");
}

/// Leaves `app.txt` in the middle of a merge conflict.
pub fn conflict(repo: &Repo) {
    repo.git(&["switch", "-qc", "theirs"]);
    repo.write("app.txt", "theirs\n");
    repo.git(&["commit", "-qam", "theirs"]);
    repo.git(&["switch", "-q", "main"]);
    repo.write("app.txt", "ours\n");
    repo.git(&["commit", "-qam", "ours"]);
    assert!(!try_git(&repo.root, &["merge", "theirs"]).status.success());
}
