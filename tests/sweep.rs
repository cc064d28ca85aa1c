//! Promise: what a plan costs grows with what a repository is. Counts are stable where times are not.

// A helper of a test fails the test it helps.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use support::Repo;

/// A repository with ordinary files of every language, and others beside them.
fn repo(others: &[(&str, &str)]) -> Repo {
    let mut files: Vec<(String, String)> = Vec::new();
    for n in 0..40 {
        let python = "import os\n\n\ndef total_price(total, price=None):\n    return [total for _ in price]\n";
        let script =
            "import { useState } from 'react'\n\nexport function totalPrice(total: string) {\n  return total\n}\n";
        files.push((format!("area{}/order{n}.py", n % 4), python.to_owned()));
        files.push((format!("area{}/order{n}.ts", n % 4), script.to_owned()));
        files.push((format!("area{}/order{n}.md", n % 4), "order stock\n".to_owned()));
    }
    let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    Repo::of(&files.chain(others.iter().copied()).collect::<Vec<_>>())
}

/// How many files a plan read, and how often the parser ran.
fn counts(repo: &Repo) -> (usize, usize) {
    let run = repo.run(&["plan", "-q", "--timings"]).ends(0);
    let line = run.err.lines().find(|line| line.contains("in all; ")).expect("the timings");
    let number = |word: &str| {
        let before = line.split(word).next().and_then(|before| before.split_whitespace().last());
        before.and_then(|number| number.parse().ok()).expect("a number")
    };
    (number(" files read"), number(" parses"))
}

#[test]
fn what_no_rule_can_apply_to_is_not_parsed() {
    let (read, parsed) = counts(&repo(&[]));
    // Only an app in Python may be there without a manifest that says so.
    assert!(read <= 40, "{read} read");
    assert_eq!(parsed, 0);
}

#[test]
fn of_a_framework_only_the_files_that_speak_of_it_are_parsed() {
    let app =
        [("requirements.txt", "flask==3.1.0\n"), ("app.py", "from flask import Flask\n\napp = Flask(__name__)\n")];
    let (read, parsed) = counts(&repo(&app));
    // What the languages beside it say is not read.
    assert!(read <= 45, "{read} read");
    // The app, what the plan makes of it step by step, its templates, those once more to be laid out as the project has
    // it; the Python files around it never.
    assert!(parsed <= 22, "{parsed} parses");
}

#[test]
fn the_projects_beside_one_are_read_for_what_they_may_be_themselves() {
    let others = [
        ("area0/requirements.txt", "flask==3.1.0\n"),
        ("area0/app.py", "from flask import Flask\n\napp = Flask(__name__)\n"),
        ("area1/package.json", "{ \"name\": \"shelf\", \"dependencies\": { \"react\": \"19.2.0\" } }\n"),
    ];
    let (read, parsed) = counts(&repo(&others));
    // Any Python file may be an app that no manifest tells of, and scripts beside a package may start Sentry; the other
    // thirty scripts, which belong to no package, and all texts stay unread.
    assert!(read <= 53, "{read} read");
    assert!(parsed <= 25, "{parsed} parses");
}
