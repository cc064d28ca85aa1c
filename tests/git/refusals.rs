//! Everything that is refused, and that a refusal writes nothing.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use sentry_retrofit::commands::apply::{Mode, Options, Refusal, apply};
use sentry_retrofit::git;
use sentry_retrofit::report::Plan;

use crate::reading::conflict;
use crate::support::*;

/// Applies in every mode; each must refuse in this way and leave every byte as it was.
fn refused_in(modes: &[Mode], repo: &Repo, plan: &Plan, expected: &dyn Fn(&Refusal) -> bool) {
    for mode in modes {
        let before = snapshot(&repo.root, &[]);
        let refusal = repo.refusal(plan, mode);
        assert!(expected(&refusal), "{mode:?}: {refusal:?}");
        // Recovery looks for an earlier run first; that and nothing else may leave its empty lock file.
        assert_same(&before, &snapshot(&repo.root, &[]), "{mode:?} wrote something");
    }
}

fn everywhere(repo: &Repo, plan: &Plan, expected: impl Fn(&Refusal) -> bool) {
    refused_in(&[ON_BRANCH, Mode::InPlace, Mode::Worktree], repo, plan, &expected);
}

fn app() -> Plan {
    plan(vec![edit("app.txt", "one\ntwo\nthree\n", "one\n2\nthree\n")])
}

fn is(expected: Refusal) -> impl Fn(&Refusal) -> bool {
    move |refusal| *refusal == expected
}

