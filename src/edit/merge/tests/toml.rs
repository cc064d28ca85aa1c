//! TOML: pairs, tables, arrays of tables, lists.

use serde_json::json;

use super::*;

#[track_caller]
fn toml(before: &str, wanted: &[Merge], after: &str) {
    becomes(Language::Toml, before, wanted, after);
}

#[test]
fn a_list_keeps_its_lines_commas_and_comments() {
    let wanted = [want("project/dependencies", json!(["probe>=2"]))];
    toml(
        "[project]\ndependencies = [\n    \"core>=1\", # pinned\n    'x',\n]\n",
        &wanted,
        "[project]\ndependencies = [\n    \"core>=1\", # pinned\n    'x',\n    \"probe>=2\",\n]\n",
    );
    toml(
        "[project]\ndependencies = [\n\t\"core\", \n\t\"x\" # last\n]",
        &wanted,
        "[project]\ndependencies = [\n\t\"core\", \n\t\"x\", # last\n\t\"probe>=2\"\n]",
    );
    toml("[project]\ndependencies = [\"core\"]\n", &wanted, "[project]\ndependencies = [\"core\", \"probe>=2\"]\n");
    toml("[project]\ndependencies = []\n", &wanted, "[project]\ndependencies = [\"probe>=2\"]\n");
    toml(
        "[project]\r\nname = 'x'\r\n\r\n[tool.y]\r\n",
        &wanted,
        "[project]\r\nname = 'x'\r\ndependencies = ['probe>=2']\r\n\r\n[tool.y]\r\n",
    );
}

#[test]
fn a_sorted_list_stays_sorted_by_name() {
    let wanted = [Merge { place: Place::Sorted, ..want("d", json!(["core-login>=1"])) }];
    toml(
        "d = [\n  \"Base\",\n  \"core>=2\",\n  \"zed\",\n]\n",
        &wanted,
        "d = [\n  \"Base\",\n  \"core>=2\",\n  \"core-login>=1\",\n  \"zed\",\n]\n",
    );
    toml("d = [\"b\", \"a\"]\n", &wanted, "d = [\"b\", \"a\", \"core-login>=1\"]\n");
}

#[test]
fn a_pair_goes_below_the_pairs_of_its_table() {
    let wanted = [Merge { comment: Some("new".into()), ..want("a/z", json!(true)) }];
    toml(
        "# head\n[a]\nb = 1 # one\n\n# about c\n[c]\nd = 2\n",
        &wanted,
        "# head\n[a]\nb = 1 # one\n# new\nz = true\n\n# about c\n[c]\nd = 2\n",
    );
    toml("[a]\n[c]\n", &wanted, "[a]\n# new\nz = true\n[c]\n");
    toml("[a]\nb=1\n# old=2\n\n[c]", &wanted, "[a]\nb=1\n# old=2\n# new\nz=true\n\n[c]");
    toml("[a]\nb = \"\"\"\nx\n\"\"\"", &wanted, "[a]\nb = \"\"\"\nx\n\"\"\"\n# new\nz = true");
    toml("[a.b]\nc = 1\n", &[want("a/z", json!(1))], "[a]\nz = 1\n\n[a.b]\nc = 1\n");
    toml("a.b.c = 1\nx = 1\n", &[want("a/b/d", json!("e"))], "a.b.c = 1\na.b.d = \"e\"\nx = 1\n");
    toml("[t]\na.b = 1\n", &[want("t/a/c d", json!({"e": 1}))], "[t]\na.b = 1\na.\"c d\" = { e = 1 }\n");
    toml("  [a]\n  b = 1\n", &[want("a/c", json!(2))], "  [a]\n  b = 1\n  c = 2\n");
}

#[test]
fn a_pair_at_the_top_stays_above_the_tables() {
    toml("# licence\n\n[a]\nb = 1\n", &[want("z", json!(1))], "# licence\n\nz = 1\n\n[a]\nb = 1\n");
    toml("a = 1\n\n[b]\n", &[want("z", json!(1))], "a = 1\nz = 1\n\n[b]\n");
    toml("", &[want("z", json!(1))], "z = 1\n");
}

