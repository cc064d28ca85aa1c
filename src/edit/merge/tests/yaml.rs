//! YAML: block style in any indentation, flow style, comments, anchors.

use serde_json::json;

use super::*;

#[track_caller]
fn yaml(before: &str, wanted: &[Merge], after: &str) {
    becomes(Language::Yaml, before, wanted, after);
}

fn unsupported(text: &str, wanted: &[Merge], reason: &str) {
    refuses(Language::Yaml, text, wanted, EditError::Unsupported(reason.to_owned()));
}

#[test]
fn lists_keep_their_column_and_dash() {
    let wanted = [want("k", json!(["z"]))];
    yaml("k:\n- a\n- b\n", &wanted, "k:\n- a\n- b\n- z\n");
    yaml("k:\n  - a\n", &wanted, "k:\n  - a\n  - z\n");
    yaml("k:\n -   a\nl: 1\n", &wanted, "k:\n -   a\n -   z\nl: 1\n");
    yaml("k:\n    - a\n\n    - b\n", &wanted, "k:\n    - a\n\n    - b\n\n    - z\n");
    yaml("k:\r\n- a", &wanted, "k:\r\n- a\r\n- z");
}

#[test]
fn mappings_keep_their_column_and_step() {
    yaml(
        "a:\n    b:\n        c: 1\n",
        &[want("a/x", json!({"w": {"z": [1]}}))],
        "a:\n    b:\n        c: 1\n    x:\n        w:\n            z:\n                - 1\n",
    );
    yaml("a:\n b: 1\nl:\n- x\n", &[want("a/c", json!({"d": ["e"]}))], "a:\n b: 1\n c:\n  d:\n  - e\nl:\n- x\n");
    yaml("a: 1", &[want("b", json!("x"))], "a: 1\nb: x");
    yaml("", &[want("b", json!("x"))], "b: x\n");
    yaml("# only a comment\n", &[want("b/c", json!([]))], "# only a comment\nb:\n  c: []\n");
}

#[test]
fn steps_of_a_job_can_be_stepped_into() {
    let before = "on: push\njobs:\n  build:\n    steps:\n      - uses: acme/checkout@v4\n\n      - name: Test\n        run: make\n\n  other:\n    x: 1\n";
    let item = |key: &str, value: &str| Segment::Item { key: key.into(), value: value.into() };
    let mut path = keys("jobs/build/steps");
    path.push(item("uses", "acme/checkout@v4"));
    let depth = Merge { path, ..want("", json!({"with": {"depth": 0}})) };
    let step = json!([{"name": "Release", "run": "make a\nmake b\n", "env": {"TOKEN": "${{ secrets.T }}"}}]);
    let step = Merge {
        identity: Some(Identity::Key("name".into())),
        place: Place::Before("Test".into()),
        comment: Some("released here".into()),
        ..want("jobs/build/steps", step)
    };
    yaml(
        before,
        &[depth, step],
        "on: push\njobs:\n  build:\n    steps:\n      - uses: acme/checkout@v4\n        with:\n          depth: 0\n\n      \
         # released here\n      - name: Release\n        run: |\n          make a\n          make b\n        env:\n          \
         TOKEN: ${{ secrets.T }}\n\n      - name: Test\n        run: make\n\n  other:\n    x: 1\n",
    );
}

#[test]
fn empty_places_are_filled() {
    yaml(
        "on:\n  push:\n  # c\nx: 1\n",
        &[want("on/push/branches", json!(["main"]))],
        "on:\n  push:\n    branches:\n      - main\n  # c\nx: 1\n",
    );
    yaml(
        "env: # none yet\n   # here\nx: 1\n",
        &[want("env/A", json!("1"))],
        "env: # none yet\n   # here\n   A: \"1\"\nx: 1\n",
    );
    yaml("env:", &[want("env", json!(["x"]))], "env:\n  - x");
    yaml("e: {}\nl: []\n", &[want("e/a", json!(1)), want("l", json!(["x, y"]))], "e: { a: 1 }\nl: [\"x, y\"]\n");
    yaml("l:\n  -\n", &[Merge { path: keys("l"), ..want("", json!([{"a": 1}])) }], "l:\n  -\n  - a: 1\n");
    holds(Language::Yaml, "a:\n", &[want("a", json!("x"))]);
    refuses(
        Language::Yaml,
        "a: ~\n",
        &[want("a/b", json!(1))],
        EditError::Conflict("`a` (line 1) is null, and a mapping is wanted there".into()),
    );
}