#[test]
fn uncommitted_changes_of_touched_files() {
    let repo = Repo::new();
    repo.write("app.txt", "changed\n");
    repo.write("run.sh", "changed\n");
    everywhere(&repo, &usual_plan(), is(Refusal::Dirty(vec!["app.txt".into(), "run.sh".into()])));

    let repo = Repo::new();
    fs::remove_file(repo.root.join("app.txt")).unwrap();
    everywhere(&repo, &app(), is(Refusal::Dirty(vec!["app.txt".into()])));

    let repo = Repo::new();
    fs::set_permissions(repo.root.join("app.txt"), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    everywhere(&repo, &app(), is(Refusal::Dirty(vec!["app.txt".into()])));
}

#[test]
fn the_sentence_names_the_file_and_the_hint_the_way_out() {
    let dirty = Refusal::Dirty(vec!["backend/app.py".into()]);
    assert_eq!(dirty.to_string(), "backend/app.py has uncommitted changes, and this plan edits it.");
    assert_eq!(dirty.hint(), "commit or stash that file, or plan on HEAD with --ignore-dirty.");
    let two = Refusal::WouldOverwrite(vec!["a".into(), "b\u{1b}[31m".into()]);
    assert_eq!(
        two.to_string(),
        "2 files exist and are not committed, and this plan creates them: a, \"b\\u{1b}[31m\"."
    );
}

#[test]
fn staged_changes_of_touched_files() {
    let repo = Repo::new();
    repo.write("app.txt", "staged\n");
    repo.git(&["add", "app.txt"]);
    repo.write("app.txt", "one\ntwo\nthree\n");
    everywhere(&repo, &app(), is(Refusal::Staged(vec!["app.txt".into()])));

    let repo = Repo::new();
    repo.git(&["rm", "-q", "--cached", "app.txt"]);
    everywhere(&repo, &app(), is(Refusal::Staged(vec!["app.txt".into()])));
}

#[test]
fn conflicts_in_touched_files() {
    let repo = Repo::new();
    conflict(&repo);
    let unmerged = |refusal: &Refusal| *refusal == Refusal::Unmerged(vec!["app.txt".into()]);
    refused_in(&[ON_BRANCH, Mode::Worktree], &repo, &app(), &unmerged);
}

#[test]
fn untracked_files_are_neither_edited_nor_overwritten() {
    let repo = Repo::new();
    repo.write("mine.txt", "mine\n");
    let overwrite = plan(vec![create("mine.txt", "theirs\n")]);
    everywhere(&repo, &overwrite, is(Refusal::WouldOverwrite(vec!["mine.txt".into()])));
    let edited = plan(vec![edit("mine.txt", "mine\n", "theirs\n")]);
    everywhere(&repo, &edited, is(Refusal::Untracked(vec!["mine.txt".into()])));
}

#[test]
fn plans_made_from_other_bytes() {
    let repo = Repo::new();
    let stale = plan(vec![edit("app.txt", "something else\n", "x\n")]);
    everywhere(&repo, &stale, is(Refusal::Stale(vec!["app.txt".into()])));
    let exists = plan(vec![create("app.txt", "x\n")]);
    everywhere(&repo, &exists, is(Refusal::Stale(vec!["app.txt".into()])));
    let gone = plan(vec![edit("gone.txt", "x\n", "y\n")]);
    everywhere(&repo, &gone, is(Refusal::Stale(vec!["gone.txt".into()])));
}

#[test]
fn ignored_files() {
    let repo = Repo::new();
    let secret = plan(vec![create("prod.env", "x\n")]);
    everywhere(&repo, &secret, is(Refusal::Ignored(vec!["prod.env".into()])));
    repo.write("prod.env", "KEY=1\n");
    everywhere(&repo, &secret, is(Refusal::Ignored(vec!["prod.env".into()])));
}

#[test]
fn symbolic_links() {
    let repo = Repo::new();
    symlink(repo.root.parent().unwrap(), repo.root.join("out")).unwrap();
    let beneath = plan(vec![create("out/x.txt", "x\n")]);
    let link = |refusal: &Refusal| matches!(refusal, Refusal::Symlink { link, .. } if link == "out");
    everywhere(&repo, &beneath, link);
    repo.git(&["add", "out"]);
    repo.git(&["commit", "-qm", "link"]);
    everywhere(&repo, &beneath, link);
    everywhere(&repo, &plan(vec![edit("out", "..", "x")]), link);
    // A tracked folder that was swapped for a link.
    fs::rename(repo.root.join("src"), repo.root.join("real")).unwrap();
    symlink("real", repo.root.join("src")).unwrap();
    let swapped = plan(vec![edit("src/main.txt", "main\n", "x\n")]);
    everywhere(&repo, &swapped, |refusal| matches!(refusal, Refusal::Symlink { link, .. } if link == "src"));
}

#[test]
fn other_repositories_in_this_one() {
    let (repo, other) = (Repo::new(), Repo::new());
    repo.git(&["submodule", "--quiet", "add", other.root.to_str().unwrap(), "sub"]);
    repo.git(&["commit", "-qm", "submodule"]);
    let inside = plan(vec![edit("sub/app.txt", "one\ntwo\nthree\n", "x\n")]);
    let submodule = |folder: &'static str| move |refusal: &Refusal| matches!(refusal, Refusal::Submodule { folder: f, .. } if f == folder);
    everywhere(&repo, &inside, submodule("sub"));
    git(&repo.root, &["init", "-q", "nested"]);
    everywhere(&repo, &plan(vec![create("nested/x.txt", "x\n")]), submodule("nested"));
}

#[test]
fn paths_that_lead_out_or_into_git() {
    let repo = Repo::new();
    for bad in ["../x", "/tmp/x", ".git/config", "a/.GIT/x", "git~1/x", "a//b", "a/./b", ".gitmodules", "a\\b", ""] {
        everywhere(&repo, &plan(vec![create(bad, "x\n")]), |refusal| matches!(refusal, Refusal::UnsafePath { .. }));
    }
}

#[test]
fn plans_that_name_a_file_twice() {
    let repo = Repo::new();
    let twice = plan(vec![create("a.txt", "1\n"), create("a.txt", "2\n")]);
    everywhere(&repo, &twice, |refusal| matches!(refusal, Refusal::UnsafePath { .. }));
    let twice = plan(vec![app().files[0].clone(), app().files[0].clone()]);
    everywhere(&repo, &twice, |refusal| matches!(refusal, Refusal::UnsafePath { .. }));
}

#[test]
fn names_that_meet_another_file() {
    let repo = Repo::new();
    let both = plan(vec![create("a/File.txt", "1\n"), create("a/file.txt", "2\n")]);
    everywhere(&repo, &both, |refusal| matches!(refusal, Refusal::SameName { .. }));
    everywhere(&repo, &plan(vec![create("APP.txt", "x\n")]), |refusal| matches!(refusal, Refusal::SameName { .. }));
    for clash in ["app.txt/x", "src"] {
        everywhere(&repo, &plan(vec![create(clash, "x\n")]), |r| matches!(r, Refusal::FileAndFolder { .. }));
    }
}

#[test]
fn filters_and_encodings() {
    let repo = Repo::new();
    for attribute in ["filter=lfs", "working-tree-encoding=UTF-16", "ident"] {
        repo.write(".gitattributes", &format!("app.txt {attribute}\n"));
        everywhere(&repo, &app(), |r| matches!(r, Refusal::Filtered { attribute: a, .. } if a == attribute));
    }
    repo.write(".gitattributes", "app.txt text eol=lf -filter\n");
    repo.open().preflight(&app(), &ON_BRANCH, &options()).unwrap();
}

#[test]
fn a_repository_without_commits() {
    let repo = Repo::unborn(&[]).unwrap();
    refused_in(&[ON_BRANCH, Mode::InPlace], &repo, &plan(vec![create("x.txt", "x\n")]), &is(Refusal::Unborn));
}

#[test]
fn unfinished_business_when_committing_in_place() {
    for (file, what) in [
        ("MERGE_HEAD", "a merge"),
        ("rebase-merge", "a rebase"),
        ("rebase-apply", "a rebase"),
        ("CHERRY_PICK_HEAD", "a cherry-pick"),
        ("REVERT_HEAD", "a revert"),
        ("BISECT_LOG", "a bisect"),
    ] {
        let repo = Repo::new();
        fs::write(repo.root.join(".git").join(file), repo.git(&["rev-parse", "HEAD"])).unwrap();
        refused_in(&[Mode::InPlace], &repo, &app(), &is(Refusal::InProgress(what)));
        repo.apply(&app(), &ON_BRANCH).unwrap();
    }
}

#[test]
fn a_branch_that_holds_something_else() {
    let repo = Repo::new();
    repo.git(&["branch", BRANCH]);
    refused_in(&[ON_BRANCH], &repo, &app(), &is(Refusal::BranchExists(BRANCH.into())));
    repo.git(&["branch", "-D", BRANCH]);
    repo.apply(&usual_plan(), &ON_BRANCH).unwrap();
    refused_in(&[ON_BRANCH], &repo, &app(), &is(Refusal::BranchExists(BRANCH.into())));
}

#[test]
fn branches_that_cannot_be() {
    let repo = Repo::new();
    for bad in ["HEAD", "-x", "", "@", "a..b", "a b", "a/", "/a", "a.lock", "a~1", "x^", ".a", "a/.b", "a\0b", "a@{b"] {
        refused_in(&[named(bad)], &repo, &app(), &is(Refusal::BadBranch(bad.into())));
    }
    refused_in(&[named("main/x")], &repo, &app(), &|r| matches!(r, Refusal::BranchInTheWay { .. }));
    repo.git(&["branch", "topic/one"]);
    refused_in(&[named("topic")], &repo, &app(), &|r| matches!(r, Refusal::BranchInTheWay { .. }));
    repo.git(&["pack-refs", "--all"]);
    refused_in(&[named("topic")], &repo, &app(), &|r| matches!(r, Refusal::BranchInTheWay { .. }));
}

#[test]
fn branches_another_work_tree_is_on() {
    let repo = Repo::new();
    let linked = repo.beside("linked");
    repo.git(&["worktree", "add", "-q", "-b", "taken", linked.to_str().unwrap()]);
    git(&linked, &["symbolic-ref", "HEAD", "refs/heads/unborn-there"]);
    let taken = named("unborn-there");
    refused_in(&[taken], &repo, &app(), &is(Refusal::BranchCheckedOut("unborn-there".into())));
    git(&linked, &["symbolic-ref", "HEAD", "refs/heads/main"]);
    refused_in(&[Mode::InPlace], &repo, &app(), &is(Refusal::BranchCheckedOut("main".into())));
}

#[test]
fn a_commit_in_place_without_a_branch() {
    let repo = Repo::new();
    repo.git(&["checkout", "-q", "--detach"]);
    refused_in(&[Mode::InPlace], &repo, &app(), &is(Refusal::Detached));
    let allowed = Options { allow_detached: true, ..options() };
    let applied = apply(&app(), Some(&repo.open()), &Mode::InPlace, &allowed).unwrap();
    assert_eq!(applied.commit, Some(repo.git(&["rev-parse", "HEAD"])));
    assert_eq!(applied.branch, None);
    assert_eq!(repo.git(&["status", "--porcelain"]), "");
    assert_eq!(repo.git(&["rev-parse", "main"]), repo.git(&["rev-parse", "HEAD^"]));
}

#[test]
fn editing_files_of_a_bare_repository() {
    let repo = Repo::new();
    let bare = repo.beside("bare.git");
    git(&repo.root, &["clone", "-q", "--bare", ".", bare.to_str().unwrap()]);
    for mode in [Mode::InPlace, Mode::Worktree] {
        assert_eq!(refusal(apply(&app(), Some(&open(&bare)), &mode, &options())), Refusal::Bare);
    }
}

#[test]
fn an_index_that_somebody_else_is_writing() {
    let repo = Repo::new();
    fs::write(repo.root.join(".git/index.lock"), "").unwrap();
    refused_in(&[Mode::InPlace], &repo, &app(), &|refusal| matches!(refusal, Refusal::IndexLocked(Some(0..60))));
    assert!(repo.refusal(&app(), &Mode::InPlace).to_string().contains("has been writing the index for"));
}

#[test]
fn a_missing_identity_is_an_error_with_the_two_lines_that_mend_it() {
    if let Some(root) = child_root() {
        let error = apply(&app(), Some(&open(&root)), &ON_BRANCH, &options()).unwrap_err();
        assert_eq!(error.exit_code(), 2);
        let hint = error.hint().unwrap();
        assert_eq!(hint.lines().count(), 2);
        assert!(hint.contains("git config --global user.name") && hint.contains("git config --global user.email"));
        return;
    }
    let repo = Repo::new();
    let home = repo.beside("home");
    fs::create_dir(&home).unwrap();
    repo.git(&["config", "--unset", "user.name"]);
    repo.git(&["config", "--unset", "user.email"]);
    let test = "refusals::a_missing_identity_is_an_error_with_the_two_lines_that_mend_it";
    let status = without_user(child(test, &[("RETROFIT_TEST_ROOT", repo.root.to_str().unwrap())]), &home).status();
    assert!(status.unwrap().success());
    assert_eq!(repo.git(&["branch", "--list", "sentry-retrofit/*"]), "");
}

#[test]
fn identity_from_the_environment_is_used() {
    if let Some(root) = child_root() {
        apply(&app(), Some(&open(&root)), &ON_BRANCH, &options()).unwrap();
        return;
    }
    let repo = Repo::new();
    let variables = [
        ("RETROFIT_TEST_ROOT", repo.root.to_str().unwrap()),
        ("GIT_AUTHOR_NAME", "Env Author"),
        ("GIT_AUTHOR_EMAIL", "env@example.com"),
        ("GIT_AUTHOR_DATE", "1700000000 +0530"),
        ("GIT_COMMITTER_NAME", "Env Committer"),
    ];
    assert!(child("refusals::identity_from_the_environment_is_used", &variables).status().unwrap().success());
    let shown = repo.git(&["log", "-1", "--format=%an|%ae|%ad|%cn|%ce", "--date=raw", BRANCH]);
    assert_eq!(shown, "Env Author|env@example.com|1700000000 +0530|Env Committer|author@example.com");
}

#[test]
fn a_repository_of_another_user() {
    let repo = Repo::new();
    let done = std::process::Command::new("chown").args(["-R", "12345"]).arg(&repo.root).status();
    if !done.is_ok_and(|status| status.success()) {
        eprintln!("skipped: this user cannot give files away");
        return;
    }
    // The user's own configuration may trust every folder.
    if let Some(error) = git::open(&repo.root).err() {
        assert!(error.to_string().contains("belongs to another user"), "{error}");
        assert!(error.hint().unwrap().contains("safe.directory"), "{error}");
    } else {
        eprintln!("skipped: safe.directory trusts this folder");
    }
}

#[test]
fn work_trees_elsewhere_and_folders_inside_git() {
    let (repo, other) = (Repo::new(), Repo::new());
    assert!(git::open(&repo.root.join(".git/refs")).is_err());
    repo.git(&["config", "core.worktree", other.root.to_str().unwrap()]);
    let error = git::open(&repo.root).err().unwrap();
    assert!(error.to_string().contains("work tree is elsewhere"), "{error}");
}

/// Takes the user's own configuration away from a command.
fn without_user(mut command: std::process::Command, home: &Path) -> std::process::Command {
    for name in ["EMAIL", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"] {
        command.env_remove(name);
    }
    command.env("HOME", home).env("XDG_CONFIG_HOME", home);
    command
}
