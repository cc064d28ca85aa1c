//! Promise: one run over a repository with an API, a web app, a mobile app, a pipeline, pages and Terraform
//! is one commit, and all of them speak the same names.

// A helper of a test fails the test it helps.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

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

fn git(folder: &Path, args: &[&str]) -> String {
    let identity = ["-c", "user.name=Whole", "-c", "user.email=whole@example.org", "-c", "core.autocrlf=false"];
    let output = Command::new("git").current_dir(folder).args(identity).args(args).output().expect("git starts");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn tool(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sentry-retrofit"));
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "Whole").env(format!("GIT_{role}_EMAIL"), "whole@example.org");
    }
    command.current_dir(folder).args(args).output().expect("the tool starts")
}

/// The fixture as a repository with one commit.
fn repository() -> (tempfile::TempDir, PathBuf) {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let folder = temp.path().join("spoke");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/full-stack"), &folder);
    git(&folder, &["init", "-q", "-b", "main"]);
    git(&folder, &["add", "-A"]);
    git(&folder, &["commit", "-q", "-m", "Start"]);
    (temp, folder)
}

/// The entries of a list literal, from the line that names it to the one that closes it.
fn entries(text: &str, name: &str) -> BTreeSet<String> {
    let body = text.split_once(name).expect(name).1;
    let body = body.split_once(['[', '{']).expect("a literal").1;
    let lines = body.lines().skip(1).map(str::trim).take_while(|line| line.starts_with(['"', '\'']));
    lines.filter_map(|line| line.split(['"', '\'']).nth(1)).map(str::to_owned).collect()
}

#[test]
fn one_run_is_one_commit_and_a_second_changes_nothing() {
    let (_temp, folder) = repository();
    let apply = tool(&folder, &["apply", "--in-place", "--yes"]);
    assert!(apply.status.success(), "{}", String::from_utf8_lossy(&apply.stderr));
    assert_eq!(git(&folder, &["rev-list", "--count", "HEAD"]), "2");
    let changed = git(&folder, &["diff", "--name-only", "HEAD~1"]);
    for part in
        ["api/", "web/", "mobile/", ".github/workflows/", "docs/runbooks/", "docs/setup/", "infra/", "README.md"]
    {
        assert!(changed.lines().any(|path| path.starts_with(part)), "nothing in {part}:\n{changed}");
    }
    assert!(tool(&folder, &["check"]).status.success(), "a second run would change something");
    let again = String::from_utf8(tool(&folder, &["plan"]).stdout).expect("UTF-8");
    assert!(!again.contains("hands Sentry personal data"), "what the plan wrote itself is audited:\n{again}");
    git(&folder, &["revert", "--no-edit", "HEAD"]);
    assert_eq!(git(&folder, &["diff", "--stat", "HEAD~2"]), "", "a revert restores the tree");
}

#[test]
fn all_apps_speak_of_one_release_one_environment_and_one_set_of_fields() {
    let (_temp, folder) = repository();
    assert!(tool(&folder, &["apply", "--in-place", "--yes"]).status.success());
    let read = |path: &str| fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let (api, web, mobile) =
        (read("api/spoke/sentry_setup.py"), read("web/src/sentry.server.config.ts"), read("mobile/src/lib/sentry.ts"));
    for (name, text) in
        [("api", api), ("web", web), ("mobile", mobile), ("pipeline", read(".github/workflows/deploy.yml"))]
    {
        assert!(text.contains("RELEASE_VERSION") || text.contains("release: ${{ github.sha }}"), "{name}: release");
        assert!(text.to_uppercase().contains("ENVIRONMENT"), "{name}: environment");
    }
    let fields = entries(&read("api/spoke/sentry_scrubber.py"), "PII_FIELDS = ");
    assert!(fields.contains("frame_number") && fields.contains("password_hash"), "{fields:?}");
    assert!(!fields.contains("email_verified"), "{fields:?}");
    assert_eq!(fields, entries(&read("web/src/sentry.scrubber.ts"), "PII_FIELDS: string[] = "));
    assert_eq!(fields, entries(&read("mobile/src/lib/sentry-scrubber.ts"), "PII_FIELDS: string[] = "));
}

