//! Before → after, byte by byte.

use super::*;

#[test]
fn requirements_keep_order_line_endings_and_a_missing_final_newline() {
    let table = [
        // Sorted files stay sorted.
        ("Alpha==1\nKite==2\nzeta==3\n", "Alpha==1\nKite==2\nprobe-kit[kite]==2.31.0\nzeta==3\n"),
        // Unsorted ones get it beside the anchor.
        ("zeta\nKite==2  # web\nalpha\n", "zeta\nKite==2  # web\nprobe-kit[kite]>=2.20.0\nalpha\n"),
        // No final newline stays none, and lines are not joined.
        ("zeta\nalpha\nkite", "zeta\nalpha\nkite\nprobe-kit[kite]>=2.20.0"),
        ("kite", "kite\nprobe-kit[kite]>=2.20.0"),
        ("alpha\r\nkite\r\n", "alpha\r\nkite\r\nprobe-kit[kite]>=2.20.0\r\n"),
        // A bound after a blank, continuation lines, groups.
        (
            "zeta == 1\nkite == 2 \\\n  ; python_version > '3'\nbeta == 1\n",
            "zeta == 1\nkite == 2 \\\n  ; python_version > '3'\nprobe-kit[kite] == 2.31.0\nbeta == 1\n",
        ),
        ("# web\nzeta\nkite\n\n# data\nalpha\n", "# web\nzeta\nkite\nprobe-kit[kite]>=2.20.0\n\n# data\nalpha\n"),
        (
            "zz\n\n# web\nanchor\nbeta\nkite\nrho\n\naa\n",
            "zz\n\n# web\nanchor\nbeta\nkite\nprobe-kit[kite]>=2.20.0\nrho\n\naa\n",
        ),
    ];
    for (before, expected) in table {
        becomes("requirements.txt", before, expected, &want());
    }
}

#[test]
fn a_requirement_that_is_there_is_completed_and_never_lowered() {
    let table = [
        ("probe-kit", "probe-kit[kite]"),
        ("Probe_Kit==2.30.1  # keep", "Probe_Kit[kite]==2.30.1  # keep"),
        ("probe-kit[ a, b ]>=2.21,<3", "probe-kit[ a, b , kite]>=2.21,<3"),
        ("probe-kit[kite]==1.5.0", "probe-kit[kite]==2.20.0"),
        ("probe-kit[kite] >= 1.5 ; python_version > '3'", "probe-kit[kite] >=2.20.0 ; python_version > '3'"),
        ("probe-kit[kite]>=1.5,!=1.6", "probe-kit[kite]>=2.20.0,!=1.6"),
        ("probe-kit[kite]~=1.4", "probe-kit[kite]~=2.20"),
        ("probe-kit[kite]~=1.4.0", "probe-kit[kite]~=2.20.0"),
        ("probe-kit[kite]>1", "probe-kit[kite]>=2.20.0"),
    ];
    for (before, expected) in table {
        becomes("requirements.txt", &format!("kite\n{before}\n"), &format!("kite\n{expected}\n"), &want());
    }
    for line in [
        "probe-kit[kite]",
        "probe-kit[kite]>=2.20",
        "probe-kit[KITE,x]==2.20.0",
        "probe-kit[kite]<3",
        "probe-kit[kite] @ git+ssh://host/probe.git",
        "git+ssh://host/probe.git#egg=probe-kit[kite]",
        "probe-kit[kite]==2.*,>=2.30",
    ] {
        let files = MemoryFiles::of([("requirements.txt", format!("kite\n{line}\n").as_str())]);
        assert!(run(&files, ".", &want()).unwrap().holds, "{line}");
    }
}

#[test]
fn an_upgrade_is_named() {
    let files = MemoryFiles::of([("requirements.txt", "kite\nprobe-kit[kite]==1.5\n")]);
    assert_eq!(run(&files, ".", &want()).unwrap().raised, ["requirements.txt:2 from `==1.5` to `==2.20.0`"]);
}

#[test]
fn an_upper_bound_of_the_user_wins() {
    for line in ["probe-kit<2", "probe-kit>=1,<2", "probe-kit==1.*", "probe-kit>=1,!=2.20.0"] {
        let files = MemoryFiles::of([("requirements.txt", format!("kite\n{line}\n").as_str())]);
        let Err(EditError::Conflict(reason)) = run(&files, ".", &want()) else { panic!("{line}") };
        assert!(reason.starts_with("requirements.txt:2 limits probe-kit to"), "{reason}");
    }
}

