use super::*;
use crate::edit::testing::comes_to;
use crate::lang::{Conventions, ImportOrder, Sorted};

fn spec(import: &str) -> ImportSpec {
    let (module, names) = import.split_once(':').unwrap_or((import, ""));
    let names = names.split_terminator(' ').filter(|name| !name.is_empty()).map(|name| match name.split_once('=') {
        Some((name, alias)) => ImportName { name: name.to_owned(), alias: Some(alias.to_owned()) },
        None => ImportName::plain(name),
    });
    ImportSpec { module: module.to_owned(), names: names.collect(), ..ImportSpec::default() }
}

/// Ensures an import before the first `X(`, requires that a second run holds, and returns the text.
fn run(path: &str, text: &str, spec: &ImportSpec) -> String {
    let first_party = |name: &str| name == "own";
    let ensure = |text: &str| {
        let file = SourceFile::parse(path, Language::of_path(path), text.to_owned(), false);
        assert!(file.errors().is_empty(), "{text}");
        ensure_import(
            &file,
            spec,
            ImportContext { first_party: &first_party, before: text.find("X("), first: text.contains("FIRST") },
        )
    };
    comes_to(text, ensure)
}

#[test]
fn python_imports_go_into_their_section_in_order() {
    let table = [
        (
            "import os\nimport sys\n\nfrom web import A\n\nfrom own.a import b\n\nX()\n",
            "json",
            "import json\nimport os\nimport sys\n\nfrom web import A\n\nfrom own.a import b\n\nX()\n",
        ),
        (
            "import os\n\nfrom web import A\nfrom zed import b\n\nX()\n",
            "xlib:go",
            "import os\n\nfrom web import A\nfrom xlib import go\nfrom zed import b\n\nX()\n",
        ),
        // A section that is not there yet, between, after and before others.
        ("import os\n\nfrom .a import b\n\nX()\n", "xlib", "import os\n\nimport xlib\n\nfrom .a import b\n\nX()\n"),
        ("from web import A\n\nX()\n", ".setup:go", "from web import A\n\nfrom .setup import go\n\nX()\n"),
        ("from web import A\n\nX()\n", "os", "import os\n\nfrom web import A\n\nX()\n"),
        (
            "import os\n\nfrom web import A\n\nX()\n",
            "own.setup:go",
            "import os\n\nfrom web import A\n\nfrom own.setup import go\n\nX()\n",
        ),
        // A file that does not separate sections stays that way.
        (
            "import os\nfrom web import A\nX()\n",
            ".setup:go",
            "import os\nfrom web import A\nfrom .setup import go\nX()\n",
        ),
        // Unsorted sections get it last; sorted by module alone is an order too.
        (
            "from zed import b\nfrom web import A\n\nX()\n",
            "alib:go",
            "from zed import b\nfrom web import A\nfrom alib import go\n\nX()\n",
        ),
        (
            "from abc1 import b\nimport web\nfrom zed import c\n\nX()\n",
            "mid:go",
            "from abc1 import b\nfrom mid import go\nimport web\nfrom zed import c\n\nX()\n",
        ),
        // `from __future__` stays first, comments stay with their import.
        (
            "from __future__ import annotations\n\nimport os\n\n# the web\nfrom web import A  # noqa\n\nX()\n",
            "alib:go",
            "from __future__ import annotations\n\nimport os\n\n# the web\nfrom alib import go\nfrom web import A  # noqa\n\nX()\n",
        ),
        // Relative imports run from far to near.
        (
            "from ..z import a\nfrom .a import b\n\nX()\n",
            ".setup:go",
            "from ..z import a\nfrom .a import b\nfrom .setup import go\n\nX()\n",
        ),
        // CRLF.
        ("import os\r\n\r\nX()\r\n", "sys", "import os\r\nimport sys\r\n\r\nX()\r\n"),
        // An import at the very end without line break.
        ("import os", "sys", "import os\nimport sys"),
    ];
    for (before, import, after) in table {
        assert_eq!(run("a.py", before, &spec(import)), after);
    }
}

