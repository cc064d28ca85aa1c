//! JSON, with and without comments.

use serde_json::json;

use super::*;

#[track_caller]
fn json(before: &str, wanted: &[Merge], after: &str) {
    becomes(Language::Json, before, wanted, after);
}

fn plugin() -> Merge {
    let value = json!(["@acme/probe", {"team": "core"}]);
    Merge { identity: Some(Identity::First), ..want("app/plugins", json!([value])) }
}

#[test]
fn a_tab_and_crlf_file_gains_its_lines_and_loses_none() {
    let before =
        "{\r\n\t\"app\": {\r\n\t\t\"name\": \"x\",\r\n\t\t\"plugins\": [\r\n\t\t\t\"router\"\r\n\t\t]\r\n\t}\r\n}";
    let after = "{\r\n\t\"app\": {\r\n\t\t\"name\": \"x\",\r\n\t\t\"plugins\": [\r\n\t\t\t\"router\",\r\n\t\t\t[\r\n\t\t\t\t\
                 \"@acme/probe\",\r\n\t\t\t\t{\r\n\t\t\t\t\t\"team\": \"core\"\r\n\t\t\t\t}\r\n\t\t\t]\r\n\t\t]\r\n\t}\r\n}";
    json(before, &[plugin()], after);
}

#[test]
fn missing_containers_are_made_on_the_way() {
    json(
        "{\n    \"app\": {\n        \"name\": \"x\"\n    }\n}\n",
        &[plugin()],
        "{\n    \"app\": {\n        \"name\": \"x\",\n        \"plugins\": [\n            [\n                \"@acme/probe\",\n                \
         {\n                    \"team\": \"core\"\n                }\n            ]\n        ]\n    }\n}\n",
    );
    json("{}\n", &[want("a/b", json!(1))], "{\n  \"a\": {\n    \"b\": 1\n  }\n}\n");
    json("", &[want("a", json!(1))], "{\n  \"a\": 1\n}\n");
    json(
        "{\n  \"a\": [],\n  \"b\": {}\n}",
        &[want("a", json!([1])), want("b/c", json!([]))],
        "{\n  \"a\": [\n    1\n  ],\n  \"b\": {\n    \"c\": []\n  }\n}",
    );
    json("{\n  \"a\": [\n  ]\n}", &[want("a", json!(["x"]))], "{\n  \"a\": [\n    \"x\"\n  ]\n}");
}

#[test]
fn one_line_stays_one_line() {
    json(
        "{ \"a\": [\"x\", \"y\"] }\n",
        &[want("a", json!(["z"])), want("b", json!({"c": [1, 2]}))],
        "{ \"a\": [\"x\", \"y\", \"z\"], \"b\": { \"c\": [1, 2] } }\n",
    );
    json(
        "{\"a\":[1,2],\"b\":{}}",
        &[want("a", json!([3])), want("b/c", json!("d"))],
        "{\"a\":[1,2,3],\"b\":{\"c\":\"d\"}}",
    );
    json(
        "{\n  \"a\": [\"x\"],\n  \"b\": []\n}\n",
        &[want("a", json!(["y"])), want("b", json!(["z"]))],
        "{\n  \"a\": [\"x\", \"y\"],\n  \"b\": [\"z\"]\n}\n",
    );
}

#[test]
fn a_line_that_gets_too_long_is_opened() {
    let key = "distribution";
    json(
        &format!("{{\n  \"a\": {{ \"{key}\": \"internal\", \"extends\": \"base\" }}\n}}\n"),
        &[want("a/env", json!({"ENVIRONMENT": "development"})), want("a/last", json!(1))],
        &format!(
            "{{\n  \"a\": {{\n    \"{key}\": \"internal\",\n    \"extends\": \"base\",\n    \"env\": {{\n      \
             \"ENVIRONMENT\": \"development\"\n    }},\n    \"last\": 1\n  }}\n}}\n"
        ),
    );
}

#[test]
fn hugging_brackets_keep_hugging() {
    let before = "{\n  \"plugins\": [[\"router\", {\n    \"a\": 1\n  }]]\n}\n";
    json(
        before,
        &[Merge { identity: Some(Identity::First), ..want("plugins", json!(["probe"])) }],
        "{\n  \"plugins\": [[\"router\", {\n    \"a\": 1\n  }], \"probe\"]\n}\n",
    );
}

