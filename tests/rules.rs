//! What the bundled rules promise, and what rules of one's own can rely on.

// A helper of a test fails the test it helps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use rayon::prelude::*;
use sentry_retrofit::lint;
use sentry_retrofit::report::Outcome;
use sentry_retrofit::rules::Pack;
use sentry_retrofit::rules::load::{folder_cases, folder_files, read};
use sentry_retrofit::rules::model::Expect;
use sentry_retrofit::rules::predicates::Kind;
use sentry_retrofit::testing::{self, Case, Verdict};

/// The bundled rules as they are on disk, with the verdict on each of their cases.
fn bundled() -> &'static (Pack, Vec<(Case, Verdict)>) {
    static BUNDLED: OnceLock<(Pack, Vec<(Case, Verdict)>)> = OnceLock::new();
    BUNDLED.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        let texts = folder_files(&folder).expect("the rules can be read");
        let pack = read(&texts).expect("the rules load");
        let cases =
            testing::cases(&[(texts, folder_cases(&folder).expect("cases"), None)]).expect("the cases are cases");
        let variants = testing::variants(&cases);
        let judged = cases
            .into_iter()
            .chain(variants)
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|case| (case.clone(), testing::run(&pack, &case)))
            .collect();
        (pack, judged)
    })
}

#[test]
fn every_case_holds() {
    let (_, cases) = bundled();
    let failures: Vec<String> = cases
        .iter()
        .flat_map(|(case, verdict)| verdict.failures.iter().map(move |failure| (case, failure)))
        .map(|(case, failure)| {
            let diff = failure.diff.as_deref().unwrap_or_default();
            format!("{}: {}: {}\n{diff}", failure.kind.word(), case.place(), failure.sentence)
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_case_in_which_nothing_changes_says_how_the_rule_ends() {
    let (pack, cases) = bundled();
    let silent = cases.iter().filter(|(case, _)| {
        let fact = pack.rules.iter().any(|rule| rule.id == case.rule && rule.is_fact());
        let expect = &case.expect;
        !fact && case.after.is_empty() && expect.creates.is_empty() && expect.outcome.is_none()
    });
    assert_eq!(silent.map(|(case, _)| case.place()).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn every_rule_has_a_case_for_each_way_it_can_end() {
    let (pack, cases) = bundled();
    let mut missing = Vec::new();
    for rule in &pack.rules {
        let own: Vec<_> = cases.iter().filter(|(case, _)| case.rule == rule.id).collect();
        if rule.is_fact() {
            let known = own.iter().any(|(case, _)| !case.expect.facts.is_empty());
            missing.extend((!known).then(|| format!("{}: the value of the fact", rule.id)));
            continue;
        }
        // A rule without operations may be there to say what it cannot do. That a rule is content with its own
        // work shows in the second run of each case.
        let told = rule.manifest.edit.is_empty() && !rule.manifest.unsupported.is_empty();
        let mut wanted = vec![if told { Outcome::Unsupported } else { Outcome::Applies }, Outcome::NotApplicable];
        let expect = rule.manifest.matches.as_ref().map(|matches| matches.expect);
        // One file, named by a fact or by the rule, leaves nothing to choose between.
        let named = rule.manifest.matches.as_ref().is_some_and(|matches| matches.file.is_some());
        wanted.extend((matches!(expect, Some(Expect::One | Expect::File)) && !named).then_some(Outcome::Ambiguous));
        let ends: BTreeSet<Outcome> = own.iter().flat_map(|(_, verdict)| verdict.outcomes.iter().copied()).collect();
        missing
            .extend(wanted.iter().filter(|end| !ends.contains(end)).map(|end| format!("{}: {}", rule.id, end.word())));
    }
    assert_eq!(missing, [""; 0]);
}

#[test]
fn every_query_pattern_is_exercised_by_a_case() {
    let (pack, cases) = bundled();
    let hits = cases.iter().flat_map(|(_, verdict)| verdict.hits.clone()).collect();
    let (missing, total) = testing::unexercised(pack, &|_| true, &hits);
    // A query that several rules share is exercised by any of them.
    let shared =
        |file: &str, pattern: usize| hits.iter().any(|(query, hit)| query.ends_with(file) && hit + 1 == pattern);
    let missing: Vec<_> = missing.iter().filter(|one| !shared(&one.file, one.pattern)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(total > 0);
}

#[test]
fn the_rules_are_sound() {
    let problems = lint::lint(&bundled().0);
    assert!(problems.is_empty(), "{}", problems[0]);
}

#[test]
fn editors_know_every_predicate_and_every_capture() {
    let (pack, _) = bundled();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/.tsqueryrc.json");
    let known: serde_json::Value = serde_json::from_str(&fs::read_to_string(file).expect("readable")).expect("JSON");
    for (predicate, _) in Kind::all() {
        let name = predicate.trim_end_matches('?');
        assert!(known["valid_predicates"][name].is_object(), ".tsqueryrc.json does not list {predicate}");
    }
    let strings = regex::Regex::new(r#""(?:[^"\\]|\\.)*""#).expect("a pattern");
    // A rule of plain lines has no queries of its own, though rules below its folder may.
    for rule in pack.rules.iter().filter(|rule| rule.manifest.language != "text") {
        for (name, text) in rule.texts.iter().filter(|(name, _)| name.ends_with(".scm")) {
            let code = strings.replace_all(text, "");
            for word in code
                .lines()
                .filter(|line| !line.trim_start().starts_with(';'))
                .flat_map(|line| line.split(['(', ')', ' ', '[', ']']))
            {
                // A private capture means something to its query alone, and an `@` may be part of a string.
                let plain = |name: &&str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
                let capture = word.strip_prefix('@').filter(plain).filter(|name| !name.starts_with('_'));
                let Some(capture) = capture else { continue };
                let listed = &known["valid_captures"][&rule.manifest.language][capture];
                assert!(listed.is_string(), ".tsqueryrc.json does not list @{capture} of {}/{name}", rule.id);
            }
        }
    }
}

/// Lines of `src/` that may name a product: path and a part of the line, with the reason.
const NAMED: &[(&str, &str)] = &[
    // The program says what it is for, and with which rule as an example.
    ("src/lib.rs", "//! Puts Sentry into repositories that already exist."),
    ("src/cli.rs", "/// Puts Sentry into a repository that already exists."),
    ("src/cli.rs", "all rules of an area (`flask/init`, `flask`)"),
    ("src/cli.rs", "/// The rule, for example flask/init"),
    // The subject of the commit.
    ("src/render/message.rs", "\"Add Sentry\\n\""),
    // Names that browsers and type packages declare for everybody.
    ("src/lang/names/ecmascript_globals.txt", " React "),
    ("src/lang/names/tests.rs", "React.ReactNode"),
    // Folders that tools write, beside `node_modules` and `__pycache__`.
    ("src/repo/roles.rs", "(\".expo\", Role::Generated)"),
];

#[test]
fn the_engine_names_no_framework() {
    let products = regex::Regex::new(
        r"(?i)\b(?:flask|django|fastapi|bottle|next\.?js|expo|react|github|gitlab|bitbucket|circleci|connexion|raven|sentry)\b|\bNext(?:Config|Auth)\b",
    )
    .expect("a pattern");
    let own_name = regex::Regex::new(r"(?i)sentry[-_]retrofit").expect("a pattern");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut used = BTreeSet::new();
    for path in files_below(&root.join("src")) {
        let name = path.strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/");
        for (index, line) in fs::read_to_string(&path).expect("readable").lines().enumerate() {
            if !products.is_match(&own_name.replace_all(line, "")) {
                continue;
            }
            match NAMED.iter().position(|(file, part)| *file == name && line.contains(part)) {
                Some(exception) => drop(used.insert(exception)),
                None => found.push(format!("{name}:{}: {}", index + 1, line.trim())),
            }
        }
    }
    assert_eq!(found, [""; 0]);
    assert_eq!(used.len(), NAMED.len(), "an exception nobody needs any more: only {used:?} are used");
}

/// Lines of rules that may name a framework of another area: path and a part of the line, with the reason.
const NAMED_ELSEWHERE: &[(&str, &str)] = &[
    // Command lines: what a person types to start, build or export an app, whoever reads it.
    ("rules/runs/web/rule.toml", "\"flask \""),
    ("rules/runs/web/rule.toml", "(?:[.]py|flask(?: --?"),
    ("rules/runs/web/rule.toml", "FLASK_APP"),
    ("rules/runs/web/rule.toml", "command line of Flask"),
    ("rules/runs/web/rule.toml", "\"scripts\", \"tool.fastapi\""),
    ("rules/runs/web/rule.toml", "program.text if program is defined else"),
    ("rules/runs/web/rule.toml", "entrypoint = \"shop.main:app\""),
    ("rules/runs/web/rule.toml", "is_entrypoint = "),
    ("rules/runs/web/rule.toml", "known = "),
    ("rules/pack.toml", "site_run.tool"),
    ("rules/ci/ships/rule.toml", "(?:next|expo) (?:build|export)"),
    ("rules/pack.toml", "(?:bun|expo|next|npm|npx|nx|pnpm|turbo|yarn)"),
    // A service that builds apps of one framework: which those are, its area knows.
    ("rules/ci/ships/rule.toml", "\"expo.declared\""),
    // A package of the SDK's own.
    ("rules/docs/starts/javascript/rule.toml", "\"sentry-expo\""),
    ("rules/docs/starts/javascript/match.scm", "\"sentry-expo\""),
    ("rules/runs/web/rule.toml", "granian|fastapi"),
    ("rules/runs/web/rule.toml", "^fastapi dev"),
    ("rules/audit/javascript/rule.toml", "\"sentry-expo\""),
    ("rules/audit/javascript/match.scm", "\"sentry-expo#*\""),
    ("rules/audit/javascript/user/match.scm", "\"sentry-expo#*\""),
    ("rules/audit/javascript/default-pii/rule.toml", "\"sentry-expo#*nit\""),
    // Variables as bundlers want them, of whichever app.
    ("rules/audit/environment/javascript/rule.toml", "\"NEXT_PUBLIC_ENVIRONMENT\" \"EXPO_PUBLIC_ENVIRONMENT\""),
    ("rules/nextjs/github/build/rule.toml", "(?:NEXT|EXPO)_PUBLIC_"),
    // Classes of the SDK's own.
    ("rules/python/untraced/match.scm", "(Bottle|FastApi|Flask|Starlette)Integration"),
    // Packages that any app of Python may use, whatever builds it: their names are not the framework's.
    ("rules/python/evidence/match.scm", "\"flask_login.login_user\""),
    ("rules/python/evidence/match.scm", "\"flask_bcrypt."),
    ("rules/python/pii-fields/match.scm", "\"flask_wtf\""),
    ("rules/python/dotenv/match.scm", "\"dynaconf.FlaskDynaconf\""),
    ("rules/python/dotenv/loads/rule.toml", "\"dynaconf.FlaskDynaconf\""),
    ("rules/runs/web/rule.toml", ".flaskenv"),
    ("rules/runs/web/rule.toml", "flaskenv|env"),
    // What the SDK calls it in an event.
    ("rules/tables/scrubber.toml", "expo_sdk_version"),
    // What else is served beside an app is another framework's.
    ("rules/fastapi/others/rule.toml", "anchors = ["),
    ("rules/fastapi/others/rule.toml", "Flask"),
    ("rules/flask/others/rule.toml", "anchors = ["),
    ("rules/flask/others/rule.toml", "FastAPI"),
];

#[test]
fn no_area_names_the_framework_of_another() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pack = read(&folder_files(&root.join("rules")).expect("the rules can be read")).expect("the rules load");
    let of_area = |name: &str| {
        let app = &pack.apps[name];
        // `NEXT_PUBLIC_` belongs to who reads such a variable in the bundle.
        let words = [name, &app.kind, &app.kind.split('.').next().expect("a word").to_uppercase()].map(regex::escape);
        let [area, kind, prefix] = words;
        // Inside of words too, as in `flask_login`; a short name is also part of words that have nothing to do with it.
        let inside = |name: &str| if name.len() > 4 { name.to_owned() } else { format!(r"(?:\b|_){name}(?:\b|_)") };
        let [area, kind] = [inside(&area), inside(&kind)];
        regex::Regex::new(&format!(r"(?i){area}|{kind}|(?-i:\b{prefix}_)")).expect("a pattern")
    };
    let areas: Vec<(&String, regex::Regex)> = pack.apps.keys().map(|name| (name, of_area(name))).collect();
    let mut found = Vec::new();
    let mut used = BTreeSet::new();
    for path in files_below(&root.join("rules")) {
        let name = path.strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/");
        // Cases are about repositories, which have frameworks.
        if name.ends_with(".md") && !name.contains("/pages/") {
            continue;
        }
        let foreign = |area: &str| !name.starts_with(&format!("rules/{area}/"));
        for (index, line) in fs::read_to_string(&path).expect("readable").lines().enumerate() {
            if !areas.iter().any(|(area, words)| foreign(area) && words.is_match(line)) {
                continue;
            }
            match NAMED_ELSEWHERE.iter().position(|(file, part)| *file == name && line.contains(part)) {
                Some(exception) => drop(used.insert(exception)),
                None => found.push(format!("{name}:{}: {}", index + 1, line.trim())),
            }
        }
    }
    assert_eq!(found, [""; 0]);
    let unused: Vec<_> =
        (0..NAMED_ELSEWHERE.len()).filter(|at| !used.contains(at)).map(|at| NAMED_ELSEWHERE[at]).collect();
    assert_eq!(unused, [("", ""); 0], "exceptions nobody needs any more");
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(at) = pending.pop() {
        for entry in fs::read_dir(at).expect("a folder").flatten() {
            let kind = entry.file_type().expect("a kind");
            if kind.is_dir() { pending.push(entry.path()) } else { found.push(entry.path()) }
        }
    }
    found.sort();
    found
}

/// A framework nobody has heard of, in data alone.
const ACME: &[(&str, &str)] = &[
    (
        "acme/start/rule.toml",
        r#"title = "Start the watchdog before the Acme engine"
why = "What runs before is not watched."
language = "python"
files = ["**/*.py"]
anchors = ["acme"]
group = "acme"

[when]
"dep:acme-engine" = ">=2"

[match]
expect = "one"
none = "no engine is built"

[[edit]]
op = "import"
module = "watchdog"
names = ["watch"]

[[edit]]
op = "insert"
place = "before"
code = "watch({{ engine.text | py }})"
"#,
    ),
    (
        "acme/start/match.scm",
        "(assignment\n  left: (identifier) @engine\n  right: (call function: [(identifier) (attribute)] @_maker) @site\n  (#imported-from? @_maker \"acme.Engine\"))\n",
    ),
    (
        "acme/dependency/rule.toml",
        "title = \"Ask for the watchdog\"\nwhy = \"The engine imports it.\"\ngroup = \"acme\"\n\n[when]\n\"rule:acme/start\" = \"applies\"\n\n[[edit]]\nop = \"dependency\"\necosystem = \"python\"\nname = \"watchdog\"\nat_least = \"1.4\"\n",
    ),
];

const ENGINE: &[(&str, &str)] = &[
    ("requirements.txt", "acme-engine>=2.1\n"),
    ("main.py", "from acme import Engine as Machine\n\nengine = Machine(8)\n"),
];

const ENGINE_PATCH: &str = "\
diff --git a/main.py b/main.py
--- a/main.py
+++ b/main.py
@@ -1,3 +1,5 @@
 from acme import Engine as Machine
+from watchdog import watch
 
+watch(\"engine\")
 engine = Machine(8)
diff --git a/requirements.txt b/requirements.txt
--- a/requirements.txt
+++ b/requirements.txt
@@ -1 +1,2 @@
 acme-engine>=2.1
+watchdog>=1.4
";

fn write(folder: &Path, prefix: &str, files: &[(&str, &str)]) {
    for (path, text) in files {
        let file = folder.join(prefix).join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("created");
        fs::write(file, text).expect("written");
    }
}

fn retrofit(folder: &Path, args: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_sentry-retrofit");
    Command::new(program).args(args).current_dir(folder).env("NO_COLOR", "1").output().expect("it runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The patch without the lines that hold blob ids.
fn patch(output: &Output) -> String {
    let text = stdout(output);
    text.lines().filter(|line| !line.starts_with("index ")).map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_framework_can_be_added_without_a_line_of_code() {
    let repo = tempfile::tempdir().expect("a folder");
    let rules = tempfile::tempdir().expect("a folder");
    write(repo.path(), "", ENGINE);
    write(rules.path(), "", ACME);
    let folder = rules.path().to_str().expect("a path");
    let planned = retrofit(repo.path(), &["plan", "--format", "patch", "--rules", folder]);
    assert_eq!((patch(&planned).as_str(), planned.status.code()), (ENGINE_PATCH, Some(0)), "{}", stderr(&planned));

    let own = tempfile::tempdir().expect("a folder");
    write(own.path(), "", ENGINE);
    write(own.path(), ".sentry-retrofit/rules", ACME);
    let planned = retrofit(own.path(), &["--format", "patch"]);
    assert_eq!((patch(&planned).as_str(), planned.status.code()), (ENGINE_PATCH, Some(0)), "{}", stderr(&planned));

    let applied = retrofit(own.path(), &["apply", "--worktree", "--yes", "-q"]);
    assert_eq!(applied.status.code(), Some(0), "{}", stderr(&applied));
    let main = fs::read_to_string(own.path().join("main.py")).expect("readable");
    assert_eq!(
        main,
        "from acme import Engine as Machine\nfrom watchdog import watch\n\nwatch(\"engine\")\nengine = Machine(8)\n"
    );
    assert_eq!(retrofit(own.path(), &["check", "-q"]).status.code(), Some(0));
}

#[test]
fn a_rule_of_the_same_id_replaces_the_bundled_one() {
    let repo = tempfile::tempdir().expect("a folder");
    write(
        repo.path(),
        "",
        &[("requirements.txt", "flask==3.1.0\n"), ("app.py", "from flask import Flask\n\napp = Flask(__name__)\n")],
    );
    write(
        repo.path(),
        ".sentry-retrofit/rules/flask/init",
        &[
            (
                "rule.toml",
                "title = \"Say hello\"\nwhy = \"Ours is different.\"\nlanguage = \"python\"\nfiles = [\"app.py\"]\n\n[match]\n\n[[edit]]\nop = \"insert\"\nplace = \"after\"\ncode = \"print(1)\"\n",
            ),
            ("match.scm", "(assignment) @site\n"),
        ],
    );
    let planned = retrofit(repo.path(), &["--format", "patch", "--only", "flask/init", "--allow-pack-overrides"]);
    let patch = stdout(&planned);
    assert!(patch.contains("+print(1)") && !patch.contains("init_sentry"), "{patch}{}", stderr(&planned));
}

/// A rule that writes one file, in the group `acme`.
fn writes(path: &str) -> String {
    format!(
        "title = \"Write {path}\"\nwhy = \"It belongs to the start.\"\ngroup = \"acme\"\n\n[[edit]]\nop = \"create\"\npath = \"{path}\"\ncode = \"x = 1\\n\"\n"
    )
}

#[test]
fn a_group_stands_or_falls_whichever_of_its_rules_comes_first() {
    let repo = tempfile::tempdir().expect("a folder");
    write(repo.path(), "", &[("requirements.txt", "acme-engine>=2.1\n")]);
    // Two engines: the rule in the middle cannot know which one is meant.
    write(
        repo.path(),
        "",
        &[
            ("main.py", "from acme import Engine\n\none = Engine(1)\n"),
            ("b.py", "from acme import Engine\n\ntwo = Engine(2)\n"),
        ],
    );
    write(repo.path(), ".sentry-retrofit/rules", ACME);
    write(
        repo.path(),
        ".sentry-retrofit/rules/acme",
        &[("before/rule.toml", &writes("before.py")), ("zone/rule.toml", &writes("zone.py"))],
    );
    let planned = retrofit(repo.path(), &["--only", "acme", "--format", "json"]);
    let plan: serde_json::Value = serde_json::from_slice(&planned.stdout).expect("JSON");
    let ends = |id: &str| {
        let rules = plan["rules"].as_array().expect("rules");
        rules.iter().find(|rule| rule["id"] == id).map(|rule| (rule["outcome"].clone(), rule["reason"].clone()))
    };
    assert_eq!(ends("acme/start").expect("a report").0, "ambiguous", "{}", stderr(&planned));
    for id in ["acme/before", "acme/zone"] {
        let (outcome, reason) = ends(id).expect("a report");
        assert_eq!(outcome, "conflict", "{id}");
        assert!(reason.as_str().is_some_and(|reason| reason.starts_with("held back with acme/start: ")), "{reason}");
    }
    assert_eq!(plan["files"], serde_json::json!([]));
}

#[test]
fn values_that_need_the_same_new_parent_get_one() {
    let repo = tempfile::tempdir().expect("a folder");
    write(repo.path(), "", &[("there.json", "{\n  \"a\": 1\n}\n")]);
    let merge = |path: &str, key: &str| {
        format!("[[edit]]\nop = \"merge\"\npath = \"{path}\"\nkeys = [\"env\", \"{key}\"]\nvalue = \"{key}\"\n\n")
    };
    let rule = ["there.json", "new.json"].map(|path| merge(path, "b") + &merge(path, "c")).concat();
    let rule = format!("title = \"Set both\"\nwhy = \"They go together.\"\n\n{rule}");
    write(repo.path(), ".sentry-retrofit/rules/acme/both", &[("rule.toml", &rule)]);
    snapbox::assert_data_eq!(
        patch(&retrofit(repo.path(), &["--only", "acme", "--format", "patch"])),
        snapbox::str![[r#"
diff --git a/new.json b/new.json
new file mode 100644
--- /dev/null
+++ b/new.json
@@ -0,0 +1,6 @@
+{
+  "env": {
+    "b": "b",
+    "c": "c"
+  }
+}
diff --git a/there.json b/there.json
--- a/there.json
+++ b/there.json
@@ -1,3 +1,7 @@
 {
-  "a": 1
+  "a": 1,
+  "env": {
+    "b": "b",
+    "c": "c"
+  }
 }

"#]]
    );
}

#[test]
fn a_broken_rule_is_shown_where_it_is_broken() {
    let repo = tempfile::tempdir().expect("a folder");
    write(repo.path(), "", ENGINE);
    write(repo.path(), ".sentry-retrofit/rules", ACME);
    let query = repo.path().join(".sentry-retrofit/rules/acme/start/match.scm");
    fs::write(&query, fs::read_to_string(&query).expect("readable").replace("imported-from", "importd-from"))
        .expect("written");
    for args in [&["plan"][..], &["check"], &["apply", "--yes"], &["rules", "list"], &["rules", "test"]] {
        let output = retrofit(repo.path(), args);
        assert_eq!((stdout(&output).as_str(), output.status.code()), ("", Some(2)), "{args:?}");
        snapbox::assert_data_eq!(
            stderr(&output),
            snapbox::str![[r#"
error[R013]: unknown predicate `#importd-from?`
 --> .sentry-retrofit/rules/acme/start/match.scm:4:5
  |
4 |   (#importd-from? @_maker "acme.Engine"))
  |     ^^^^^^^^^^^^^ nobody evaluates this, so it would match everything
  |
  = help: did you mean `#imported-from?`?

"#]]
        );
    }
    assert_eq!(retrofit(repo.path(), &["rules", "lint"]).status.code(), Some(2));
}

#[test]
fn a_new_rule_works_and_its_failing_cases_are_shown_as_diffs() {
    let repo = tempfile::tempdir().expect("a folder");
    let created = retrofit(repo.path(), &["rules", "new", "ours/timeout"]);
    assert_eq!(created.status.code(), Some(0), "{}", stderr(&created));
    assert_eq!(retrofit(repo.path(), &["rules", "new", "ours/timeout"]).status.code(), Some(2));
    let lint = retrofit(repo.path(), &["rules", "lint"]);
    assert_eq!((stdout(&lint).as_str(), lint.status.code()), ("The rules are sound.\n", Some(0)));
    let test = retrofit(repo.path(), &["rules", "test", "ours", "--coverage"]);
    let said = "3 cases and 1 variant, all as wanted.\n1 of 1 patterns exercised.\n";
    assert_eq!(stdout(&test), said, "{}", stderr(&test));
    assert_eq!(test.status.code(), Some(0));

    let page = repo.path().join(".sentry-retrofit/rules/ours/timeout/cases.md");
    let sound = fs::read_to_string(&page).expect("readable");
    fs::write(&page, format!("{sound}\n## Empty\n")).expect("written");
    let place = " --> .sentry-retrofit/rules/ours/timeout/cases.md:56:1\n";
    assert!(stdout(&retrofit(repo.path(), &["rules", "lint"])).contains(place));
    assert!(stderr(&retrofit(repo.path(), &["rules", "test"])).contains(place));
    fs::write(&page, &sound).expect("written");
    let mut text = fs::read_to_string(&page).expect("readable").replace("timeout=10", "timeout=5");
    text = text.replace("timeout=60)\n```\n", "timeout=60)\n```\n\n```diff\n--- a/app.py\n+++ b/app.py\n@@ -1,3 +1,1 @@\n from acme import connect\n-\n-server = connect(\"localhost\", timeout=60)\n```\n");
    text.push_str("\n## Quiet\n\n`app.py`\n\n```python\nimport acme\n\nacme.connect()\n```\n");
    fs::write(&page, &text).expect("written");
    let test = retrofit(repo.path(), &["rules", "test", "ours/timeout"]);
    assert_eq!(test.status.code(), Some(1));
    snapbox::assert_data_eq!(
        stdout(&test),
        snapbox::str![[r#"
wrong: ours/timeout/cases.md:5: A connection that is made by the module: app.py does not look as it should
--- wanted
+++ result
@@ -1,3 +1,3 @@
 import acme
 
-server = acme.connect("localhost", timeout=5)
+server = acme.connect("localhost", timeout=10)

missing: ours/timeout/cases.md:25: A timeout of one's own stays: app.py was not changed
--- wanted
+++ result
@@ -1,1 +1,3 @@
 from acme import connect
+
+server = connect("localhost", timeout=60)

noisy: ours/timeout/cases.md:65: Quiet: app.py was changed
--- wanted
+++ result
@@ -1,3 +1,3 @@
 import acme
 
-acme.connect()
+acme.connect(timeout=10)

4 cases, 3 not as wanted: 1 missing, 1 noisy, 1 wrong.

"#]]
    );

    let accepted = retrofit(repo.path(), &["rules", "test", "ours/timeout", "--accept"]);
    assert_eq!(accepted.status.code(), Some(1), "what is accepted still has to be looked at");
    assert!(stdout(&accepted).ends_with("Wrote what came out into 3 cases.\n"), "{}", stdout(&accepted));
    let quiet = "\n```diff\n--- a/app.py\n+++ b/app.py\n@@ -1,3 +1,3 @@\n import acme\n\n-acme.connect()\n+acme.connect(timeout=10)\n```\n";
    let skeleton = text.replace("timeout=5", "timeout=10");
    let diff = skeleton[skeleton.find("timeout=60").expect("a case")..].find("\n\n```diff").expect("a diff");
    let diff = diff + skeleton.find("timeout=60").expect("a case");
    let end = diff + 2 + skeleton[diff + 2..].find("\n```\n").expect("its end") + 4;
    let wanted = format!("{}{}{quiet}", &skeleton[..diff], &skeleton[end..]);
    assert_eq!(fs::read_to_string(&page).expect("written"), wanted, "only the diffs change");
    let test = retrofit(repo.path(), &["rules", "test", "ours/timeout"]);
    assert_eq!(stdout(&test), "4 cases and 1 variant, all as wanted.\n");
}