#[test]
fn flow_style_stays_flow_style() {
    yaml("on: [push, pull]\n", &[want("on", json!(["x"]))], "on: [push, pull, x]\n");
    yaml(
        "a: {b: 1, c: [x]}\n",
        &[want("a", json!({"d": "on", "c": ["{y}"]}))],
        "a: {b: 1, c: [x, \"{y}\"], d: \"on\"}\n",
    );
    yaml("a: {\"b\":1}\n", &[want("a/c", json!(2))], "a: {\"b\":1, c: 2}\n");
    yaml("a: [\n  x,\n  y, # z\n]\n", &[want("a", json!(["w"]))], "a: [\n  x,\n  y, # z\n  w,\n]\n");
    yaml("a: [\n  x\n  ]\n", &[want("a", json!(["w"]))], "a: [\n  x,\n  w\n  ]\n");
}

#[test]
fn comments_stay_where_a_person_put_them() {
    let item = [want("a/l", json!(["z"]))];
    yaml(
        "a:\n  l:\n    - x # one\n    # - y\n\n  # about m\n  m: 1\n",
        &item,
        "a:\n  l:\n    - x # one\n    # - y\n    - z\n\n  # about m\n  m: 1\n",
    );
    yaml("a:\n  l:\n  - x\n  # about m\n  m: 1\n", &item, "a:\n  l:\n  - x\n  - z\n  # about m\n  m: 1\n");
    yaml("a:\n  l:\n    - x\n# far out\n", &item, "a:\n  l:\n    - x\n    - z\n# far out\n");
    let key = [want("z", json!(1))];
    yaml("a:\n  b: 1\n  # c: 2\n# d: 3\n", &key, "a:\n  b: 1\n  # c: 2\n# d: 3\nz: 1\n");
    yaml("a: 1\n\n# vim: set\n", &key, "a: 1\nz: 1\n\n# vim: set\n");
    let between = [Merge { place: Place::After("a".into()), comment: Some("new".into()), ..want("z", json!(1)) }];
    yaml(
        "# head\na:\n  - 1\n  # inner\n# about b\nb: 1\n",
        &between,
        "# head\na:\n  - 1\n  # inner\n# new\nz: 1\n# about b\nb: 1\n",
    );
    let start = [Merge { place: Place::Start, ..want("z", json!(1)) }];
    yaml("# head\na: 1\n", &start, "# head\nz: 1\na: 1\n");
    yaml(
        "l:\n  - a: 1\n    b: 2\n",
        &[Merge {
            path: vec![Segment::Key("l".into()), Segment::Item { key: "a".into(), value: "1".into() }],
            place: Place::Start,
            ..want("", json!({"z": 0}))
        }],
        "l:\n  - z: 0\n    a: 1\n    b: 2\n",
    );
}

#[test]
fn blocks_of_text_keep_their_text() {
    let key = [want("a/z", json!(1))];
    yaml(
        "a:\n  t: |\n    x\n    # not a comment\n\nb: 1\n",
        &key,
        "a:\n  t: |\n    x\n    # not a comment\n  z: 1\n\nb: 1\n",
    );
    yaml("a:\n  t: |+\n    x\n\n\nb: 1\n", &key, "a:\n  t: |+\n    x\n\n\n  z: 1\nb: 1\n");
    yaml("a:\n  t: >-\n    x\n    y", &key, "a:\n  t: >-\n    x\n    y\n  z: 1");
    yaml("a:\n  t: plain\n    goes on\n", &key, "a:\n  t: plain\n    goes on\n  z: 1\n");
    unsupported(
        "a:\n  t: |\n    x",
        &key,
        "it ends in a block of text without a line break, which an addition would change",
    );
    yaml("a: 1", &[want("b", json!("x\ny\n"))], "a: 1\nb: |\n  x\n  y\n");
    yaml(
        "a: 1\n",
        &[want("b", json!(["x\n\ny", "k\n\n", " x\ny"]))],
        "a: 1\nb:\n  - |-\n    x\n\n    y\n  - |+\n    k\n\n  - \" x\\ny\"\n",
    );
}