#[test]
fn a_new_table_becomes_a_section_behind_its_family() {
    toml(
        "[a]\nb = 1",
        &[want("t", json!({"k": "v", "sub": {"n": [1, 2]}, "more": 1}))],
        "[a]\nb = 1\n\n[t]\nk = \"v\"\nmore = 1\n\n[t.sub]\nn = [1, 2]",
    );
    toml(
        "[tool.x]\na = 1\n\n[build]\nb = 1\n",
        &[Merge { comment: Some("why".into()), ..want("tool/y/z", json!("1")) }],
        "[tool.x]\na = 1\n\n# why\n[tool.y]\nz = \"1\"\n\n[build]\nb = 1\n",
    );
    toml("[a]\n[b]\n[c]\n", &[want("t", json!({}))], "[a]\n[b]\n[c]\n[t]\n");
    toml(
        "[a]\n\n[b]\n",
        &[Merge { place: Place::After("a".into()), ..want("t", json!({"k": 1})) }],
        "[a]\n\n[t]\nk = 1\n\n[b]\n",
    );
    toml("", &[want("t", json!({"k": 1}))], "[t]\nk = 1\n");
    toml("# only a comment\n", &[want("t/k", json!(1))], "# only a comment\n\n[t]\nk = 1\n");
}

#[test]
fn inline_tables_stay_inline() {
    toml("t = { a = 1 }\n", &[want("t/b", json!({"c": ["d"]}))], "t = { a = 1, b = { c = [\"d\"] } }\n");
    toml("t = {a = 1}\ne = {}\n", &[want("t/b", json!(2)), want("e/f", json!(1))], "t = {a = 1, b = 2}\ne = {f = 1}\n");
    toml(
        "[p.deps]\npy = \"^3\"\n",
        &[want("p/deps/probe", json!({"version": "2", "extras": ["x"]}))],
        "[p.deps]\npy = \"^3\"\nprobe = { version = \"2\", extras = [\"x\"] }\n",
    );
    holds(Language::Toml, "[p.deps]\nprobe = { version = \"1\" }\n", &[want("p/deps/probe", json!("^2"))]);
}

#[test]
fn arrays_of_tables_gain_a_table() {
    let wanted =
        [Merge { identity: Some(Identity::Key("name".into())), ..want("s", json!([{"name": "b", "url": "u"}])) }];
    toml("[[s]]\nname = \"a\"\n\n[z]\n", &wanted, "[[s]]\nname = \"a\"\n\n[[s]]\nname = \"b\"\nurl = \"u\"\n\n[z]\n");
    toml("x = 1\n", &wanted, "x = 1\n\n[[s]]\nname = \"b\"\nurl = \"u\"\n");
    holds(Language::Toml, "[[s]]\nname = \"b\"\n", &wanted);
    let path = vec![
        Segment::Key("s".into()),
        Segment::Item { key: "name".into(), value: "a".into() },
        Segment::Key("n".into()),
    ];
    toml(
        "[[s]]\nname = \"a\"\n\n[[s]]\nname = \"b\"\n",
        &[Merge { path, ..want("", json!(1)) }],
        "[[s]]\nname = \"a\"\nn = 1\n\n[[s]]\nname = \"b\"\n",
    );
}

#[test]
fn places_of_pairs() {
    let z = |place| [Merge { place, ..want("a/m", json!(1)) }];
    let before = "[a]\n# about b\nb = 1\n# about z\nz = 2\n";
    toml(before, &z(Place::Sorted), "[a]\n# about b\nb = 1\nm = 1\n# about z\nz = 2\n");
    toml(before, &z(Place::After("b".into())), "[a]\n# about b\nb = 1\nm = 1\n# about z\nz = 2\n");
    toml(before, &z(Place::Start), "[a]\nm = 1\n# about b\nb = 1\n# about z\nz = 2\n");
}

#[test]
fn what_toml_cannot_hold_or_the_user_has_is_left_alone() {
    refuses(Language::Toml, "", &[want("a", json!(null))], EditError::Rule("toml has no null".into()));
    let conflict = EditError::Conflict("`a` (line 1) is a number, and a mapping is wanted there".into());
    refuses(Language::Toml, "a = 1\n", &[want("a/b", json!(1))], conflict);
    refuses(
        Language::Toml,
        "x = 1\na = = 1\n",
        &[want("b", json!(1))],
        EditError::Unsupported("it is not valid TOML (line 2)".into()),
    );
    holds(Language::Toml, "a = 1979-05-27\n", &[want("a", json!("x"))]);
}