#[test]
fn an_element_is_known_by_its_identity() {
    for text in [
        "{\"app\": {\"plugins\": [\"@acme/probe\"]}}",
        "{\"app\": {\"plugins\": [[\"@acme/probe\", {\"team\": \"mine\"}]]}}",
    ] {
        holds(Language::Json, text, &[plugin()]);
    }
    let by_id = |value| Merge { identity: Some(Identity::Key("id".to_owned())), ..want("jobs", value) };
    holds(Language::Json, "{\"jobs\": [{\"id\": \"a\", \"n\": 1}]}", &[by_id(json!([{"id": "a", "n": 2}]))]);
    json(
        "{\"jobs\": [{\"id\": \"a\"}]}",
        &[by_id(json!([{"id": "b"}]))],
        "{\"jobs\": [{\"id\": \"a\"}, {\"id\": \"b\"}]}",
    );
}

#[test]
fn an_item_of_a_list_can_be_stepped_into() {
    let path = vec![
        Segment::Key("jobs".to_owned()),
        Segment::Item { key: "id".to_owned(), value: "b".to_owned() },
        Segment::Key("env".to_owned()),
    ];
    let wanted = [Merge { path, ..want("", json!({"N": "1"})) }];
    json(
        "{\"jobs\": [{\"id\": \"a\"}, {\"id\": \"b\"}]}",
        &wanted,
        "{\"jobs\": [{\"id\": \"a\"}, {\"id\": \"b\", \"env\": {\"N\": \"1\"}}]}",
    );
    json(
        "{\"jobs\": [{\"id\": \"a\"}]}",
        &wanted,
        "{\"jobs\": [{\"id\": \"a\"}, {\"id\": \"b\", \"env\": {\"N\": \"1\"}}]}",
    );
}

#[test]
fn the_user_s_values_win() {
    let wanted = [want("", json!({"a": 1, "b": {"c": true, "d": [2]}}))];
    holds(Language::Json, "{\"a\": \"mine\", \"b\": {\"c\": null, \"d\": [1, 2]}}", &wanted);
    holds(Language::Json, "{\"a\": {\"version\": 1}}", &[want("a", json!("2"))]);
    json("{\"a\": \"mine\", \"b\": {\"d\": [1]}}", &wanted, "{\"a\": \"mine\", \"b\": {\"d\": [1, 2], \"c\": true}}");
    let conflict = "`a` (line 2) is a string, and a mapping is wanted there";
    refuses(Language::Json, "{\n\"a\": \"x\"}", &[want("a/b", json!(1))], EditError::Conflict(conflict.to_owned()));
    let conflict = "`a` (line 1) is null, and a list is wanted there";
    refuses(Language::Json, "{\"a\": null}", &[want("a", json!([1]))], EditError::Conflict(conflict.to_owned()));
}

#[test]
fn comments_and_trailing_commas_stay_in_style() {
    json(
        "{\n  // head\n  \"a\": 1, // why\n}\n",
        &[want("b", json!([1]))],
        "{\n  // head\n  \"a\": 1, // why\n  \"b\": [\n    1,\n  ],\n}\n",
    );
    json(
        "{\n  \"a\": 1 /* , */ // why, though\n}\n",
        &[Merge { comment: Some("for b\nand c".into()), ..want("b", json!(2)) }],
        "{\n  \"a\": 1, /* , */ // why, though\n  // for b\n  // and c\n  \"b\": 2\n}\n",
    );
    json("{\n  \"a\": [1, 2,],\n}\n", &[want("a", json!([3]))], "{\n  \"a\": [1, 2, 3,],\n}\n");
    json(
        "{\n  \"a\": {\n    // nothing yet\n  }\n}\n",
        &[want("a/b", json!(1))],
        "{\n  \"a\": {\n    // nothing yet\n    \"b\": 1\n  }\n}\n",
    );
    json("{\n  \"a\": 1\n  // \"b\": 2\n}\n", &[want("c", json!(3))], "{\n  \"a\": 1,\n  // \"b\": 2\n  \"c\": 3\n}\n");
    // Strict JSON gets no comment.
    json(
        "{\n  \"a\": 1\n}\n",
        &[Merge { comment: Some("c".into()), ..want("b", json!(2)) }],
        "{\n  \"a\": 1,\n  \"b\": 2\n}\n",
    );
}

