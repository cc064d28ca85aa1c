use std::sync::Arc;

use super::*;

type Tree<'a> = &'a [(&'static str, &'static str)];

struct Fake(BTreeMap<&'static str, &'static str>);

impl Files for Fake {
    fn read(&self, path: &str) -> Option<Arc<[u8]>> {
        self.0.get(path).map(|text| Arc::from(text.as_bytes()))
    }
    fn exists(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }
    fn below(&self, folder: &str) -> Vec<String> {
        self.0.keys().filter(|path| is_below(path, folder)).map(|path| (*path).to_owned()).collect()
    }
}

fn path(project: &str, importer: &str, target: &str, files: Tree<'_>) -> Result<String, String> {
    let evidence = Evidence { project, like: importer, root: None };
    module_of(&Fake(files.iter().copied().collect()), evidence, importer, target).map(|path| path.module)
}

#[test]
fn a_new_file_counts_its_dots_from_where_it_is() {
    let files = [("app/__init__.py", ""), ("app/api/__init__.py", ""), ("app/api/main.py", "from .views import bp\n")];
    let files = Fake(files.into());
    let evidence = Evidence { project: ".", like: "app/api/main.py", root: None };
    let module = |importer: &str| module_of(&files, evidence, importer, "app/sampling.py").map(|path| path.module);
    assert_eq!(module("app/setup.py").as_deref(), Ok(".sampling"));
    assert_eq!(module("app/api/main.py").as_deref(), Ok("..sampling"));
}

#[test]
fn a_package_need_not_say_that_it_is_one_where_its_files_go_up_in_it() {
    let route = "shop/api/v1/routes.py";
    let files = [(route, "from ...models import User\n"), ("shop/models.py", "")];
    assert_eq!(path(".", route, "shop/sampling.py", &files).as_deref(), Ok("...sampling"));
    assert!(path(".", route, "tools/sampling.py", &files).is_err());
    // This one goes up to shop/api alone.
    let files = [(route, "from ..models import User\n"), ("shop/api/models.py", "")];
    assert!(path(".", route, "shop/sampling.py", &files).is_err());
}

#[test]
fn what_a_folder_imports_from_itself_says_nothing_of_files_outside() {
    let shop = [("shop/app.py", "import items\nimport setup\n"), ("shop/items.py", ""), ("shop/setup.py", "")];
    let worker = [("worker/tasks.py", "import acme\n")];
    let files = [&shop[..], &worker[..]].concat();
    assert!(path(".", "worker/tasks.py", "shop/setup.py", &files).is_err());
    // Somebody outside imports from there.
    let told = [&files[..], &[("tools/check.py", "import items\n")]].concat();
    assert_eq!(path(".", "worker/tasks.py", "shop/setup.py", &told).as_deref(), Ok("setup"));
}

#[test]
fn a_file_that_imports_nothing_of_its_own_is_imported_as_its_command_says() {
    let started = |root: &str, files: Tree<'_>| {
        let files = Fake(files.iter().copied().collect());
        let evidence = Evidence { project: ".", like: "app/main.py", root: Some(root) };
        let path = module_of(&files, evidence, "app/main.py", "app/setup.py");
        path.map(|path| path.module)
    };
    let alone = [("app/main.py", "import acme\n"), ("requirements.txt", "")];
    assert_eq!(started(".", &alone).as_deref(), Ok("app.setup"));
    assert_eq!(started("app", &alone).as_deref(), Ok("setup"));
    // A command of something else, and imports that say it themselves.
    assert_eq!(path(".", "app/main.py", "app/setup.py", &alone).as_deref(), started("other", &alone).as_deref());
    let told = [("app/main.py", "import users\n"), ("app/users.py", ""), ("app/__init__.py", "")];
    assert_eq!(started(".", &told).as_deref(), Ok("setup"));
}