#[test]
fn toml_arrays_keep_their_shape() {
    let table = [
        ("dependencies = [\"kite>=1\"]", "dependencies = [\"kite>=1\", \"probe-kit[kite]>=2.20.0\"]"),
        (
            "dependencies = ['zeta', 'kite', 'alpha',]",
            "dependencies = ['zeta', 'kite', 'probe-kit[kite]>=2.20.0', 'alpha',]",
        ),
        (
            "dependencies = [\n\t'kite',  # web\n\t'zeta',\n]",
            "dependencies = [\n\t'kite',  # web\n\t'probe-kit[kite]>=2.20.0',\n\t'zeta',\n]",
        ),
        (
            "dependencies = [\n  'alpha',\n  'kite' # web\n]",
            "dependencies = [\n  'alpha',\n  'kite', # web\n  'probe-kit[kite]>=2.20.0'\n]",
        ),
        (
            "dependencies = [\n  'alpha',\n  'kite']",
            "dependencies = [\n  'alpha',\n  'kite',\n  'probe-kit[kite]>=2.20.0']",
        ),
        (
            "dependencies = ['x']\noptional-dependencies.web = ['kite']",
            "dependencies = ['x']\noptional-dependencies.web = ['kite', 'probe-kit[kite]>=2.20.0']",
        ),
        ("dependencies = []", "dependencies = ['probe-kit[kite]>=2.20.0']"),
        (
            "version = '1'\n[project.urls]\na = 'b'",
            "version = '1'\ndependencies = [\n    \"probe-kit[kite]>=2.20.0\",\n]\n[project.urls]\na = 'b'",
        ),
    ];
    for (before, expected) in table {
        let file = |body: &str| format!("[project]\nname = 'app'\n{body}\n");
        becomes("pyproject.toml", &file(before), &file(expected), &want());
    }
    becomes(
        "pyproject.toml",
        "[project]\r\ndependencies = [\r\n  'alpha',\r\n  'kite',\r\n]\r\n",
        "[project]\r\ndependencies = [\r\n  'alpha',\r\n  'kite',\r\n  'probe-kit[kite]>=2.20.0',\r\n]\r\n",
        &want(),
    );
}

#[test]
fn poetry_gets_its_own_notation() {
    let table = [
        (
            "python = '^3'\nkite = '^2'\nzeta = '*'\n",
            "python = '^3'\nkite = '^2'\nprobe-kit = {extras = ['kite'], version = '^2.20.0'}\nzeta = '*'\n",
        ),
        (
            "kite = { version = \"^2\" }",
            "kite = { version = \"^2\" }\nprobe-kit = { extras = [\"kite\"], version = \"^2.20.0\" }",
        ),
        ("kite=\"^2\"\n", "kite=\"^2\"\nprobe-kit={extras=[\"kite\"], version=\"^2.20.0\"}\n"),
        ("probe-kit = \"^1.4\"\n", "probe-kit = {extras = [\"kite\"], version = \"^2.20.0\"}\n"),
        ("probe-kit = \"^2.30\"\n", "probe-kit = {extras = [\"kite\"], version = \"^2.30\"}\n"),
        (
            "probe-kit = { version = '~1.4.0', extras = ['a'] }\n",
            "probe-kit = { version = '~2.20.0', extras = ['a', 'kite'] }\n",
        ),
        ("probe-kit = { version = '^2.30' }\n", "probe-kit = { extras = ['kite'], version = '^2.30' }\n"),
        (
            "kite = {version = \"^2\", optional = true}\n\n[tool.poetry.extras]\nweb = [\"kite\"]\n",
            "kite = {version = \"^2\", optional = true}\nprobe-kit = {extras = [\"kite\"], version = \"^2.20.0\", optional = true}\n\n[tool.poetry.extras]\nweb = [\"kite\", \"probe-kit\"]\n",
        ),
        ("probe-kit = { git = 'ssh://host/p.git' }\n", "probe-kit = { extras = ['kite'], git = 'ssh://host/p.git' }\n"),
        (
            "\n[tool.poetry.dependencies.kite]\nversion = \"^2\"\n",
            "probe-kit = {extras = [\"kite\"], version = \"^2.20.0\"}\n\n[tool.poetry.dependencies.kite]\nversion = \"^2\"\n",
        ),
    ];
    for (before, expected) in table {
        let file = |body: &str| format!("[tool.poetry.dependencies]\n{body}");
        becomes("pyproject.toml", &file(before), &file(expected), &want());
    }
    let text = "[tool.poetry.dependencies]\nprobe-kit = [{version = \"^1\", python = \"<3\"}]\n";
    assert!(matches!(run(&MemoryFiles::of([("pyproject.toml", text)]), ".", &want()), Err(EditError::Unsupported(_))));
}

