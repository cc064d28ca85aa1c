//! The laws of the design, held on every fixture and on repositories nobody would write: planning is
//! deterministic and dry, what is shown is what is committed, a second plan is empty, a revert restores.

// A helper of a test fails the test it helps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]
#![cfg(unix)]

mod support;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use support::{Repo, assert_untouched, fixtures, program};

/// Mutated repositories per run; `RETROFIT_TEST_ROUNDS` asks for more.
const ROUNDS: u32 = 24;
/// The same mutations in every run, so that a change is judged by itself; `RETROFIT_TEST_SEED` asks for others.
const SEED: u64 = 2026;

/// All repositories written for the tests, and the one of the command line's tests.
fn repositories() -> Vec<(String, Repo)> {
    let mut all: Vec<(String, Repo)> = fixtures()
        .iter()
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), Repo::copy(path)))
        .collect();
    all.push(("shop".to_owned(), Repo::shop()));
    all
}

#[test]
fn the_same_repository_gives_the_same_bytes() {
    let environments: [&[(&str, &str)]; 5] = [
        &[],
        &[("LC_ALL", "C")],
        &[("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8")],
        &[("TZ", "Pacific/Kiritimati")],
        &[("COLUMNS", "40"), ("TERM", "dumb")],
    ];
    for (at, (name, repo)) in repositories().into_iter().enumerate() {
        for format in ["json", "patch", "text", "markdown"] {
            let first = repo.run(&["--format", format, "-v"]).ends(0);
            let all = ["1", "2", "1", "2", "7"].into_iter().zip(environments);
            // The other formats are functions of the same plan: one more run each, over the repositories in all.
            let some = all.enumerate().filter(|(one, _)| format == "json" || *one == at % environments.len());
            for (_, (jobs, variables)) in some {
                let again = repo.run_with(&["--format", format, "-v", "-j", jobs], variables);
                assert_eq!(again, first, "{name}, {format}, -j {jobs}, {variables:?}");
            }
        }
    }
}

#[test]
fn the_order_of_a_folder_is_no_input() {
    for (name, repo) in repositories() {
        let plain = Repo::folder();
        support::copy(&repo.root, &plain.root);
        fs::remove_dir_all(plain.path(".git")).unwrap();
        let mut files = paths(&plain.root);
        let first = plain.run(&["--format", "json"]).ends(0);
        // The same files made anew in the opposite order, which is the order many file systems list.
        files.reverse();
        let bytes: Vec<(String, Vec<u8>)> = files.into_iter().map(|path| (path.clone(), plain.read(&path))).collect();
        fs::remove_dir_all(&plain.root).unwrap();
        fs::create_dir(&plain.root).unwrap();
        for (path, bytes) in &bytes {
            plain.write(path, bytes);
        }
        assert_eq!(plain.run(&["--format", "json"]), first, "{name}");
    }
}