#[test]
fn python_files_without_imports_keep_their_head() {
    let table = [
        ("", "os", "import os\n"),
        ("X()\n", "os", "import os\n\nX()\n"),
        (
            "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nX()\n",
            "os",
            "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nimport os\n\nX()\n",
        ),
        ("# Licence.\n\n# app\nX()\n", "os", "# Licence.\n\nimport os\n\n# app\nX()\n"),
        ("\"\"\"Doc.\"\"\"\n\nX()\n", "os", "\"\"\"Doc.\"\"\"\n\nimport os\n\nX()\n"),
        ("\"\"\"Doc.\"\"\"", "os", "\"\"\"Doc.\"\"\"\n\nimport os"),
        ("def f():\n    X()\n", "os", "import os\n\n\ndef f():\n    X()\n"),
    ];
    for (before, import, after) in table {
        assert_eq!(run("a.py", before, &spec(import)), after);
    }
}

#[test]
fn python_side_effects_keep_running_first() {
    let table = [
        (
            "import green\ngreen.monkey_patch()\n\nfrom web import A\n\nX()\n",
            ".setup:go",
            "import green\ngreen.monkey_patch()\n\nfrom web import A\n\nfrom .setup import go\n\nX()\n",
        ),
        (
            "import green\n\ngreen.monkey_patch()\nX()\n",
            ".setup:go",
            "import green\n\ngreen.monkey_patch()\n\nfrom .setup import go\n\nX()\n",
        ),
        (
            "import os\nfrom envs import load_dotenv\n\nload_dotenv()\n\nX()\n",
            ".setup:go",
            "import os\nfrom envs import load_dotenv\nfrom .setup import go\n\nload_dotenv()\n\nX()\n",
        ),
        (
            "import green\ngreen.monkey_patch()\n\nfrom web import A  # noqa: E402\n\nX()\n",
            "web.b:go",
            "import green\ngreen.monkey_patch()\n\nfrom web import A  # noqa: E402\nfrom web.b import go  # noqa: E402\n\nX()\n",
        ),
        (
            "import sys\nsys.path.insert(0, '.')\nimport own\nX()\n",
            "own.b:go",
            "import sys\nsys.path.insert(0, '.')\nimport own\nfrom own.b import go\nX()\n",
        ),
        // Imports behind the first use, or for the type checker alone, are no place.
        (
            "import os\n\napp = X()\n\nfrom own import routes\n",
            "own.b:go",
            "import os\n\nfrom own.b import go\n\napp = X()\n\nfrom own import routes\n",
        ),
        (
            "from typing import T\n\nif T:\n    from own.c import d\n\nX()\n",
            "own.b:go",
            "from typing import T\n\nfrom own.b import go\n\nif T:\n    from own.c import d\n\nX()\n",
        ),
        (
            "import os\n\ntry:\n    import web\nexcept ImportError:\n    web = None\n\nX()\n",
            "alib",
            "import os\n\nimport alib\n\ntry:\n    import web\nexcept ImportError:\n    web = None\n\nX()\n",
        ),
    ];
    for (before, import, after) in table {
        assert_eq!(run("a.py", before, &spec(import)), after);
    }
}

#[test]
fn python_names_join_the_statement_that_is_there() {
    let table = [
        ("from m import a, c\n\nX()\n", "m:b", "from m import a, b, c\n\nX()\n"),
        ("from m import c, a\n\nX()\n", "m:b", "from m import c, a, b\n\nX()\n"),
        ("from m import A, b\n\nX()\n", "m:C", "from m import A, C, b\n\nX()\n"),
        (
            "from m import (\n    a,  # one\n    c,\n)\n\nX()\n",
            "m:b",
            "from m import (\n    a,  # one\n    b,\n    c,\n)\n\nX()\n",
        ),
        (
            "from m import (a,\n               b)\n\nX()\n",
            "m:c",
            "from m import (a,\n               b,\n               c)\n\nX()\n",
        ),
        ("from m import a as b\n\nX()\n", "m:c", "from m import a as b\nfrom m import c\n\nX()\n"),
        ("from m import a\n\nX()\n", "m:b=c", "from m import a\nfrom m import b as c\n\nX()\n"),
        (
            "from module.with_a.long_name import first_of_the_names, second_of_the_names\n\nX()\n",
            "module.with_a.long_name:third_of_the_names",
            "from module.with_a.long_name import (\n    first_of_the_names,\n    second_of_the_names,\n    third_of_the_names,\n)\n\nX()\n",
        ),
        ("from m import *\n\nX()\n", "m:c", "from m import *\nfrom m import c\n\nX()\n"),
    ];
    for (before, import, after) in table {
        assert_eq!(run("a.py", before, &spec(import)), after);
    }
}

