//! Promise: what `apply` leaves behind runs. Every fixture is patched as its owner would patch it, then
//! linted, typed, started and made to fail in front of a receiver on loopback.
//!
//! Needs `python3` and, on the first run, a package index; what is skipped is printed with the reason.

// A helper of a test fails the test it helps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn run(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{command:?} does not start: {error}"))
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn git(folder: &Path, args: &[&str]) -> String {
    let identity = ["-c", "user.name=Live", "-c", "user.email=live@example.org", "-c", "core.autocrlf=false"];
    let output = run(Command::new("git").current_dir(folder).args(identity).args(args));
    assert!(output.status.success(), "git {args:?}: {}", text(&output));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("create the copy");
    for entry in fs::read_dir(from).expect("read the fixture").flatten() {
        let target = to.join(entry.file_name());
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copy a file");
        }
    }
}

/// Makes a folder a repository with one commit.
fn commit(folder: &Path) {
    git(folder, &["init", "-q", "-b", "main"]);
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "-m", "Start"]);
}

/// A copy of a fixture in a repository of its own, patched by `apply` and switched to the new branch.
fn patched(fixture: &str) -> (tempfile::TempDir, PathBuf) {
    patched_after(fixture, &|_| {})
}

/// The same of a fixture that is changed first.
fn patched_after(fixture: &str, change: &dyn Fn(&Path)) -> (tempfile::TempDir, PathBuf) {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path().join(fixture);
    copy(&Path::new(ROOT).join("fixtures").join(fixture), &folder);
    change(&folder);
    commit(&folder);
    let apply = run(Command::new(env!("CARGO_BIN_EXE_sentry-retrofit"))
        .current_dir(&folder)
        .env("GIT_AUTHOR_NAME", "Live")
        .env("GIT_AUTHOR_EMAIL", "live@example.org")
        .env("GIT_COMMITTER_NAME", "Live")
        .env("GIT_COMMITTER_EMAIL", "live@example.org")
        .args(["apply", "--yes"]));
    assert!(apply.status.success(), "apply: {}", text(&apply));
    let branches = git(&folder, &["for-each-ref", "--format=%(refname:short)", "refs/heads/sentry-retrofit"]);
    let branch = branches.lines().next().expect("apply makes a branch");
    git(&folder, &["switch", "-q", branch]);
    (temp, folder)
}

/// Runs a script of `tests/live` on a patched folder and shows what it says.
fn live(script: &str, folder: &Path, args: &[&str]) {
    let script = Path::new(ROOT).join("tests/live").join(script);
    let output = run(Command::new("sh").arg(script).arg(folder).args(args));
    assert!(output.status.success(), "{}", text(&output));
    let said = text(&output);
    for line in said.lines().filter(|line| line.contains("SKIPPED") || line.contains(" passed")) {
        println!("{}: {line}", folder.file_name().unwrap_or_default().to_string_lossy());
    }
}

#[test]
fn a_patched_factory_is_clean_starts_and_sends_scrubbed_events() {
    let (_temp, folder) = patched("flask-factory");
    live("run.sh", &folder, &[]);
}

#[test]
fn a_start_that_was_there_keeps_its_hook_and_sampler_and_sends_scrubbed_events() {
    let (_temp, folder) = patched("flask-existing");
    live("run.sh", &folder, &["test_existing.py"]);
}

#[test]
fn a_patched_fastapi_factory_is_clean_starts_and_sends_scrubbed_events() {
    let (_temp, folder) = patched("fastapi-factory");
    live("run.sh", &folder, &["test_fastapi.py", "test_init.py", "test_seeded.py"]);
}

#[test]
fn with_strict_privacy_bodies_locals_and_words_of_breadcrumbs_stay_at_home() {
    let strict = |folder: &Path| {
        fs::write(folder.join(".sentry-retrofit.toml"), "[set]\nprivacy = \"strict\"\n").expect("the settings");
    };
    let (_temp, folder) = patched_after("flask-factory", &strict);
    live("run.sh", &folder, &["test_strict.py"]);
}

#[test]
fn a_start_in_a_lifespan_keeps_its_hook_and_sampler_and_sends_scrubbed_events() {
    let (_temp, folder) = patched("fastapi-existing");
    live("run.sh", &folder, &["test_fastapi_existing.py"]);
}

/// Fixture, and the configurations of `tests/live/formatters` that it is held to at once.
const FORMATTED: &[(&str, &[&str])] = &[
    ("flask-factory", &["black-79"]),
    ("flask-factory", &["ruff-single"]),
    ("flask-existing", &["black-joined", "isort-single"]),
    ("fastapi-factory", &["isort-black"]),
    ("full-stack", &["ruff-strict", "biome-tabs"]),
    ("expo-app", &["biome-single"]),
    ("expo-router", &["prettier-tabs"]),
    ("next-app", &["eslint-strict", "prettier-wide"]),
    ("next-app", &["eslint-stylistic"]),
    ("next-pages", &["biome-single"]),
];

#[test]
fn formatters_and_linters_told_something_else_than_their_defaults_find_nothing_new() {
    for (fixture, configs) in FORMATTED {
        let when = |when: &'static str| [&[when][..], *configs].concat();
        let (_temp, folder) = patched_after(fixture, &|folder| live("format.sh", folder, &when("before")));
        live("format.sh", &folder, &when("after"));
    }
}

