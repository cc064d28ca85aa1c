//! `--in-place` and `--worktree`: files are edited, and only those of the plan.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use sentry_retrofit::commands::apply::{Mode, Options, Refusal, Stage, apply};
use sentry_retrofit::report::RepoSummary;

use crate::support::*;

#[test]
fn a_commit_in_place_is_the_plan_and_leaves_a_clean_status() {
    let repo = Repo::new();
    let applied = repo.apply(&usual_plan(), &Mode::InPlace).unwrap();
    assert_eq!(applied.branch.as_deref(), Some("main"));
    assert_eq!(applied.commit, Some(repo.git(&["rev-parse", "main"])));
    assert_is_usual_plan(&repo.root, "main^", "main");
    // Without a refresh: the index itself must know the new files.
    assert_eq!(repo.git(&["diff-files"]), "");
    assert_eq!(repo.git(&["status", "--porcelain"]), "");
    assert_eq!(repo.git(&["fsck", "--strict", "--no-dangling"]), "");
    assert_eq!(repo.git(&["reflog", "-1", "--format=%gs"]), "commit (sentry-retrofit): Add the thing");
    let mode = fs::metadata(repo.root.join("run.sh")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o755);
    repo.git(&["revert", "--no-edit", "HEAD"]);
    assert_eq!(repo.git(&["rev-parse", "HEAD^{tree}"]), repo.git(&["rev-parse", "HEAD~2^{tree}"]));
}

#[test]
fn other_staged_and_dirty_files_survive_a_commit_in_place() {
    let repo = Repo::new();
    repo.write("staged.txt", "staged\n");
    repo.git(&["add", "staged.txt"]);
    repo.write("src/main.txt", "dirty\n");
    repo.write("untracked.txt", "untracked\n");
    let others = [".git", "app.txt", "run.sh", "new"];
    let before = snapshot(&repo.root, &others);
    repo.apply(&usual_plan(), &Mode::InPlace).unwrap();
    assert_same(&before, &snapshot(&repo.root, &others), "something was written");
    assert_is_usual_plan(&repo.root, "main^", "main");
    assert_eq!(repo.git(&["status", "--porcelain"]), " M src/main.txt\nA  staged.txt\n?? untracked.txt");
}

#[test]
fn every_index_version_and_extension_takes_the_change() {
    for setting in ["index.version=2", "index.version=4", "core.untrackedCache=true"] {
        let repo = Repo::new();
        let (key, value) = setting.split_once('=').unwrap();
        repo.git(&["config", key, value]);
        repo.git(&["update-index", "--force-write-index"]);
        repo.git(&["status"]);
        repo.apply(&usual_plan(), &Mode::InPlace).unwrap();
        assert_eq!(repo.git(&["status", "--porcelain"]), "", "{setting}");
        assert_is_usual_plan(&repo.root, "main^", "main");
    }
}

#[test]
fn crlf_files_stay_crlf_on_disk_and_clean() {
    let repo = Repo::new();
    repo.git(&["config", "core.autocrlf", "true"]);
    fs::remove_file(repo.root.join("app.txt")).unwrap();
    repo.git(&["checkout", "app.txt"]);
    assert_eq!(repo.read("app.txt"), "one\r\ntwo\r\nthree\r\n");
    let crlf = plan(vec![edit("app.txt", "one\r\ntwo\r\nthree\r\n", "one\r\n2\r\nthree\r\n")]);
    repo.apply(&crlf, &Mode::InPlace).unwrap();
    assert_eq!(repo.read("app.txt"), "one\r\n2\r\nthree\r\n");
    assert_eq!(repo.git(&["show", "HEAD:app.txt"]), "one\n2\nthree");
    assert_eq!(repo.git(&["status", "--porcelain"]), "");
}

#[test]
fn permissions_are_kept_and_new_files_follow_the_umask() {
    let repo = Repo::new();
    fs::set_permissions(repo.root.join("app.txt"), fs::Permissions::from_mode(0o600)).unwrap();
    repo.write("probe.txt", "");
    let fresh = fs::metadata(repo.root.join("probe.txt")).unwrap().permissions().mode();
    repo.apply(&usual_plan(), &Mode::Worktree).unwrap();
    let mode = |path: &str| fs::metadata(repo.root.join(path)).unwrap().permissions().mode();
    assert_eq!(mode("app.txt") & 0o777, 0o600);
    assert_eq!(mode("new/deep/made.txt"), fresh);
}

#[test]
fn worktree_mode_edits_files_and_nothing_in_git() {
    let repo = Repo::new();
    let git_part = ["app.txt", "run.sh", "new", ".git/sentry-retrofit"];
    let before = snapshot(&repo.root, &git_part);
    let applied = repo.apply(&usual_plan(), &Mode::Worktree).unwrap();
    assert_eq!((applied.commit, applied.branch, applied.files), (None, None, 3));
    assert!(applied.hooks_not_run.is_empty());
    assert_same(&before, &snapshot(&repo.root, &git_part), "something was written");
    assert_eq!(repo.git(&["status", "--porcelain"]), " M app.txt\n M run.sh\n?? new/");
    for file in usual_plan().files {
        assert_eq!(fs::read(repo.root.join(&file.path)).unwrap(), file.after);
    }
}

#[test]
fn worktree_mode_works_before_the_first_commit() {
    let repo = Repo::unborn(&[]).unwrap();
    repo.write("a.txt", "a\n");
    repo.git(&["add", "a.txt"]);
    let both = plan(vec![edit("a.txt", "a\n", "A\n"), create("b.txt", "b\n")]);
    repo.apply(&both, &Mode::Worktree).unwrap();
    assert_eq!((repo.read("a.txt"), repo.read("b.txt")), ("A\n".into(), "b\n".into()));
}

