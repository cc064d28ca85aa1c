//! Bad input: whatever stands in a repository, and whatever state it is in, the program says what is the
//! matter, ends with the right exit code, loses nothing and writes nothing by halves.

// A helper of a test fails the test it helps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]
#![cfg(unix)]

mod support;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use support::{Repo, assert_untouched, finish, git_in, program};

const FLASK: [(&str, &str); 2] =
    [("app.py", "from flask import Flask\n\napp = Flask(__name__)\n"), ("requirements.txt", "flask\n")];

const USUAL: [&str; 2] = ["NOTES.md", "app.py"];

#[test]
fn broken_python_elsewhere_changes_nothing_about_the_rest() {
    let repo = Repo::shop();
    repo.write("broken.py", "from acme import Shop\ndef (:\n");
    repo.commit("break");
    assert_eq!(repo.plan().changed(), USUAL);
}

#[test]
fn broken_python_at_the_site_is_never_made_worse() {
    let repo = Repo::shop();
    repo.append("app.py", "\ndef broken(:\n    retrun ((\n");
    repo.commit("break");
    let before = repo.read("app.py");
    let run = repo.run(&["apply", "--in-place", "-q"]);
    assert!(matches!(run.code, 0 | 3), "{run:?}");
    let after = String::from_utf8(repo.read("app.py")).unwrap();
    // Edited or not, what was there is still there.
    for line in String::from_utf8(before).unwrap().lines().filter(|line| !line.starts_with("from acme")) {
        assert!(after.contains(line), "{line} is gone:\n{after}");
    }
}

#[test]
fn files_that_are_no_utf_8_text_are_left_alone_and_named() {
    let utf16: Vec<u8> = "\u{feff}from acme import Shop\nShop(1)\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&str, &[u8], &str); 4] = [
        ("latin.py", b"from acme import Shop\nShop('caf\xE9')\n", "it is not encoded in UTF-8"),
        ("binary.py", b"from acme import Shop\nShop('\0')\n", "it is a binary file"),
        ("wide.py", &[b"\xFF\xFEShop".as_slice(), &utf16[2..]].concat(), "it is encoded in UTF-16"),
        ("long.py", &[b"Shop".as_slice(), &[b' '; 1 << 20]].concat(), "it is larger than 1 MiB"),
    ];
    for (path, bytes, reason) in cases {
        let repo = Repo::shop();
        repo.write(path, bytes);
        repo.commit("add");
        let run = repo.plan();
        assert_eq!(run.changed(), USUAL, "{path}");
        assert_eq!(run.notes(), [format!("{path}: {reason}")]);
        repo.run(&["apply", "--in-place", "-q"]).ends(0);
        assert_eq!(repo.read(path), bytes, "{path}");
    }
}

#[test]
fn a_site_that_is_no_utf_8_text_is_no_site() {
    let repo = Repo::shop();
    repo.write("app.py", b"from acme import Shop\n\nshop = Shop('caf\xE9')\n");
    repo.commit("latin");
    let run = repo.plan();
    assert_eq!(run.changed(), Vec::<String>::new());
    assert_eq!(run.notes(), ["app.py: it is not encoded in UTF-8"]);
}

#[test]
fn a_manifest_in_utf_16_is_not_read_and_not_written() {
    let repo = Repo::shop();
    let utf16: Vec<u8> = "\u{feff}acme==2.1\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    repo.write("requirements.txt", &utf16);
    repo.commit("wide");
    repo.run(&["apply", "--in-place", "-q"]).ends(0);
    assert_eq!(repo.read("requirements.txt"), utf16);
}

#[test]
fn a_byte_order_mark_and_crlf_are_kept() {
    let repo = Repo::shop();
    repo.write("app.py", "\u{feff}from acme import Shop\r\n\r\nshop = Shop(1)\r\n");
    repo.commit("windows");
    repo.run(&["apply", "--in-place", "-q"]).ends(0);
    let after = String::from_utf8(repo.read("app.py")).unwrap();
    assert!(after.starts_with("\u{feff}from acme import Shop, start_watch\r\n"), "{after:?}");
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "{after:?}");
    repo.run(&["check", "-q"]).ends(0);
}

