//! A run that is killed at any moment leaves nothing half-done once the next run has started.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use sentry_retrofit::commands::apply::{Mode, apply};
use sentry_retrofit::git::{self, recover};
use sentry_retrofit::report::{Change, Plan};

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
    let is_new = |file: &&sentry_retrofit::report::FileChange| {
        fs::read(repo.root.join(&file.path)).is_ok_and(|b| b == file.after)
    };
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

/// A repository with a journal as a run leaves it that was killed right after its commit point: the
/// one file `many/0.txt` is to be edited. Also the commit before and the commit it makes.
fn killed_at_the_commit_point() -> (Repo, String, String) {
    let repo = repo();
    let old_head = repo.git(&["rev-parse", "HEAD"]);
    repo.write("many/0.txt", &new(0));
    repo.git(&["commit", "-qam", "new"]);
    let new_head = repo.git(&["rev-parse", "HEAD"]);
    let after = repo.git(&["rev-parse", "HEAD:many/0.txt"]);
    let before = repo.git(&["rev-parse", "HEAD^:many/0.txt"]);
    repo.git(&["reset", "-q", "--hard", "HEAD^"]);
    repo.write(".git/sentry-retrofit/stage/0", &new(0));
    let manifest = format!(
        r#"{{"version":1,"commit":{{"reference":"refs/heads/main","old":"{old_head}","new":"{new_head}","reason":"x"}},
        "files":[{{"path":"many/0.txt","executable":false,"before":"{before}","after":"{after}","stored":"{after}"}}]}}"#
    );
    repo.write(".git/sentry-retrofit/manifest", &manifest);
    assert!(repo.open().is_interrupted());
    (repo, old_head, new_head)
}

#[test]
fn recovery_takes_the_steps_that_are_left() {
    let (repo, _, new_head) = killed_at_the_commit_point();
    let said = recover(&repo.open()).unwrap().unwrap();
    assert!(said.contains(&new_head[..7]), "{said}");
    assert_eq!((repo.read("many/0.txt"), repo.git(&["rev-parse", "HEAD"])), (new(0), new_head));
    assert_eq!(repo.git(&["status", "--porcelain"]), "");
    assert!(!repo.open().is_interrupted());
}

#[test]
fn files_edited_after_the_crash_are_left_alone() {
    let (repo, _, new_head) = killed_at_the_commit_point();
    repo.write("many/0.txt", "mine\n");
    let said = recover(&repo.open()).unwrap().unwrap();
    assert!(said.contains("many/0.txt"), "{said}");
    assert_eq!((repo.read("many/0.txt"), repo.git(&["rev-parse", "HEAD"])), ("mine\n".into(), new_head));
}

#[test]
fn a_branch_that_moved_on_after_the_crash_is_left_alone() {
    let (repo, _, _) = killed_at_the_commit_point();
    repo.git(&["commit", "-q", "--allow-empty", "-m", "mine"]);
    let mine = repo.git(&["rev-parse", "HEAD"]);
    let said = recover(&repo.open()).unwrap().unwrap();
    assert!(said.contains("moved since"), "{said}");
    assert_eq!((repo.read("many/0.txt"), repo.git(&["rev-parse", "HEAD"])), (old(0), mine));
    assert!(!repo.open().is_interrupted());

    let (repo, _, _) = killed_at_the_commit_point();
    repo.git(&["switch", "-qc", "elsewhere"]);
    assert!(recover(&repo.open()).unwrap().unwrap().contains("moved since"));
    assert_eq!(repo.git(&["rev-parse", "main"]), repo.git(&["rev-parse", "elsewhere"]));
}

#[test]
fn a_branch_lock_of_a_killed_run_is_released_and_one_that_is_older_is_not() {
    let (repo, _, new_head) = killed_at_the_commit_point();
    repo.write(".git/refs/heads/main.lock", "");
    recover(&repo.open()).unwrap().unwrap();
    assert_eq!(repo.git(&["rev-parse", "main"]), new_head);

    let (repo, old_head, _) = killed_at_the_commit_point();
    repo.write(".git/refs/heads/main.lock", "");
    let lock = fs::File::options().write(true).open(repo.root.join(".git/refs/heads/main.lock")).unwrap();
    lock.set_modified(std::time::SystemTime::now() - Duration::from_secs(3600)).unwrap();
    let error = recover(&repo.open()).unwrap_err();
    assert!(error.hint().unwrap().contains(".lock"), "{error}");
    assert_eq!((repo.read("many/0.txt"), repo.git(&["rev-parse", "main"])), (old(0), old_head));
}

