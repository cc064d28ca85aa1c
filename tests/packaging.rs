//! The packages that people install: built from the program at hand, installed from a local index, and used.

// A helper of a test fails the test it helps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]
#![cfg(all(unix, target_os = "linux"))]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use support::{Repo, finish, program};

/// A binary of this version that was built with a profile.
fn built(profile: &str) -> Option<PathBuf> {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("target").join(profile).join("sentry-retrofit");
    let version = Command::new(&built).arg("--version").output();
    let same = |said: Output| String::from_utf8_lossy(&said.stdout).contains(env!("CARGO_PKG_VERSION"));
    version.is_ok_and(same).then_some(built)
}

/// What people install where it has been built, a release binary where that has been; else the one of this test,
/// without its symbols, which are most of it.
fn binary(folder: &Path) -> PathBuf {
    if let Some(built) = built("dist").or_else(|| built("release")) {
        return built;
    }
    let (own, small) = (PathBuf::from(env!("CARGO_BIN_EXE_sentry-retrofit")), folder.join("binary"));
    let stripped = Command::new("strip").arg("-o").arg(&small).arg(&own).status();
    if stripped.is_ok_and(|status| status.success()) { small } else { own }
}

/// All packages, in one folder.
fn packages() -> &'static Path {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    FOLDER
        .get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            let binary = binary(folder.path());
            let target = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
            for what in ["wheel", "npm", "launcher"] {
                let mut command = script("packaging/pack.py");
                command.args([what, "-o"]).arg(folder.path());
                if what != "launcher" {
                    command.args(["--target", &target, "--binary"]).arg(&binary);
                }
                finish(&mut command).ends(0);
            }
            folder
        })
        .path()
}

fn script(path: &str) -> Command {
    let mut command = Command::new("python3");
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

/// Plans a fixture with an installed program, as the program of the tests does.
#[track_caller]
fn plans(installed: &Path) {
    let full = support::fixtures().into_iter().find(|path| path.ends_with("full-stack")).unwrap();
    let repo = Repo::copy(&full);
    let usual = program(&repo.root);
    let mut command = Command::new(installed);
    command.current_dir(&repo.root).args(["plan", "--json"]);
    command.envs(usual.get_envs().filter_map(|(name, value)| Some((name, value?))));
    assert_eq!(finish(&mut command).ends(0).json()["plan_id"], repo.plan().json()["plan_id"]);
    // Exit codes pass through whatever stands before the binary.
    let mut wrong = Command::new(installed);
    finish(wrong.current_dir(&repo.root).arg("--frob")).ends(2);
}

#[test]
fn what_people_install_is_small_and_starts_at_once() {
    let Some(binary) = built("dist") else {
        eprintln!("SKIPPED: nothing was built with `cargo build --profile dist`");
        return;
    };
    let bytes = fs::metadata(&binary).unwrap().len();
    assert!(bytes < 12_000_000, "{bytes} bytes");
    let start = || {
        let started = Instant::now();
        finish(Command::new(&binary).arg("--version")).ends(0);
        started.elapsed()
    };
    // What else the machine has to do makes a start longer, never shorter.
    let best = (0..20).map(|_| start()).min().unwrap();
    assert!(best < Duration::from_millis(10), "{best:?}");
}

#[test]
fn a_machine_with_python_alone_plans_from_a_wheel() {
    let folder = tempfile::tempdir().unwrap();
    let venv = folder.path().join("venv");
    finish(Command::new("python3").args(["-m", "venv"]).arg(&venv)).ends(0);
    let mut pip = Command::new(venv.join("bin/python"));
    pip.args(["-m", "pip", "install", "--quiet", "--no-index", "--find-links"]).arg(packages()).arg("sentry-retrofit");
    finish(pip.env("PIP_DISABLE_PIP_VERSION_CHECK", "1")).ends(0);
    plans(&venv.join("bin/sentry-retrofit"));
    // Every file is recorded with its digest: pip looks again when it removes them.
    let mut removed = Command::new(venv.join("bin/python"));
    finish(removed.args(["-m", "pip", "uninstall", "--yes", "--quiet", "sentry-retrofit"])).ends(0);
    assert!(!venv.join("bin/sentry-retrofit").exists());
}

#[test]
fn a_machine_with_node_alone_plans_from_npm() {
    let folder = tempfile::tempdir().unwrap();
    let archives = fs::read_dir(packages()).unwrap().map(|entry| entry.unwrap().path());
    let archives: Vec<PathBuf> = archives.filter(|path| path.extension().is_some_and(|end| end == "tgz")).collect();
    assert_eq!(archives.len(), 2);
    let install = |archives: &[PathBuf]| {
        let mut npm = Command::new("npm");
        npm.args(["install", "--offline", "--no-audit", "--no-fund", "--loglevel", "error", "--prefix"])
            .arg(folder.path());
        finish(npm.args(archives).env("npm_config_cache", folder.path().join("cache")).env("HOME", folder.path()))
            .ends(0)
    };
    install(&archives);
    let launcher = folder.path().join("node_modules/.bin/sentry-retrofit");
    plans(&launcher);
    // Without the package of the platform the launcher says what is missing.
    let platform = fs::read_dir(folder.path().join("node_modules")).unwrap().map(|entry| entry.unwrap());
    let platform = platform.filter(|entry| entry.file_name().to_str().is_some_and(|name| name.contains("-linux-")));
    platform.for_each(|entry| fs::remove_dir_all(entry.path()).unwrap());
    finish(&mut Command::new(&launcher)).ends(2).says("is not installed").says("--omit=optional");
}

#[test]
fn the_same_binary_gives_the_same_packages_and_no_package_runs_anything() {
    let again = tempfile::tempdir().unwrap();
    finish(script("packaging/pack.py").args(["launcher", "-o"]).arg(again.path())).ends(0);
    let name = format!("sentry-retrofit-{}.tgz", env!("CARGO_PKG_VERSION"));
    assert_eq!(fs::read(again.path().join(&name)).unwrap(), fs::read(packages().join(&name)).unwrap());
    let listed =
        Command::new("tar").arg("-xOzf").arg(packages().join(name)).arg("package/package.json").output().unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    assert!(manifest.get("scripts").is_none());
    assert_eq!(manifest["optionalDependencies"].as_object().unwrap().len(), 5);
}

#[test]
fn completions_and_manual_pages_know_every_command() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let said = finish(program(folder.path()).args(["completions", shell])).ends(0);
        for word in ["explain", "ignore-dirty", "fleet", "undo"] {
            assert!(said.out.contains(word), "{shell} knows no {word}");
        }
        let hidden = ["fleet-worker", "rehearse"];
        assert!(!hidden.iter().any(|command| said.out.contains(command)), "{shell} offers what is hidden");
    }
    finish(program(folder.path()).args(["man", "pages"])).ends(0);
    let pages: Vec<String> = fs::read_dir(folder.path().join("pages"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    for page in ["sentry-retrofit.1", "sentry-retrofit-apply.1", "sentry-retrofit-rules-test.1"] {
        assert!(pages.contains(&page.to_owned()), "{pages:?}");
    }
    let apply = fs::read_to_string(folder.path().join("pages/sentry-retrofit-apply.1")).unwrap();
    assert!(apply.contains("in\\-place") && apply.contains(".TH"), "{apply}");
}

#[test]
fn the_workflow_and_the_action_are_clean() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let run = finish(Command::new("sh").arg(root.join("tests/ci/run.sh")).arg("own")).ends(0);
    assert!(run.out.contains("passed") || run.out.contains("SKIPPED"), "{}", run.out);
    eprint!("{}", run.out);
    let action = fs::read_to_string(root.join("action.yml")).unwrap();
    assert!(
        action.contains(&format!("default: {}\n", env!("CARGO_PKG_VERSION"))),
        "the Action installs another version"
    );
}

