//! `fleet`: a row for every repository, whatever state it is in.

// A helper of a test fails the test it helps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]
#![cfg(unix)]

mod support;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use support::{Run, assert_untouched, copy, finish, git_in, program, snapshot};
use tempfile::TempDir;

/// A folder of clones, and a file that names them.
struct Fleet {
    folder: TempDir,
    list: PathBuf,
}

impl Fleet {
    /// Clones of the fixtures in turn, and ten that are in no usual state.
    fn new(usual: usize) -> Fleet {
        let folder = TempDir::new().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let fixtures = support::fixtures();
        let mut names: Vec<Vec<u8>> = Vec::new();
        for number in 0..usual {
            let fixture = &fixtures[number % fixtures.len()];
            let name = format!("{number:03}-{}", fixture.file_name().unwrap().to_str().unwrap());
            committed(&root.join(&name), fixture);
            names.push(name.into_bytes());
        }
        names.extend(awkward(&root, &fixtures[0]));
        let list = root.join("list");
        fs::write(&list, names.join(&b'\n')).unwrap();
        Fleet { folder, list }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap()
    }

    /// The first folder with this in its name.
    fn named(&self, part: &str) -> String {
        let entries = fs::read_dir(self.root()).unwrap().map(|entry| entry.unwrap().file_name());
        let names = entries.filter_map(|name| name.into_string().ok());
        names.filter(|name| name.contains(part)).min().unwrap()
    }

    fn run(&self, args: &[&str]) -> Run {
        finish(program(&self.root()).args(["fleet", "--from", self.list.to_str().unwrap()]).args(args))
    }
}

fn committed(place: &Path, fixture: &Path) {
    fs::create_dir_all(place).unwrap();
    git_in(place, &["init", "-q", "-b", "main"]);
    copy(fixture, place);
    git_in(place, &["add", "-A", "-f"]);
    git_in(place, &["commit", "-q", "-m", "start"]);
}

/// Repositories in no usual state, and what is none; their names.
fn awkward(root: &Path, fixture: &Path) -> Vec<Vec<u8>> {
    let at = |name: &str| root.join(name);
    fs::create_dir(at("no git")).unwrap();
    fs::write(at("no git/requirements.txt"), "flask==3.1.0\n").unwrap();
    fs::create_dir(at("unborn")).unwrap();
    git_in(&at("unborn"), &["init", "-q"]);
    fs::create_dir(at("empty")).unwrap();
    git_in(root, &["clone", "-q", "--bare", "000-expo-app", "bare.git"]);
    committed(&at("broken head"), fixture);
    fs::write(at("broken head/.git/refs/heads/main"), "0123456789012345678901234567890123456789\n").unwrap();
    committed(&at("broken settings"), fixture);
    fs::write(at("broken settings/.sentry-retrofit.toml"), "skip = 3\n").unwrap();
    git_in(&at("broken settings"), &["add", "-A"]);
    git_in(&at("broken settings"), &["commit", "-q", "-m", "settings"]);
    fs::write(at("a file"), "").unwrap();
    committed(&at("dirty \"R&D\" \u{1f33b}"), fixture);
    fs::write(at("dirty \"R&D\" \u{1f33b}/package.json"), "{ not even JSON").unwrap();
    let odd = root.join(OsStr::from_bytes(b"not \xff UTF-8"));
    committed(&odd, fixture);
    committed(&at("unreadable"), fixture);
    fs::set_permissions(at("unreadable/.git/objects"), fs::Permissions::from_mode(0o000)).unwrap();
    let names: [&[u8]; 11] = [
        b"no git",
        b"unborn",
        b"empty",
        b"bare.git",
        b"broken head",
        b"broken settings",
        b"a file",
        "dirty \"R&D\" \u{1f33b}".as_bytes(),
        b"not \xff UTF-8",
        b"unreadable",
        b"nowhere",
    ];
    names.map(<[u8]>::to_vec).to_vec()
}

fn rows(run: &Run) -> BTreeMap<String, Value> {
    let rows = run.out.lines().map(|line| serde_json::from_str::<Value>(line).expect(line));
    rows.map(|row| (row["path"].as_str().unwrap().to_owned(), row)).collect()
}

