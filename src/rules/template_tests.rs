//! What templates may say, and what values become in them.

use minijinja::context;

use super::*;

#[test]
fn a_hostile_value_cannot_become_code() {
    let hostile = context! { name => "x\"); import os; os.system(\"id" };
    assert!(render("t", "app = {{ name }}", &hostile).is_err());
    let quoted = render("t", "app = {{ name | py }}", &hostile);
    assert_eq!(quoted.as_deref(), Ok("app = \"x\\\"); import os; os.system(\\\"id\""));
    let newline = context! { name => "a\nimport os" };
    assert!(render("t", "# {{ name }}", &newline).is_err());
    let expression = context! { name => "${file(\"x\")}" };
    assert_eq!(render("t", "{{ name | hcl }}", &expression).as_deref(), Ok("\"$${file(\\\"x\\\")}\""));
    assert_eq!(render("t", "# {{ name | comment }}", &newline).as_deref(), Ok("# a import os"));
}

#[test]
fn no_template_goes_on_for_ever() {
    let loops = "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}";
    let error = render("t", loops, &context! {}).unwrap_err();
    assert!(error.contains("the template t does not render: it takes more than 5000000 steps"), "{error}");
    assert!(render("t", "{% for a in range(9000) %}{{ a }}{% endfor %}", &context! {}).is_ok());
}

#[test]
fn prose_is_filled_and_what_a_repository_says_in_it_stays_code() {
    let hostile = context! { path => "a`<script>" };
    assert_eq!(render("t", "{{ path|md }}", &hostile).as_deref(), Ok("``a`<script>``"));
    let long = "word ".repeat(14);
    let item = format!("{{% filter fill %}}\n- {long}`two words` [a link](x.md) end\n{{% endfilter %}}\n");
    let expected = format!("- {long}\n  `two words` [a link](x.md) end\n").replace(" \n", "\n");
    assert_eq!(render("t", &item, &context! {}).as_deref(), Ok(expected.as_str()));
    assert_eq!(render("t", "{% filter fill %}one\n two{% endfilter %}", &context! {}).as_deref(), Ok("one two"));
}

#[test]
fn every_filter_gives_what_the_reference_says() {
    for filter in FILTERS {
        let given = evaluate(filter.example, &context! {}).map(|value| value.to_string());
        assert_eq!(given.as_deref(), Ok(filter.gives), "{}", filter.name);
        assert!(is_filter(filter.name));
    }
    assert!(is_filter("join") && !is_filter("joyn"));
}

#[test]
fn nothing_is_found_in_what_is_not_there() {
    assert_eq!(evaluate("none|find('x') is none", &context! {}).map(|value| value.is_true()), Ok(true));
    assert!(evaluate("[]|find('x')", &context! {}).is_err());
}

#[test]
fn an_undefined_name_is_an_error_with_its_line() {
    let error = render("t", "a\n{{ nope }}\n", &context! {}).expect_err("undefined");
    assert!(error.contains("line 2"), "{error}");
}

#[test]
fn folders_get_a_variable_each() {
    let names = |folders: &[&'static str]| {
        let context = context! { folders => folders.to_vec() };
        render("t", "{% for f, v in (folders|variables('KEY'))|items %}{{ f }}={{ v }} {% endfor %}", &context)
    };
    assert_eq!(names(&["apps/web"]).as_deref(), Ok("apps/web=KEY "));
    let several = names(&[".", "a/web-app", "b/api", "c/api"]);
    assert_eq!(several.as_deref(), Ok(".=KEY a/web-app=KEY_WEB_APP b/api=KEY_B_API c/api=KEY_C_API "));
}

#[test]
fn texts_are_searched_and_lists_become_records() {
    let context = context! { text => "info={'kind': 'a.b'}" };
    assert_eq!(render("t", r#"{{ text|find("kind.: .([a-z.]+)") }}"#, &context).as_deref(), Ok("a.b"));
    assert_eq!(render("t", r#"{{ "yes" if text|find("nothing") else "no" }}"#, &context).as_deref(), Ok("no"));
    assert!(render("t", r#"{{ text|find("(") }}"#, &context).is_err());
    let rows = r#"{% for row in ["a", "b"]|records("name", why="x") %}{{ row.name }}: {{ row.why }} {% endfor %}"#;
    assert_eq!(render("t", rows, &context).as_deref(), Ok("a: x b: x "));
}