#[test]
fn python_imports_that_are_there_hold_and_taken_names_conflict() {
    let taken = |line: usize| format!("`go` already means something else (line {line})");
    let table = [
        ("from m import go\nX()\n", "m:go", "holds".to_owned()),
        ("from m import go as run\nX()\n", "m:go", "holds".to_owned()),
        ("from pkg.m import go\nX()\n", ".m:go", "holds".to_owned()),
        ("try:\n    import m\nexcept ImportError:\n    m = None\nX()\n", "m", "holds".to_owned()),
        ("def f():\n    from m import go\n    X()\n", "m:go", "holds".to_owned()),
        ("def go():\n    pass\n\n\nX()\n", "m:go", taken(1)),
        ("import os\nfrom other import go\nX()\n", "m:go", taken(2)),
        ("a, go = 1, 2\nX()\n", "m:go", taken(1)),
        ("def f(go=1):\n    X()\n", "m:go", taken(1)),
        ("def f():\n    go = 1\n    X(go)\n", "m:go", taken(2)),
        ("def f():\n    go = 1\n\n\nX()\n", "m:go", "from m import go\n\n\ndef f():\n    go = 1\n\n\nX()\n".to_owned()),
        ("import m.a\n\nX()\n", "m", "holds".to_owned()),
        // Too late for code at module level.
        (
            "import os\n\nX()\nfrom m import go\n",
            "m:go",
            "import os\n\nfrom m import go\n\nX()\nfrom m import go\n".to_owned(),
        ),
    ];
    for (before, import, expected) in table {
        assert_eq!(run("a.py", before, &spec(import)), expected);
    }
}

#[test]
fn local_names_follow_aliases_and_modules() {
    let text = "import a\nfrom d import e\nfrom d import f as g\nimport h.i as j\n";
    let file = SourceFile::parse("a.py", Language::Python, text.to_owned(), false);
    assert_eq!(local_names(&file, "e"), ["a.e", "e", "j.e"]);
    assert_eq!(local_names(&file, "f"), ["a.f", "g", "j.f"]);
    assert_eq!(local_names(&file, "g"), ["a.g", "j.g"]);
}

fn es(module: &str, default: &str, namespace: &str, names: &str) -> ImportSpec {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    ImportSpec { default: some(default), namespace: some(namespace), ..spec(&format!("{module}:{names}")) }
}

#[test]
fn esm_imports_follow_quotes_semicolons_and_order() {
    let table = [
        (
            "import a from 'a'\nimport c from 'c'\n\nX()\n",
            es("b", "", "", "go run=r"),
            "import a from 'a'\nimport { go, run as r } from 'b'\nimport c from 'c'\n\nX()\n",
        ),
        (
            "import c from \"c\";\nimport a from \"a\";\nimport \"./g.css\";\n\nX();\n",
            es("b", "", "B", ""),
            "import c from \"c\";\nimport a from \"a\";\nimport * as B from \"b\";\nimport \"./g.css\";\n\nX();\n",
        ),
        (
            "import a from \"a\";\r\n\r\nX();\r\n",
            es("./b", "B", "", "go"),
            "import a from \"a\";\r\nimport B, { go } from \"./b\";\r\n\r\nX();\r\n",
        ),
        (
            "import a from \"a\";\n\nimport c from \"./c\";\n\nX();\n",
            es("b", "", "", ""),
            "import a from \"a\";\nimport \"b\";\n\nimport c from \"./c\";\n\nX();\n",
        ),
        // What is imported for its effects stays first.
        (
            "import \"polyfill\";\n\nX();\n",
            es("b", "B", "", ""),
            "import \"polyfill\";\nimport B from \"b\";\n\nX();\n",
        ),
        // A head without imports: shebang, directive, licence, a comment that belongs to the code.
        ("\"use client\";\nX();\n", es("b", "B", "", ""), "\"use client\";\n\nimport B from \"b\";\n\nX();\n"),
        ("#!/usr/bin/env node\nX();\n", es("b", "B", "", ""), "#!/usr/bin/env node\nimport B from \"b\";\n\nX();\n"),
        (
            "/* Licence: MIT */\n\n/** @type {A} */\nconst a = X();\n\nexport default a;\n",
            es("b", "B", "", ""),
            "/* Licence: MIT */\n\nimport B from \"b\";\n\n/** @type {A} */\nconst a = X();\n\nexport default a;\n",
        ),
        (
            "/** @type {A} */\nconst a = X();\nexport default a;\n",
            es("b", "B", "", ""),
            "import B from \"b\";\n\n/** @type {A} */\nconst a = X();\nexport default a;\n",
        ),
        (
            "import a from \"a\";\n\nX();\n",
            es("module-with-name", "", "", "aLongNameToImport anotherNameToImport aThirdName"),
            "import a from \"a\";\nimport {\n  aLongNameToImport,\n  anotherNameToImport,\n  aThirdName,\n} from \"module-with-name\";\n\nX();\n",
        ),
    ];
    for (before, import, after) in table {
        assert_eq!(run("a.tsx", before, &import), after);
    }
}

