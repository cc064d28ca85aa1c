//! A run that is killed at any moment leaves nothing half-done once the next run has started.

use std::fs;
use std::time::{Duration, Instant};

use sentry_retrofit::apply::{Mode, apply};
use sentry_retrofit::git::recover;
use sentry_retrofit::plan::Plan;

use crate::support::*;

const FILES: usize = 25;

fn many() -> Plan {
    let edited = (0..FILES).map(|n| edit(&format!("many/{n}.txt"), &old(n), &new(n)));
    let created = (0..5).map(|n| create(&format!("made/{n}/x.txt"), &new(n)));
    plan(edited.chain(created).collect())
}

fn old(n: usize) -> String {
    format!("old {n}\n").repeat(200)
}

fn new(n: usize) -> String {
    format!("new {n}\n").repeat(300)
}

fn repo() -> Repo {
    let repo = Repo::new();
    for n in 0..FILES {
        repo.write(&format!("many/{n}.txt"), &old(n));
    }
    repo.git(&["add", "-A"]);
    repo.git(&["commit", "-qm", "many"]);
    repo
}

/// How many of the plan's files are as planned?
fn edited(repo: &Repo) -> usize {
    let is_new =
        |file: &&sentry_retrofit::plan::FileChange| fs::read(repo.root.join(&file.path)).is_ok_and(|b| b == file.after);
    many().files.iter().filter(is_new).count()
}

fn mode() -> Mode {
    match std::env::var("RETROFIT_TEST_MODE").as_deref() {
        Ok("worktree") => Mode::Worktree,
        Ok("branch") => ON_BRANCH,
        _ => Mode::InPlace,
    }
}

/// The process that is killed; does nothing in an ordinary run.
#[test]
fn victim() {
    if let Some(root) = child_root() {
        let git = open(&root);
        fs::write(root.with_file_name("ready"), "").unwrap();
        apply(&many(), Some(&git), &mode(), &options()).unwrap();
    }
}

/// Kills runs in this mode and counts in which state recovery found them: (nothing done yet, half-way,
/// everything done). Half of the kills are spread over the time a whole run takes, half over the time
/// after the commit point, which is the short and dangerous part.
fn kill_rounds(mode: &str, check: impl Fn(&Repo, usize)) {
    let rounds = rounds(20);
    let whole = {
        let repo = repo();
        let mut run = start(&repo, mode);
        let begun = Instant::now();
        assert!(run.wait().unwrap().success());
        begun.elapsed()
    };
    let mut states = (0, 0, 0);
    for round in 0..rounds {
        let repo = repo();
        let mut run = start(&repo, mode);
        let manifest = repo.root.join(".git/sentry-retrofit/manifest");
        // An order that spreads over the range early.
        let part = ((round / 2 * 7919) % rounds) as f64 / rounds as f64;
        if round % 2 == 0 || mode == "branch" {
            std::thread::sleep(whole.mul_f64(part * 1.2));
        } else {
            while !manifest.exists() && run.try_wait().unwrap().is_none() {
                std::hint::spin_loop();
            }
            std::thread::sleep(Duration::from_micros((2_000.0 * part) as u64));
        }
        run.kill().unwrap();
        run.wait().unwrap();
        let pending = repo.open().is_interrupted();
        recover(&repo.open()).unwrap_or_else(|error| panic!("round {round}: {error}"));
        assert_eq!(recover(&repo.open()).unwrap(), None, "round {round}: recovery is done the first time");
        let done = edited(&repo) > 0 || !repo.git(&["branch", "--list", BRANCH]).is_empty();
        match (pending, done) {
            (true, _) => states.1 += 1,
            (false, false) => states.0 += 1,
            (false, true) => states.2 += 1,
        }
        check(&repo, round);
        assert!(!repo.root.join(".git/index.lock").exists(), "round {round}");
        assert_eq!(repo.git(&["fsck", "--no-dangling"]), "", "round {round}");
    }
    eprintln!("{mode}: killed before, half-way, after: {states:?}; a whole run takes {whole:?}");
    // A test that never hits the dangerous part proves nothing.
    assert!(mode == "branch" || states.1 > 0, "no kill hit a half-written state: {states:?}");
}

