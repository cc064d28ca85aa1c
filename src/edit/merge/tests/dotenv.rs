//! dotenv files.

use serde_json::json;

use super::*;

fn var<'a>(key: &'a str, value: &'a str) -> DotenvVar<'a> {
    DotenvVar { key, value, comment: None }
}

#[track_caller]
fn env(before: &str, wanted: &[DotenvVar<'_>], after: &str) {
    let edits = dotenv(before, wanted, Some("Probe")).unwrap().into_edits();
    let result = splice(before, &edits).unwrap();
    assert_eq!(result, after, "\n--- got\n{result}\n--- wanted\n{after}");
    assert_eq!(dotenv(&result, wanted, Some("Probe")), Ok(Edited::Holds));
    let values = (value_of(Language::Dotenv, before).unwrap(), value_of(Language::Dotenv, &result).unwrap());
    assert_eq!(only_added(&values.0, &values.1), Ok(()));
}

#[test]
fn new_variables_form_a_block_under_their_header() {
    let wanted = [var("PROBE_URL", ""), DotenvVar { comment: Some("zero to one"), ..var("PROBE_RATE", "0.1") }];
    env("A=1\n", &wanted, "A=1\n\n# Probe\nPROBE_URL=\n# zero to one\nPROBE_RATE=0.1\n");
    env("A=1", &wanted, "A=1\n\n# Probe\nPROBE_URL=\n# zero to one\nPROBE_RATE=0.1");
    env("A=1\r\n\r\n", &wanted, "A=1\r\n\r\n# Probe\r\nPROBE_URL=\r\n# zero to one\r\nPROBE_RATE=0.1\r\n");
    env("", &wanted, "# Probe\nPROBE_URL=\n# zero to one\nPROBE_RATE=0.1\n");
}

#[test]
fn variables_join_those_with_the_word_of_their_header() {
    env("PROBE_URL=x\nA=1\n", &[var("B", "2"), var("PROBE_RATE", "1")], "PROBE_URL=x\nB=2\nPROBE_RATE=1\nA=1\n");
    env("OPEN_URL=x\nA=1\n", &[var("OPEN_PROBE", "1")], "OPEN_URL=x\nA=1\n\n# Probe\nOPEN_PROBE=1\n");
    env("OPEN_PROBE=x\nA=1\n", &[var("OPEN_PROBES", "")], "OPEN_PROBE=x\nOPEN_PROBES=\nA=1\n");
    env("PROBE_KEY=x\nPROBES=1\n", &[var("B", "")], "PROBE_KEY=x\nB=\nPROBES=1\n");
    // Another service has one of its own.
    env("OPEN_PROBE=x\nA=1\n", &[var("PROBE_KEY", "")], "OPEN_PROBE=x\nA=1\n\n# Probe\nPROBE_KEY=\n");
    env("A=1\n# PROBE_URL=\nB=1", &[var("PROBE_RATE", "1")], "A=1\n# PROBE_URL=\nPROBE_RATE=1\nB=1");
    env("A=1\nPROBE_URL=x", &[var("PROBE_RATE", "1"), var("B", "2")], "A=1\nPROBE_URL=x\nPROBE_RATE=1\nB=2");
    env(
        "PROBE_KEY=\"a\nPROBE_FAKE=1\"\nA=1\n",
        &[var("PROBE_RATE", "1")],
        "PROBE_KEY=\"a\nPROBE_FAKE=1\"\nPROBE_RATE=1\nA=1\n",
    );
}

#[test]
fn a_variable_counts_as_present_however_it_is_written() {
    for text in ["PROBE=", "export PROBE=x", "PROBE = 'x'", "  PROBE=1", "# PROBE=", "#PROBE=x", "PROBE=a # b"] {
        assert_eq!(dotenv(text, &[var("PROBE", "z")], None), Ok(Edited::Holds), "{text}");
    }
    for text in ["PROBES=1", "# set probe=1 to see", "A=\"x\nPROBE=1\""] {
        assert!(matches!(dotenv(text, &[var("PROBE", "z")], None), Ok(Edited::Edits(_))), "{text}");
    }
}

#[test]
fn new_lines_look_like_the_others_and_are_quoted_only_where_they_must_be() {
    env(
        "export A=1\nexport B=2\n",
        &[var("A_URL", "http://x/y?z=1")],
        "export A=1\nexport B=2\n\n# Probe\nexport A_URL=http://x/y?z=1\n",
    );
    env("A = 1\n", &[var("B", "")], "A = 1\n\n# Probe\nB =\n");
    env("A=1\n", &[var("B", "x y"), var("C", "it's $5")], "A=1\n\n# Probe\nB='x y'\nC=\"it's \\$5\"\n");
}

#[test]
fn merge_takes_names_and_plain_values() {
    becomes(Language::Dotenv, "A_B=1\n", &[want("A_C", json!(2))], "A_B=1\nA_C=2\n");
    let error = EditError::Rule("a dotenv file holds names with plain values only".into());
    refuses(Language::Dotenv, "", &[want("A/B", json!(1))], error.clone());
    refuses(Language::Dotenv, "", &[want("A", json!([]))], error);
    refuses(
        Language::Dotenv,
        "",
        &[want("A B", json!(""))],
        EditError::Rule("`A B` is not the name of an environment variable".into()),
    );
}
