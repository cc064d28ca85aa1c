//! The command line as people see it: transcripts in `tests/cli/*.trycmd`, and what no transcript can show.
//!
//! The transcripts run in copies of `tests/cli/shop`, a repository with rules of its own, so that they do
//! not depend on the bundled rules. `TRYCMD=overwrite cargo test --test cli` writes them anew; what differs
//! from run to run or belongs to bundled rules is then to be replaced by `[..]` and `...` again.

// A helper of a test fails the test it helps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]
#![cfg(unix)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use support::{Repo, finish, program};

#[test]
fn transcripts() {
    let git = std::env::var_os("PATH")
        .and_then(|path| std::env::split_paths(&path).map(|folder| folder.join("git")).find(|git| git.is_file()))
        .expect("git must be installed for these tests");
    let cases = trycmd::TestCases::new();
    cases.register_bin("git", git);
    for (name, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "Test Author"),
        ("GIT_AUTHOR_EMAIL", "author@example.com"),
        ("GIT_AUTHOR_DATE", "1767225600 +0000"),
        ("GIT_COMMITTER_NAME", "Test Author"),
        ("GIT_COMMITTER_EMAIL", "author@example.com"),
        ("GIT_COMMITTER_DATE", "1767225600 +0000"),
        ("COLUMNS", "100"),
    ] {
        cases.env(name, value);
    }
    cases.case("tests/cli/*.trycmd");
}

#[test]
fn what_explain_says_of_a_file_is_what_the_plan_did() {
    let repo = Repo::copy(Path::new("fixtures/flask-factory"));
    let plan = repo.plan().json();
    let empty = Vec::new();
    let mut asked = 0;
    for rule in plan["rules"].as_array().unwrap().iter().filter(|rule| rule["outcome"] == "applies") {
        let id = rule["id"].as_str().unwrap();
        for site in rule["sites"].as_array().unwrap_or(&empty) {
            let (file, line) = (site["file"].as_str().unwrap(), site["line"].as_u64().unwrap());
            let said = repo.run(&["explain", id, file]).ends(0).out;
            // A rule without a query looks at no file; its site is the file it wrote.
            if !said.contains("the rule has no query") {
                assert!(said.contains(&format!(" matches line {line}")), "{id} {file}:{line}\n{said}");
                asked += 1;
            }
        }
    }
    assert!(asked > 5, "{asked} sites");
}

#[test]
fn every_bundled_rule_can_be_shown_and_one_of_each_area_explained() {
    let repo = Repo::shop();
    let list = repo.run(&["rules", "list"]).ends(0);
    let ids: Vec<&str> =
        list.out.lines().filter_map(|line| line.split("  ").next()).filter(|id| id.contains('/')).collect();
    assert!(ids.len() > 4, "{}", list.out);
    let mut areas = BTreeSet::new();
    for id in ids {
        repo.run(&["rules", "show", id]).ends(0).says("title = ");
        if areas.insert(id.split('/').next()) {
            repo.run(&["explain", id, "app.py"]).ends(0).says(id);
        }
    }
    repo.run(&["rules", "lint"]).ends(0);
}