#[test]
fn an_import_that_must_run_first_goes_ahead_of_the_others() {
    let table = [
        (
            "import 'polyfill';\nimport a from 'a';\nX(FIRST);\n",
            "import { s } from './s';\nimport 'polyfill';\nimport a from 'a';\nX(FIRST);\n",
        ),
        (
            "// @ts-nocheck\nimport a from \"a\"\nX(FIRST)\n",
            "// @ts-nocheck\nimport { s } from \"./s\"\nimport a from \"a\"\nX(FIRST)\n",
        ),
        ("import { s } from './s';\nX(FIRST);\n", "holds"),
    ];
    for (before, after) in table {
        assert_eq!(run("a.ts", before, &spec("./s:s")), after);
    }
}

#[test]
fn esm_names_join_the_statement_that_is_there() {
    let table = [
        ("import { a, c } from \"m\";\nX();\n", es("m", "", "", "b"), "import { a, b, c } from \"m\";\nX();\n"),
        (
            "import {\n  a,\n  c,\n} from \"m\";\nX();\n",
            es("m", "", "", "b=d"),
            "import {\n  a,\n  b as d,\n  c,\n} from \"m\";\nX();\n",
        ),
        ("import D from \"m\";\nX();\n", es("m", "", "", "b"), "import D, { b } from \"m\";\nX();\n"),
        ("import { a } from \"m\";\nX();\n", es("m", "D", "", ""), "import D, { a } from \"m\";\nX();\n"),
        (
            "import * as m from \"m\";\nX();\n",
            es("m", "", "", "b"),
            "import * as m from \"m\";\nimport { b } from \"m\";\nX();\n",
        ),
        (
            "import type { A } from \"m\";\nX();\n",
            es("m", "", "", "b"),
            "import type { A } from \"m\";\nimport { b } from \"m\";\nX();\n",
        ),
        (
            "import type { A } from \"m\";\nX();\n",
            ImportSpec { type_only: true, ..es("m", "", "", "B") },
            "import type { A, B } from \"m\";\nX();\n",
        ),
        ("import { b as c } from \"m\";\nX();\n", es("m", "", "", "b"), "holds"),
        ("import * as m from \"m\";\nX();\n", es("m", "", "", ""), "holds"),
        ("const b = 1;\nexport default X(b);\n", es("m", "", "", "b"), "`b` already means something else (line 1)"),
        ("import { b } from \"other\";\nX();\n", es("m", "", "", "b"), "`b` already means something else (line 1)"),
        ("export const f = ({ b }) => X(b);\n", es("m", "", "", "b"), "`b` already means something else (line 1)"),
        (
            "export const f = (b) => b;\nX();\n",
            es("m", "", "", "b"),
            "import { b } from \"m\";\n\nexport const f = (b) => b;\nX();\n",
        ),
    ];
    for (before, import, after) in table {
        assert_eq!(run("a.tsx", before, &import), after);
    }
}

