use super::*;
use crate::files::MemoryFiles;

/// The origins of the last expression statement of a file.
fn origins(files: &[(&str, &str)], path: &str) -> Vec<String> {
    let memory = MemoryFiles::of(files.iter().copied());
    let matcher = Matcher::default();
    let parsed = matcher.parse(&memory, path).expect("parses");
    let origins = Origins { matcher: &matcher, files: &memory, project: "." };
    let mut last = parsed.file.root().expect("a tree");
    while !matches!(last.kind(), "expression_statement") {
        last = last.named_child(last.named_child_count() as u32 - 1).expect("a last statement");
    }
    let mut found = origins.of(&parsed, last.named_child(0).expect("an expression"));
    found.sort();
    found
}

fn python(text: &str) -> Vec<String> {
    origins(
        &[
            ("app.py", text),
            ("shop/__init__.py", "from .extensions import auth as guard\nfrom . import extensions\n"),
            (
                "shop/extensions.py",
                "from acme import Auth\nclass Own(Auth): pass\nauth = Own()\ndef f():\n    inner = Auth()\n",
            ),
        ],
        "app.py",
    )
}

#[test]
fn a_folder_called_as_a_package_is_not_that_package_for_the_files_in_it() {
    let files = |init: &'static str| {
        [("web/acme/__init__.py", init), ("web/acme/auth.py", "from acme import Auth\nauth = Auth()\nauth\n")]
    };
    assert_eq!(origins(&files(""), "web/acme/auth.py"), ["acme.Auth()"]);
    assert_eq!(origins(&files("from other import Auth\n"), "web/acme/auth.py"), ["other.Auth()"]);
}

#[test]
fn a_python_name_is_followed_to_what_it_is_made_of() {
    let acme = "from acme import Auth\n";
    for (text, wanted) in [
        ("auth = Auth(1)\nauth\n", "acme.Auth()"),
        ("a = b = Auth()\nc = b\nc.x\n", "acme.Auth().x"),
        ("auth = None\nauth = Auth()\nauth\n", "acme.Auth()"),
        ("auth = Auth() if live else None\nauth\n", "acme.Auth()"),
        ("auth: Auth = start()\nauth\n", "acme.Auth()"),
        ("class Own(Auth): pass\nauth = Own()\nauth\n", "acme.Auth()"),
        ("def make():\n    auth = Auth()\n    return auth\nmake()\n", "acme.Auth()"),
        ("def make() -> 'Auth': ...\nauth = make()\nauth\n", "acme.Auth()"),
        (
            "class S:\n    def __init__(self):\n        self.auth = Auth()\n    def f(self):\n        self.auth\n",
            "acme.Auth()",
        ),
        ("class S:\n    def __init__(self):\n        self.auth = Auth()\ns = S()\ns.auth\n", "acme.Auth()"),
        ("app.auth = Auth()\ndef f():\n    app.auth\n", "acme.Auth()"),
        ("auth = None\ndef f():\n    global auth\n    auth = Auth()\nauth\n", "acme.Auth()"),
        ("q = Auth()\nq = q.a()\nq = q.b()\nq\n", "acme.Auth()"),
        ("import shop\nshop.guard.login\n", "acme.Auth().login"),
        ("from shop import guard\nguard\n", "acme.Auth()"),
        ("import shop.extensions as e\ne.auth\n", "acme.Auth()"),
        ("from shop import extensions\nextensions.auth\n", "acme.Auth()"),
        ("def f(auth: Auth | None):\n    auth\n", "acme.Auth()"),
        ("def f(auth):\n    auth.x\n", "parameter.x"),
        ("with Auth() as auth:\n    auth\n", "acme.Auth().__enter__()"),
    ] {
        assert_eq!(python(&format!("{acme}{text}")), [wanted], "{text}");
    }
}

#[test]
fn a_name_that_means_something_else_here_is_not_taken_for_it() {
    let acme = "from acme import Auth\nuser = Auth()\n";
    for text in [
        "def f():\n    user = find()\n    user\n",
        "def f():\n    for user in users:\n        user\n",
        "def f():\n    with open(x) as user:\n        user\n",
        "def f():\n    a, user = both()\n    user\n",
        "user.friend[0]\n",
        "[user]\n",
        "other\n",
        "from shop.extensions import inner\ninner\n",
        "from .nowhere import thing\nthing\n",
        "a = b\nb = a\na\n",
    ] {
        assert_eq!(python(&format!("{acme}{text}")), [""; 0], "{text}");
    }
}

#[test]
fn an_ecmascript_name_is_followed_to_what_it_is_made_of() {
    let files = |text: &'static str| {
        let client = "import { make } from 'acme';\nexport const client = make(1);\nexport default client;\n";
        [
            ("src/a.ts", text),
            ("src/lib/client.ts", client),
            ("src/lib/index.ts", "export { client as db } from './client';\n"),
            ("src/old.js", "const { make } = require('acme');\nmodule.exports = make();\n"),
        ]
    };
    for (text, wanted) in [
        ("import { make } from 'acme';\nconst c = make();\nc.auth;\n", "acme#make().auth"),
        ("import { Client } from 'acme';\nconst c = new Client();\nc;\n", "acme#Client()"),
        ("import * as acme from 'acme';\nacme.make();\n", "acme#make()"),
        ("import acme from 'acme';\nacme().auth;\n", "acme#default().auth"),
        ("import { client } from './lib/client';\nclient.auth;\n", "acme#make().auth"),
        ("import store from '@/lib/client';\nstore;\n", "acme#make()"),
        ("import { db } from './lib';\ndb;\n", "acme#make()"),
        ("const old = require('./old');\nold.auth;\n", "acme#make().auth"),
        ("require('acme/web.js').make();\n", "acme/web.js#make()"),
        ("const { make: start } = require('acme');\nstart();\n", "acme#make()"),
        ("const acme = await import('acme');\nacme.make();\n", "acme#make()"),
        (
            "import { make } from 'acme';\nconst use = () => make();\nconst { auth } = use();\nauth;\n",
            "acme#make().auth",
        ),
        ("import { Client } from 'acme';\nfunction f(c: Client) {\n  c;\n}\n", "acme#Client()"),
    ] {
        assert_eq!(origins(&files(text), "src/a.ts"), [wanted], "{text}");
    }
}

#[test]
fn a_function_written_among_arguments_is_handed_what_the_call_gives() {
    for function in ["(c) => {\n  c.auth;\n}", "function (c) {\n  c.auth;\n}", "async c => {\n  c.auth;\n}"] {
        let text = format!("import {{ make }} from 'acme';\nconst made = make(1, {function});\n");
        assert_eq!(origins(&[("a.ts", &text)], "a.ts"), ["acme#make().parameter.auth", "parameter.auth"], "{text}");
    }
}

#[test]
fn a_star_stands_for_names_and_never_for_a_call() {
    assert!(fits("acme.web.Auth()", "acme.*()") && fits("acme.Auth()", "*.Auth()") && fits("a.B", "a.B"));
    assert!(!fits("acme.Auth().user", "acme.*") && !fits("acme.Auth", "acme.*()") && !fits("acmed.Auth()", "acme.*()"));
}