fn paths(root: &Path) -> Vec<String> {
    let (mut found, mut open) = (Vec::new(), vec![root.to_owned()]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                open.push(entry.path());
            } else {
                found.push(entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_dry_run_leaves_every_byte_inode_and_time() {
    for (_, repo) in repositories() {
        // A stale index is what other tools would refresh.
        let (path, bytes) = (repo.path("requirements.txt"), fs::read(repo.path("requirements.txt")));
        if let Ok(bytes) = bytes {
            fs::write(path, bytes).unwrap();
        }
        let before = repo.snapshot();
        for args in [
            &["plan"][..],
            &["check"],
            &["plan", "--format", "json"],
            &["plan", "--ignore-dirty"],
            &["explain", "flask/init"],
            &["rules", "list"],
        ] {
            let run = repo.run(args);
            assert!(matches!(run.code, 0 | 1), "{run:?}");
        }
        assert_untouched(&before, &repo.snapshot());
    }
}

/// Every mode leads to one tree, which is the tree of the patch; a second plan is empty; a revert restores.
#[test]
fn what_is_shown_is_what_is_committed_and_it_can_be_undone() {
    for (name, repo) in repositories() {
        hold_apply_laws(&name, &repo);
    }
}

fn hold_apply_laws(name: &str, repo: &Repo) {
    let start = repo.git(&["rev-parse", "HEAD^{tree}"]);
    let plan = repo.plan();
    let patch = repo.run(&["--format", "patch"]).ends(0).out;
    if plan.changed().is_empty() {
        assert_eq!(patch, "", "{name}");
        return;
    }
    let before = repo.snapshot();
    repo.run(&["apply", "-q", "--branch", "b"]).ends(0);
    let after = repo.snapshot();
    let files = |seen: &std::collections::BTreeMap<String, support::Seen>| {
        seen.keys().filter(|path| !path.starts_with(".git/")).cloned().collect::<Vec<_>>()
    };
    assert_eq!(files(&before), files(&after), "{name}: a branch leaves the work tree alone");
    assert_eq!(repo.git(&["status", "--porcelain"]), "", "{name}");
    let result = repo.git(&["rev-parse", "b^{tree}"]);

    // The diff that was shown, byte for byte but for the length of ids.
    let options = ["diff", "--no-renames", "--no-color", "--full-index", "--diff-algorithm=histogram"];
    let shown = sections(&patch);
    let git = sections(&repo.git(&[&options[..], &["HEAD", "b"]].concat()));
    let heads = |all: &[String]| all.iter().map(|one| one.lines().next().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(heads(&shown), heads(&git), "{name}");

    // The patch leads to the very same blobs.
    let place = repo.beside("p.patch");
    fs::write(&place, &patch).unwrap();
    repo.git(&["apply", "--index", place.to_str().unwrap()]);
    assert_eq!(repo.git(&["write-tree"]), result, "{name}: the patch is the commit");
    repo.git(&["reset", "-q", "--hard"]);
    repo.git(&["clean", "-qfdx"]);

    repo.run(&["apply", "-q", "--worktree"]).ends(0);
    repo.git(&["add", "-A", "-f"]);
    assert_eq!(repo.git(&["write-tree"]), result, "{name}: edited files are the commit");
    repo.git(&["reset", "-q", "--hard"]);

    repo.run(&["apply", "-q", "--in-place"]).ends(0);
    assert_eq!(repo.git(&["rev-parse", "HEAD^{tree}"]), result, "{name}: in place is the branch");
    assert_eq!(repo.git(&["status", "--porcelain"]), "", "{name}");
    let again = repo.plan();
    assert_eq!(again.changed(), Vec::<String>::new(), "{name}: a second plan changes nothing");
    repo.run(&["check", "-q"]).ends(0);

    repo.git(&["revert", "--no-edit", "HEAD"]);
    assert_eq!(repo.git(&["rev-parse", "HEAD^{tree}"]), start, "{name}: a revert restores");
    assert_eq!(repo.plan().json()["plan_id"], plan.json()["plan_id"], "{name}");
}

/// A diff cut into its files.
fn sections(diff: &str) -> Vec<String> {
    let mut sections: Vec<String> = Vec::new();
    for line in diff.split_inclusive('\n') {
        match sections.last_mut() {
            Some(last) if !line.starts_with("diff --git ") => last.push_str(line),
            _ => sections.push(line.to_owned()),
        }
    }
    sections
}

#[test]
fn outside_git_the_same_files_come_out() {
    for (name, repo) in repositories() {
        let plain = Repo::folder();
        support::copy(&repo.root, &plain.root);
        fs::remove_dir_all(plain.path(".git")).unwrap();
        repo.run(&["apply", "-q", "--worktree"]).ends(0);
        plain.run(&["apply", "-q", "--worktree"]).ends(0);
        for path in paths(&plain.root) {
            assert_eq!(plain.read(&path), repo.read(&path), "{name}: {path}");
        }
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let repo = Repo::copy(fixtures().first().unwrap());
    for format in ["text", "json", "patch", "markdown"] {
        let mut command = program(&repo.root);
        let command = command.args(["--format", format]).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{format}");
    }
}

/// What is done to a file: lines go, come twice, or are the last.
#[derive(Clone, Debug)]
enum Mutation {
    Delete,
    Repeat,
    Cut,
    Join,
    Indent,
}

fn mutations() -> impl Strategy<Value = Vec<(usize, usize, Mutation)>> {
    let kind = prop_oneof![
        Just(Mutation::Delete),
        Just(Mutation::Repeat),
        Just(Mutation::Cut),
        Just(Mutation::Join),
        Just(Mutation::Indent)
    ];
    proptest::collection::vec((0..1000_usize, 0..1000_usize, kind), 1..5)
}

fn mutate(bytes: &[u8], line: usize, how: &Mutation) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    if lines.is_empty() {
        return Vec::new();
    }
    let at = line % lines.len();
    match how {
        Mutation::Delete => drop(lines.remove(at)),
        Mutation::Repeat => lines.insert(at, lines[at]),
        Mutation::Cut => {
            let half = lines[at].len() / 2;
            lines.truncate(at + 1);
            lines[at] = &lines[at][..half];
        }
        Mutation::Join => lines[at] = lines[at].trim_ascii_end(),
        Mutation::Indent => lines.insert(at, b"  "),
    }
    lines.concat()
}

#[test]
fn whatever_becomes_of_a_repository_the_laws_hold() {
    let fixtures = fixtures();
    let python = Python::find();
    let rounds = std::env::var("RETROFIT_TEST_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(ROUNDS);
    let seed = std::env::var("RETROFIT_TEST_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(SEED);
    let rng_seed = RngSeed::Fixed(seed);
    let config =
        Config { cases: rounds, failure_persistence: None, max_shrink_iters: 20, rng_seed, ..Config::default() };
    let strategy = (0..fixtures.len(), mutations());
    let result = TestRunner::new(config).run(&strategy, |(fixture, mutations)| {
        let repo = Repo::copy(&fixtures[fixture]);
        let files: Vec<String> = paths(&repo.root).into_iter().filter(|path| !path.starts_with(".git/")).collect();
        for (file, line, how) in &mutations {
            let path = &files[file % files.len()];
            repo.write(path, mutate(&repo.read(path), *line, how));
        }
        repo.commit("mutate");
        let plan = repo.run(&["--format", "json"]);
        prop_assert_eq!(plan.code, 0, "{}", plan.err);
        let changed = plan.changed();
        let before: Vec<Option<Vec<u8>>> = changed.iter().map(|path| fs::read(repo.path(path)).ok()).collect();
        let run = repo.run(&["apply", "-q", "--in-place"]);
        prop_assert!(matches!(run.code, 0 | 3), "{:?}", run);
        if run.code == 3 {
            return Ok(());
        }
        let again = repo.run(&["--format", "json"]);
        prop_assert_eq!(again.code, 0, "{}", again.err);
        prop_assert_eq!(again.changed(), Vec::<String>::new());
        for (path, before) in changed.iter().zip(before).filter(|(path, _)| path.ends_with(".py")) {
            let parsed = before.is_none_or(|before| python.parses(&before));
            prop_assert!(!parsed || python.parses(&repo.read(path)), "{} no longer parses", path);
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// The interpreter that says whether a file is Python.
struct Python(bool);

impl Python {
    fn find() -> Python {
        let there = Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success());
        if !there {
            println!("skipped in part: no python3 says whether files still parse");
        }
        Python(there)
    }

    fn parses(&self, bytes: &[u8]) -> bool {
        if !self.0 {
            return true;
        }
        let script = "import ast, sys; ast.parse(sys.stdin.buffer.read())";
        let mut command = Command::new("python3");
        let command = command.args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        // A parser that gave up early has given its answer.
        let _ = child.stdin.take().unwrap().write_all(bytes);
        child.wait().unwrap().success()
    }
}

#[test]
fn a_saved_plan_is_compared_and_never_obeyed() {
    // A saved plan is read, never obeyed: other bytes in it lead to a refusal, not to other bytes on disk.
    let repo = Repo::shop();
    let saved = repo.beside("plan.json");
    repo.run(&["--format", "json", "-o", saved.to_str().unwrap()]).ends(0);
    let text = fs::read_to_string(&saved).unwrap();
    let id = repo.plan().json()["plan_id"].as_str().unwrap().to_owned();
    let before = repo.snapshot();
    for edited in [text.replace(&id, &"0".repeat(40)), text.replace("start_watch", "stop_watch")] {
        fs::write(&saved, edited).unwrap();
        repo.run(&["apply", saved.to_str().unwrap()]).ends(3).says("was edited after it was saved");
    }
    assert_untouched(&before, &repo.snapshot());
    fs::write(&saved, text).unwrap();
    let elsewhere = Repo::shop();
    elsewhere.append("app.py", "x = 1\n");
    elsewhere.commit("other");
    elsewhere.run(&["--format", "json", "-o", saved.to_str().unwrap()]).ends(0);
    repo.run(&["apply", saved.to_str().unwrap()]).ends(3).says("was saved for another repository");
    assert_untouched(&before, &repo.snapshot());
}