#[test]
fn outside_git_only_worktree_mode_is_possible() {
    let folder = tempfile::TempDir::new().unwrap();
    let root = folder.path().canonicalize().unwrap();
    fs::write(root.join("a.txt"), "a\n").unwrap();
    let make = |files| sentry_retrofit::report::Plan {
        repo: RepoSummary { root: root.clone(), ..RepoSummary::default() },
        ..plan(files)
    };
    let both = make(vec![edit("a.txt", "a\n", "A\n"), create("new/b.txt", "b\n")]);
    for mode in [ON_BRANCH, Mode::InPlace] {
        assert_eq!(refusal(apply(&both, None, &mode, &options())), Refusal::NoRepository);
    }

    let before = snapshot(&root, &[]);
    let stale = make(vec![create("new/b.txt", "b\n"), edit("a.txt", "other\n", "A\n")]);
    assert_eq!(refusal(apply(&stale, None, &Mode::Worktree, &options())), Refusal::Stale(vec!["a.txt".into()]));
    symlink("/tmp", root.join("out")).unwrap();
    let linked = make(vec![edit("a.txt", "a\n", "A\n"), create("out/b.txt", "b\n")]);
    assert!(matches!(refusal(apply(&linked, None, &Mode::Worktree, &options())), Refusal::Symlink { .. }));
    fs::remove_file(root.join("out")).unwrap();
    assert_eq!(snapshot(&root, &["nothing"]).keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());

    assert_eq!(apply(&both, None, &Mode::Worktree, &options()).unwrap().files, 2);
    assert_eq!(fs::read_to_string(root.join("a.txt")).unwrap(), "A\n");
    assert_eq!(fs::read_to_string(root.join("new/b.txt")).unwrap(), "b\n");
    // Nothing of the way there is left behind.
    assert_eq!(snapshot(&root, &[]).keys().collect::<Vec<_>>(), ["a.txt", "new", "new/b.txt"]);
}

#[test]
fn a_lost_race_for_the_branch_leaves_the_files_alone() {
    let repo = Repo::new();
    // Both are checked, then both write; whoever comes second finds the branch moved or the files changed.
    let plans = [
        plan(vec![edit("app.txt", "one\ntwo\nthree\n", "first\n")]),
        plan(vec![edit("src/main.txt", "main\n", "second\n")]),
    ];
    let barrier = std::sync::Barrier::new(2);
    let results: Vec<_> = std::thread::scope(|scope| {
        let run = |plan| {
            let (repo, barrier) = (&repo, &barrier);
            scope.spawn(move || {
                let git = repo.open();
                barrier.wait();
                apply(plan, Some(&git), &Mode::InPlace, &options())
            })
        };
        let racers: Vec<_> = plans.iter().map(run).collect();
        racers.into_iter().map(|racer| racer.join().unwrap()).collect()
    });
    let won = results.iter().filter(|result| result.is_ok()).count();
    assert!(won >= 1, "{results:?}");
    let count = repo.git(&["rev-list", "--count", "main"]);
    assert_eq!(count, (won + 1).to_string(), "{results:?}");
    assert_eq!(repo.git(&["status", "--porcelain"]), "", "{results:?}");
}

/// What is staged where nothing is committed, in every kind of store.
#[test]
fn the_index_gets_to_know_what_was_asked_for() {
    let usual = |stage| Options { stage, ..options() };
    for special in [None, Some("core.splitIndex")] {
        let apply_with = |stage| {
            let repo = Repo::new();
            if let Some(setting) = special {
                repo.git(&["config", setting, "true"]);
                repo.git(&["update-index", "--split-index"]);
            }
            let git = repo.open();
            apply(&usual_plan(), Some(&git), &Mode::Worktree, &usual(stage)).unwrap();
            repo
        };
        let repo = apply_with(Stage::None);
        assert_eq!(repo.git(&["diff", "--cached", "--name-only"]), "");
        let untracked = repo.git(&["ls-files", "--others", "--exclude-standard"]);
        assert!(!untracked.is_empty());
        let repo = apply_with(Stage::Intent);
        assert_eq!(repo.git(&["diff", "--cached", "--name-only"]), "", "{special:?}");
        assert_eq!(repo.git(&["ls-files", "--others", "--exclude-standard"]), "");
        // What an engine does next.
        repo.git(&["commit", "-q", "--all", "-m", "engine"]);
        assert_is_usual_plan(&repo.root, "HEAD^", "HEAD");
        let repo = apply_with(Stage::Index);
        assert_eq!(repo.git(&["diff", "--name-only"]), "");
        repo.git(&["commit", "-q", "-m", "engine"]);
        assert_is_usual_plan(&repo.root, "HEAD^", "HEAD");
        assert_eq!(repo.git(&["status", "--porcelain"]), "");
    }
}

#[test]
fn nothing_is_staged_into_a_merge_or_under_somebody_elses_lock() {
    let repo = Repo::new();
    let git = repo.open();
    let staged = Options { stage: Stage::Intent, ..options() };
    repo.write(".git/MERGE_HEAD", "");
    let refused = apply(&usual_plan(), Some(&git), &Mode::Worktree, &staged).unwrap_err();
    assert!(refused.to_string().contains("a merge is in progress"), "{refused}");
    std::fs::remove_file(repo.root.join(".git/MERGE_HEAD")).unwrap();
    repo.write(".git/index.lock", "");
    let refused = apply(&usual_plan(), Some(&git), &Mode::Worktree, &staged).unwrap_err();
    assert_eq!(refused.exit_code(), 3);
    assert_eq!(repo.git(&["diff", "--name-only"]), "", "nothing was written");
}