/// Fixture, folder on the import path, and the expression that gives the WSGI application.
const SHAPES: &[(&str, &str, &str)] = &[
    ("flask-module", ".", "app:app"),
    ("flask-src-uv", "src", "stocktake.factory:create_app()"),
    ("flask-subclass", ".", "helpline.serve:application"),
    ("flask-existing", ".", "wsgi:app"),
    ("flask-crlf", ".", "kiosk:create_app()"),
    ("flask-monorepo", "api", "api:make_app()"),
    ("flask-monorepo", "worker-admin", "admin:application"),
];

#[test]
fn every_patched_shape_starts_and_its_error_arrives_with_release_and_environment() {
    for (fixture, path, application) in SHAPES {
        let (_temp, folder) = patched(fixture);
        live("shape.sh", &folder, &[path, application]);
    }
}

#[test]
fn a_patched_app_reads_its_env_file_first_and_its_worker_reports_too() {
    let (_temp, folder) = patched("flask-worker");
    live("worker.sh", &folder, &[]);
}

#[test]
fn patched_expo_apps_are_typed_exported_uploaded_and_send_scrubbed_events() {
    // One after the other: each keeps both cores of a small machine busy.
    for (fixture, press) in [("expo-router", "sign in,fail"), ("expo-app", "fail")] {
        let (_temp, folder) = patched(fixture);
        live("expo.sh", &folder, &[press]);
    }
}

#[test]
fn a_patched_app_router_builds_uploads_its_maps_and_sends_scrubbed_events() {
    let (_temp, folder) = patched("next-app");
    live("next.sh", &folder, &[]);
}

#[test]
fn a_patched_pages_router_builds_uploads_its_maps_and_sends_scrubbed_events() {
    let (_temp, folder) = patched("next-pages");
    live("next.sh", &folder, &[]);
}

const DOCKERFILE: &str = r#"FROM node:22-slim AS build
WORKDIR /srv
COPY package.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:22-slim
WORKDIR /srv
ENV NODE_ENV=production
COPY --from=build /srv/.next/standalone ./
COPY --from=build /srv/.next/static ./.next/static
CMD ["node", "server.js"]
"#;

const IMAGE_WORKFLOW: &str = "on:
  push:
    branches: [main]
jobs:
  ship:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: docker/build-push-action@v6
        with:
          context: .
          push: true
          tags: registry.example.org/lending-desk:latest
";

#[test]
fn the_image_of_a_patched_app_uploads_its_maps_and_serves_none() {
    let with_image = |folder: &Path| {
        fs::write(folder.join("Dockerfile"), DOCKERFILE).expect("the Dockerfile");
        fs::create_dir_all(folder.join(".github/workflows")).expect("a folder for the workflow");
        fs::write(folder.join(".github/workflows/deploy.yml"), IMAGE_WORKFLOW).expect("the workflow");
        let config = folder.join("next.config.ts");
        let text = fs::read_to_string(&config).expect("the configuration of Next.js");
        let first = "  reactStrictMode: true,\n";
        assert!(text.contains(first), "{text}");
        fs::write(config, text.replacen(first, &format!("  output: \"standalone\",\n{first}"), 1)).expect("write it");
    };
    let (_temp, folder) = patched_after("next-app", &with_image);
    live("next.sh", &folder, &["image"]);
}

#[test]
fn what_is_written_in_typescript_compiles_under_every_stricter_option() {
    let brackets = |folder: &Path| {
        let config = folder.join("tsconfig.json");
        let text = fs::read_to_string(&config).expect("the configuration of TypeScript");
        let open = "\"compilerOptions\": {";
        assert!(text.contains(open), "{text}");
        let wanted = format!("{open} \"noPropertyAccessFromIndexSignature\": true,");
        fs::write(config, text.replacen(open, &wanted, 1)).expect("write it");
    };
    let plain = |_: &Path| {};
    for change in [&plain as &dyn Fn(&Path), &brackets] {
        for (fixture, script) in [("next-app", "next.sh"), ("expo-router", "expo.sh"), ("expo-app", "expo.sh")] {
            let (_temp, folder) = patched_after(fixture, change);
            live(script, &folder, &["types"]);
        }
    }
}

#[test]
fn a_page_opens_from_disk_and_asks_for_nothing() {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let pages = temp.path().join("pages");
    fs::create_dir(&pages).expect("a folder for the pages");
    let page = |name: &str, folder: &Path| {
        commit(folder);
        let target = pages.join(name);
        let mut plan = Command::new(env!("CARGO_BIN_EXE_sentry-retrofit"));
        let output = run(plan.current_dir(folder).args(["plan", "--format", "html", "-o"]).arg(target));
        assert!(output.status.success(), "{}", text(&output));
    };
    let whole = temp.path().join("whole");
    copy(&Path::new(ROOT).join("fixtures/full-stack"), &whole);
    page("whole.html", &whole);
    // Names that are markup, in a repository with an app, and one that holds nothing.
    let hostile = temp.path().join("<img src=x onerror=alert(1)>");
    copy(&Path::new(ROOT).join("fixtures/flask-factory"), &hostile.join("<script>alert(1)<!--"));
    page("hostile.html", &hostile);
    let empty = temp.path().join("empty");
    fs::create_dir(&empty).expect("an empty folder");
    fs::write(empty.join("notes.txt"), "nothing").expect("a file");
    page("nothing.html", &empty);
    // The page of a fleet of the same: what changes, what does not, and what is no repository at all.
    let mut fleet = Command::new(env!("CARGO_BIN_EXE_sentry-retrofit"));
    fleet.current_dir(temp.path()).args(["fleet", "--html", "pages/fleet.html", "whole", "empty", "<b>nowhere"]);
    assert_eq!(run(fleet.arg(hostile.file_name().expect("a name"))).status.code(), Some(2));
    live("page.sh", &pages, &[]);
}