#[test]
fn pipfiles_get_a_lower_bound() {
    let before = "[packages]\nkite = \"*\"\n\n[dev-packages]\nzeta = \"*\"\n";
    let expected = "[packages]\nkite = \"*\"\nprobe-kit = {extras = [\"kite\"], version = \">=2.20.0\"}\n\n[dev-packages]\nzeta = \"*\"\n";
    becomes("Pipfile", before, expected, &want());
}

#[test]
fn setup_cfg_and_setup_py_are_edited_in_place() {
    becomes(
        "setup.cfg",
        "[options]\npackages = find:\ninstall_requires =\n\tzeta\n\tkite >=1\n\n[options.extras_require]\ntest =\n\tkite\n",
        "[options]\npackages = find:\ninstall_requires =\n\tzeta\n\tkite >=1\n\tprobe-kit[kite] >=2.20.0\n\n[options.extras_require]\ntest =\n\tkite\n",
        &want(),
    );
    let table = [
        (
            "setup(\n    install_requires=[\n        'zeta', 'kite',\n        'alpha'\n    ],\n)\n",
            "setup(\n    install_requires=[\n        'zeta', 'kite', 'probe-kit[kite]>=2.20.0',\n        'alpha'\n    ],\n)\n",
        ),
        (
            "NEEDS = [\n    \"kite\",\n]\nsetup(install_requires=NEEDS + MORE)\n",
            "NEEDS = [\n    \"kite\",\n    \"probe-kit[kite]>=2.20.0\",\n]\nsetup(install_requires=NEEDS + MORE)\n",
        ),
        (
            "setup(install_requires=['x'], extras_require={'web': ['kite'], 'test': ['kite']})\n",
            "setup(install_requires=['x'], extras_require={'web': ['kite', 'probe-kit[kite]>=2.20.0'], 'test': ['kite']})\n",
        ),
    ];
    for (before, expected) in table {
        becomes("setup.py", before, expected, &want());
    }
    let files = MemoryFiles::of([("setup.cfg", "[options]\ninstall_requires = kite; zeta\n")]);
    let Err(EditError::Unsupported(reason)) = run(&files, ".", &want()) else { panic!() };
    assert!(reason.contains("add `probe-kit[kite]>=2.20.0` by hand"), "{reason}");
    // An expression without end comes to one.
    let files = MemoryFiles::of([("setup.py", "a = a + a\nsetup(install_requires=a)\n")]);
    assert!(run(&files, ".", &want()).is_err());
}