#[test]
fn links_are_neither_followed_nor_replaced() {
    let repo = Repo::shop();
    let outside = repo.beside("outside");
    fs::create_dir(&outside).unwrap();
    let text = "from acme import Shop\n\nshop = Shop(2)\n";
    fs::write(outside.join("outside.py"), text).unwrap();
    repo.link("linked.py", "app.py");
    repo.link("dangling.py", "nowhere.py");
    repo.link("folder", "tests");
    repo.link("loop.py", "loop.py");
    repo.link("away.py", outside.join("outside.py").to_str().unwrap());
    repo.link("away", outside.to_str().unwrap());
    repo.commit("links");
    assert_eq!(repo.plan().changed(), USUAL);
    repo.run(&["apply", "--in-place", "-q"]).ends(0);
    assert_eq!(fs::read_to_string(outside.join("outside.py")).unwrap(), text);
    assert!(repo.path("linked.py").is_symlink());
    // The same without git, where the folder is walked.
    let plain = Repo::folder();
    support::copy(&repo.root, &plain.root);
    fs::remove_dir_all(plain.path(".git")).unwrap();
    plain.run(&["check", "-q"]).ends(0);
}

#[test]
fn an_env_example_that_is_a_link_is_edited_where_it_stands_or_left_alone() {
    let repo = Repo::of(&FLASK);
    repo.write("config/example.txt", "PORT=80\n");
    repo.link(".env.example", "config/example.txt");
    repo.commit("link");
    let changed = repo.run(&["plan", "--only", "flask", "--only", "python", "--format", "json"]).changed();
    assert!(changed.contains(&"config/example.txt".to_owned()), "{changed:?}");
    fs::remove_file(repo.path(".env.example")).unwrap();
    repo.link(".env.example", "/etc/hosts");
    repo.commit("away");
    let run = repo.run(&["plan", "--only", "flask", "--only", "python"]);
    run.says("a link that leads out of");
}

#[test]
fn what_the_address_of_a_remote_holds_beside_its_host_is_never_shown() {
    let repo = Repo::of(&FLASK);
    repo.git(&["remote", "add", "origin", "https://somebody:hunter2@gitlab.example.com/acme/shop.git"]);
    repo.commit("add");
    for format in ["text", "json", "markdown", "sarif"] {
        let run = repo.run(&["plan", "-v", "--format", format]).ends(0);
        run.never_says("hunter2").never_says("sentry-release.yml");
    }
    let document = repo.run(&["plan", "--format", "json"]).json();
    let rules = document["rules"].as_array().unwrap();
    let outcome = |id: &str| rules.iter().find(|rule| rule["id"] == id).map(|rule| rule["outcome"].clone());
    assert_eq!(outcome("ci/github/new"), Some("unsupported".into()));
}

#[test]
fn a_site_behind_a_linked_folder_is_no_site() {
    let repo = Repo::shop();
    repo.write("real/app.py", repo.read("app.py"));
    repo.git(&["rm", "-q", "app.py"]);
    repo.link("shown", "real");
    repo.commit("link");
    assert_eq!(repo.plan().changed(), ["NOTES.md", "real/app.py"]);
    // Tracked as a folder, and a link on disk by now.
    fs::rename(repo.path("real"), repo.path("moved")).unwrap();
    repo.link("real", "moved");
    assert_eq!(repo.plan().changed(), Vec::<String>::new());
}

#[test]
fn hostile_names_are_shown_escaped_and_patched_exactly() {
    for name in ["new\nline.py", "esc\u{1b}[31m.py", "quo\"te's.py", "sp ace.py", "\u{202e}yp.py", "$(touch x).py"] {
        let repo = Repo::shop();
        repo.git(&["mv", "app.py", name]);
        repo.commit("rename");
        for format in ["text", "markdown"] {
            let run = repo.run(&["--format", format]).ends(0);
            assert!(!run.out.contains(['\u{1b}', '\u{202e}']), "{format}: {}", run.out);
        }
        let patch = repo.run(&["--format", "patch"]).ends(0).out;
        fs::write(repo.beside("p"), patch).unwrap();
        repo.run(&["apply", "-q", "--branch", "b"]).ends(0);
        repo.git(&["apply", "--index", repo.beside("p").to_str().unwrap()]);
        assert_eq!(repo.git(&["write-tree"]).trim(), repo.git(&["rev-parse", "b^{tree}"]).trim(), "{name:?}");
    }
}