#[test]
fn colour_follows_the_option_then_the_environment_then_the_terminal() {
    let repo = Repo::shop();
    let colored = |args: &[&str], variables: &[(&str, &str)]| {
        repo.run_with(&[&["plan", "-q"], args].concat(), variables).ends(0).out.contains('\u{1b}')
    };
    assert!(!colored(&[], &[]), "a pipe gets none");
    assert!(colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(colored(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!colored(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[], &[("NO_COLOR", "1")]));
    let file = repo.beside("out");
    repo.run(&["-o", file.to_str().unwrap(), "--color", "always"]).ends(0);
    assert!(!fs::read_to_string(file).unwrap().contains('\u{1b}'), "a file gets none");
    let refusal = |color: &str| repo.run(&["apply", "-q", "--branch", "a..b", "--color", color]).ends(3).err;
    assert!(refusal("always").contains('\u{1b}') && !refusal("never").contains('\u{1b}'));
}

#[test]
fn an_output_file_holds_what_standard_output_would_have_held() {
    let repo = Repo::shop();
    let file = repo.beside("out");
    for format in ["text", "patch", "json", "markdown"] {
        fs::write(&file, "an older and longer result\n".repeat(1000)).unwrap();
        let to_file = repo.run(&["--format", format, "-o", file.to_str().unwrap()]).ends(0);
        assert_eq!(to_file.out, "");
        assert_eq!(fs::read_to_string(&file).unwrap(), repo.run(&["--format", format]).ends(0).out, "{format}");
    }
}

#[test]
fn applying_tells_programs_what_came_of_it() {
    let repo = Repo::shop();
    let first = repo.run(&["apply", "--format", "json"]).ends(0).json();
    let head = repo.git(&["rev-parse", first["applied"]["branch"].as_str().unwrap()]);
    assert_eq!(first["applied"]["commit"], head.trim());
    assert_eq!(first["applied"]["already"], false);
    let second = repo.run(&["apply", "--format", "json"]).ends(0).json();
    assert_eq!(second["applied"]["already"], true);
    assert_eq!(second["applied"]["commit"], first["applied"]["commit"]);
    repo.run(&["apply", "--format", "patch", "--in-place"]).ends(0).says("diff --git");
    let unchanged = repo.run(&["apply", "--format", "json"]).ends(0).json();
    assert_eq!((&unchanged["status"], &unchanged["applied"]), (&"unchanged".into(), &serde_json::Value::Null));
}

#[test]
fn a_saved_plan_is_applied_with_the_options_it_was_made_with() {
    let repo = Repo::shop();
    let saved = repo.beside("plan.json");
    let saved = saved.to_str().unwrap();
    repo.append("app.py", "x = 1\n");
    let options = ["--ignore-dirty", "--only", "acme/watch", "--at", "doors.py:4", "--format", "json", "-o", saved];
    repo.run(&options).ends(0);
    let run = finish(program(&repo.path("tests")).args(["apply", saved, "--branch", "b", "-q"])).ends(0);
    assert!(run.out.starts_with("Committed"), "{}", run.out);
    assert_eq!(repo.git(&["diff", "--name-only", "HEAD", "b"]), "app.py\n");
}

#[test]
fn a_saved_plan_that_was_applied_says_so() {
    let repo = Repo::shop();
    let saved = repo.beside("plan.json");
    let saved = saved.to_str().unwrap();
    repo.run(&["--format", "json", "-o", saved]).ends(0);
    repo.run(&["apply", saved, "--in-place", "-q"]).ends(0);
    let commits = repo.git(&["rev-list", "--all"]);
    repo.run(&["apply", saved, "--in-place"]).ends(0).says("is there already. Nothing was written.");
    assert_eq!(repo.git(&["rev-list", "--all"]), commits);
}

#[test]
fn rules_that_are_not_committed_yet_can_be_tried() {
    let repo = Repo::shop();
    repo.git(&["rm", "-rq", "--cached", ".sentry-retrofit"]);
    repo.commit_index("forget the rules");
    assert_eq!(repo.plan().changed(), ["NOTES.md", "app.py"]);
    assert_eq!(repo.run(&["--ignore-dirty", "plan"]).code, 2, "HEAD has no such rules");
}

#[test]
fn a_next_command_can_be_pasted() {
    let repo = Repo::shop();
    fs::create_dir(repo.path("it's here")).unwrap();
    repo.write("it's here/app.py", repo.read("app.py"));
    repo.commit("odd");
    repo.run(&["plan", "it's here", "-q"]).ends(0).says(r"Next: sentry-retrofit apply 'it'\''s here'");
}

#[test]
fn a_folder_inside_a_repository_is_one_of_its_projects() {
    let repo = Repo::shop();
    for file in ["app.py", "doors.py", "requirements.txt"] {
        repo.write(&format!("corner/{file}"), repo.read(file));
    }
    repo.commit("a second shop");
    let named = repo.run(&["--project", "corner", "--format", "json"]).ends(0);
    let inside = finish(program(&repo.path("corner")).args(["--format", "json"])).ends(0);
    assert_eq!(inside.out, named.out);
    assert_eq!(repo.run(&["plan", "corner", "--format", "json"]).ends(0).out, named.out);
    assert!(named.changed().contains(&"corner/app.py".to_owned()) && !named.changed().contains(&"app.py".to_owned()));
}

#[test]
fn a_plan_that_was_merged_and_reverted_can_be_applied_again() {
    let repo = Repo::shop();
    let branch = |run: support::Run| run.json()["applied"]["branch"].as_str().unwrap().to_owned();
    let first = branch(repo.run(&["apply", "--format", "json"]).ends(0));
    repo.git(&["merge", "-q", "--no-ff", "-m", "merge", &first]);
    repo.git(&["revert", "--no-edit", "-m", "1", "HEAD"]);
    let second = branch(repo.run(&["apply", "--format", "json"]).ends(0));
    assert_eq!(second, format!("{first}-2"));
    repo.run(&["apply", "-q"]).ends(0).says(&format!("{second} holds this plan already"));
}

#[test]
fn what_stands_in_the_way_of_a_plan_is_said_before_it_is_applied() {
    let repo = Repo::shop();
    repo.run(&["plan", "-q"]).ends(0).never_says("As things are");
    repo.append("app.py", "x = 1\n");
    let plan = repo.run(&["plan", "-q"]).ends(0).says("As things are, it is refused: app.py has uncommitted changes");
    assert!(plan.out.find("As things are") < plan.out.find("Next:"));
    repo.run(&["plan", "-q", "--ignore-dirty"]).ends(0).never_says("As things are");
}

#[test]
fn a_setting_of_the_wrong_type_is_named_with_all_settings() {
    let repo = Repo::shop();
    let run = repo.run(&["--set", "pii_extra=5"]).ends(2);
    run.says("the setting `pii_extra` takes a list such as").says("and 5 is given; the settings are").says("tenant (");
}

#[test]
fn rules_of_a_repository_are_announced_and_replace_nothing() {
    let repo = Repo::shop();
    repo.run(&[]).ends(0).says("of this repository's own: acme/");
    let without = repo.run(&["--no-repository-rules", "--format", "json"]).ends(0);
    assert_eq!(without.changed(), Vec::<String>::new());
    let list = repo.run(&["rules", "list"]).ends(0).out;
    let mut bundled = list.lines().filter_map(|line| line.split("  ").next());
    let bundled = bundled.find(|id| id.contains('/') && !id.starts_with("acme/")).unwrap();
    let own = ".sentry-retrofit/rules";
    for file in fs::read_dir(repo.path(&format!("{own}/acme/watch"))).unwrap().flatten().filter(|f| f.path().is_file())
    {
        let name = file.file_name().into_string().unwrap();
        repo.write(&format!("{own}/{bundled}/{name}"), fs::read(file.path()).unwrap());
    }
    repo.run(&[]).ends(2).says(&format!("the rule `{bundled}` is bundled")).says("--allow-pack-overrides");
    repo.run(&["--no-repository-rules"]).ends(0);
}

#[test]
fn what_a_choice_of_rules_leaves_out_is_said() {
    let full = support::fixtures().into_iter().find(|path| path.ends_with("full-stack")).unwrap();
    let repo = Repo::copy(&full);
    let said = "belongs together with";
    repo.run(&["--only", "flask/init"]).ends(0).says(said).says("flask/dependency");
    repo.run(&["--only", "flask", "--only", "python"]).ends(0).never_says(said);
}

#[test]
fn any_path_gets_a_plan() {
    for folder in ["R&D", "it's \"here\"", "a [b] (c) %d", "\u{1f33b} \u{e9}", "x=$(y);`z`", "{a}", "#1 ~"] {
        let full = support::fixtures().into_iter().find(|path| path.ends_with("full-stack")).unwrap();
        let repo = Repo::copy(&full);
        fs::create_dir(repo.path(folder)).unwrap();
        for part in ["api", "web", "mobile"] {
            fs::rename(repo.path(part), repo.path(&format!("{folder}/{part}"))).unwrap();
        }
        repo.commit("move");
        let plan = repo.run(&["--format", "json"]).ends(0);
        assert!(plan.changed().iter().any(|path| path.starts_with(folder)), "{folder}: {}", plan.out);
        repo.run(&["apply", "-q", "--in-place"]).ends(0);
        assert_eq!(repo.run(&["--format", "json"]).ends(0).changed(), Vec::<String>::new(), "{folder}");
    }
}

#[test]
fn a_project_is_described_by_its_own_manifests() {
    let repo = Repo::shop();
    repo.write("ui/package.json", "{\"dependencies\": {\"left\": \"1.0.0\"}}\n");
    repo.commit("a page");
    let plan = repo.plan().json();
    let project = plan["projects"].as_array().unwrap().iter().find(|project| project["root"] == "ui").unwrap();
    assert_eq!(project["dependencies"], serde_json::json!({ "left": "1.0.0" }));
}

#[test]
fn parts_of_a_plan_are_taken_and_left_one_by_one() {
    let answered = |keys: &str| {
        let repo = Repo::shop();
        let mut command = program(&repo.root);
        let mut child = command.args(["apply", "-p"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(keys.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success());
        let said = String::from_utf8(output.stdout).unwrap();
        let branches = repo.git(&["for-each-ref", "--format=%(refname:short)", "refs/heads/sentry-retrofit"]);
        let changed = match branches.trim() {
            "" => String::new(),
            branch => repo.git(&["diff", "--name-only", "main", branch]).trim().to_owned(),
        };
        (said, changed)
    };
    // Every part, some, none; what is not answered is not taken.
    assert_eq!(answered("y\ny\n").1, "NOTES.md\napp.py");
    let (said, changed) = answered("a\n");
    assert_eq!(changed, "NOTES.md\napp.py");
    assert!(said.contains("describe  sentry-retrofit plan --format markdown"), "{said}");
    let (said, changed) = answered("y\np\n?\nn\n");
    assert_eq!(changed, "app.py");
    assert!(said.contains("q - quit; nothing is written") && !said.contains("s - split"), "{said}");
    assert!(said.contains("The front of the shop."), "{said}");
    assert!(said.contains("skip = [\"acme/notes\"]"), "{said}");
    // A plan made again has the part that was left out; the commit does not.
    assert!(said.contains("describe  git log -1 --format=%B sentry-retrofit/"), "{said}");
    assert!(said.contains("Give the watch a key."), "{said}");
    // Notes about a watch that is not there would be false: they fall with it.
    let (said, changed) = answered("n\n");
    assert_eq!(changed, "");
    assert!(said.contains("acme/notes falls with it."), "{said}");
    assert!(said.contains("Nothing was taken, and nothing was written."), "{said}");
    for keys in ["d\n", "q\n", "y\nq\n", "", "j\ny\nq\n"] {
        assert_eq!(answered(keys).1, "", "{keys:?}");
    }
    // What is decided later comes again.
    let (said, changed) = answered("j\nk\nj\nn\ny\nn\n");
    assert_eq!(changed, "app.py");
    let asked: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("Take this part ")?.get(..5)).collect();
    assert_eq!(asked, ["(1/2)", "(2/2)", "(1/2)", "(2/2)", "(1/2)"], "{said}");
    // What is decided can be seen again, and decided anew.
    for (keys, state) in [("y\nK\nJ\ny\n", "(1/2, taken so far)"), ("j\nn\nJ\ny\ny\n", "(2/2, left out so far)")] {
        let (said, changed) = answered(keys);
        assert_eq!(changed, "NOTES.md\napp.py", "{said}");
        assert!(said.contains(state), "{said}");
    }
    assert_eq!(answered("y\nK\nn\n").1, "");
    // A part is gone to by its number, or by what stands in it.
    let (said, changed) = answered("g\n2\nn\ny\nn\n");
    assert_eq!(changed, "app.py");
    assert!(said.contains("  1: ") && said.contains("Go to which part? "), "{said}");
    let (said, changed) = answered("g9\n/(\n/no such text\n/front of the shop\nn\nP\ny\nn\n");
    assert_eq!(changed, "app.py", "{said}");
    for sentence in ["There is no part 9.", "( is no regular expression.", "No part has no such text."] {
        assert!(said.contains(sentence), "{said}");
    }
}

/// The shop with a rule that puts a bell on every door.
fn shop_with_bells() -> Repo {
    let repo = Repo::shop();
    let rule = ".sentry-retrofit/rules/acme/door/rule.toml";
    repo.write(rule, String::from_utf8(repo.read(rule)).unwrap().replace("\"one\"", "\"each\""));
    repo.commit("bells");
    repo
}

#[test]
fn places_that_stand_alone_are_taken_and_left_one_by_one() {
    let answered = |keys: &str| {
        let repo = shop_with_bells();
        let mut command = program(&repo.root);
        command.args(["apply", "-p", "--in-place", "--only", "acme/door"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(keys.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success());
        let doors = String::from_utf8(repo.read("doors.py")).unwrap();
        let bells = ["front", "back"].map(|door| doors.contains(&format!("\"{door}\", bell=True")));
        (repo, String::from_utf8(output.stdout).unwrap(), bells)
    };
    assert_eq!(answered("y\n").2, [true, true]);
    assert_eq!(answered("s\na\n").2, [true, true]);
    assert_eq!(answered("s\nd\n").2, [false, false]);
    assert_eq!(answered("s\ny\nq\n").2, [false, false]);
    let (repo, said, bells) = answered("s\nn\ne\ny\nn\n");
    assert_eq!(bells, [false, true], "{said}");
    // A place is shown with what it alone brings.
    let places: Vec<&str> = said.split("Take this place").collect();
    assert!(
        places[0].ends_with("front = Door(\"front\", bell=True)\n     4   back = Door(\"back\", bell=True)\n\n"),
        "{said}"
    );
    assert!(said.contains("planned again and checked") && said.contains("[[leave]]"), "{said}");
    repo.run(&["check", "-q", "--only", "acme/door"]).ends(1);
    // What is remembered is part of the commit, and no drift from then on.
    let (repo, said, bells) = answered("s\nn\ny\ny\n");
    assert_eq!(bells, [false, true], "{said}");
    let settings = String::from_utf8(repo.read(".sentry-retrofit.toml")).unwrap();
    assert!(settings.starts_with("only = [\"acme\"]\n") && settings.contains("code = 'front = Door(\"front\")'"));
    assert_eq!(repo.git(&["status", "--porcelain"]), "");
    assert!(repo.git(&["log", "-1", "--format=%B"]).contains("\n- Change .sentry-retrofit.toml\n"));
    repo.run(&["check", "-q", "--only", "acme/door"]).ends(0);
    repo.run(&["config"]).ends(0).says("leave").says(".sentry-retrofit.toml:3");
    repo.write(".sentry-retrofit.toml", settings.replace("acme/door", "acme/dor"));
    repo.run(&["plan"]).ends(2).says("there is no rule `acme/dor`").says("acme/door");
}

#[test]
fn words_that_are_nearly_right_are_understood() {
    let repo = Repo::shop();
    repo.run(&["aply"]).ends(2).says("there is no command aply, and no folder; did you mean `apply`?");
    repo.run(&["chek", "--stat"]).ends(2).says("did you mean `check`?");
    repo.run(&["nowhere"]).ends(2).says("cannot open nowhere");
    repo.run(&["undo", "."]).ends(2).says("sentry-retrofit undo --path .");
    repo.run(&["undo", "nothing"]).ends(2).says("there is no branch nothing");
    // What is edited is shown in any case; what the plan does not touch cannot be.
    repo.run(&["plan", "--show", "app.py"]).ends(0).says("+ start_watch()");
    repo.run(&["plan", "--show", "toys.py"]).ends(2).says("the plan does not change toys.py");
    repo.run(&["plan", "--show", "NOTE.md"]).ends(2).says("did you mean NOTES.md?");
}

#[test]
fn a_setting_says_where_its_value_comes_from() {
    let repo = Repo::shop();
    repo.write(
        ".sentry-retrofit.toml",
        "skip = [\"acme/notes\"]\n\n[set]\ntenant = \"club_id\"\nslack_channel = \"#x\"\n",
    );
    let given = ["--skip", "acme/watch", "--set", "slack_channel=#y"];
    let settings = repo.run(&[&["config", "--json"], &given[..]].concat()).ends(0).json();
    let of = |name: &str| {
        let all = settings["settings"].as_array().unwrap().iter();
        all.clone().find(|setting| setting["name"] == name).unwrap_or_else(|| panic!("{name}")).clone()
    };
    let skip = of("skip");
    assert_eq!(skip["value"], serde_json::json!(["acme/watch", "acme/notes"]));
    assert_eq!(skip["from"], serde_json::json!([{ "source": "command-line" }, { "source": "file", "line": 1 }]));
    assert_eq!((&of("set.tenant")["value"], &of("set.tenant")["from"][0]["line"]), (&"club_id".into(), &4.into()));
    let channel = of("set.slack_channel");
    assert_eq!((&channel["value"], channel["from"].as_array().unwrap().len()), (&"#y".into(), 1));
    assert_eq!(of("set.pii_extra")["from"][0]["source"], "default");
    assert!(!of("set.pii_extra")["about"].as_str().unwrap().is_empty());
    repo.run(&["config"]).ends(0).says("set.tenant").says(".sentry-retrofit.toml:4").says("\"club_id\"");
    repo.run(&["config", "--set", "tennant=x"]).ends(2).says("did you mean `tenant`?");
}

#[test]
fn the_schema_of_the_settings_knows_what_the_settings_are() {
    let repo = Repo::shop();
    let schema = repo.run(&["config", "schema"]).ends(0).json();
    let known: Vec<&String> = schema["properties"]["set"]["properties"].as_object().unwrap().keys().collect();
    let listed = repo.run(&["config", "--json"]).ends(0).json();
    let listed: Vec<String> =
        listed["settings"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect();
    for name in known {
        assert!(listed.contains(&format!("set.{name}")), "{name}");
    }
    for name in listed.iter().filter(|name| !name.starts_with("set.")) {
        assert!(schema["properties"][name]["description"].is_string(), "{name}");
    }
    assert_eq!(schema["additionalProperties"], false);
    assert_eq!(schema["properties"]["set"]["additionalProperties"], false);
}

#[test]
fn json_is_short_for_the_format() {
    let repo = Repo::shop();
    assert_eq!(repo.run(&["--json"]).ends(0).out, repo.plan().out);
    repo.run(&["--json", "--format", "patch"]).ends(2);
}

#[test]
fn a_branch_that_holds_a_plan_and_nothing_else_is_taken_back() {
    let repo = Repo::shop();
    repo.run(&["undo"]).ends(0).says("There is nothing to undo");
    let before = repo.git(&["for-each-ref"]);
    let branch = repo.run(&["apply", "--json"]).ends(0).json()["applied"]["branch"].as_str().unwrap().to_owned();
    let tip = repo.git(&["rev-parse", &branch]);
    let said = repo.run(&["undo"]).ends(0).says(&format!("Removed the branch {branch}"));
    assert_eq!(repo.git(&["for-each-ref"]), before);
    // The way back that it names leads back.
    let back: Vec<&str> = said.out.lines().last().unwrap().split_whitespace().skip(2).collect();
    repo.git(&back);
    assert_eq!(repo.git(&["rev-parse", &branch]), tip);
    repo.run(&["undo", &branch]).ends(0);
    repo.run(&["apply", "-q", "--branch", "mine"]).ends(0);
    repo.run(&["undo"]).ends(0).says("nothing to undo");
    repo.run(&["undo", "mine"]).ends(0);
    assert_eq!(repo.git(&["for-each-ref"]), before);
    repo.run(&["undo", "mine"]).ends(2).says("there is no branch mine");
}

#[test]
fn nothing_else_is_taken_back() {
    let branch = |repo: &Repo| {
        let name = repo.run(&["apply", "--json"]).ends(0).json()["applied"]["branch"].as_str().unwrap().to_owned();
        assert!(name.starts_with("sentry-retrofit/"));
        name
    };
    let stays = |repo: &Repo, args: &[&str], reason: &str, hint: &str| {
        let before = repo.git(&["for-each-ref"]);
        repo.run(args).ends(3).says(reason).says(hint);
        assert_eq!(repo.git(&["for-each-ref"]), before);
    };
    // Somebody is on it, has merged it, has added to it.
    let repo = Repo::shop();
    let name = branch(&repo);
    repo.git(&["switch", "-q", &name]);
    stays(&repo, &["undo"], "a work tree is on the branch", "git revert");
    repo.git(&["switch", "-q", "main"]);
    repo.git(&["worktree", "add", "-q", repo.beside("other").to_str().unwrap(), &name]);
    stays(&repo, &["undo"], "a work tree is on the branch", "git revert");
    repo.git(&["worktree", "remove", repo.beside("other").to_str().unwrap()]);
    repo.git(&["merge", "-q", "--no-ff", "-m", "merge", &name]);
    stays(&repo, &["undo"], "in the history of HEAD", "git revert");
    let repo = Repo::shop();
    let name = branch(&repo);
    repo.git(&["switch", "-q", &name]);
    repo.append("app.py", "x = 1\n");
    repo.git(&["commit", "-q", "--amend", "--no-edit", "-a"]);
    repo.git(&["switch", "-q", "main"]);
    stays(&repo, &["undo"], "is not what was planned any more", "git branch -D");
    stays(&repo, &["undo", "main"], "is not by sentry-retrofit", "git log");
    // A commit on the branch itself, until it is reverted with the command that is named.
    let repo = Repo::shop();
    repo.run(&["apply", "-q", "--in-place"]).ends(0);
    let said = repo.run(&["undo"]).ends(3).says("in the history of HEAD");
    let words: Vec<&str> = said.err.split_whitespace().collect();
    let at = words.iter().position(|word| *word == "revert").unwrap();
    repo.git(&["revert", "--no-edit", words[at + 1]]);
    repo.run(&["undo"]).ends(0).says("nothing to undo");
}

#[test]
fn several_branches_have_to_be_named() {
    let repo = Repo::shop();
    repo.run(&["apply", "-q"]).ends(0);
    repo.run(&["apply", "-q", "--only", "acme/watch"]).ends(0);
    repo.run(&["undo"]).ends(3).says("2 branches are by sentry-retrofit");
}

#[test]
fn a_program_that_asks_for_parts_reads_nothing_but_the_result() {
    for (keys, status) in [("y\ny\n", "changed"), ("q\n", "unchanged"), ("n\n", "unchanged")] {
        let repo = Repo::shop();
        let mut command = program(&repo.root);
        command.args(["apply", "-p", "--json"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(keys.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(document["status"], status, "{keys:?}");
        assert!(String::from_utf8(output.stderr).unwrap().contains("Take this part"));
    }
}
