//! Every mistake a rule can have, as its author sees it.

use std::collections::BTreeMap;

use snapbox::assert_data_eq;

use super::load::{PackError, PackFiles, read};
use crate::lint::lint;

/// A sound pack: one fact, one rule.
const PACK: &[(&str, &str)] = &[
    ("pack.toml", "schema = 1\nname = \"acme\"\nversion = \"1\"\n\n[settings]\nspeed = \"fast\"\n"),
    ("vocabulary/colours.toml", "[words]\nwarm = [\"red\"]\n"),
    (
        "acme/makers/rule.toml",
        "title = \"Learn who makes it\"\nwhy = \"It is the repository's own.\"\nlanguage = \"python\"\nfiles = [\"**/*.py\"]\nanchors = [\"Acme\"]\n\n[match]\n\n[fact]\nname = \"acme.makers\"\nkind = \"set\"\nvalue = \"{{ name.text }}\"\n",
    ),
    ("acme/makers/match.scm", "(class_definition name: (identifier) @name) @site\n"),
    (
        "acme/start/rule.toml",
        "title = \"Start it\"\nwhy = \"Nothing runs before.\"\nlanguage = \"python\"\nfiles = [\"**/*.py\"]\nanchors = [\"Acme\"]\n\n[when]\n\"dep:acme\" = \">=2\"\n\n[match]\n\n[[edit]]\nop = \"insert\"\nplace = \"before\"\ncode = \"start()\"\n",
    ),
    ("acme/start/match.scm", "((call function: (identifier) @_maker) @site\n  (#names? @_maker \"acme.makers\"))\n"),
];

/// The problems of the pack after replacing `from` by `to` in one of its files, or adding the file.
fn problems(file: &str, from: &str, to: &str) -> String {
    problems_in(&[(file, from, to)])
}

fn problems_in(changes: &[(&str, &str, &str)]) -> String {
    let mut files: PackFiles = PACK.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    for (file, from, to) in changes {
        let text = files.entry((*file).to_owned()).or_default();
        assert!(text.contains(from), "{file} holds no {from}");
        *text = text.replacen(from, to, 1);
    }
    of(&files)
}

fn of(files: &BTreeMap<String, String>) -> String {
    let found = match read(files) {
        Ok(pack) => lint(&pack),
        Err(PackError::Rules(problems)) => problems,
        Err(error) => return error.to_string(),
    };
    found.iter().map(|problem| format!("{problem}\n")).collect()
}

const RULE: &str = "acme/start/rule.toml";
const QUERY: &str = "acme/start/match.scm";

#[test]
fn a_sound_pack_has_no_problem() {
    assert_eq!(problems(RULE, "", ""), "");
}