/// The addresses of links in Markdown, without what stands behind `#`, as paths.
fn links(page: &str) -> Vec<String> {
    let ends = page.split("](").skip(1).filter_map(|rest| match rest.strip_prefix('<') {
        Some(rest) => rest.split_once(">)").map(|(link, _)| link.to_owned()),
        None => rest.split_once(')').map(|(link, _)| link.to_owned()),
    });
    let inside = ends.filter(|link| !link.contains("://") && !link.starts_with('#'));
    inside.map(|link| unescaped(link.split('#').next().unwrap_or_default())).collect()
}

/// A text with its `%20` and its like read.
fn unescaped(link: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = link.as_bytes();
    while let [byte, tail @ ..] = rest {
        let code = tail.get(..2).and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        let escaped = code.filter(|_| *byte == b'%');
        bytes.push(escaped.unwrap_or(*byte));
        rest = if escaped.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn a_whole_stack_is_patched_alike_whatever_its_folder_is_called() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/full-stack");
    let below = |name: &str| {
        let repo = Repo::copy(&fixture);
        fs::create_dir(repo.path(name)).unwrap();
        for app in ["api", "mobile", "web"] {
            fs::rename(repo.path(app), repo.path(name).join(app)).unwrap();
        }
        // What builds the old folders says nothing of the new ones.
        for other in [".github", "docker-compose.yml", "infra"] {
            repo.git(&["rm", "-rq", other]);
        }
        repo.commit("move");
        repo.run(&["apply", "-q", "--yes", "--in-place"]).ends(0);
        let names = repo.git(&["diff", "--name-only", "-z", "HEAD~1"]);
        let changed: Vec<String> = names.split_terminator('\0').map(str::to_owned).collect();
        for path in changed.iter().filter(|path| path.ends_with(".md")) {
            let page = String::from_utf8(repo.read(path)).unwrap();
            let folder = Path::new(path).parent().unwrap();
            for link in links(&page).iter().filter(|link| !link.is_empty()) {
                assert!(repo.root.join(folder).join(link).exists(), "{name:?}, {path}: {link}");
            }
        }
        let inside = |path: &String| path.strip_prefix(name).map(str::to_owned);
        changed.iter().filter_map(inside).collect::<Vec<_>>()
    };
    let plain = below("apps");
    assert!(plain.len() > 20, "{plain:?}");
    for name in ["R&D", "a \"b\" 'c'", "$(touch x)", "[a]", "# {a}: *", "100%20", "--help", "`é😀`"] {
        assert_eq!(below(name), plain, "{name}");
    }
}

#[test]
fn a_name_that_is_no_utf_8_is_noted_once() {
    let repo = Repo::shop();
    let name = OsStr::from_bytes(b"caf\xE9.py");
    fs::write(repo.root.join(name), "from acme import Shop\nShop(1)\n").unwrap();
    repo.commit("add");
    let run = repo.plan();
    assert_eq!(run.changed(), USUAL);
    assert_eq!(run.notes(), ["caf\u{fffd}.py: its name is not UTF-8"]);
    fs::remove_dir_all(repo.path(".git")).unwrap();
    assert_eq!(repo.plan().notes(), ["caf\u{fffd}.py: its name is not UTF-8"]);
    // And a folder that cannot be named in a report cannot be planned.
    fs::create_dir(repo.root.join(OsStr::from_bytes(b"caf\xE9"))).unwrap();
    repo.git(&["init", "-q"]);
    finish(program(&repo.root).arg("plan").arg(OsStr::from_bytes(b"caf\xE9"))).ends(2).says("is not UTF-8");
}

#[test]
fn a_folder_that_is_left_alone_for_its_name_is_noted() {
    for (folder, reason) in [
        ("a\\b", "its name holds a backslash, which separates folders on some systems"),
        ("{{ a }}", "its path is that of a template, which is filled in elsewhere"),
    ] {
        let repo = Repo::shop();
        fs::create_dir(repo.root.join(folder)).unwrap();
        for file in ["app.py", "requirements.txt"] {
            fs::write(repo.root.join(folder).join(file), fs::read(repo.path(file)).unwrap()).unwrap();
        }
        repo.commit("add");
        let run = repo.plan();
        assert_eq!(run.changed(), USUAL, "{folder}");
        assert!(run.notes().contains(&format!("{folder}/requirements.txt: {reason}")), "{:?}", run.notes());
        repo.run(&["apply", "-q", "--branch", "b"]).ends(0);
    }
}

#[test]
fn enormous_lines_and_deep_nesting_end_in_good_time() {
    let line = format!("from acme import Shop; Shop({:?})\n", "x".repeat(500_000));
    let deep = |open: &str| format!("from acme import Shop\nShop({}", open.repeat(200_000));
    let started = std::time::Instant::now();
    for (path, text) in [
        ("line.py", line.as_str()),
        ("deep.py", &deep("[")),
        ("deep.ts", &deep("[")),
        ("package.json", &"[".repeat(200_000)),
        ("deep/package.json", &"{\"a\":".repeat(100_000)),
        ("pyproject.toml", &format!("acme = {}", "[".repeat(200_000))),
        ("deep/pyproject.toml", &format!("{}a = 1\n", "[".repeat(200_000))),
        (".github/workflows/deep.yml", &"[".repeat(200_000)),
        ("deep.yaml", &"- ".repeat(200_000)),
        ("poetry.lock", &"[[".repeat(200_000)),
        ("requirements.txt", &"(".repeat(200_000)),
        ("setup.cfg", &"[".repeat(200_000)),
        ("setup.py", &format!("from setuptools import setup\nsetup(install_requires={}", "[".repeat(200_000))),
        (".sentry-retrofit/rules/acme/watch/notes.md", &"{{".repeat(100_000)),
    ] {
        let repo = Repo::shop();
        // All rules, the bundled ones too.
        repo.git(&["rm", "-q", ".sentry-retrofit.toml"]);
        repo.write(path, text);
        repo.commit("add");
        let run = repo.plan();
        assert!(run.changed().contains(&"app.py".to_owned()), "{path}: {}", run.out);
    }
    assert!(started.elapsed().as_secs() < 240, "{:?}", started.elapsed());
}

#[test]
fn a_deep_settings_file_or_saved_plan_is_an_error_and_no_crash() {
    let repo = Repo::shop();
    for text in [format!("only = {}", "[".repeat(200_000)), "\u{0}".to_owned(), "only = 1".to_owned()] {
        repo.write(".sentry-retrofit.toml", text);
        repo.run(&["plan"]).ends(2).says(".sentry-retrofit.toml");
    }
    repo.git(&["checkout", "-q", "."]);
    for text in ["[".repeat(200_000), "{}".to_owned(), "{\"schema\": 1}".to_owned(), String::new()] {
        repo.write("saved.json", text);
        repo.run(&["apply", "saved.json"]).ends(2).says("saved.json is no saved plan");
    }
    repo.write("saved.json", "{\"schema\": 2}");
    repo.run(&["apply", "saved.json"]).ends(2).says("has schema 2, and this program reads schema 1");
}

#[test]
fn broken_settings_and_rules_are_named_and_nothing_is_planned() {
    let cases = [
        (".sentry-retrofit.toml", "ony = []", "unknown field `ony`"),
        (".sentry-retrofit.toml", "only = [", ".sentry-retrofit.toml does not parse"),
        (".sentry-retrofit.toml", "only = ['acme/wach']", "did you mean `acme/watch`?"),
        (".sentry-retrofit.toml", "at = ['app.py']", "write FILE:LINE"),
        (".sentry-retrofit.toml", "set = { nope = 1 }", "there is no setting `nope`"),
        (".sentry-retrofit/rules/acme/watch/rule.toml", "titel = 1", "error[R001]"),
        (".sentry-retrofit/rules/acme/watch/match.scm", "((call", "acme/watch/match.scm"),
        (".sentry-retrofit/rules/pack.toml", "schema = 9\nname = 'x'\nversion = '1'", "this program knows format 1"),
    ];
    for (path, text, sentence) in cases {
        let repo = Repo::shop();
        repo.write(path, text);
        for command in ["plan", "apply", "check"] {
            repo.run(&[command]).ends(2).says(sentence).never_says("error: error");
        }
    }
}

/// A rule of a repository's own that makes a file of its template.
fn own_rule(template: &str) -> [(&'static str, String); 2] {
    let rule = "title = \"Grows\"\nwhy = \"To see what gives in.\"\nlanguage = \"text\"\nsafety = \"safe\"\n\n[[edit]]\n\
                op = \"create\"\npath = \"grown.txt\"\ntemplate = \"grown.j2\"\n";
    let folder = |name: &str| format!(".sentry-retrofit/rules/zoo/grows/{name}");
    let [rule_path, template_path] = ["rule.toml", "grown.j2"].map(|name| &*folder(name).leak());
    [(rule_path, rule.to_owned()), (template_path, template.to_owned())]
}

#[test]
fn a_rule_of_the_repository_writes_no_pipeline_unless_it_is_trusted() {
    for path in [".github/workflows/more.yml", ".GitHub/x.yml", "api/.gitlab-ci.yml", ".travis.yml", ".gitattributes"] {
        let repo = Repo::of(&FLASK);
        for (file, text) in own_rule("stages: [more]\n") {
            repo.write(file, text.replace("grown.txt", path));
        }
        repo.commit("grow");
        let run = repo.plan();
        assert!(!run.changed().iter().any(|changed| changed == path), "{run:?}");
        run.says(&format!("a rule of the repository may not write {path}"));
        let trusted = repo.run(&["plan", "--format", "json", "--trust-repository-rules"]);
        assert!(trusted.changed().iter().any(|changed| changed == path), "{trusted:?}");
    }
}

#[test]
fn a_name_of_the_bundled_rules_means_what_they_mean() {
    let repo = Repo::of(&FLASK);
    let pack = "schema = 1\nname = 'zoo'\nversion = '1'\n\n[vars]\nstrict = 'true'\n";
    repo.write(".sentry-retrofit/rules/pack.toml", pack);
    own_rule("grown\n").iter().for_each(|(path, text)| repo.write(path, text));
    repo.run(&["plan"]).ends(2).says("the name `strict` is bundled");
    repo.run(&["plan", "--allow-pack-overrides"]).ends(0);
}

#[test]
fn a_rule_of_the_repository_that_takes_too_much_is_named_and_the_rest_is_planned() {
    let doubling =
        "{% set ns = namespace(x='aaaaaaaa') %}{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}";
    let slow = "{% set ns = namespace(x='a') %}{% for i in range(23) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}{% for i in range(3000) %}{% set ns.x = ns.x|replace('a', 'b')|replace('b', 'a') %}{% endfor %}.";
    let product = "{% set far = range(3000) %}{% for a in far %}{% for b in far %}{% for c in far %}.{% endfor %}{% endfor %}{% endfor %}";
    for (template, reason) in [
        (doubling, "the rule ends the process, which may take 1 GB of memory"),
        (product, "it takes more than 5000000"),
        (slow, "the rule takes longer than 10 s"),
    ] {
        let repo = Repo::of(&FLASK);
        own_rule(template).iter().for_each(|(path, text)| repo.write(path, text));
        repo.commit("grow");
        let run = repo.plan();
        assert!(run.changed().contains(&"app.py".to_owned()), "{run:?}");
        assert!(run.out.contains(reason) && run.out.contains("zoo/grows"), "{run:?}");
    }
}

#[test]
fn before_the_first_commit_files_can_be_edited_and_nothing_is_committed() {
    let repo = Repo::shop();
    fs::remove_dir_all(repo.path(".git")).unwrap();
    repo.git(&["init", "-q", "-b", "main"]);
    repo.git(&["add", "-A"]);
    assert_eq!(repo.plan().changed(), USUAL);
    repo.run(&["apply"]).ends(3).says("this repository has no commit yet").says("--worktree");
    repo.run(&["apply", "--in-place"]).ends(3).says("this repository has no commit yet");
    repo.run(&["apply", "--worktree", "-q"]).ends(0);
    repo.run(&["check", "-q"]).ends(0);
}

#[test]
fn an_empty_repository_has_nothing_to_change() {
    for repo in [Repo::folder(), Repo::unborn(), Repo::of(&[])] {
        repo.run(&["plan"]).ends(0).says("Nothing to change");
        repo.run(&["check"]).ends(0);
        repo.run(&["apply"]).ends(0).says("Nothing to change");
    }
}

#[test]
fn without_a_manifest_there_is_still_a_plan() {
    let repo = Repo::shop();
    repo.git(&["rm", "-q", "requirements.txt"]);
    repo.commit("remove");
    assert_eq!(repo.plan().changed(), USUAL);
}

#[test]
fn outside_git_only_the_files_can_be_edited() {
    let repo = Repo::shop();
    fs::remove_dir_all(repo.path(".git")).unwrap();
    repo.run(&["plan"]).ends(0).says("not a git repository");
    repo.run(&["apply"]).ends(3).says("use --worktree to edit the files only");
    repo.run(&["apply", "--in-place"]).ends(3);
    repo.run(&["apply", "--worktree", "-q"]).ends(0);
    repo.run(&["check", "-q"]).ends(0);
}

#[test]
fn a_detached_head_takes_a_branch_and_no_commit_of_its_own() {
    let repo = Repo::shop();
    repo.git(&["checkout", "-q", "--detach"]);
    repo.run(&["apply", "--in-place"]).ends(3).says("HEAD is on no branch");
    repo.run(&["apply", "-q", "--branch", "b"]).ends(0);
    assert_eq!(repo.git(&["diff", "--name-only", "HEAD", "b"]), "NOTES.md\napp.py\n");
}

#[test]
fn a_bare_repository_is_planned_from_head_and_takes_a_branch() {
    let repo = Repo::shop();
    let bare = repo.beside("bare.git");
    repo.git(&["clone", "-q", "--bare", ".", bare.to_str().unwrap()]);
    let run = |args: &[&str]| finish(program(&bare).args(args));
    assert_eq!(run(&["--format", "json"]).ends(0).changed(), USUAL);
    run(&["apply", "--in-place"]).ends(3).says("bare");
    run(&["apply", "--worktree"]).ends(3).says("bare");
    run(&["apply", "-q", "--branch", "b"]).ends(0);
    assert_eq!(git_in(&bare, &["diff", "--name-only", "HEAD", "b"]), "NOTES.md\napp.py\n");
}

#[test]
fn shallow_clones_linked_work_trees_and_submodules_are_repositories() {
    let repo = Repo::shop();
    repo.commit("second");
    let (shallow, linked, outer) = (repo.beside("shallow"), repo.beside("linked"), repo.beside("outer"));
    let source = format!("file://{}", repo.root.display());
    repo.git(&["clone", "-q", "--depth", "1", &source, shallow.to_str().unwrap()]);
    repo.git(&["worktree", "add", "-q", linked.to_str().unwrap(), "-b", "other"]);
    fs::create_dir(&outer).unwrap();
    git_in(&outer, &["init", "-q", "-b", "main"]);
    git_in(&outer, &["submodule", "--quiet", "add", &source, "inner"]);
    git_in(&outer, &["commit", "-q", "-m", "start"]);
    for folder in [&shallow, &linked, &outer.join("inner")] {
        finish(program(folder).args(["apply", "--in-place", "-q"])).ends(0);
        assert_eq!(git_in(folder, &["status", "--porcelain"]), "", "{}", folder.display());
        finish(program(folder).args(["check", "-q"])).ends(0);
    }
    // From outside, a submodule is somebody else's.
    git_in(&outer.join("inner"), &["reset", "-q", "--hard", "HEAD~1"]);
    assert_eq!(finish(program(&outer).args(["--format", "json"])).ends(0).changed(), Vec::<String>::new());
}

#[test]
fn dirt_matters_only_where_the_plan_writes() {
    let repo = Repo::shop();
    repo.append("toys.py", "x = 1\n");
    repo.write("untracked.txt", "x");
    repo.run(&["apply", "-q", "--branch", "a"]).ends(0);
    repo.append("app.py", "x = 1\n");
    for mode in [&["apply"][..], &["apply", "--in-place"], &["apply", "--worktree"]] {
        let before = repo.snapshot();
        let run = repo.run(mode).ends(3).says("app.py has uncommitted changes").says("--ignore-dirty");
        let words = run.err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words.matches("Nothing was written").count(), 1, "{words}");
        assert_untouched(&before, &repo.snapshot());
    }
    repo.git(&["add", "app.py"]);
    repo.write("app.py", repo.git(&["show", "HEAD:app.py"]));
    repo.run(&["apply"]).ends(3).says("staged changes");
    let refused = repo.run(&["apply", "--format", "json"]).ends(3).json();
    assert_eq!(refused["status"], "refused");
    assert!(refused["refused"]["hint"].as_str().unwrap().contains("--ignore-dirty"));
}

#[test]
fn with_ignore_dirty_head_is_planned_whatever_lies_around() {
    let repo = Repo::shop();
    let clean = repo.plan();
    repo.write("app.py", "x = 1\n");
    repo.git(&["rm", "-q", "--cached", "requirements.txt"]);
    repo.write("staged.py", "from acme import Shop\nShop(3)\n");
    repo.git(&["add", "staged.py"]);
    fs::remove_file(repo.path("toys.py")).unwrap();
    repo.write("NOTES.md", "mine\n");
    fs::set_permissions(repo.path("app.py"), fs::Permissions::from_mode(0o755)).unwrap();
    let before = repo.snapshot();
    let run = repo.run(&["--ignore-dirty", "--format", "json"]).ends(0);
    assert_eq!((run.json()["plan_id"].clone(), run.changed()), (clean.json()["plan_id"].clone(), clean.changed()));
    assert_untouched(&before, &repo.snapshot());
    repo.run(&["apply", "--ignore-dirty", "-q", "--branch", "b"]).ends(0);
    assert_eq!(repo.git(&["diff", "--name-only", "HEAD", "b"]), "NOTES.md\napp.py\n");
    // Files are only ever edited as they are.
    repo.run(&["apply", "--ignore-dirty", "--in-place"]).ends(3);
    assert_eq!(repo.read("app.py"), b"x = 1\n");
}

#[test]
fn a_merge_in_progress_takes_a_branch_but_no_commit_in_place() {
    let repo = Repo::shop();
    repo.git(&["branch", "other"]);
    repo.append("toys.py", "mine = 1\n");
    repo.commit("mine");
    repo.git(&["checkout", "-q", "other"]);
    repo.append("toys.py", "theirs = 1\n");
    repo.commit("theirs");
    let merge = finish(std::process::Command::new("git").current_dir(&repo.root).args(["merge", "-q", "main"]));
    assert_ne!(merge.code, 0);
    let run = repo.plan();
    assert_eq!(run.notes(), ["toys.py: it has a merge conflict"]);
    repo.run(&["apply", "--in-place"]).ends(3).says("a merge is in progress");
    repo.run(&["apply", "-q"]).ends(0);
}

#[test]
fn a_deleted_file_is_no_site_and_a_changed_one_is_read_as_it_is() {
    let repo = Repo::shop();
    fs::remove_file(repo.path("app.py")).unwrap();
    assert_eq!(repo.plan().changed(), Vec::<String>::new());
    repo.git(&["checkout", "-q", "."]);
    repo.write("app.py", "from acme import Shop, start_watch\n\nstart_watch()\nshop = Shop(1)\n");
    assert_eq!(repo.plan().changed(), Vec::<String>::new());
}

#[test]
fn an_ignored_new_file_is_reported_and_never_committed() {
    let repo = Repo::shop();
    repo.write(".gitignore", "NOTES.md\n");
    repo.commit("ignore");
    let run = repo.run(&["plan", "-v"]).ends(0);
    let applied = repo.run(&["apply"]);
    assert!(run.out.contains("NOTES.md") || applied.err.contains("NOTES.md"), "{run:?} {applied:?}");
    let branches = repo.git(&["for-each-ref", "--format=%(refname:short)", "refs/heads/sentry-retrofit"]);
    for branch in branches.lines() {
        assert!(!repo.git(&["ls-tree", "-r", "--name-only", branch]).contains("NOTES.md"));
    }
    assert!(!repo.path("NOTES.md").exists());
}

#[test]
fn names_that_differ_only_in_case_are_one_name() {
    let repo = Repo::shop();
    repo.write("notes.md", "mine\n");
    repo.commit("notes");
    let before = repo.snapshot();
    let run = repo.run(&["apply"]);
    // Either the plan leaves it out or the commit is refused; two spellings never meet in one tree.
    let branches = repo.git(&["for-each-ref", "--format=%(refname:short)", "refs/heads/sentry-retrofit"]);
    for branch in branches.lines() {
        assert!(!repo.git(&["ls-tree", "-r", "--name-only", branch]).contains("NOTES.md"));
    }
    if run.code == 3 {
        run.says("are one name on a file system that ignores case");
        assert_untouched(&before, &repo.snapshot());
    }
}

#[test]
fn an_untracked_file_is_never_overwritten() {
    let repo = Repo::shop();
    repo.write("NOTES.md", "mine\n");
    for mode in [&["apply"][..], &["apply", "--in-place"], &["apply", "--worktree"]] {
        let _ = repo.run(mode);
        assert_eq!(repo.read("NOTES.md"), b"mine\n");
    }
}

#[test]
fn without_identity_nothing_is_committed_and_the_remedy_is_named() {
    let repo = Repo::shop();
    let mut command = program(&repo.root);
    for name in ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"] {
        command.env_remove(name);
    }
    let before = repo.snapshot();
    let run = finish(command.args(["apply", "-q"])).ends(2);
    run.says("user.name").says("user.email");
    assert_untouched(&before, &repo.snapshot());
}