#[test]
fn every_repository_gets_a_row_and_is_left_as_it_is() {
    let fleet = Fleet::new(30);
    let before = snapshot(&fleet.root());
    let run = fleet.run(&[]).ends(2);
    assert_untouched(&before, &snapshot(&fleet.root()));
    let rows = rows(&run);
    assert_eq!(rows.len(), 41);
    assert_eq!(run.out.lines().count(), 41);
    let failed = |name: &str, reason: &str| {
        let row = &rows[name];
        assert_eq!(row["status"], "failed", "{row}");
        assert!(row["error"].as_str().unwrap().contains(reason), "{row}");
        assert!(run.err.contains(&format!("failed  {name}: ")), "{}", run.err);
    };
    failed("nowhere", "cannot open nowhere");
    failed("a file", "is not a folder");
    failed("broken settings", ".sentry-retrofit.toml does not parse");
    failed("broken head", "HEAD");
    for (name, status) in [("empty", "unchanged"), ("unborn", "unchanged"), ("bare.git", "changed")] {
        assert_eq!(rows[name]["status"], status, "{}", rows[name]);
    }
    // What is committed is planned, so the dirt of a work tree is not seen, and a bare clone is like its origin.
    assert_eq!(rows["dirty \"R&D\" \u{1f33b}"]["status"], "changed");
    // (Pages name the repository, so the plans are not the same.)
    for field in ["head", "rules", "edited", "new"] {
        assert_eq!(rows["bare.git"][field], rows["000-expo-app"][field]);
    }
    assert_eq!(rows["not \u{fffd} UTF-8"]["status"], "changed");
    // A row says what the plan says.
    let full = fleet.named("-full-stack");
    let alone = finish(program(&fleet.root()).args(["plan", "--json", "--ignore-dirty", &full])).ends(0).json();
    let row = &rows[&full];
    for field in ["plan_id", "head"] {
        assert_eq!(row[field], alone[field]);
    }
    let files = alone["files"].as_array().unwrap();
    assert_eq!(row["edited"].as_u64().unwrap() + row["new"].as_u64().unwrap(), files.len() as u64);
    assert!(!row["apps"][0]["stack"].as_array().unwrap().is_empty(), "{row}");
    let changed = rows.values().filter(|row| row["status"] == "changed").count();
    assert!(run.err.starts_with(&format!("41 repositories: {changed} would change")), "{}", run.err);
    assert!(fs::metadata(fleet.root().join("unreadable/.git/objects")).unwrap().permissions().mode() & 0o777 == 0);
    fs::set_permissions(fleet.root().join("unreadable/.git/objects"), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_run_is_taken_up_where_it_ended() {
    let fleet = Fleet::new(6);
    let file = fleet.root().join("rows");
    let first = fleet.run(&["--no-repository-rules"]).ends(2);
    // Killed in the middle of a row.
    let whole: String =
        first.out.lines().filter(|line| !line.contains("\"003-")).map(|line| format!("{line}\n")).collect();
    fs::write(&file, format!("{whole}{{\"schema\":1,\"path\":\"003")).unwrap();
    let moved = fleet.root().join(fleet.named("004-"));
    git_in(&moved, &["commit", "-q", "--allow-empty", "-m", "next"]);
    let page = fleet.root().join("page.html");
    let (file, page) = (file.to_str().unwrap(), page.to_str().unwrap());
    let again = ["--no-repository-rules", "--resume", file, "--html", page];
    let second = fleet.run(&again).ends(2).says("1 line is no row");
    assert!(second.out.starts_with('\n'), "what follows the torn line begins with a line of its own");
    let planned = rows(&Run { out: second.out.trim_start().to_owned(), ..second.clone() });
    let wanted = |name: &String| name.starts_with("003") || name.starts_with("004");
    assert!(planned.keys().filter(|name| wanted(name)).count() == 2, "{:?}", planned.keys());
    for (name, row) in planned.iter().filter(|(name, _)| !wanted(name)) {
        // Without a commit nobody knows whether it is the same.
        assert!(row["status"] == "failed" || row["head"].is_null(), "{name}: {row}");
    }
    let text = fs::read_to_string(page).unwrap().replace("&#x2f;", "/");
    assert!(text.contains("<h1>17 repositories</h1>"), "those of both runs");
    // Other options are another question.
    let third =
        rows(&Run { out: fleet.run(&["--resume", file, "--only", "flask"]).out.trim_start().to_owned(), ..second });
    assert_eq!(third.len(), 17);
}

#[test]
fn mistakes_of_the_person_are_told_once() {
    let fleet = Fleet::new(1);
    for (args, said) in [
        (&["--set", "tennant=x"][..], "did you mean `tenant`?"),
        (&["--at", "a.py:1"], "a place of one repository"),
        (&["--rules", "nowhere"], "cannot read nowhere"),
        (&["--html", "no/such/folder"], "cannot write"),
    ] {
        let run = fleet.run(args).ends(2).says(said);
        assert_eq!(run.out, "", "{args:?}");
    }
    finish(program(&fleet.root()).args(["fleet"])).ends(2).says("<PATH|--from <FILE>>");
}

#[test]
fn a_worker_that_dies_or_dawdles_costs_one_row() {
    let fleet = Fleet::new(1);
    let pipe = fleet.root().join("pipe");
    fs::create_dir(&pipe).unwrap();
    // Reading the configuration of this one takes for ever.
    git_in(&pipe, &["init", "-q", "-b", "main"]);
    assert!(Command::new("mkfifo").arg(pipe.join(".git/more")).status().unwrap().success());
    fs::write(pipe.join(".git/config"), "[include]\n\tpath = more\n").unwrap();
    let mut alone = program(&fleet.root());
    let row = finish(alone.args(["fleet", "--timeout", "1", "pipe"])).ends(2).json();
    assert_eq!((&row["status"], &row["error"]), (&"failed".into(), &"there was no plan after 1 s".into()));

    fs::write(&fleet.list, "pipe\n000-expo-app\n").unwrap();
    let mut command = program(&fleet.root());
    command.args(["fleet", "-j", "1", "--from", "list"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    let worker = loop {
        let children = Command::new("pgrep").args(["-P", &child.id().to_string()]).output().unwrap();
        match String::from_utf8(children.stdout).unwrap().trim() {
            "" => std::thread::sleep(std::time::Duration::from_millis(20)),
            worker => break worker.to_owned(),
        }
    };
    assert!(Command::new("kill").args(["-9", &worker]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    let rows = rows(&Run { code: 2, out, err: String::new() });
    assert!(rows["pipe"]["error"].as_str().unwrap().contains("signal: 9"), "{}", rows["pipe"]);
    assert_eq!(rows["000-expo-app"]["status"], "changed");
}

#[test]
fn a_list_can_come_from_a_pipe() {
    let fleet = Fleet::new(2);
    let mut command = program(&fleet.root());
    let mut child = command
        .args(["fleet", "--from", "-", "000-expo-app"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"001-expo-router\r\n\n000-expo-app\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 2);
}

/// The block of code that a page names.
fn block_of(page: &str, name: &str) -> String {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    let (_, rest) = text.split_once(&format!("\n`{name}`\n\n```")).unwrap_or_else(|| panic!("{page} has no {name}"));
    let (_, code) = rest.split_once('\n').unwrap();
    code.split_once("\n```").unwrap().0.to_owned() + "\n"
}

/// The program by the name the recipes call it, before everything else on the path.
fn path_with_program(root: &Path) -> String {
    let bin = root.join("bin");
    fs::create_dir_all(&bin).unwrap();
    let link = bin.join("sentry-retrofit");
    if !link.exists() {
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_sentry-retrofit"), link).unwrap();
    }
    format!("{}:{}", bin.display(), std::env::var("PATH").unwrap())
}

/// Bare repositories as a host has them, `refused` of which have a link where a file is wanted.
fn hosted(root: &Path, count: usize, refused: usize) -> Vec<String> {
    let fixtures = support::fixtures();
    let mut names = Vec::new();
    for number in 0..count {
        let (name, work) = (format!("r{number:02}"), root.join("work"));
        committed(&work, &fixtures[number % fixtures.len()]);
        if number < refused {
            // A filter stands between what is planned and what would be committed.
            fs::write(work.join(".gitattributes"), "* filter=lfs\n").unwrap();
            git_in(&work, &["add", "-A"]);
            git_in(&work, &["commit", "-q", "-m", "a filter"]);
        }
        git_in(root, &["clone", "-q", "--bare", "work", &format!("{name}.git")]);
        fs::remove_dir_all(&work).unwrap();
        names.push(name);
    }
    names
}

/// Bare repositories in states that hosts have too, each named by what is odd about it.
fn hosted_oddly(root: &Path) -> Vec<String> {
    let fixture = support::fixtures().into_iter().find(|path| path.ends_with("flask-module")).unwrap();
    let work = root.join("work");
    let host = |name: &str, fixture: &Path, change: &dyn Fn(&Path)| {
        committed(&work, fixture);
        change(&work);
        git_in(&work, &["add", "-A"]);
        git_in(&work, &["commit", "-q", "--allow-empty", "-m", name]);
        git_in(root, &["clone", "-q", "--bare", "work", &format!("{name}.git")]);
        fs::remove_dir_all(&work).unwrap();
    };
    host("branch-there", &fixture, &|work| drop(git_in(work, &["branch", "all-repos_autofix_sentry-retrofit"])));
    host("crlf", &fixture.with_file_name("flask-crlf"), &|_| {});
    host("detached", &fixture, &|_| {});
    host("empty", &fixture, &|work| drop(git_in(work, &["rm", "-q", "-r", "."])));
    host("huge", &fixture, &|work| {
        let long = format!("NUMBERS = [\n{}]\n", "    1,\n".repeat(400_000));
        fs::write(work.join("numbers.py"), long).unwrap();
        fs::create_dir(work.join("data")).unwrap();
        for number in 0..2_000 {
            fs::write(work.join(format!("data/m{number}.py")), format!("def get():\n    return {number}\n")).unwrap();
        }
    });
    host("lfs", &fixture, &|work| {
        fs::write(work.join(".gitattributes"), "*.png filter=lfs diff=lfs merge=lfs -text\n").unwrap();
        let id = "ab".repeat(32);
        let pointer = format!("version https://git-lfs.github.com/spec/v1\noid sha256:{id}\nsize 12345\n");
        fs::write(work.join("logo.png"), pointer).unwrap();
    });
    host("not-utf-8", &fixture, &|work| fs::write(work.join(OsStr::from_bytes(b"caf\xe9.py")), "x = 1\n").unwrap());
    host("protected", &fixture, &|work| drop(git_in(work, &["branch", "-m", "release/1.x"])));
    let hooks = root.join("protected.git/hooks");
    fs::create_dir_all(&hooks).unwrap();
    fs::write(hooks.join("pre-receive"), "#!/bin/sh\necho 'release/1.x is protected' >&2\nexit 1\n").unwrap();
    fs::set_permissions(hooks.join("pre-receive"), fs::Permissions::from_mode(0o755)).unwrap();
    host("submodule", &fixture, &|work| {
        let lib = root.join("crlf.git");
        let add = ["-c", "protocol.file.allow=always", "submodule", "add", "-q", lib.to_str().unwrap(), "vendor/lib"];
        git_in(work, &add);
    });
    git_in(root, &["init", "-q", "--bare", "-b", "main", "unborn.git"]);
    let odd =
        ["branch-there", "crlf", "detached", "empty", "huge", "lfs", "not-utf-8", "protected", "submodule", "unborn"];
    odd.map(str::to_owned).to_vec()
}

/// What the branch that a host hands out points at; nothing before the first commit.
fn tip(root: &Path, name: &str) -> String {
    git_in(
        &root.join(format!("{name}.git")),
        &["for-each-ref", "--format=%(objectname)", "refs/heads/main", "refs/heads/release"],
    )
}

/// What a plan of a bare repository would still change.
fn left(root: &Path, name: &str) -> Vec<String> {
    finish(program(root).args(["plan", "--json", &format!("{name}.git")])).ends(0).changed()
}

#[test]
fn all_repos_commits_everything_once() {
    let Some(python) = python_with("all-repos==1.33.0") else { return };
    let folder = TempDir::new().unwrap();
    let root = folder.path().canonicalize().unwrap();
    // 50 with SENTRY_RETROFIT_FLEET=50; a few in every run of the tests. Ten of them are odd in any case.
    let count = std::env::var("SENTRY_RETROFIT_FLEET").ok().and_then(|count| count.parse().ok()).unwrap_or(14_usize);
    let odd = hosted_oddly(&root);
    let usual = count.saturating_sub(odd.len());
    let refused = usual / 4;
    let names = [hosted(&root, usual, refused), odd].concat();
    let urls: serde_json::Map<String, Value> =
        names.iter().map(|name| (name.clone(), root.join(format!("{name}.git")).to_str().unwrap().into())).collect();
    fs::write(root.join("repos.json"), Value::Object(urls).to_string()).unwrap();
    let config = serde_json::json!({
        "output_dir": "clones", "source": "all_repos.source.json_file", "source_settings": { "filename": "repos.json" },
        "push": "all_repos.push.merge_to_master", "push_settings": { "fast_forward": true },
    });
    fs::write(root.join("all-repos.json"), config.to_string()).unwrap();
    fs::set_permissions(root.join("all-repos.json"), fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(root.join("sentry_autofix.py"), block_of("docs/fleets.md", "sentry_autofix.py")).unwrap();
    let engine = |args: &[&str]| {
        let mut command = program(&root);
        command.env("PATH", path_with_program(&root));
        let module = if args.is_empty() { vec!["-m", "all_repos.clone"] } else { args.to_vec() };
        // The script that a package installs has the interpreter's folder in its first line.
        finish(
            Command::new(&python)
                .args(module)
                .current_dir(&root)
                .envs(command.get_envs().filter_map(|(name, value)| Some((name, value?)))),
        )
        .ends(0)
    };
    engine(&[]).says("Error fetching clones/unborn");
    git_in(&root.join("clones/detached"), &["checkout", "-q", "--detach"]);
    let before: Vec<String> = names.iter().map(|name| tip(&root, name)).collect();
    let first = engine(&["sentry_autofix.py"]);
    assert_eq!(first.err.matches("filter=lfs, and filters are not run").count(), refused, "{}", first.err);
    first.clone().says("release/1.x is protected").says("'origin/HEAD' is not a commit");
    // What failed is named where it failed, and nothing else failed.
    let failed = |at: usize, name: &str| at < refused || ["protected", "unborn"].contains(&name);
    let parts: Vec<&str> = first.out.split("***clones/").skip(1).collect();
    for (at, name) in names.iter().enumerate() {
        let part = parts.iter().find(|part| part.lines().next() == Some(name.as_str())).expect(name);
        assert_eq!(part.contains("***Errored"), failed(at, name), "{part}\n{}", first.err);
        let stays = failed(at, name) || name == "empty";
        assert_eq!(tip(&root, name) == before[at], stays, "{name}");
        let done = !failed(at, name) || name == "unborn";
        assert_eq!(left(&root, name).is_empty(), done, "{name}: {:?}", left(&root, name));
    }
    let after: Vec<String> = names.iter().map(|name| tip(&root, name)).collect();
    engine(&[]);
    engine(&["sentry_autofix.py"]);
    assert_eq!(names.iter().map(|name| tip(&root, name)).collect::<Vec<_>>(), after, "a second run commits nothing");
}

/// The interpreter of an environment with a package from the index, kept between runs; `None`, and why, without one.
fn python_with(package: &str) -> Option<PathBuf> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join(".cache").join("fleet-venv").join(package);
    let python = place.join("bin/python");
    let works = |command: &mut Command| command.output().is_ok_and(|output| output.status.success());
    if works(Command::new(&python).args(["-c", "import all_repos"])) {
        return Some(python);
    }
    let made = works(Command::new("python3").args(["-m", "venv"]).arg(&place))
        && works(Command::new(&python).args(["-m", "pip", "install", "--quiet", package]));
    if !made {
        eprintln!("SKIPPED: {package} cannot be had");
    }
    made.then_some(python)
}

/// What multi-gitter does with a script, by its documentation: clone, run in the clone, and where it ends with 0 and
/// something changed, add all, commit, push.
#[test]
fn multi_gitters_contract_is_kept() {
    let folder = TempDir::new().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let names = hosted(&root, 5, 1);
    let script = root.join("sentry.sh");
    fs::write(&script, block_of("docs/fleets.md", "sentry.sh")).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let run = |name: &str| {
        let clone = root.join("clone");
        git_in(&root, &["clone", "-q", &format!("{name}.git"), "clone"]);
        let environment = program(&root);
        let mut command = Command::new(&script);
        command.current_dir(&clone).envs(environment.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let done = finish(
            command
                .env("PATH", path_with_program(&root))
                .env("REPOSITORY", format!("acme/{name}"))
                .stdin(Stdio::null()),
        );
        let committed = done.code == 0 && !git_in(&clone, &["status", "--porcelain"]).is_empty();
        if committed {
            git_in(&clone, &["switch", "-q", "-c", "sentry-retrofit"]);
            git_in(&clone, &["add", "."]);
            git_in(&clone, &["commit", "-q", "-m", "Add Sentry"]);
            git_in(&clone, &["push", "-q", "origin", "HEAD:main"]);
        } else {
            assert_eq!(git_in(&clone, &["status", "--porcelain"]), "");
        }
        fs::remove_dir_all(clone).unwrap();
        (done.code, committed)
    };
    assert_eq!(
        names.iter().map(|name| run(name)).collect::<Vec<_>>(),
        [(3, false), (0, true), (0, true), (0, true), (0, true)]
    );
    assert!(names[1..].iter().all(|name| left(&root, name).is_empty()));
    assert_eq!(names[1..].iter().map(|name| run(name)).collect::<Vec<_>>(), [(0, false); 4]);
}
