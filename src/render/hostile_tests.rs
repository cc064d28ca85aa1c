//! What a hostile repository or rule pack may not do to the person who reads a report.

use proptest::prelude::*;

use super::escape::is_unsafe;
use super::samples::{because, file, project, rule};
use super::*;
use crate::report::{Note, Outcome, Place, Plan, Safety};

/// A plan with `evil` wherever a repository or a pack has a say.
fn plan_of(evil: &str) -> Plan {
    let path = format!("a/{}", evil.replace('\0', ""));
    let mut applies = rule(evil, evil, Outcome::Applies);
    applies.title = evil.to_owned();
    applies.why = evil.to_owned();
    applies.docs = Some(format!("https://{evil}"));
    applies.safety = Safety::Review;
    applies.reason = Some(evil.to_owned());
    applies.manual = Some(format!("{evil}\n{evil}"));
    let sites = vec![Place { file: path.clone(), line: 1 }];
    let mut rules = vec![applies];
    for outcome in
        [Outcome::Ambiguous, Outcome::Conflict, Outcome::Unsupported, Outcome::NotApplicable, Outcome::Present]
    {
        let mut rule = because(rule(&format!("{}{evil}", outcome.word()), ".", outcome), evil);
        rule.sites = sites.clone();
        rules.push(rule);
    }
    let before = format!("{evil}\nold {evil}\n{evil}");
    let after = format!("{evil}\nnew {evil}\n{evil}\n{evil}\n");
    Plan {
        repo: crate::report::RepoSummary { name: evil.to_owned(), head: Some(evil.to_owned()), ..Default::default() },
        projects: vec![project(evil, &[evil], &[evil, evil]), project(".", &[], &[])],
        rules,
        files: vec![
            file(&path, Some(&before), &[(evil, evil, &after)]),
            file(&format!("{path}.env"), None, &[("stray", evil, &after)]),
        ],
        notes: vec![Note { file: path.clone(), reason: evil.to_owned() }],
        ..Plan::default()
    }
}

/// Drops the styles the text view itself uses.
fn without_styles(text: &str) -> String {
    regex::Regex::new("\x1b\\[[0-9;]*m").unwrap().replace_all(text, "").into_owned()
}

fn check(evil: &str) {
    let plan = plan_of(evil);
    let options = TextOptions { width: 60, terminal: true, next: Some(evil.to_owned()), ..TextOptions::default() };
    let view = AppliedView {
        plan: None,
        commit: Some(evil.to_owned()),
        branch: Some(evil.to_owned()),
        new_branch: true,
        already: false,
        files: 1,
        hooks_not_run: vec![evil.to_owned()],
    };
    let colored = TextOptions { color: true, ..options.clone() };
    let verbose = TextOptions { verbose: true, ..options.clone() };
    let plain = text(&plan, &options);
    // A styled report is the plain one with styles of ours, and not one more.
    assert_eq!(without_styles(&text(&plan, &colored)), plain);
    for (name, out) in [
        ("text", plain),
        ("verbose", text(&plan, &verbose)),
        ("markdown", markdown(&plan)),
        ("json", json(&plan, &JsonOptions::default()).unwrap()),
        ("applied", applied(&plan, &view, &options)),
        ("refused", refused(evil, Some(evil), &options)),
    ] {
        let found = out.chars().find(|c| !matches!(c, '\n' | '\t') && is_unsafe(*c));
        assert_eq!(found, None, "{name} lets {found:?} of {evil:?} through:\n{out:?}");
    }
}

#[test]
fn no_character_a_terminal_obeys_reaches_it() {
    for evil in [
        "\x1b[2J\x1b]0;title\x07",
        "\u{9b}31m\u{9d}",
        "a\rb\x08\x08\x7f",
        "x\u{202e}y\u{2066}z\u{200b}",
        "line\nbreak\u{2028}and\u{85}more",
        "```\n`````\n</details><script>",
        "\t\t",
        "",
    ] {
        check(evil);
    }
}

#[test]
fn markdown_keeps_its_shape_whatever_files_hold() {
    let out = markdown(&plan_of("````\n</details>\n# head | @someone <b>"));
    let fence = out.lines().filter(|line| line.starts_with("`````")).count();
    assert_eq!(fence % 2, 0, "{out}");
    assert!(!out.lines().any(|line| line.starts_with("# head")), "{out}");
    let outside: String = out.split("`````").step_by(2).collect();
    assert!(!outside.contains("@someone") && !outside.contains("<b>"), "{outside}");
}

#[test]
fn text_and_markdown_mask_secrets_of_the_repository_and_the_patch_stays_exact() {
    let before = "PORT=1\nTOKEN=hunter2\nLAST=swordfish";
    let after = "PORT=1\nTOKEN=hunter2\nLAST=swordfish\nRELEASE=\n";
    let mut plan =
        Plan { files: vec![file(".env.example", Some(before), &[("r/env", ".", after)])], ..Plan::default() };
    plan.rules.push(rule("r/env", ".", Outcome::Applies));
    let mut with_url = project(".", &[], &["database postgres://bob:hunter2@db/x"]);
    with_url.dependencies.insert("lib".to_owned(), "git+https://hunter2@host/lib".to_owned());
    plan.projects.push(with_url);
    for out in [text(&plan, &TextOptions::default()), markdown(&plan)] {
        assert!(!out.contains("hunter2") && !out.contains("swordfish"), "{out}");
        assert!(out.contains("TOKEN=\u{2026}") && out.contains("RELEASE="), "{out}");
    }
    assert!(patch(&plan).contains("TOKEN=hunter2"));
    let mut document: serde_json::Value = serde_json::from_str(&json(&plan, &JsonOptions::default()).unwrap()).unwrap();
    let diff = document["files"][0]["diff"].take();
    assert!(diff.as_str().unwrap().contains("TOKEN=hunter2"));
    assert!(!document.to_string().contains("hunter2"), "{document}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn no_text_is_obeyed_or_makes_a_report_fail(evil in "(\\PC|[\\x00-\\x1f\\x7f-\\x9f\u{200b}-\u{202e}\u{2066}`<@|=\"' ]){0,24}") {
        check(&evil);
    }
}