#[test]
fn a_file_imports_its_sibling_the_way_it_imports_others() {
    let table: [(&str, &str, &str, Tree<'_>, &str); 17] = [
        // Its own imports outweigh those of its neighbours.
        (
            ".",
            "services/api/main.py",
            "services/api/hooks.py",
            &[
                ("lib/__init__.py", ""),
                ("lib/log.py", ""),
                ("services/api/main.py", "from lib.log import setup\n"),
                ("services/api/worker.py", "import helpers\n"),
                ("services/api/helpers.py", ""),
            ],
            "services.api.hooks",
        ),
        (
            ".",
            "web/app.py",
            "web/hooks.py",
            &[
                ("common/__init__.py", ""),
                ("common/log.py", ""),
                ("web/__init__.py", ""),
                ("web/app.py", "from common.log import setup\n"),
                ("web/jobs.py", ""),
                ("web/worker.py", "from .jobs import run\n"),
            ],
            "web.hooks",
        ),
        // A package at the root says nothing of the folder of a service that has a package of its own.
        (
            "svc",
            "svc/shop/start.py",
            "svc/shop/hooks.py",
            &[
                ("base/__init__.py", ""),
                ("svc/shop/__init__.py", ""),
                ("svc/shop/start.py", "from base import version\n"),
                ("svc/shop/app.py", "from shop.start import run\n"),
            ],
            "shop.hooks",
        ),
        // Relative imports beget relative imports.
        (
            ".",
            "app/__init__.py",
            "app/hooks.py",
            &[("app/__init__.py", "from .models import a\n"), ("app/models.py", "")],
            ".hooks",
        ),
        (
            ".",
            "app/web/views.py",
            "app/hooks.py",
            &[
                ("app/__init__.py", ""),
                ("app/web/__init__.py", ""),
                ("app/web/views.py", "from ..models import a\n"),
                ("app/models.py", ""),
            ],
            "..hooks",
        ),
        (
            ".",
            "app/main.py",
            "app/core/hooks.py",
            &[("app/__init__.py", ""), ("app/core/__init__.py", ""), ("app/main.py", "from . import x\n")],
            ".core.hooks",
        ),
        // A package that imports itself absolutely.
        (
            ".",
            "app/__init__.py",
            "app/hooks.py",
            &[("app/__init__.py", "from app.models import a\n"), ("app/models.py", "")],
            "app.hooks",
        ),
        // Nothing imported yet: the package chain decides.
        (
            ".",
            "app/core/main.py",
            "app/core/hooks.py",
            &[("app/__init__.py", ""), ("app/core/__init__.py", ""), ("app/core/main.py", "import os\n")],
            "app.core.hooks",
        ),
        // A src layout, and a project in a subfolder.
        (
            "svc",
            "svc/src/app/main.py",
            "svc/src/app/hooks.py",
            &[("svc/src/app/__init__.py", ""), ("svc/src/app/main.py", "")],
            "app.hooks",
        ),
        (
            "svc",
            "svc/app/main.py",
            "svc/app/hooks.py",
            &[("svc/app/__init__.py", ""), ("svc/app/main.py", "")],
            "app.hooks",
        ),
        // Flat files and scripts at the root.
        (".", "main.py", "hooks.py", &[("main.py", "import os\n")], "hooks"),
        (
            "svc",
            "svc/main.py",
            "svc/hooks.py",
            &[("svc/main.py", "from models import a\n"), ("svc/models.py", "")],
            "hooks",
        ),
        // Folders without __init__.py: namespace prefix or plain siblings, by evidence.
        (
            ".",
            "server/main.py",
            "server/hooks.py",
            &[("server/main.py", "from server.models import a\n"), ("server/models.py", "")],
            "server.hooks",
        ),
        (
            ".",
            "server/main.py",
            "server/hooks.py",
            &[("server/main.py", "from models import a\n"), ("server/models.py", "")],
            "hooks",
        ),
        (
            ".",
            "server/main.py",
            "server/hooks.py",
            &[("server/main.py", ""), ("server/b.py", "from server.models import a\n"), ("server/models.py", "")],
            "server.hooks",
        ),
        // The whole repository on the path although the project is a subfolder.
        (
            "svc",
            "svc/app/main.py",
            "svc/app/hooks.py",
            &[
                ("svc/app/__init__.py", ""),
                ("svc/__init__.py", ""),
                ("svc/app/main.py", "from svc.app.models import a\n"),
                ("svc/app/models.py", ""),
            ],
            "svc.app.hooks",
        ),
        (
            ".",
            "run.py",
            "app/hooks.py",
            &[("run.py", "from app import create\n"), ("app/__init__.py", "")],
            "app.hooks",
        ),
    ];
    for (project, importer, target, files, expected) in table {
        assert_eq!(path(project, importer, target, files).as_deref(), Ok(expected), "{importer} {files:?}");
    }
}

#[test]
fn what_nothing_shows_is_not_guessed() {
    let table: [(&str, &str, Tree<'_>, &str); 3] = [
        (
            "a/main.py",
            "a/hooks.py",
            &[("a/main.py", "import os\n"), ("a/b/c.py", "")],
            "a has no __init__.py, and no file there shows how its modules are imported",
        ),
        (
            "app/main.py",
            "app/hooks.py",
            &[("app/__init__.py", ""), ("app/main.py", "if __name__ == '__main__':\n    pass\n")],
            "app/main.py is a script inside the package app; it may run with or without it",
        ),
        (
            "my-app/main.py",
            "my-app/hooks.py",
            &[("my-app/__init__.py", ""), ("my-app/main.py", "")],
            "my-app/hooks.py has no importable name below .",
        ),
    ];
    for (importer, target, files, expected) in table {
        assert_eq!(path(".", importer, target, files), Err(expected.to_owned()));
    }
}

#[test]
fn first_party_names_are_modules_and_packages_of_the_project() {
    let files = Fake(
        [("app/__init__.py", ""), ("app/models.py", ""), ("src/pkg/a.py", ""), ("run.py", ""), ("x.txt", "")].into(),
    );
    let names: Vec<String> = first_party_names(&files, ".", "app/models.py").into_iter().collect();
    assert_eq!(names, ["app", "pkg", "run"]);
}