#[test]
fn new_entries_go_where_they_are_wanted() {
    let dep = |name: &str, place| Merge { place, ..want(&format!("deps/{name}"), json!("1")) };
    let before = "{\n  \"deps\": {\n    \"@z/a\": \"1\",\n    \"core\": \"1\",\n    \"router\": \"1\"\n  }\n}\n";
    let after = |lines: [&str; 4]| {
        format!("{{\n  \"deps\": {{\n    {}\n  }}\n}}\n", lines.map(|l| format!("\"{l}\": \"1\"")).join(",\n    "))
    };
    json(before, &[dep("core-x", Place::Sorted)], &after(["@z/a", "core", "core-x", "router"]));
    json(before, &[dep("@a", Place::Sorted)], &after(["@a", "@z/a", "core", "router"]));
    json(before, &[dep("zed", Place::Sorted)], &after(["@z/a", "core", "router", "zed"]));
    json(before, &[dep("zed", Place::Start)], &after(["zed", "@z/a", "core", "router"]));
    json(before, &[dep("a", Place::After("core".into()))], &after(["@z/a", "core", "a", "router"]));
    json(before, &[dep("a", Place::Before("core".into()))], &after(["@z/a", "a", "core", "router"]));
    json(before, &[dep("a", Place::Before("absent".into()))], &after(["@z/a", "core", "router", "a"]));
    json(
        "{\"deps\": {\"b\": 1, \"a\": 2}}",
        &[dep("c", Place::Sorted)],
        "{\"deps\": {\"b\": 1, \"a\": 2, \"c\": \"1\"}}",
    );
    json("{\"deps\": {\"b\": 1}}", &[dep("a", Place::Sorted)], "{\"deps\": {\"a\": \"1\", \"b\": 1}}");
}

#[test]
fn a_comment_stays_with_the_entry_below_it() {
    json(
        "{\n  \"a\": 1,\n  // about c\n  \"c\": 3\n}\n",
        &[Merge { place: Place::Before("c".into()), ..want("b", json!(2)) }],
        "{\n  \"a\": 1,\n  \"b\": 2,\n  // about c\n  \"c\": 3\n}\n",
    );
}

#[test]
fn text_is_escaped_and_not_trusted() {
    json(
        "{\n  \"ä\": 1\n}\n",
        &[want("b\"\n", json!("\\ \" \u{1} é"))],
        "{\n  \"ä\": 1,\n  \"b\\\"\\n\": \"\\\\ \\\" \\u0001 é\"\n}\n",
    );
}

#[test]
fn broken_or_doubtful_files_are_left_alone() {
    let unsupported = |text, reason: &str| {
        refuses(Language::Json, text, &[want("a/b", json!(1))], EditError::Unsupported(reason.to_owned()));
    };
    unsupported("{\n\"a\": 1 \"b\": 2}", "it is not valid JSON (line 2)");
    unsupported("{\"a\": {}", "it is not valid JSON (line 1)");
    unsupported("{\"a\": {}}}", "it is not valid JSON (line 1)");
    unsupported("{\"a\": [}]", "it is not valid JSON (line 1)");
    unsupported("{\"a\": {},\n\"a\": {}}", "`a` occurs twice in one mapping (line 2)");
}

#[test]
fn a_new_list_looks_like_the_lists_beside_it() {
    json(
        "{\n  \"o\": {\n    \"l\": [\"a\"]\n  },\n  \"i\": [\n    1\n  ]\n}\n",
        &[want("o/m", json!(["x", "y"])), want("n", json!([2]))],
        "{\n  \"o\": {\n    \"l\": [\"a\"],\n    \"m\": [\"x\", \"y\"]\n  },\n  \"i\": [\n    1\n  ],\n  \"n\": [\n    2\n  ]\n}\n",
    );
}

#[test]
fn several_wanted_at_one_place_keep_their_order() {
    let at = |place| [Merge { place, ..want("l", json!(["x", "y", "z"])) }];
    json("{\"l\": [\"a\", \"b\"]}", &at(Place::Start), "{\"l\": [\"x\", \"y\", \"z\", \"a\", \"b\"]}");
    json("{\"l\": [\"a\", \"b\"]}", &at(Place::After("a".into())), "{\"l\": [\"a\", \"x\", \"y\", \"z\", \"b\"]}");
    json("{\"l\": [\"a\", \"b\"]}", &at(Place::Before("b".into())), "{\"l\": [\"a\", \"x\", \"y\", \"z\", \"b\"]}");
}