fn start(repo: &Repo, mode: &str) -> std::process::Child {
    let variables = [("RETROFIT_TEST_ROOT", repo.root.to_str().unwrap()), ("RETROFIT_TEST_MODE", mode)];
    let run = child("crash::victim", &variables).stdout(std::process::Stdio::null()).spawn().unwrap();
    while !repo.beside("ready").exists() {
        std::thread::sleep(Duration::from_micros(100));
    }
    run
}

#[test]
fn in_place_is_all_or_nothing_after_kill_9() {
    kill_rounds("in-place", |repo, round| {
        let all = many().files.len();
        let commits = repo.git(&["rev-list", "--count", "main"]);
        match edited(repo) {
            0 => assert_eq!(commits, "2", "round {round}"),
            n => assert_eq!((n, &*commits), (all, "3"), "round {round}"),
        }
        assert_eq!(repo.git(&["status", "--porcelain"]), "", "round {round}");
    });
}

#[test]
fn worktree_mode_is_all_or_nothing_after_kill_9() {
    kill_rounds("worktree", |repo, round| {
        let edited = edited(repo);
        assert!(edited == 0 || edited == many().files.len(), "round {round}: {edited} files edited");
    });
}

#[test]
fn branch_mode_is_all_or_nothing_after_kill_9() {
    kill_rounds("branch", |repo, round| {
        let made = repo.git(&["branch", "--list", BRANCH, "--format=%(refname)"]);
        if !made.is_empty() {
            let names = repo.git(&["diff", "--name-only", "main", BRANCH]);
            assert_eq!(names.lines().count(), many().files.len(), "round {round}");
        }
        assert_eq!(repo.git(&["status", "--porcelain"]), "", "round {round}");
    });
}

#[test]
fn files_edited_after_the_crash_are_left_alone() {
    let repo = repo();
    let old_head = repo.git(&["rev-parse", "HEAD"]);
    // A journal as a killed run leaves it, right after its commit point.
    repo.write("many/0.txt", &new(0));
    repo.git(&["commit", "-qam", "new"]);
    let new_head = repo.git(&["rev-parse", "HEAD"]);
    let stored = repo.git(&["rev-parse", "HEAD:many/0.txt"]);
    let before = repo.git(&["rev-parse", "HEAD^:many/0.txt"]);
    repo.git(&["reset", "-q", "--hard", "HEAD^"]);
    repo.write(".git/sentry-retrofit/stage/0", &new(0));
    let manifest = |old: &str| {
        format!(
            r#"{{"version":1,"commit":{{"reference":"refs/heads/main","old":"{old}","new":"{new_head}","reason":"x"}},
            "files":[{{"path":"many/0.txt","executable":false,"before":"{before}","after":"{stored}","stored":"{stored}"}}]}}"#
        )
    };
    repo.write(".git/sentry-retrofit/manifest", &manifest(&old_head));
    repo.write("many/0.txt", "mine\n");
    assert!(repo.open().is_interrupted());
    let said = recover(&repo.open()).unwrap().unwrap();
    assert!(said.contains("many/0.txt"), "{said}");
    assert_eq!(repo.read("many/0.txt"), "mine\n");
    assert_eq!(repo.git(&["rev-parse", "HEAD"]), new_head);

    // And where the branch has moved on, nothing is touched at all.
    repo.write(".git/sentry-retrofit/stage/0", &new(0));
    repo.write(".git/sentry-retrofit/manifest", &manifest(&old_head));
    repo.git(&["commit", "-qam", "mine"]);
    let moved_on = repo.git(&["rev-parse", "HEAD"]);
    let said = recover(&repo.open()).unwrap().unwrap();
    assert!(said.contains("moved since"), "{said}");
    assert_eq!(repo.git(&["rev-parse", "HEAD"]), moved_on);
    assert_eq!(repo.read("many/0.txt"), "mine\n");
    assert!(!repo.open().is_interrupted());
}

#[test]
fn locks_of_a_killed_run_are_released_and_those_of_others_are_not() {
    let repo = repo();
    fs::create_dir_all(repo.root.join(".git/sentry-retrofit")).unwrap();
    repo.write(".git/index.lock", "held by sentry-retrofit\n");
    recover(&repo.open()).unwrap();
    assert!(!repo.root.join(".git/index.lock").exists());
    repo.write(".git/index.lock", "");
    recover(&repo.open()).unwrap();
    assert!(repo.root.join(".git/index.lock").exists());
}