#[test]
fn the_lock_on_a_new_branch_is_released_if_a_killed_run_left_it_and_named_if_somebody_else_holds_it() {
    let repo = repo();
    let commit = repo.git(&["rev-parse", "HEAD"]);
    let reference = "refs/heads/new/one";
    repo.write(
        ".git/sentry-retrofit/manifest",
        &format!(
            r#"{{"version":1,"commit":{{"reference":"{reference}","old":null,"new":"{commit}","reason":"x"}},"files":[]}}"#
        ),
    );
    repo.write(&format!(".git/{reference}.lock"), "");
    assert!(recover(&repo.open()).unwrap().unwrap().contains(reference));
    assert!(!repo.root.join(format!(".git/{reference}.lock")).exists());
    assert!(!repo.open().is_interrupted());

    repo.write(&format!(".git/refs/heads/{BRANCH}.lock"), "");
    let refusal = repo.refusal(&usual_plan(), &ON_BRANCH);
    assert!(refusal.to_string().contains(BRANCH), "{refusal}");
    assert!(refusal.hint().contains(&format!("{BRANCH}.lock")), "{}", refusal.hint());
    assert!(repo.root.join(format!(".git/refs/heads/{BRANCH}.lock")).exists());
}

#[test]
fn what_a_killed_run_left_beside_the_journal_does_not_stop_the_next() {
    let (repo, _, new_head) = killed_at_the_commit_point();
    for draft in ["index", "index.lock", "token", "manifest.new"] {
        repo.write(&format!(".git/sentry-retrofit/{draft}"), "");
    }
    recover(&repo.open()).unwrap().unwrap();
    assert_eq!((repo.read("many/0.txt"), repo.git(&["rev-parse", "HEAD"])), (new(0), new_head));
    let left: Vec<_> = fs::read_dir(repo.root.join(".git/sentry-retrofit")).unwrap().flatten().collect();
    assert_eq!(left.iter().map(|entry| entry.file_name()).collect::<Vec<_>>(), ["lock"]);
}

#[test]
fn undo_clears_up_first_what_a_killed_run_left() {
    let repo = repo();
    let commit = repo.git(&["rev-parse", "HEAD"]);
    let reference = "refs/heads/sentry-retrofit/one";
    let manifest = format!(
        r#"{{"version":1,"commit":{{"reference":"{reference}","old":null,"new":"{commit}","reason":"x"}},"files":[]}}"#
    );
    repo.write(".git/sentry-retrofit/manifest", &manifest);
    repo.write(&format!(".git/{reference}.lock"), "");
    let undo =
        Command::new(env!("CARGO_BIN_EXE_sentry-retrofit")).current_dir(&repo.root).arg("undo").output().unwrap();
    assert_eq!(undo.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&undo.stderr).contains("is released"), "{undo:?}");
    assert!(!repo.root.join(format!(".git/{reference}.lock")).exists());
    assert!(!repo.open().is_interrupted());
}

#[test]
fn outside_git_what_a_killed_run_left_does_not_stop_the_next() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("app.txt"), "one\ntwo\nthree\n").unwrap();
    let plan = usual_plan();
    for file in &plan.files {
        let place = folder.path().join(&file.path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        if file.change == Change::Modify {
            fs::write(&place, &file.before).unwrap();
        }
        fs::write(place.with_file_name(format!(".{}.sentry-retrofit", place.file_name().unwrap().display())), "half")
            .unwrap();
    }
    git::write_outside_git(folder.path(), &plan).unwrap();
    for file in &plan.files {
        assert_eq!(fs::read(folder.path().join(&file.path)).unwrap(), file.after, "{}", file.path);
    }
}

#[test]
fn a_journal_that_cannot_be_read_is_an_error_that_says_where_it_is() {
    let (repo, _, _) = killed_at_the_commit_point();
    repo.write(".git/sentry-retrofit/manifest", "{\"version\": 7}");
    let error = repo.apply(&usual_plan(), &ON_BRANCH).unwrap_err();
    assert!(error.hint().unwrap().contains("sentry-retrofit"), "{error}");
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
