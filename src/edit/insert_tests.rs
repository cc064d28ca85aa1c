use super::*;
use crate::edit::splice;

/// Runs `insert` on the first occurrence of `needle`, requires that a second run holds, and returns the text.
fn run(path: &str, text: &str, needle: &str, at: InsertAt, code: &str) -> String {
    let file = SourceFile::parse(path, Language::of_path(path), text.to_owned(), false);
    let start = text.find(needle).expect("needle");
    let edits = match insert(&file, start..start + needle.len(), at, code) {
        Ok(Edited::Edits(edits)) => edits,
        Ok(Edited::Holds) => return "holds".to_owned(),
        Err(error) => return format!("{error}"),
    };
    let after = splice(text, &edits).expect("no overlap");
    let again = SourceFile::parse(path, file.language, after.clone(), false);
    assert!(again.errors().is_empty(), "{after}");
    let start = after.find(needle).expect("needle survives");
    assert_eq!(insert(&again, start..start + needle.len(), at, code), Ok(Edited::Holds), "{after}");
    after
}

use InsertAt::{After, Before, BodyEnd, BodyStart};

#[test]
fn python_statements_take_the_indentation_of_their_neighbour() {
    let table = [
        (
            "def f():\n    x = 1\n    app = X()\n    return app\n",
            "X()",
            Before,
            "go(1)",
            "def f():\n    x = 1\n    go(1)\n    app = X()\n    return app\n",
        ),
        (
            "def f():\n    app = X()\n    return app\n",
            "X()",
            After,
            "if a:\n    go(app)",
            "def f():\n    app = X()\n    if a:\n        go(app)\n    return app\n",
        ),
        // Tabs and CRLF.
        (
            "def f():\r\n\tapp = X()\r\n\treturn app\r\n",
            "X()",
            After,
            "if a:\n    go(app)",
            "def f():\r\n\tapp = X()\r\n\tif a:\r\n\t\tgo(app)\r\n\treturn app\r\n",
        ),
        // Two spaces, two levels.
        (
            "def f():\n  if a:\n    app = X()\n  return 1\n",
            "X()",
            After,
            "with b:\n    go(app)",
            "def f():\n  if a:\n    app = X()\n    with b:\n      go(app)\n  return 1\n",
        ),
        // A comment above a statement describes that statement.
        (
            "a = 1\n\n# the app\n# itself\napp = X()\n",
            "X()",
            Before,
            "go()",
            "a = 1\n\ngo()\n# the app\n# itself\napp = X()\n",
        ),
        // The shebang stays first.
        ("#!/usr/bin/env python\napp = X()\n", "X()", Before, "go()", "#!/usr/bin/env python\ngo()\napp = X()\n"),
        // A call over several lines is one statement.
        (
            "app = X(\n    __name__,\n    a=1,\n)  # built\nrun(app)\n",
            "X(\n    __name__,\n    a=1,\n)",
            After,
            "go(app)",
            "app = X(\n    __name__,\n    a=1,\n)  # built\ngo(app)\nrun(app)\n",
        ),
        // No line break at the end of the file: still none.
        ("app = X()", "X()", After, "go(app)", "app = X()\ngo(app)"),
        // Chained and annotated assignments.
        ("app: A = b = X()\n", "X()", After, "go(app)", "app: A = b = X()\ngo(app)\n"),
        // Comments that close a block belong to that block.
        (
            "def f():\n    a()\n    # end of f\n\n\nb = 1\n",
            "def f():\n    a()\n    # end of f",
            After,
            "f()",
            "def f():\n    a()\n    # end of f\n\n\nf()\n\n\nb = 1\n",
        ),
    ];
    for (before, needle, at, code, after) in table {
        assert_eq!(run("a.py", before, needle, at, code), after);
    }
}

#[test]
fn blank_lines_follow_the_formatters() {
    let table = [
        // A definition at top level wants two blank lines on both sides.
        (
            "import a\n\napp = X()\n",
            "app = X()",
            Before,
            "def g():\n    pass",
            "import a\n\n\ndef g():\n    pass\n\n\napp = X()\n",
        ),
        (
            "app = X()\nrun(app)\n",
            "X()",
            After,
            "def g():\n    pass",
            "app = X()\n\n\ndef g():\n    pass\n\n\nrun(app)\n",
        ),
        // One inside a function.
        (
            "def f():\n    app = X()\n    return app\n",
            "X()",
            After,
            "def g():\n    pass",
            "def f():\n    app = X()\n\n    def g():\n        pass\n\n    return app\n",
        ),
        // A plain statement keeps its distance from definitions.
        (
            "import a\n\n\ndef f():\n    pass\n",
            "def f():\n    pass",
            Before,
            "go()",
            "import a\n\n\ngo()\n\n\ndef f():\n    pass\n",
        ),
        // Decorators stay with their function.
        (
            "@d\n@e\ndef f():\n    pass\n",
            "def f():\n    pass",
            Before,
            "go()",
            "go()\n\n\n@d\n@e\ndef f():\n    pass\n",
        ),
        // Imports and what follows.
        ("import a\nb = 1\n", "import a", After, "go()", "import a\n\ngo()\nb = 1\n"),
    ];
    for (before, needle, at, code, after) in table {
        assert_eq!(run("a.py", before, needle, at, code), after);
    }
}