#[test]
fn package_json_keeps_its_shape() {
    // Exact throughout, or asked for in npm's configuration: one version, and the step where the manifest is.
    let exact = "{\"dependencies\": {\"a\": \"1.0.0\", \"local\": \"file:../x\", \"z\": \"2.0.0-rc.1\"}}";
    let mixed = exact.replace("1.0.0", "^1.0.0");
    for (text, npmrc, wanted) in [
        (exact, "", "\"@probe/kite\": \"10.4.0\""),
        (&mixed, "", "\"@probe/kite\": \"^10.4.0\""),
        (&mixed, "save-exact = true\n", "\"@probe/kite\": \"10.4.0\""),
    ] {
        let files = MemoryFiles::of([("package.json", text), (".npmrc", npmrc)]);
        let ensured = ensure(&files, "apps/web", &["package.json".to_owned()], &want_npm()).unwrap();
        assert!(ensured.edits[0].1.iter().any(|edit| edit.text.contains(wanted)), "{ensured:?}");
        assert_eq!(ensured.manual, ["run `npm install` in the repository root"]);
    }
    let table = [
        (
            "{\n  \"dependencies\": {\n    \"a\": \"1.0.0\",\n    \"kite\": \"^1\"\n  }\n}\n",
            "{\n  \"dependencies\": {\n    \"@probe/kite\": \"^10.4.0\",\n    \"a\": \"1.0.0\",\n    \"kite\": \"^1\"\n  }\n}\n",
        ),
        (
            "{\r\n\t\"dependencies\": {\r\n\t\t\"zeta\": \"1\",\r\n\t\t\"kite\": \"1\",\r\n\t\t\"b\": \"1\"\r\n\t}\r\n}",
            "{\r\n\t\"dependencies\": {\r\n\t\t\"zeta\": \"1\",\r\n\t\t\"kite\": \"1\",\r\n\t\t\"@probe/kite\": \"^10.4.0\",\r\n\t\t\"b\": \"1\"\r\n\t}\r\n}",
        ),
        ("{\n  \"dependencies\": {}\n}\n", "{\n  \"dependencies\": {\n    \"@probe/kite\": \"^10.4.0\"\n  }\n}\n"),
        (
            "{\n  \"name\": \"a\"\n}\n",
            "{\n  \"name\": \"a\",\n  \"dependencies\": {\n    \"@probe/kite\": \"^10.4.0\"\n  }\n}\n",
        ),
        ("{\"dependencies\": {\"@probe/kite\": \"^7.1.0\"}}", "{\"dependencies\": {\"@probe/kite\": \"^10.4.0\"}}"),
        ("{\"devDependencies\": {\"@probe/kite\": \"7.1.0\"}}", "{\"devDependencies\": {\"@probe/kite\": \"10.4.0\"}}"),
    ];
    for (before, expected) in table {
        becomes("package.json", before, expected, &want_npm());
    }
    for spec in ["^10.4.0", "11.0.0", "latest", "*", "workspace:*", "catalog:", ">=10.5 <12"] {
        let text = format!("{{\"dependencies\": {{\"@probe/kite\": \"{spec}\"}}}}");
        let files = MemoryFiles::of([("package.json", text.as_str())]);
        assert!(run(&files, ".", &want_npm()).unwrap().holds, "{spec}");
    }
    let files = MemoryFiles::of([("package.json", "{\"dependencies\": {\"@probe/kite\": \">=7 <8\"}}")]);
    assert!(matches!(run(&files, ".", &want_npm()), Err(EditError::Conflict(_))));
    let files =
        MemoryFiles::of([("package.json", "{\"dependencies\": {\"kite\": \"catalog:\", \"b\": \"catalog:web\"}}")]);
    assert!(matches!(run(&files, ".", &want_npm()), Err(EditError::Unsupported(_))));
    let tilde = Requirement { range: Some("~".into()), ..want_npm() };
    becomes(
        "package.json",
        "{ \"dependencies\": {} }\n",
        "{ \"dependencies\": {\n  \"@probe/kite\": \"~10.4.0\"\n} }\n",
        &tilde,
    );
}

#[test]
fn a_package_that_takes_versions_from_a_catalog_goes_there_too() {
    let member = "{\n  \"dependencies\": {\n    \"a\": \"catalog:web\",\n    \"kite\": \"catalog:web\"\n  }\n}\n";
    let table = [
        (
            "pnpm-workspace.yaml",
            "packages:\n  - apps/*\ncatalogs:\n  web:\n    a: ^1.0.0\n    kite: ^3.0.0\n",
            "packages:\n  - apps/*\ncatalogs:\n  web:\n    \"@probe/kite\": ^10.4.0\n    a: ^1.0.0\n    kite: ^3.0.0\n",
        ),
        (
            "package.json",
            "{ \"workspaces\": { \"catalogs\": { \"web\": { \"kite\": \"^3.0.0\" } } } }\n",
            "{ \"workspaces\": { \"catalogs\": { \"web\": { \"@probe/kite\": \"^10.4.0\", \"kite\": \"^3.0.0\" } } } }\n",
        ),
    ];
    for (path, shared, expected) in table {
        let files = MemoryFiles::of([("apps/web/package.json", member), (path, shared)]);
        let ensured = run(&files, "apps/web", &want_npm()).unwrap();
        let after: Vec<String> = ensured
            .edits
            .iter()
            .map(|(path, edits)| splice(&files.read_text(path).unwrap_or_default(), edits).expect("no overlap"))
            .collect();
        let own = member.replace("\"a\"", "\"@probe/kite\": \"catalog:web\",\n    \"a\"");
        assert_eq!(after, [own, expected.to_owned()]);
        let found = dependencies(&files, "apps/web", &["apps/web/package.json".to_owned()]);
        assert_eq!(satisfies(&found, "kite", "^3"), Match::Yes);
    }
}

#[test]
fn the_command_is_that_of_the_package_manager() {
    let manifest = "{\"dependencies\": {\"kite\": \"1.0.0\"}}";
    let manual = |others: &[(&str, &str)]| {
        let files = MemoryFiles::of(others.iter().copied().chain([("web/package.json", manifest)]));
        run(&files, "web", &want_npm()).unwrap().manual
    };
    assert_eq!(manual(&[("yarn.lock", "")]), ["run `yarn install` in the repository root"]);
    assert_eq!(
        manual(&[("package.json", "{\"packageManager\": \"pnpm@11.7.0\"}")]),
        ["run `pnpm install` in the repository root"]
    );
    assert_eq!(manual(&[]), ["run `npm install` in web"]);
}
