//! The default mode: a commit on a new branch, and nothing else.

use std::sync::Barrier;

use sentry_retrofit::commands::apply::{Refusal, apply};

use crate::support::*;

#[test]
fn the_commit_is_the_plan_and_nothing_else() {
    let repo = Repo::new();
    let applied = repo.apply(&usual_plan(), &ON_BRANCH).unwrap();
    assert_eq!(applied.branch.as_deref(), Some(BRANCH));
    assert_eq!(applied.commit, Some(repo.git(&["rev-parse", BRANCH])));
    assert_eq!((applied.files, applied.already), (3, false));
    assert_is_usual_plan(&repo.root, "main", BRANCH);
    assert_eq!(repo.git(&["rev-parse", &format!("{BRANCH}^")]), repo.git(&["rev-parse", "main"]));
    assert_eq!(
        repo.git(&["log", "-1", "--format=%an <%ae>%n%B", BRANCH]).trim(),
        "Test Author <author@example.com>\nAdd the thing\n\nBecause."
    );
    assert_eq!(repo.git(&["fsck", "--strict", "--no-dangling"]), "");
}

#[test]
fn work_tree_index_and_head_stay_as_they_are() {
    let repo = Repo::new();
    repo.write("other.txt", "staged\n");
    repo.git(&["add", "other.txt"]);
    repo.write("src/main.txt", "dirty, but not touched by the plan\n");
    let may_change = [
        ".git/objects",
        ".git/sentry-retrofit",
        ".git/refs/heads/sentry-retrofit",
        ".git/logs/refs/heads/sentry-retrofit",
    ];
    let before = snapshot(&repo.root, &may_change);
    repo.apply(&usual_plan(), &ON_BRANCH).unwrap();
    assert_same(&before, &snapshot(&repo.root, &may_change), "something was written");
}

#[test]
fn revert_restores_the_exact_tree() {
    let repo = Repo::new();
    let tree = repo.git(&["rev-parse", "main^{tree}"]);
    repo.apply(&usual_plan(), &ON_BRANCH).unwrap();
    repo.git(&["switch", "-q", BRANCH]);
    repo.git(&["revert", "--no-edit", "HEAD"]);
    assert_eq!(repo.git(&["rev-parse", "HEAD^{tree}"]), tree);
}

#[test]
fn applying_twice_says_so_and_writes_nothing() {
    let repo = Repo::new();
    let first = repo.apply(&usual_plan(), &ON_BRANCH).unwrap();
    let before = snapshot(&repo.root, &[]);
    let second = repo.apply(&usual_plan(), &ON_BRANCH).unwrap();
    assert!(second.already);
    assert_eq!((second.commit, second.branch), (first.commit, first.branch));
    assert_same(&before, &snapshot(&repo.root, &[]), "something was written");
}

#[test]
fn a_plan_without_files_changes_nothing() {
    let repo = Repo::new();
    let before = snapshot(&repo.root, &[]);
    let applied = repo.apply(&plan(Vec::new()), &ON_BRANCH).unwrap();
    assert_eq!((applied.commit, applied.branch, applied.files), (None, None, 0));
    assert_same(&before, &snapshot(&repo.root, &[]), "something was written");
}

#[test]
fn the_mode_of_an_edited_file_is_kept() {
    let repo = Repo::new();
    // A plan that forgot the executable bit must not remove it.
    let forgetful = plan(vec![edit("run.sh", "#!/bin/sh\n", "#!/bin/sh\nls\n")]);
    repo.apply(&forgetful, &ON_BRANCH).unwrap();
    assert!(repo.git(&["ls-tree", BRANCH, "run.sh"]).starts_with("100755"));
}

#[test]
fn dirty_files_matter_only_where_the_plan_touches_them() {
    let repo = Repo::new();
    repo.write("app.txt", "mine\n");
    assert_eq!(repo.refusal(&usual_plan(), &ON_BRANCH), Refusal::Dirty(vec!["app.txt".into()]));
    let options = sentry_retrofit::commands::apply::Options { ignore_dirty: true, ..options() };
    apply(&usual_plan(), Some(&repo.open()), &ON_BRANCH, &options).unwrap();
    assert_is_usual_plan(&repo.root, "main", BRANCH);
    assert_eq!(repo.read("app.txt"), "mine\n");
}