#[test]
fn commonjs_files_get_require() {
    let table = [
        (
            "const a = require('a')\n\nmodule.exports = X(a)\n",
            es("b", "", "", "go run=r"),
            "const a = require('a')\nconst { go, run: r } = require('b')\n\nmodule.exports = X(a)\n",
        ),
        (
            "const { a } = require(\"m\");\n\nmodule.exports = X(a);\n",
            es("m", "", "", "b"),
            "const { a, b } = require(\"m\");\n\nmodule.exports = X(a);\n",
        ),
        (
            "/** @type {A} */\nmodule.exports = X();\n",
            es("b", "", "B", ""),
            "const B = require(\"b\");\n\n/** @type {A} */\nmodule.exports = X();\n",
        ),
        (
            "require(\"env\").config();\nmodule.exports = X();\n",
            es("b", "B", "", ""),
            "require(\"env\").config();\nconst B = require(\"b\");\nmodule.exports = X();\n",
        ),
        ("const B = require(\"b\");\nmodule.exports = X();\n", es("b", "B", "", ""), "holds"),
        // Neither extension nor content tells: the hint does.
        ("X();\n", ImportSpec { commonjs: Some(true), ..es("b", "B", "", "") }, "const B = require(\"b\");\n\nX();\n"),
        (
            "export default X();\n",
            ImportSpec { commonjs: Some(true), ..es("b", "B", "", "") },
            "import B from \"b\";\n\nexport default X();\n",
        ),
    ];
    for (before, import, after) in table {
        assert_eq!(run("a.js", before, &import), after);
    }
}

#[test]
fn ecmascript_local_names_follow_aliases_and_namespaces() {
    let text = "import D, { a as b } from \"m\";\nimport * as N from \"n\";\nimport type { T } from \"t\";\nconst { x: y } = require(\"c\");\n";
    let file = SourceFile::parse("a.ts", Language::TypeScript, text.to_owned(), false);
    let table =
        [("a", vec!["b", "N.a"]), ("default", vec!["D", "N.default"]), ("T", vec!["N.T"]), ("x", vec!["N.x", "y"])];
    for (name, expected) in table {
        assert_eq!(local_names(&file, name), expected, "{name}");
    }
}

#[test]
fn a_name_of_its_own_line_goes_where_the_sorter_of_the_project_puts_it() {
    let run = |sorted: Sorted, text: &str, import: &str| {
        let ensure = |text: &str| {
            let file = SourceFile::parse("a.py", Language::Python, text.to_owned(), false);
            let imports = ImportOrder { one_per_line: true, sorted, ..ImportOrder::default() };
            let told = file.under(Conventions { imports, ..Conventions::default() });
            let context = ImportContext { first_party: &|_| false, before: None, first: false };
            ensure_import(&told, &spec(import), context)
        };
        comes_to(text, ensure)
    };
    let there = "from typing import Any\nfrom typing import cast\n";
    for (sorted, import, wanted) in [
        (
            Sorted::Forms,
            "typing:Bare b",
            "from typing import Any\nfrom typing import Bare\nfrom typing import b\nfrom typing import cast\n",
        ),
        (
            Sorted::Modules,
            "typing:TYPE_CHECKING",
            "from typing import TYPE_CHECKING\nfrom typing import Any\nfrom typing import cast\n",
        ),
        (
            Sorted::Lines,
            "typing:TYPE_CHECKING",
            "from typing import Any\nfrom typing import TYPE_CHECKING\nfrom typing import cast\n",
        ),
        (Sorted::Lines, "re", "import re\nfrom typing import Any\nfrom typing import cast\n"),
    ] {
        assert_eq!(run(sorted, there, import), wanted);
    }
}

#[test]
fn a_sorter_that_separates_sections_gets_a_blank_line_also_between_the_first_two() {
    let run = |text: &str, separates_imports: bool| {
        let ensure = |text: &str| {
            let file = SourceFile::parse("a.ts", Language::TypeScript, text.to_owned(), false);
            let told = file.under(Conventions { separates_imports, ..Conventions::default() });
            let context = ImportContext { first_party: &|_| false, before: None, first: false };
            ensure_import(&told, &spec("./own:b"), context)
        };
        comes_to(text, ensure)
    };
    let there = "import { a } from \"acme\";\n\na();\n";
    assert_eq!(run(there, true), "import { a } from \"acme\";\n\nimport { b } from \"./own\";\n\na();\n");
    assert_eq!(run(there, false), "import { a } from \"acme\";\nimport { b } from \"./own\";\n\na();\n");
}