#[test]
fn bodies_keep_docstrings_directives_and_returns_in_place() {
    let python = [
        (
            "def f():\n    \"\"\"Doc.\"\"\"\n    # why\n    a()\n",
            BodyStart,
            "def f():\n    \"\"\"Doc.\"\"\"\n    go()\n    # why\n    a()\n",
        ),
        ("def f():\n    \"\"\"Doc.\"\"\"\n", BodyStart, "def f():\n    \"\"\"Doc.\"\"\"\n    go()\n"),
        ("def f():\n    pass\n", BodyStart, "def f():\n    go()\n    pass\n"),
        ("def f():\n    a()\n\n    return 1\n", BodyEnd, "def f():\n    a()\n\n    go()\n    return 1\n"),
        ("def f():\n    a()\n\n\nb()\n", BodyEnd, "def f():\n    a()\n    go()\n\n\nb()\n"),
        ("@d\ndef f():\n\ta()\n", BodyEnd, "@d\ndef f():\n\ta()\n\tgo()\n"),
    ];
    for (before, at, after) in python {
        assert_eq!(run("a.py", before, "f(", at, "go()"), after);
    }
    let tsx = [
        (
            "function f() {\n  \"use server\";\n  return 1;\n}\n",
            BodyStart,
            "function f() {\n  \"use server\";\n  go();\n  return 1;\n}\n",
        ),
        ("export default function f() {}\n", BodyStart, "export default function f() {\n  go();\n}\n"),
        ("const f = () => {\n\ta();\n};\n", BodyEnd, "const f = () => {\n\ta();\n\tgo();\n};\n"),
        (
            "class A {\n  f() {\n    return <b />;\n  }\n}\n",
            BodyEnd,
            "class A {\n  f() {\n    go();\n    return <b />;\n  }\n}\n",
        ),
        ("function f() {\n  // nothing\n}\n", BodyStart, "function f() {\n  // nothing\n  go();\n}\n"),
    ];
    for (before, at, after) in tsx {
        let needle = if before.starts_with("const") { "const f" } else { "f(" };
        let text = run("a.tsx", before, needle, at, "go();");
        assert_eq!(text, after);
    }
}

#[test]
fn ecmascript_statements_go_around_exports_and_comments() {
    let table = [
        (
            "\"use client\";\n\nimport a from \"a\";\n\n/** Doc. */\nexport default function f() {\n  return <a />;\n}\n",
            "export default function f() {\n  return <a />;\n}",
            Before,
            "go({\n    a: 1,\n});",
            "\"use client\";\n\nimport a from \"a\";\n\ngo({\n  a: 1,\n});\n\n/** Doc. */\nexport default function f() {\n  return <a />;\n}\n",
        ),
        ("const a = X()\n\nrun(a)\n", "X()", After, "go(a)", "const a = X()\ngo(a)\n\nrun(a)\n"),
        ("export const a = X();\r\n", "X()", After, "go(a);", "export const a = X();\r\ngo(a);\r\n"),
    ];
    for (before, needle, at, code, after) in table {
        assert_eq!(run("a.tsx", before, needle, at, code), after);
    }
}

#[test]
fn the_same_code_in_another_format_holds() {
    assert_eq!(run("a.py", "go( 'a' ,\n   b,)\napp = X()\n", "X()", Before, "go(\"a\", b)"), "holds");
    assert_eq!(run("a.py", "go()\nother()\napp = X()\n", "X()", Before, "go()"), "holds");
    assert_eq!(run("a.ts", "const a = X()\ngo('x')\n", "X()", After, "go(\"x\");"), "holds");
    // On the wrong side it does not count.
    assert_eq!(run("a.py", "app = X()\ngo()\n", "X()", Before, "go()"), "go()\napp = X()\ngo()\n");
}

#[test]
fn shapes_that_cannot_take_a_statement_are_refused_in_a_sentence() {
    let table = [
        ("a.py", "if a: app = X()\n", "X()", After, "line 1 holds more than this one statement"),
        ("a.py", "def f(): return X()\n", "X()", Before, "line 1 holds more than this one statement"),
        ("a.py", "a = 1; app = X()\n", "X()", After, "line 1 holds more than this one statement"),
        ("a.py", "f = lambda: X()\n", "X()", Before, "the expression on line 1 is the body of a lambda"),
        ("a.py", "def f():\n    return X()\n", "X()", After, "code after this statement would never run"),
        ("a.js", "const f = () => X();\n", "X()", After, "the expression on line 1 is the body of an arrow function"),
        (
            "a.js",
            "if (a)\n  b = X();\n",
            "X()",
            After,
            "the statement on line 2 stands in a branch without a block of its own",
        ),
        ("a.js", "for (const x of X()) {}\n", "X()", After, "for (const x of X()) {}\ngo()\n"),
        ("a.js", "class A {\n  x = X();\n}\n", "X()", After, "the expression on line 2 initialises a class member"),
        ("a.js", "class A {\n  x = X();\n}\n", "X()", BodyEnd, "a class body takes members, not statements"),
        ("a.js", "function f() { return 1 }\n", "f(", BodyStart, "line 1 holds more than this one statement"),
    ];
    for (path, before, needle, at, expected) in table {
        assert_eq!(run(path, before, needle, at, "go()"), expected);
    }
}

#[test]
fn deep_nesting_neither_overflows_nor_stalls() {
    let text = format!("a = {}X(){}\n", "(".repeat(900), ")".repeat(900));
    let file = SourceFile::parse("a.js", Language::JavaScript, text.clone(), false);
    let start = text.find("X()").expect("call");
    assert!(matches!(insert(&file, start..start + 3, Before, "go();"), Ok(Edited::Edits(_))));
}