#[test]
fn crlf_in_the_work_tree_is_committed_as_git_stores_it() {
    let repo = Repo::new();
    repo.git(&["config", "core.autocrlf", "true"]);
    repo.write("app.txt", "one\r\ntwo\r\nthree\r\n");
    let crlf =
        plan(vec![edit("app.txt", "one\r\ntwo\r\nthree\r\n", "one\r\n2\r\nthree\r\n"), create("new.txt", "new\r\n")]);
    repo.apply(&crlf, &ON_BRANCH).unwrap();
    assert_eq!(repo.git(&["show", &format!("{BRANCH}:app.txt")]), "one\n2\nthree");
    assert_eq!(repo.git(&["show", &format!("{BRANCH}:new.txt")]), "new");
    assert_eq!(repo.git(&["diff", "--numstat", "main", BRANCH]), "1\t1\tapp.txt\n1\t0\tnew.txt");
}

#[test]
fn crlf_that_is_committed_stays_crlf() {
    let repo = Repo::new();
    repo.write("dos.txt", "a\r\nb\r\n");
    repo.git(&["add", "dos.txt"]);
    repo.git(&["commit", "-qm", "dos"]);
    for autocrlf in ["false", "true"] {
        repo.git(&["config", "core.autocrlf", autocrlf]);
        let name = format!("eol-{autocrlf}");
        repo.apply(&plan(vec![edit("dos.txt", "a\r\nb\r\n", "a\r\nB\r\n")]), &named(&name)).unwrap();
        let shown = git_command(&repo.root).args(["show", &format!("{name}:dos.txt")]).output().unwrap();
        assert_eq!(shown.stdout, b"a\r\nB\r\n", "core.autocrlf={autocrlf}");
    }
}

#[test]
fn of_many_racing_for_one_branch_one_wins() {
    for round in 0..rounds(50) {
        let repo = Repo::new();
        // Half the rounds race with the same plan, half with different ones.
        let plans: Vec<_> = (0..4)
            .map(|n| plan(vec![create("race.txt", &format!("{}\n", if round % 2 == 0 { 0 } else { n }))]))
            .collect();
        let barrier = Barrier::new(plans.len());
        let results: Vec<_> = std::thread::scope(|scope| {
            let racers: Vec<_> = plans
                .iter()
                .map(|plan| {
                    scope.spawn(|| {
                        let git = repo.open();
                        barrier.wait();
                        apply(plan, Some(&git), &ON_BRANCH, &options())
                    })
                })
                .collect();
            racers.into_iter().map(|racer| racer.join().unwrap()).collect()
        });
        let winners: Vec<_> = results.iter().filter_map(|r| r.as_ref().ok().filter(|a| !a.already)).collect();
        assert_eq!(winners.len(), 1, "round {round}: {results:?}");
        assert_eq!(winners[0].commit, Some(repo.git(&["rev-parse", BRANCH])), "round {round}");
    }
}

#[test]
fn hooks_are_named_and_never_run() {
    let repo = Repo::new();
    for name in ["pre-commit", "commit-msg", "post-commit", "reference-transaction"] {
        let hook = repo.root.join(".git/hooks").join(name);
        std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
        std::fs::write(&hook, format!("#!/bin/sh\ntouch '{}'\n", repo.beside("pwned").display())).unwrap();
        std::fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    }
    let applied = repo.apply(&usual_plan(), &ON_BRANCH).unwrap();
    assert_eq!(applied.hooks_not_run, ["pre-commit", "commit-msg", "post-commit"]);
    assert!(!repo.beside("pwned").exists());
}

#[test]
fn hooks_elsewhere_and_of_hook_managers_are_named() {
    let repo = Repo::new();
    repo.write("hooks/commit-msg", "#!/bin/sh\nexit 1\n");
    std::fs::set_permissions(repo.root.join("hooks/commit-msg"), std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .unwrap();
    repo.write(".pre-commit-config.yaml", "repos: []\n");
    repo.git(&["config", "core.hooksPath", "hooks"]);
    let applied = repo.apply(&usual_plan(), &ON_BRANCH).unwrap();
    assert_eq!(applied.hooks_not_run, ["commit-msg", "pre-commit (.pre-commit-config.yaml)"]);
}