#[test]
fn leaked_variables_of_git_redirect_nothing() {
    let (repo, other) = (Repo::shop(), Repo::of(&[("x.txt", "x\n")]));
    let git_dir = other.path(".git");
    let before = other.snapshot();
    let variables = [
        ("GIT_DIR", git_dir.to_str().unwrap()),
        ("GIT_WORK_TREE", other.root.to_str().unwrap()),
        ("GIT_INDEX_FILE", "/nonexistent/index"),
        ("GIT_OBJECT_DIRECTORY", "/nonexistent"),
    ];
    repo.run_with(&["apply", "-q", "--branch", "b"], &variables).ends(0);
    assert_eq!(repo.git(&["diff", "--name-only", "HEAD", "b"]), "NOTES.md\napp.py\n");
    assert_untouched(&before, &other.snapshot());
}

#[test]
fn neither_home_nor_locale_is_needed() {
    let repo = Repo::shop();
    let plain = repo.run(&["plan"]).ends(0);
    let run = finish(program(&repo.root).arg("plan").env_remove("HOME").env("LC_ALL", "xx_XX.ISO-8859-1"));
    assert_eq!(run, plain);
    let nothing = finish(program(&repo.root).arg("plan").env_clear());
    assert_eq!(nothing, plain);
}

#[test]
fn a_sub_folder_is_planned_as_if_it_were_alone() {
    let repo = Repo::shop();
    repo.write("examples/one/app.py", repo.read("app.py"));
    repo.write("examples/one/.sentry-retrofit.toml", "broken");
    repo.commit("example");
    assert_eq!(repo.plan().changed(), USUAL, "an example is left alone");
    // Who names the folder means it; paths stay those of the repository.
    let named = repo.run(&["plan", "examples/one", "--format", "json"]).ends(0);
    assert!(named.changed().contains(&"examples/one/app.py".to_owned()), "{}", named.out);
    let inside = finish(program(&repo.path("examples/one")).args(["--format", "json"])).ends(0);
    assert_eq!(inside, named);
    let empty = repo.run(&["plan", ".sentry-retrofit/rules", "--format", "json"]).ends(0);
    assert_eq!(empty.changed(), Vec::<String>::new());
}