#[test]
fn r001_a_field_nobody_knows() {
    assert_data_eq!(
        problems(RULE, "anchors", "anchor"),
        snapbox::str![[r#"
error[R001]: unknown field `anchor`
 --> acme/start/rule.toml:5:1
  |
5 | anchor = ["Acme"]
  | ^^^^^^ not known here
  |
  = help: did you mean `anchors`?

"#]]
    );
}

#[test]
fn r002_a_pack_for_another_program() {
    assert_data_eq!(
        problems("pack.toml", "schema = 1", "schema = 7"),
        snapbox::str![[r#"
error[R002]: this pack is written for rule format 7
 --> pack.toml:1:1
  |
1 | schema = 7
  | ^^^^^^ this program knows format 1
  |
  = help: update the program or the pack

"#]]
    );
}

#[test]
fn r003_a_language_nobody_speaks() {
    assert_data_eq!(
        problems(RULE, "\"python\"", "\"pyton\""),
        snapbox::str![[r#"
error[R003]: unknown language `pyton`
 --> acme/start/rule.toml:3:13
  |
3 | language = "pyton"
  |             ^^^^^ no such language
  |
  = help: did you mean `python`?

"#]]
    );
}

#[test]
fn r004_a_review_without_a_reason() {
    assert_data_eq!(
        problems(RULE, "files =", "safety = \"review\"\nfiles ="),
        snapbox::str![[r#"
error[R004]: a rule to review must say what to look at
 --> acme/start/rule.toml:4:10
  |
4 | safety = "review"
  |          ^^^^^^^^ needs `review = "…"`

"#]]
    );
}

#[test]
fn r005_a_fact_nobody_writes() {
    assert_data_eq!(
        problems(RULE, "\n[when]", "needs = [\"acme.maker\"]\n\n[when]"),
        snapbox::str![[r#"
error[R005]: unknown fact `acme.maker`
 --> acme/start/rule.toml:6:11
  |
6 | needs = ["acme.maker"]
  |           ^^^^^^^^^^ no such fact
  |
  = help: did you mean `acme.makers`?

"#]]
    );
    assert_data_eq!(
        problems(QUERY, "\"acme.makers\"", "\"acme.makerz\""),
        snapbox::str![[r#"
error[R005]: unknown fact `acme.makerz`
 --> acme/start/match.scm:2:21
  |
2 |   (#names? @_maker "acme.makerz"))
  |                     ^^^^^^^^^^^ no such fact
  |
  = help: did you mean `acme.makers`?

"#]]
    );
    // In the manifest, where that holds the query.
    assert_data_eq!(
        problems(
            RULE,
            "[match]",
            "[match]\nquery = '''\n((call function: (identifier) @_maker) @site\n  (#names? @_maker \"acme.makerz\"))\n'''"
        ),
        snapbox::str![[r#"
error[R005]: unknown fact `acme.makerz`
  --> acme/start/rule.toml:13:21
   |
13 |   (#names? @_maker "acme.makerz"))
   |                     ^^^^^^^^^^^ no such fact
   |
   = help: did you mean `acme.makers`?

"#]]
    );
    assert_data_eq!(
        problems(RULE, "\"dep:acme\" = \">=2\"", "\"fact:acme.markers\" = \"present\""),
        snapbox::str![[r#"
error[R005]: unknown fact `acme.markers`
 --> acme/start/rule.toml:8:7
  |
8 | "fact:acme.markers" = "present"
  |       ^^^^^^^^^^^^ no such fact
  |
  = help: did you mean `acme.makers`?

"#]]
    );
    assert_data_eq!(
        problems(RULE, "\"start()\"", "\"{{ fact('acme.maker') }}()\""),
        snapbox::str![[r#"
error[R005]: unknown fact `acme.maker`
  --> acme/start/rule.toml:15:9
   |
15 | code = "{{ fact('acme.maker') }}()"
   |         ^^^^^^^^^^^^^^^^^^^^^^^^^^ here
   |
   = help: did you mean `acme.makers`?

"#]]
    );
}

#[test]
fn r006_a_rule_that_is_not_there() {
    assert_data_eq!(
        problems(RULE, "[when]", "after = [\"acme/stat\"]\n[when]"),
        snapbox::str![[r#"
error[R006]: unknown rule `acme/stat`
 --> acme/start/rule.toml:7:11
  |
7 | after = ["acme/stat"]
  |           ^^^^^^^^^ no such rule
  |
  = help: did you mean `acme/start`?

"#]]
    );
    assert_data_eq!(
        problems(RULE, "place = \"before\"", "place = \"before\"\nwhen = { \"rule:acme/stop\" = \"applies\" }"),
        snapbox::str![[r#"
error[R006]: unknown rule `acme/stop`
  --> acme/start/rule.toml:15:16
   |
15 | when = { "rule:acme/stop" = "applies" }
   |                ^^^^^^^^^ no such rule
   |
   = help: did you mean `acme/start`?

"#]]
    );
}

#[test]
fn r007_a_condition_of_no_known_kind() {
    assert_data_eq!(
        problems(RULE, "dep:acme", "depp:acme"),
        snapbox::str![[r#"
error[R007]: unknown condition `depp:acme`
 --> acme/start/rule.toml:8:2
  |
8 | "depp:acme" = ">=2"
  |  ^^^^^^^^^ no such condition
  |
  = help: conditions are `app:STATE`, `dep:NAME`, `fact:NAME`, `file:GLOB`, `remote:GLOB`, `rule:ID`, `setting:KEY` and `tsconfig:OPTION`

"#]]
    );
    assert_data_eq!(
        problems(RULE, "place = \"before\"", "place = \"before\"\nwhen = { \"path:x\" = \"present\" }"),
        snapbox::str![[r#"
error[R007]: unknown condition `path:x`
  --> acme/start/rule.toml:15:11
   |
15 | when = { "path:x" = "present" }
   |           ^^^^^^ no such condition
   |
   = help: conditions are `app:STATE`, `dep:NAME`, `fact:NAME`, `file:GLOB`, `remote:GLOB`, `rule:ID`, `setting:KEY` and `tsconfig:OPTION`

"#]]
    );
}

#[test]
fn r008_an_operation_that_does_not_exist() {
    assert_data_eq!(
        problems(RULE, "\"insert\"", "\"inser\""),
        snapbox::str![[r#"
error[R008]: unknown operation `inser`
  --> acme/start/rule.toml:13:7
   |
13 | op = "inser"
   |       ^^^^^ no such operation
   |
   = help: did you mean `insert`?

"#]]
    );
}

#[test]
fn r009_an_operation_without_what_it_needs() {
    assert_data_eq!(
        problems(RULE, "code = \"start()\"", ""),
        snapbox::str![[r#"
error[R009]: `insert` needs `code` or `template`
  --> acme/start/rule.toml:13:6
   |
13 | op = "insert"
   |      ^^^^^^^^ incomplete

"#]]
    );
}

#[test]
fn r010_a_field_of_another_operation() {
    assert_data_eq!(
        problems(RULE, "code = \"start()\"", "code = \"start()\"\nnames = [\"a\"]"),
        snapbox::str![[r#"
error[R010]: `insert` does not take `names`
  --> acme/start/rule.toml:16:1
   |
16 | names = ["a"]
   | ^^^^^ not used by this operation
   |
   = help: it takes `at`, `place`, `code`, `template`

"#]]
    );
}

#[test]
fn r011_a_place_the_operation_does_not_know() {
    assert_data_eq!(
        problems(RULE, "\"before\"", "\"befor\""),
        snapbox::str![[r#"
error[R011]: unknown place `befor`
  --> acme/start/rule.toml:14:10
   |
14 | place = "befor"
   |          ^^^^^ no such place
   |
   = help: did you mean `before`?

"#]]
    );
}

#[test]
fn r012_a_file_that_is_not_there() {
    assert_data_eq!(
        problems(RULE, "code = \"start()\"", "template = \"start.py.j2\""),
        snapbox::str![[r#"
error[R012]: unknown template file `start.py.j2`
  --> acme/start/rule.toml:15:13
   |
15 | template = "start.py.j2"
   |             ^^^^^^^^^^^ no such template file

"#]]
    );
    assert_data_eq!(
        problems(RULE, "[match]", "[match]\nquery = \"mach.scm\""),
        snapbox::str![[r#"
error[R012]: unknown query file `mach.scm`
  --> acme/start/rule.toml:11:10
   |
11 | query = "mach.scm"
   |          ^^^^^^^^ no such query file
   |
   = help: did you mean `match.scm`?

"#]]
    );
}

#[test]
fn r013_a_predicate_nobody_evaluates() {
    assert_data_eq!(
        problems(QUERY, "#names?", "#name?"),
        snapbox::str![[r#"
error[R013]: unknown predicate `#name?`
 --> acme/start/match.scm:2:5
  |
2 |   (#name? @_maker "acme.makers"))
  |     ^^^^^ nobody evaluates this, so it would match everything
  |
  = help: did you mean `#names?`?

"#]]
    );
    assert_data_eq!(
        problems(QUERY, "(#names? @_maker \"acme.makers\")", "( #is? @_maker \"acme.makers\")"),
        snapbox::str![[r#"
error[R013]: unknown predicate `#is?`
 --> acme/start/match.scm:2:6
  |
2 |   ( #is? @_maker "acme.makers"))
  |      ^^^ nobody evaluates this, so it would match everything

"#]]
    );
}

#[test]
fn r014_a_vocabulary_that_is_not_there() {
    assert_data_eq!(
        problems(QUERY, "(#names?", "(#vocabulary? @_maker \"colours\" \"colors\")\n  (#names?"),
        snapbox::str![[r#"
error[R014]: unknown vocabulary `colors`
 --> acme/start/match.scm:2:36
  |
2 |   (#vocabulary? @_maker "colours" "colors")
  |                                    ^^^^^^ no such file under vocabulary/
  |
  = help: did you mean `colours`?

"#]]
    );
}

#[test]
fn r015_rules_that_wait_for_each_other() {
    assert_data_eq!(
        problems_in(&[
            ("acme/makers/rule.toml", "[match]", "after = [\"acme/start\"]\n[match]"),
            (RULE, "[when]", "after = [\"acme/makers\"]\n[when]"),
        ]),
        snapbox::str![[r#"
error[R015]: these rules wait for each other: acme/makers, acme/start
 --> acme/makers/rule.toml:7:1
  |
7 | after = ["acme/start"]
  | ^^^^^ part of a cycle
  |
  = help: take one `needs`, `after` or `rule:` condition out of the circle

"#]]
    );
}

#[test]
fn r016_a_condition_that_can_never_hold() {
    assert_data_eq!(
        problems(RULE, "\"dep:acme\" = \">=2\"", "\"file:acme.toml\" = \"there\""),
        snapbox::str![[r#"
error[R016]: unknown value `there`
 --> acme/start/rule.toml:8:21
  |
8 | "file:acme.toml" = "there"
  |                     ^^^^^ no such value

"#]]
    );
    assert_data_eq!(
        problems(RULE, "place = \"before\"", "place = \"before\"\nwhen = { \"rule:acme/start\" = \"present|aplies\" }"),
        snapbox::str![[r#"
error[R016]: unknown outcome `aplies`
  --> acme/start/rule.toml:15:39
   |
15 | when = { "rule:acme/start" = "present|aplies" }
   |                                       ^^^^^^ no such outcome
   |
   = help: did you mean `applies`?

"#]]
    );
}

#[test]
fn r017_a_predicate_that_is_never_evaluated() {
    assert_data_eq!(
        problems(QUERY, "(#names? @_maker \"acme.makers\")", "(#names? \"acme.makers\")"),
        snapbox::str![[r#"
error[R017]: `#names?` does not take these arguments
 --> acme/start/match.scm:2:5
  |
2 |   (#names? "acme.makers"))
  |     ^^^^^^ never evaluated like this
  |
  = help: write `(#names? @capture "…")`

"#]]
    );
    assert_data_eq!(
        problems(QUERY, "(#names?", "(#inside? @_maker)\n  (#names?"),
        snapbox::str![[r#"
error[R017]: `#inside?` does not take these arguments
 --> acme/start/match.scm:2:5
  |
2 |   (#inside? @_maker)
  |     ^^^^^^^ never evaluated like this
  |
  = help: write `(#inside? @capture "…")`

"#]]
    );
    assert_data_eq!(
        problems(QUERY, "(#names?", "(#set! chose \"ask\")\n  (#names?"),
        snapbox::str![[r#"
error[R017]: `#set!` does not take these arguments
 --> acme/start/match.scm:2:5
  |
2 |   (#set! chose "ask")
  |     ^^^^ never evaluated like this
  |
  = help: write `(#set! choose "ask")`, `(#set! choose "last")` or `(#set! by-name "why")`

"#]]
    );
}

#[test]
fn r018_a_fact_two_rules_write() {
    assert_data_eq!(
        problems(
            "acme/other/rule.toml",
            "",
            "title = \"Learn it again\"\nwhy = \"Twice is better.\"\nlanguage = \"python\"\nfiles = [\"*.py\"]\n[match]\nquery = \"/acme/makers/match.scm\"\n[fact]\nname = \"acme.makers\"\nkind = \"set\"\nvalue = \"{{ name.text }}\"\n"
        ),
        snapbox::str![[r#"
error[R018]: two rules write the fact `acme.makers`
  --> acme/makers/rule.toml:10:9
   |
10 | name = "acme.makers"
   |         ^^^^^^^^^^^ written elsewhere too
   |
   = help: the other one is acme/other

"#]]
    );
}

#[test]
fn r019_a_rule_that_does_not_do_one_thing() {
    assert_data_eq!(
        problems(RULE, "[[edit]]\nop = \"insert\"\nplace = \"before\"\ncode = \"start()\"\n", ""),
        snapbox::str![[r#"
error[R019]: the rule does nothing
 --> acme/start/rule.toml:1:1
  |
1 | title = "Start it"
  | ^^^^^ no operation, no fact, no text
  |
  = help: add `[[edit]]`, `[fact]`, `[manual]` or `[[unsupported]]`

"#]]
    );
    assert_data_eq!(
        problems(RULE, "files =", "safety = \"manual\"\nfiles ="),
        snapbox::str![[r#"
error[R019]: a manual rule edits nothing
  --> acme/start/rule.toml:13:1
   |
13 | [[edit]]
   | ^^^^^^^^ never carried out
   |
   = help: use `safety = "review"`, or `[manual]` with the text to paste

"#]]
    );
    assert_data_eq!(
        problems("acme/makers/rule.toml", "[fact]", "[[edit]]\nop = \"replace\"\ncode = \"x\"\n\n[fact]"),
        snapbox::str![[r#"
error[R019]: a fact rule edits nothing
 --> acme/makers/rule.toml:9:1
  |
9 | [[edit]]
  | ^^^^^^^^ belongs to a rule of its own
  |
  = help: move the operations to another rule that `needs` the fact

"#]]
    );
    assert_data_eq!(
        problems("acme/makers/rule.toml", "value = \"{{ name.text }}\"", ""),
        snapbox::str![[r#"
error[R019]: the fact has no value
 --> acme/makers/rule.toml:9:1
  |
9 | [fact]
  | ^^^^^^ incomplete
  |
  = help: `one` and `set` need `value`, `table` needs `columns`

"#]]
    );
    assert_data_eq!(
        problems("acme/makers/rule.toml", "[match]\n", ""),
        snapbox::str![[r#"
error[R019]: a fact rule needs a match
 --> acme/makers/rule.toml:8:1
  |
8 | [fact]
  | ^^^^^^ read from where?
  |
  = help: add `[match]`

"#]]
    );
}

#[test]
fn r020_a_query_that_does_not_compile() {
    assert_data_eq!(
        problems(QUERY, "(call ", "(cal "),
        snapbox::str![[r#"
error[R020]: the query does not compile for python
 --> acme/start/match.scm:1:3
  |
1 | ((cal function: (identifier) @_maker) @site
  |   ^^^ NodeType error: "cal"
  |
  = help: `tree-sitter parse` shows the node kinds of a file

"#]]
    );
    assert_data_eq!(
        problems(RULE, "language = \"python\"\n", ""),
        snapbox::str![[r#"
error[R020]: the query does not compile for text
 --> acme/start/match.scm:1:1
  |
1 | ((call function: (identifier) @_maker) @site
  | ^ text files have no syntax tree
  |
  = help: say with `language` what the files are written in

"#]]
    );
}

#[test]
fn r021_a_pattern_that_does_not_compile() {
    assert_data_eq!(
        problems(QUERY, "(#names?", "(#enclosing? @_maker \"create_(\")\n  (#names?"),
        snapbox::str![[r#"
error[R021]: the pattern does not compile
 --> acme/start/match.scm:2:25
  |
2 |   (#enclosing? @_maker "create_(")
  |                         ^^^^^^^^ unclosed group

"#]]
    );
    assert_data_eq!(
        problems(
            RULE,
            "[[edit]]",
            "[[edit]]\nop = \"line\"\npath = \"a.txt\"\nplace = \"after\"\npattern = \"a[\"\ncode = \"b\"\n\n[[edit]]"
        ),
        snapbox::str![[r#"
error[R021]: the pattern does not compile
  --> acme/start/rule.toml:16:12
   |
16 | pattern = "a["
   |            ^^ unclosed character class

"#]]
    );
}

#[test]
fn r022_a_template_that_does_not_parse() {
    assert_data_eq!(
        problems(RULE, "\"start()\"", "\"start({{ name )\""),
        snapbox::str![[r#"
error[R022]: the template does not parse: unexpected `)`, expected end of variable block (line 1)
  --> acme/start/rule.toml:15:9
   |
15 | code = "start({{ name )"
   |         ^^^^^^^^^^^^^^^ here

"#]]
    );
    assert_data_eq!(
        problems(RULE, "[match]", "[vars]\nspeed = \"setting(\"\n[match]"),
        snapbox::str![[r#"
error[R022]: the template does not parse: unexpected `}` (line 1)
  --> acme/start/rule.toml:11:10
   |
11 | speed = "setting("
   |          ^^^^^^^^ here

"#]]
    );
}

#[test]
fn r022_a_template_file_that_does_not_parse() {
    let mut files: PackFiles = PACK.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    files.insert("acme/start/start.py.j2".to_owned(), "start(\n    {% if fast %}\n)\n".to_owned());
    if let Some(rule) = files.get_mut(RULE) {
        *rule = rule.replace("code = \"start()\"", "template = \"start.py.j2\"");
    }
    assert_data_eq!(
        of(&files),
        snapbox::str![[r#"
error[R022]: the template does not parse: unexpected end of input, expected end of block (line 2)
 --> acme/start/start.py.j2:2:1
  |
2 |     {% if fast %}
  | ^^^^^^^^^^^^^^^^^ here

"#]]
    );
}

#[test]
fn r023_a_query_without_a_pattern() {
    let whole = "((call function: (identifier) @_maker) @site\n  (#names? @_maker \"acme.makers\"))";
    assert_data_eq!(
        problems(QUERY, whole, "; nothing yet"),
        snapbox::str![[r#"
error[R023]: the query has no pattern
 --> acme/start/match.scm:1:1
  |
1 | ; nothing yet
  | ^^^^^^^^^^^^^ nothing to match

"#]]
    );
}

#[test]
fn r024_an_operation_on_code_nobody_captured() {
    assert_data_eq!(
        problems(RULE, "place = \"before\"", "place = \"before\"\nat = \"call\""),
        snapbox::str![[r#"
error[R024]: an operation works on @call, which is not captured
 --> acme/start/match.scm:1:1
  |
1 | / ((call function: (identifier) @_maker) @site
2 | |   (#names? @_maker "acme.makers"))
  | |__________________________________^ in this pattern
  |
  = help: capture it in the pattern, or leave `at` out

"#]]
    );
    assert_data_eq!(
        problems(RULE, "place = \"before\"", "place = \"before\"\nat = \"_makers\""),
        snapbox::str![[r#"
error[R024]: an operation works on @_makers, which is not captured
 --> acme/start/match.scm:1:1
  |
1 | / ((call function: (identifier) @_maker) @site
2 | |   (#names? @_maker "acme.makers"))
  | |__________________________________^ in this pattern
  |
  = help: capture it in the pattern, or leave `at` out

"#]]
    );
}

#[test]
fn r025_a_pattern_without_a_site() {
    assert_data_eq!(
        problems(QUERY, "@site", "@call"),
        snapbox::str![[r#"
error[R025]: the pattern has 2 captures and no @site
 --> acme/start/match.scm:1:1
  |
1 | / ((call function: (identifier) @_maker) @call
2 | |   (#names? @_maker "acme.makers"))
  | |__________________________________^ in this pattern
  |
  = help: put @site behind the node the rule is about

"#]]
    );
    assert_data_eq!(
        problems(QUERY, "((call function: (identifier) @_maker) @site\n  (#names? @_maker \"acme.makers\"))", "(call)"),
        snapbox::str![[r#"
error[R025]: the pattern has no capture
 --> acme/start/match.scm:1:1
  |
1 | (call)
  | ^^^^^^ in this pattern
  |
  = help: put @site behind the node the rule is about

"#]]
    );
}

#[test]
fn r026_every_file_parsed_on_every_run() {
    assert_data_eq!(
        problems(RULE, "anchors = [\"Acme\"]\n", ""),
        snapbox::str![[r#"
error[R026]: `**/*.py` without anchors: every such file is parsed on every run
 --> acme/start/rule.toml:4:11
  |
4 | files = ["**/*.py"]
  |           ^^^^^^^ here
  |
  = help: add `anchors = ["…"]` to the rule: literals of which one must occur in the file

"#]]
    );
}

#[test]
fn r027_a_glob_that_does_not_parse() {
    assert_data_eq!(
        problems(RULE, "**/*.py", "**/*.{py"),
        snapbox::str![[r#"
error[R027]: the glob `**/*.{py` does not parse
 --> acme/start/rule.toml:4:11
  |
4 | files = ["**/*.{py"]
  |           ^^^^^^^^ unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)

"#]]
    );
    assert_data_eq!(
        problems(RULE, "\"dep:acme\" = \">=2\"", "\"file:[a\" = \"present\""),
        snapbox::str![[r#"
error[R027]: the glob `[a` does not parse
 --> acme/start/rule.toml:8:7
  |
8 | "file:[a" = "present"
  |       ^^ unclosed character class; missing ']'

"#]]
    );
}

#[test]
fn r028_a_version_condition_nobody_can_read() {
    assert_data_eq!(
        problems(RULE, "\">=2\"", "\"at least 2\""),
        snapbox::str![[r#"
error[R028]: the version condition `at least 2` cannot be read
 --> acme/start/rule.toml:8:15
  |
8 | "dep:acme" = "at least 2"
  |               ^^^^^^^^^^ not a version condition
  |
  = help: write `>=2`, `^3.1`, `present` or `absent`; `!` in front negates, `?` lets an unknown version pass

"#]]
    );
}

#[test]
fn r030_a_setting_the_pack_does_not_have() {
    assert_data_eq!(
        problems(RULE, "\"dep:acme\" = \">=2\"", "\"setting:sped\" = \"fast\""),
        snapbox::str![[r#"
error[R030]: there is no setting `sped`
 --> acme/start/rule.toml:8:2
  |
8 | "setting:sped" = "fast"
  |  ^^^^^^^^^^^^ here
  |
  = help: did you mean `speed`?

"#]]
    );
    assert_data_eq!(
        problems(RULE, "\"start()\"", "\"start({{ setting('colour') | py }})\""),
        snapbox::str![[r#"
error[R030]: there is no setting `colour`
  --> acme/start/rule.toml:15:9
   |
15 | code = "start({{ setting('colour') | py }})"
   |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ here
   |
   = help: give it a default under `[settings]` in pack.toml: `colour = …`

"#]]
    );
}

#[test]
fn r031_a_query_beside_the_rule_that_it_does_not_use() {
    assert_data_eq!(
        problems("acme/start/done.scm", "", "(call) @site\n"),
        snapbox::str![[r#"
error[R031]: done.scm is there, and the rule does not use it
 --> acme/start/rule.toml:1:1
  |
1 | title = "Start it"
  | ^^^^^ nothing here names it
  |
  = help: add `[done]`

"#]]
    );
    assert_data_eq!(
        problems(RULE, "[match]\n", ""),
        snapbox::str![[r#"
error[R031]: match.scm is there, and the rule does not use it
 --> acme/start/rule.toml:1:1
  |
1 | title = "Start it"
  | ^^^^^ nothing here names it
  |
  = help: add `[match]`

"#]]
    );
}

#[test]
fn r032_a_name_nobody_defines() {
    assert_data_eq!(
        problems(RULE, "\"start()\"", "\"start({{ sit.text }})\""),
        snapbox::str![[r#"
error[R032]: the template names `sit`, which nobody defines
  --> acme/start/rule.toml:15:9
   |
15 | code = "start({{ sit.text }})"
   |         ^^^^^^^^^^^^^^^^^^^^^ here
   |
   = help: did you mean `site`?

"#]]
    );
    assert_data_eq!(
        problems(RULE, "[when]", "fallback = \"Start it in {{ site.file }}.\"\n[when]"),
        snapbox::str![[r#"
error[R032]: the template names `site`, which nobody defines
 --> acme/start/rule.toml:7:13
  |
7 | fallback = "Start it in {{ site.file }}."
  |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ here
  |
  = help: this text is shown for the project, not for a site

"#]]
    );
}

#[test]
fn r033_a_need_that_the_files_of_the_rule_say_already() {
    assert_data_eq!(
        problems(RULE, "\n[when]", "needs = [\"acme.makers\"]\n\n[when]"),
        snapbox::str![[r#"
error[R033]: acme/start says twice that it needs `acme.makers`
 --> acme/start/rule.toml:6:11
  |
6 | needs = ["acme.makers"]
  |           ^^^^^^^^^^^ its own files name it
  |
  = help: take it out of `needs`: what they name is looked for first

"#]]
    );
}

#[test]
fn r034_a_match_that_looks_at_no_file() {
    assert_data_eq!(
        problems(RULE, "files = [\"**/*.py\"]\n", ""),
        snapbox::str![[r#"
error[R034]: a match needs `files`
 --> acme/start/rule.toml:9:1
  |
9 | [match]
  | ^^^^^^^ looks at no file
  |
  = help: add `files = ["**/*.py"]`, with the files it is about

"#]]
    );
}

#[test]
fn r035_a_place_relative_to_nothing() {
    assert_data_eq!(
        problems(
            RULE,
            "[[edit]]",
            "[[edit]]\nop = \"line\"\npath = \"a.txt\"\nplace = \"after\"\ncode = \"b\"\n\n[[edit]]"
        ),
        snapbox::str![[r#"
error[R035]: `place = "after"` needs `pattern`
  --> acme/start/rule.toml:15:1
   |
15 | place = "after"
   | ^^^^^ relative to what?
   |
   = help: the pattern says after or before what

"#]]
    );
}

#[test]
fn r037_a_role_nobody_plays() {
    assert_data_eq!(
        problems("acme/makers/rule.toml", "[match]", "roles = [\"doc\"]\n\n[match]"),
        snapbox::str![[r#"
error[R037]: unknown role `doc`
 --> acme/makers/rule.toml:7:11
  |
7 | roles = ["doc"]
  |           ^^^ no such role
  |
  = help: did you mean `docs`?

"#]]
    );
}

#[test]
fn r006_the_outcome_of_a_rule_that_is_not_there() {
    assert_data_eq!(
        problems(RULE, "[[edit]]", "[vars]\nstarted = 'outcomes(\"acme/strat\")'\n\n[[edit]]"),
        snapbox::str![[r#"
error[R006]: unknown rule `acme/strat`
  --> acme/start/rule.toml:13:22
   |
13 | started = 'outcomes("acme/strat")'
   |                      ^^^^^^^^^^ no such rule
   |
   = help: did you mean `acme/start`?

"#]]
    );
}

#[test]
fn r036_a_fact_that_waits_for_a_rule() {
    assert_data_eq!(
        problems("acme/makers/rule.toml", "[match]", "[when]\n\"rule:acme/start\" = \"applies\"\n\n[match]"),
        snapbox::str![[r#"
error[R036]: facts come before all other rules
 --> acme/makers/rule.toml:8:2
  |
8 | "rule:acme/start" = "applies"
  |  ^^^^^^^^^^^^^^^ not known yet
  |
  = help: ask for a fact, a dependency, a file or a setting instead

"#]]
    );
}

#[test]
fn r038_a_call_known_by_its_name_alone() {
    assert_data_eq!(
        problems(QUERY, "#names? @_maker \"acme.makers\"", "#eq? @_maker \"make\""),
        snapbox::str![[r#"
error[R038]: the pattern goes by a name that anybody may use
 --> acme/start/match.scm:2:5
  |
2 |   (#eq? @_maker "make"))
  |     ^^^ whose is it?
  |
  = help: ask with `#imported-from?` or `#bound-to?`, or say why not: `(#set! by-name "…")`

"#]]
    );
    assert_eq!(problems(QUERY, "#names? @_maker \"acme.makers\"", "#eq? @_maker \"m\") (#set! by-name \"why\""), "");
    let idle = problems(QUERY, "\"acme.makers\")", "\"acme.makers\") (#set! by-name \"why\")");
    assert!(idle.contains("error[R038]: nothing goes by a name alone here"), "{idle}");
}

#[test]
fn r039_a_field_no_capture_has() {
    assert_data_eq!(
        problems(RULE, "\"start()\"", "\"start('{{ site.prefx }}')\""),
        snapbox::str![[r#"
error[R039]: `site` has no field `prefx`
  --> acme/start/rule.toml:15:9
   |
15 | code = "start('{{ site.prefx }}')"
   |         ^^^^^^^^^^^^^^^^^^^^^^^^^ here
   |
   = help: did you mean `site.prefix`?

"#]]
    );
}

#[test]
fn r040_a_filter_nobody_wrote() {
    assert_data_eq!(
        problems(RULE, "\"start()\"", "\"start({{ site.file|pi }})\""),
        snapbox::str![[r#"
error[R040]: there is no filter `pi`
  --> acme/start/rule.toml:15:9
   |
15 | code = "start({{ site.file|pi }})"
   |         ^^^^^^^^^^^^^^^^^^^^^^^^^ here
   |
   = help: did you mean `py`?

"#]]
    );
    assert_eq!(problems(RULE, "\"start()\"", "\"start({{ site.file|replace('|nothing', '')|py }})\""), "");
}

#[test]
fn r049_a_word_boundary_that_is_a_backspace() {
    let code = |pattern: &str| format!("'start({{{{ site.text|find(\"{pattern}\")|py }}}})'");
    let found = problems(RULE, "\"start()\"", &code("\\bx"));
    assert!(found.starts_with("error[R049]: `\\b` is a control character in a string of a template"), "{found}");
    assert_eq!(problems(RULE, "\"start()\"", &code("\\\\bx")), "");
}

#[test]
fn r050_a_capture_that_has_the_name_of_an_expression() {
    assert_data_eq!(
        problems("pack.toml", "[settings]", "[vars]\nname = '1'\n\n[settings]"),
        snapbox::str![[r#"
error[R050]: the capture `@name` has the name of an expression
 --> acme/makers/match.scm:1:38
  |
1 | (class_definition name: (identifier) @name) @site
  |                                      ^^^^^ where this is not captured, templates see the expression
  |
  = help: call one of them otherwise; an expression of the pack is a name in all rules

"#]]
    );
}

#[test]
fn r051_alternatives_that_are_never_tried() {
    let query = |callee: &str| problems(QUERY, "(identifier)", callee);
    let found = query("[[(identifier) (attribute)] (subscript)]");
    assert!(found.starts_with("error[R051]: of an alternation that begins one of several"), "{found}");
    assert_eq!(query("[(subscript) [(identifier) (attribute)]]"), "");
}

#[test]
fn r042_a_path_outside_the_repository() {
    let edit = "[[edit]]\nop = \"create\"\npath = \"../{{ site.name }}\"\ncode = \"x\"\n\n[[edit]]";
    assert_data_eq!(
        problems(RULE, "[[edit]]", edit),
        snapbox::str![[r#"
error[R042]: `../{{ site.name }}` is no path inside the repository
  --> acme/start/rule.toml:14:9
   |
14 | path = "../{{ site.name }}"
   |         ^^^^^^^^^^^^^^^^^^ here
   |
   = help: paths start at the top of the repository: `docs/page.md`

"#]]
    );
}

#[test]
fn r043_a_file_that_no_rule_reads() {
    let files = PackFiles::from([
        ("acme/lost/match.scm".to_owned(), "(call) @site\n".to_owned()),
        ("acme/shared.scm".to_owned(), "(call) @site\n".to_owned()),
        ("acme/start/rule.toml".to_owned(), "[match]\nquery = \"/acme/shared.scm\"\n".to_owned()),
    ]);
    let found: String = crate::lint::stray(&files).iter().map(|problem| format!("{problem}\n")).collect();
    assert_data_eq!(
        found,
        snapbox::str![[r#"
error[R043]: no rule reads this file
 --> acme/lost/match.scm:1:1
  |
1 | (call) @site
  | ^^^^^^^^^^^^ its folder has no rule.toml
  |
  = help: a folder is a rule once it has a rule.toml; another rule names this file as `/area/file`

"#]]
    );
}

#[test]
fn r043_a_file_that_is_nearly_called_what_is_read() {
    let files =
        ["acme/start/rule.tml", "acme/start/Cases.md", "acme/notes.md", "tables/rules.toml", "acme/start/rule.toml"];
    let files: PackFiles = files.into_iter().map(|path| (path.to_owned(), "title = \"x\"\n".to_owned())).collect();
    let found: String = crate::lint::misnamed(&files).iter().map(|problem| format!("{problem}\n")).collect();
    assert_data_eq!(
        found,
        snapbox::str![[r#"
error[R043]: no rule reads this file
 --> acme/start/Cases.md:1:1
  |
1 | title = "x"
  | ^^^^^^^^^^^ its name is none that is read
  |
  = help: did you mean `cases.md`?
error[R043]: no rule reads this file
 --> acme/start/rule.tml:1:1
  |
1 | title = "x"
  | ^^^^^^^^^^^ its name is none that is read
  |
  = help: did you mean `rule.toml`?

"#]]
    );
}

#[test]
fn r044_code_that_does_not_parse() {
    assert_data_eq!(
        problems(RULE, "\"start()\"", "\"start({{ site.line }}\""),
        snapbox::str![[r#"
error[R044]: the code of `insert` does not parse as python
  --> acme/start/rule.toml:15:9
   |
15 | code = "start({{ site.line }}"
   |         ^^^^^^^^^^^^^^^^^^^^^ here

"#]]
    );
}

#[test]
fn r044_a_template_of_a_new_file_that_does_not_parse() {
    let with = |path: &str, template: &str| {
        let mut files: PackFiles = PACK.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        let edit = format!("[[edit]]\nop = \"create\"\npath = \"{path}\"\ntemplate = \"new.j2\"\n\n[[edit]]");
        files.entry(RULE.to_owned()).and_modify(|rule| *rule = rule.replace("[[edit]]", &edit));
        files.insert("acme/start/new.j2".to_owned(), template.to_owned());
        of(&files)
    };
    assert_data_eq!(
        with("{{ site.prefix }}new.py", "import acme\n\n\ndef start({{ site.line }}:\n    pass\n"),
        snapbox::str![[r#"
error[R044]: the code of `create` does not parse as python
 --> acme/start/new.j2:4:1
  |
4 | def start({{ site.line }}:
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^ here

"#]]
    );
    assert_eq!(with("new.py", "x = {{ site.line }}\n"), "");
    assert_eq!(with("new.py", "def start(){{ site.text }}:\n    return x + {{ site.line }}\n"), "");
    assert_eq!(with("new.ts", "import { start } from {{ site.prefix|js }};\n"), "");
    // What its tags decide cannot be told, and prose is no code.
    assert_eq!(with("new.py", "def (:\n{% if site %}x = 1{% endif %}\n"), "");
    assert_eq!(with("new.md", "def (:\n"), "");
}

#[test]
fn r045_a_program_in_a_string() {
    let mut files: PackFiles = PACK.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    if let Some(rule) = files.get_mut(RULE) {
        *rule = rule.replace("[match]", &format!("[vars]\nmany = '{}'\n\n[match]", "x + ".repeat(30)));
    }
    let pack = read(&files).expect("loads");
    let found: String = crate::lint::warnings(&pack, &files, &|_| true).iter().map(|one| format!("{one}\n")).collect();
    assert_data_eq!(
        found,
        snapbox::str![[r#"
warning[R045]: a line of `[vars]` has 129 characters
  --> acme/start/rule.toml:11:1
   |
11 | many = 'x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + '
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ more than 120
   |
   = help: say it in several short names, as a fact, or as a function of the engine

"#]]
    );
}

#[test]
fn what_an_operation_takes_is_told_from_its_types() {
    let more = |edit: &str| problems(RULE, "code = \"start()\"", &format!("code = \"start()\"\n\n[[edit]]\n{edit}"));
    assert_data_eq!(
        more("place = \"after\""),
        snapbox::str![[r#"
error[R009]: an operation needs `op`
  --> acme/start/rule.toml:17:1
   |
17 | [[edit]]
   | ^^^^^^^^ which one?

"#]]
    );
    assert_data_eq!(
        more("op = \"merge\"\npath = \"a.json\"\nvalue = 1"),
        snapbox::str![[r#"
error[R009]: `merge` needs `keys`
  --> acme/start/rule.toml:18:6
   |
18 | op = "merge"
   |      ^^^^^^^ incomplete

"#]]
    );
    assert_data_eq!(
        more("op = \"merge\"\nkeys = [\"a\"]\nvalue = 1"),
        snapbox::str![[r#"
error[R009]: `merge` needs `path` or `paths` or `at`
  --> acme/start/rule.toml:18:6
   |
18 | op = "merge"
   |      ^^^^^^^ incomplete

"#]]
    );
    assert_data_eq!(
        more("op = \"import\"\nmodule = \"a\"\nname = [\"b\"]"),
        snapbox::str![[r#"
error[R010]: `import` does not take `name`
  --> acme/start/rule.toml:20:1
   |
20 | name = ["b"]
   | ^^^^ not used by this operation
   |
   = help: did you mean `names`?

"#]]
    );
    assert_data_eq!(
        more("op = \"dependency\"\necosystem = \"nmp\"\nname = \"a\"\nat_least = \"1\""),
        snapbox::str![[r#"
error[R011]: unknown ecosystem `nmp`
  --> acme/start/rule.toml:19:14
   |
19 | ecosystem = "nmp"
   |              ^^^ no such ecosystem
   |
   = help: there are `python`, `npm`

"#]]
    );
}

#[test]
fn a_problem_names_the_folder_of_its_pack() {
    let Err(error) = read(&PackFiles::from([("a/b/rule.toml".to_owned(), "title = 1\n".to_owned())])) else {
        panic!("loads");
    };
    let files = std::collections::BTreeSet::from(["a/b/rule.toml".to_owned()]);
    let error = error.in_folders(&[("our-rules".to_owned(), files)]).to_string();
    assert!(error.contains(" --> our-rules/a/b/rule.toml:1:9"), "{error}");
}

#[test]
fn r052_anchors_that_the_query_says_itself() {
    assert_data_eq!(
        problems(QUERY, "\"acme.makers\"))", "\"acme.makers\")\n  (#imported-from? @_maker \"Acme\"))"),
        snapbox::str![[r#"
error[R052]: the anchors of the rule say what its query asks for
 --> acme/start/rule.toml:5:1
  |
5 | anchors = ["Acme"]
  | ^^^^^^^ here
  |
  = help: leave them out: a file without what the query asks for is not parsed anyway

"#]]
    );
}