#[test]
fn the_action_tells_drift_and_shows_the_plan() {
    let repo = Repo::shop();
    let action = |command: &str, args: &str| {
        let temp = repo.beside(&format!("runner-{command}-{}", args.len()));
        fs::create_dir(&temp).unwrap();
        let bin = Path::new(env!("CARGO_BIN_EXE_sentry-retrofit")).parent().unwrap();
        let usual = program(&repo.root);
        let mut run = Command::new("bash");
        run.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/action.sh")).current_dir(&repo.root);
        run.envs(usual.get_envs().filter_map(|(name, value)| Some((name, value?))));
        run.env("PATH", format!("{}:{}", bin.display(), std::env::var("PATH").unwrap()));
        run.env("RUNNER_TEMP", &temp).env("GITHUB_OUTPUT", temp.join("output"));
        run.env("GITHUB_STEP_SUMMARY", temp.join("summary")).env("GITHUB_PATH", temp.join("path"));
        for (name, value) in [("COMMAND", command), ("PATH", "."), ("ARGS", args), ("VERSION", "0")] {
            run.env(format!("SENTRY_RETROFIT_{name}"), value);
        }
        let ended = finish(&mut run);
        let read = |name: &str| fs::read_to_string(temp.join(name)).unwrap_or_default();
        (ended, read("output"), read("summary"), read("sentry-retrofit.sarif"))
    };
    let (ended, output, summary, sarif) = action("check", "");
    ended.ends(1);
    assert!(output.contains("drift=true\n") && summary.contains("acme/watch"), "{output}{summary}");
    assert!(sarif.contains("\"version\": \"2.1.0\""), "{sarif}");
    let (ended, output, summary, _) = action("plan", "  --skip=acme/notes  \n");
    ended.ends(0);
    assert!(output.contains("drift=true\n") && !summary.contains("NOTES.md"), "{summary}");
    // A line is one option: nothing in it is run or split.
    action("plan", "--only=$(touch pwned)").0.ends(2);
    assert!(!repo.path("pwned").exists());
    action("frob", "").0.ends(2).says("command is check or plan");
    repo.run(&["apply", "-q", "--in-place"]).ends(0);
    let (ended, output, ..) = action("check", "--no-repository-rules");
    ended.ends(0);
    assert!(output.contains("drift=false\n"), "{output}");
}