/// Is this process kept from reading by permissions at all?
fn permissions_count(repo: &Repo) -> bool {
    let place = repo.beside("closed");
    fs::write(&place, "x").unwrap();
    fs::set_permissions(&place, fs::Permissions::from_mode(0o000)).unwrap();
    let count = fs::read(&place).is_err();
    if !count {
        println!("skipped: this user may read everything");
    }
    count
}

#[test]
fn a_file_that_may_not_be_read_is_named() {
    let repo = Repo::shop();
    if !permissions_count(&repo) {
        return;
    }
    fs::set_permissions(repo.path("app.py"), fs::Permissions::from_mode(0o000)).unwrap();
    let run = repo.plan();
    assert_eq!(run.changed(), Vec::<String>::new());
    assert!(run.notes().iter().any(|note| note.starts_with("app.py: it cannot be read")), "{:?}", run.notes());
}

#[test]
fn a_folder_that_may_not_be_written_is_an_error_without_traces() {
    let repo = Repo::shop();
    if !permissions_count(&repo) {
        return;
    }
    fs::set_permissions(&repo.root, fs::Permissions::from_mode(0o555)).unwrap();
    repo.run(&["plan"]).ends(0);
    let run = repo.run(&["apply", "--worktree"]);
    fs::set_permissions(&repo.root, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(run.code, 2, "{run:?}");
    assert_eq!(repo.git(&["status", "--porcelain"]), "");
}

#[test]
fn what_cannot_be_told_later_is_found_out_before_anything_is_written() {
    let repo = Repo::shop();
    let before = repo.snapshot();
    repo.run(&["apply", "--format", "json", "-o", "/nonexistent/x"]).ends(2).says("cannot write /nonexistent/x");
    repo.run(&["plan", "-o", Path::new("/nonexistent/x").to_str().unwrap()]).ends(2);
    repo.run(&["plan", "/nonexistent"]).ends(2).says("cannot open /nonexistent");
    repo.run(&["plan", "app.py"]).ends(2).says("app.py is not a folder");
    assert_untouched(&before, &repo.snapshot());
}