#[test]
fn strings_are_quoted_only_where_they_must_be() {
    let texts = [
        "on",
        "1.0",
        "1_000",
        "12:30",
        "0x1f",
        "2001-01-01",
        "null",
        "",
        "a: b",
        "a #b",
        "- a",
        "*x",
        "@x",
        "it's",
        " x",
        "x:",
        "%",
        "<<",
        "~",
        "y",
    ];
    for text in texts {
        let after = apply(Language::Yaml, "a: 1\n", &[want("b", json!(text))]);
        assert_eq!(
            after,
            format!("a: 1\nb: {}\n", if text == "it's" { text.to_owned() } else { format!("\"{text}\"") })
        );
        becomes(
            Language::Yaml,
            "a: 'x'\n",
            &[want("b", json!([text]))],
            &format!("a: 'x'\nb:\n  - {}\n", if text == "it's" { text.to_owned() } else { format!("'{text}'") }),
        );
    }
    for text in
        ["x", "a:b", "http://x.y/z?a=b#c", "1.2.3", "v1", "-x", "${{ a.b }}", "$X/y", "é", "a b", "x, y", "no way"]
    {
        yaml("a: 1\n", &[want("b", json!(text))], &format!("a: 1\nb: {text}\n"));
    }
    yaml("a: 'q'\n", &[want("b", json!("tab\tx"))], "a: 'q'\nb: \"tab\\tx\"\n");
    yaml("a: 1\n", &[want("y", json!({"k v": true, "n: m": 1.5}))], "a: 1\n\"y\":\n  k v: true\n  \"n: m\": 1.5\n");
}

#[test]
fn quoted_and_odd_keys_are_found() {
    holds(Language::Yaml, "\"on\":\n  'push': x\n? z\n: 1\n", &[want("on/push", json!("y")), want("z", json!(2))]);
    holds(Language::Yaml, "on: x\n1: y\n", &[want("on", json!("y")), want("1", json!(2))]);
}

#[test]
fn what_is_shared_is_not_edited() {
    let text = "base: &b\n  env:\n    A: 1\none: *b\ntwo:\n  <<: *b\n  x: 1\n";
    unsupported(
        text,
        &[want("one/y", json!(1))],
        "`one` (line 4) is the alias *b, so adding to it would change more than one place",
    );
    unsupported(
        text,
        &[want("base/env/B", json!(1))],
        "`base` (line 2) is anchored as &b and used in other places too, so adding to it would change more than one place",
    );
    unsupported(
        text,
        &[want("two/env/B", json!(1))],
        "`base.env` (line 3) comes in through a merge key (<<), so adding to it would change more than one place",
    );
    holds(Language::Yaml, text, &[want("two/env/A", json!(2)), want("one/env/A", json!(2))]);
    yaml(text, &[want("two/z", json!(1))], "base: &b\n  env:\n    A: 1\none: *b\ntwo:\n  <<: *b\n  x: 1\n  z: 1\n");
    yaml("a: &unused\n  b: 1\n", &[want("a/c", json!(1))], "a: &unused\n  b: 1\n  c: 1\n");
    unsupported("a: !ref\n  - x\n", &[want("a", json!(["y"]))], "`a` (line 2) carries a YAML tag");
}

#[test]
fn of_several_documents_the_one_with_the_path_is_meant() {
    let text = "---\na: 1\n---\nb:\n  c: 1\n...\n";
    yaml(text, &[want("b/d", json!(1))], "---\na: 1\n---\nb:\n  c: 1\n  d: 1\n...\n");
    unsupported(
        text,
        &[want("z", json!(1))],
        "it holds 2 YAML documents and none of them has the wanted path, so the right one is not clear",
    );
    yaml("---\na: 1\n", &[want("z", json!(1))], "---\na: 1\nz: 1\n");
}

#[test]
fn broken_files_are_left_alone() {
    unsupported("a: [1\nb: 2\n", &[want("z", json!(1))], "it is not valid YAML (line 1)");
    refuses(
        Language::Yaml,
        "on: push\n",
        &[want("on/push", json!({}))],
        EditError::Conflict("`on` (line 1) is a string, and a mapping is wanted there".into()),
    );
}