#[test]
fn all_apps_know_a_person_by_the_one_id_the_api_makes() {
    let (_temp, folder) = repository();
    assert!(tool(&folder, &["apply", "--in-place", "--yes"]).status.success());
    let read = |path: &str| fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let api = read("api/spoke/sentry_user.py");
    for part in ["SENTRY_USER_ID_SECRET", "b\"sentry-user-id:\"", "sha256"] {
        assert!(api.contains(part), "the API makes the id without {part}");
    }
    for (helper, provider) in [
        ("web/src/sentry-user.ts", "web/src/context/auth.tsx"),
        ("mobile/src/lib/sentry-user.ts", "mobile/src/context/auth.tsx"),
    ] {
        let (helper, provider) = (read(helper), read(provider));
        assert!(helper.contains("known.anonymous_id ?? known.anonymousId"), "{helper}");
        assert!(!helper.contains("SENTRY_USER_ID_SECRET"), "the secret has no business in an app");
        assert!(provider.contains("setSentryUser(user);\n  }, [user]);"), "{provider}");
    }
}

#[test]
fn the_pull_request_body_is_small_and_names_what_is_left_to_do() {
    let (_temp, folder) = repository();
    let plan = tool(&folder, &["plan", "--format", "markdown"]);
    let body = String::from_utf8_lossy(&plan.stdout);
    assert!(plan.status.success() && body.len() < 60_000, "{} bytes", body.len());
    for part in ["api", "web", "mobile", "SENTRY_AUTH_TOKEN", "- [ ]"] {
        assert!(body.contains(part), "{part} is not in the body");
    }
}

#[test]
fn the_page_maps_what_each_app_sends() {
    let (_temp, folder) = repository();
    let plan = tool(&folder, &["plan", "--format", "html"]);
    let page = String::from_utf8_lossy(&plan.stdout);
    let sent: Vec<&str> = page.split("<b>Sends once applied:</b> ").skip(1).collect();
    let of_app = |traces: &str| format!("errors; sessions, where the release is known; traces ({traces})</p>");
    let api =
        "errors; profiles (profiles_sample_rate); sessions, where the release is known; traces (traces_sampler)</p>";
    assert_eq!(sent.len(), 3, "api, mobile, web");
    for (said, wanted) in sent.iter().zip([api.to_owned(), of_app("tracesSampleRate"), of_app("tracesSampler")]) {
        assert!(said.starts_with(&wanted), "{}", &said[..200]);
    }
}

/// A terminal of 100 columns and 40 lines.
const SCREEN: (usize, usize) = (100, 40);

#[test]
fn the_first_screen_holds_what_a_reviewer_has_to_know() {
    let (_temp, folder) = repository();
    let output = tool(&folder, &["plan"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines: Vec<&str> = text.lines().take(SCREEN.1).collect();
    assert!(lines.iter().all(|line| line.chars().count() <= SCREEN.0), "{lines:#?}");
    let screen = lines.join("\n") + "\n";
    // The commit is another one on every run; the rest is as it is read.
    let head = git(&folder, &["rev-parse", "--short=7", "HEAD"]);
    snapbox::assert_data_eq!(screen.replace(&head, "0123456"), snapbox::file!["whole/first-screen.txt"]);
    for said in ["app built in", "look at", "by hand", "Next: sentry-retrofit apply"] {
        assert!(screen.contains(said), "{said}\n{screen}");
    }
    let steps =
        text.lines().filter(|line| line.trim_start().split_once(". ").is_some_and(|(n, _)| n.parse::<u8>().is_ok()));
    assert!(steps.count() > 4, "{text}");
    assert!(text.lines().count() < 700, "{} lines", text.lines().count());
}
