//! What a file is for, told by its path. Only production files are ever patched.

use std::collections::{BTreeMap, BTreeSet};

use crate::files::{folder_of, name_of};

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Part of what is deployed.
    Production,
    /// Tests and their helpers.
    Test,
    /// Examples, demos, tutorials.
    Example,
    /// A template from which other repositories are made.
    Template,
    /// Documentation.
    Docs,
    /// Written by a program.
    Generated,
    /// A copy of somebody else's code.
    Vendored,
}

impl Role {
    /// All of them.
    pub const ALL: [Role; 7] =
        [Role::Production, Role::Test, Role::Example, Role::Template, Role::Docs, Role::Generated, Role::Vendored];

    /// The word reports and rule files use.
    pub fn name(self) -> &'static str {
        match self {
            Role::Production => "production",
            Role::Test => "test",
            Role::Example => "example",
            Role::Template => "template",
            Role::Docs => "docs",
            Role::Generated => "generated",
            Role::Vendored => "vendored",
        }
    }

    /// The role a rule file names.
    pub fn named(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// Folder names and the role of everything below them. A folder that is none of these says nothing.
const FOLDERS: &[(&str, Role)] = &[
    ("node_modules", Role::Vendored),
    ("bower_components", Role::Vendored),
    ("site-packages", Role::Vendored),
    ("third_party", Role::Vendored),
    ("third-party", Role::Vendored),
    ("thirdparty", Role::Vendored),
    ("vendor", Role::Vendored),
    ("vendored", Role::Vendored),
    ("_vendor", Role::Vendored),
    ("venv", Role::Vendored),
    (".venv", Role::Vendored),
    (".yarn", Role::Vendored),
    ("__pycache__", Role::Generated),
    (".next", Role::Generated),
    (".expo", Role::Generated),
    ("__generated__", Role::Generated),
    ("test", Role::Test),
    ("tests", Role::Test),
    ("testing", Role::Test),
    ("testsuite", Role::Test),
    ("test_helpers", Role::Test),
    ("__tests__", Role::Test),
    ("__mocks__", Role::Test),
    ("spec", Role::Test),
    ("specs", Role::Test),
    ("e2e", Role::Test),
    ("cypress", Role::Test),
    ("fixtures", Role::Test),
    ("testdata", Role::Test),
    ("benchmark", Role::Test),
    ("benchmarks", Role::Test),
    ("example", Role::Example),
    ("examples", Role::Example),
    ("example_code", Role::Example),
    ("sample", Role::Example),
    ("samples", Role::Example),
    ("demo", Role::Example),
    ("demos", Role::Example),
    ("tutorial", Role::Example),
    ("tutorials", Role::Example),
    ("playground", Role::Example),
    ("cookbook", Role::Example),
    ("template", Role::Template),
    ("project_template", Role::Template),
    ("skeleton", Role::Template),
    ("boilerplate", Role::Template),
    ("doc", Role::Docs),
    ("docs", Role::Docs),
    ("documentation", Role::Docs),
];

/// Folders whose sub-folders are numbered like the chapters of a course: `project/03-items`,
/// `project/04-database`, `project/05-users`. What lies below them was written to be read.
#[derive(Clone, Debug, Default)]
pub struct Courses {
    folders: BTreeSet<String>,
}

/// So many numbered neighbours make a course.
const CHAPTERS: usize = 3;

impl Courses {
    /// Finds the courses among paths relative to the folder the user named.
    pub fn of<'p>(paths: impl IntoIterator<Item = &'p str>) -> Courses {
        let mut chapters: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut last = ".";
        for path in paths {
            if std::mem::replace(&mut last, folder_of(path)) == folder_of(path) {
                continue;
            }
            for (slash, _) in path.match_indices('/') {
                let (parent, name) = path[..slash].rsplit_once('/').unwrap_or(("", &path[..slash]));
                if is_chapter(name) {
                    chapters.entry(parent).or_default().insert(name);
                }
            }
        }
        let courses = chapters.into_iter().filter(|(_, names)| names.len() >= CHAPTERS);
        // At the top of a repository other folders may be anything; below a folder of chapters they are
        // more of the same.
        let folders = courses.flat_map(|(parent, names)| match parent {
            "" => names.into_iter().map(str::to_owned).collect(),
            parent => vec![parent.to_owned()],
        });
        Courses { folders: folders.collect() }
    }

    /// Is the file part of a course?
    pub fn hold(&self, path: &str) -> bool {
        path.match_indices('/').any(|(slash, _)| self.folders.contains(&path[..slash]))
    }
}

/// `01-login`, `3_items`, `chapter-2`, `lesson12`, `step 3`.
fn is_chapter(name: &str) -> bool {
    if !name.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let lower = name.to_ascii_lowercase();
    let word = ["chapter", "lesson", "section", "step", "week", "day", "part", "exercise"]
        .iter()
        .find_map(|word| lower.strip_prefix(word));
    let rest = word.unwrap_or(&lower).trim_start_matches(['-', '_', ' ', '.']);
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = rest[digits..].chars().next();
    (1..=3).contains(&digits) && (word.is_some() || after.is_some_and(|c| matches!(c, '-' | '_' | ' ' | '.')))
}

/// The role of a file, from its path relative to the folder the user named.
pub fn role_of(path: &str) -> Role {
    role_in(role_of_folder(folder_of(path)), name_of(path))
}

/// The role of a file in a folder that says so much.
pub(super) fn role_in(folder: Option<Role>, name: &str) -> Role {
    let template = folder == Some(Role::Template) || is_filled_in(name) || name.ends_with(".tmpl");
    if template { Role::Template } else { folder.unwrap_or_else(|| role_of_name(name)) }
}

/// What a folder says of all that is in it.
pub(super) fn role_of_folder(folder: &str) -> Option<Role> {
    if is_filled_in(folder) {
        return Some(Role::Template);
    }
    folder.split('/').find_map(|folder| {
        let lower = folder.to_ascii_lowercase();
        let known = FOLDERS.iter().find(|(known, _)| *known == lower).map(|(_, role)| *role);
        let test = lower.starts_with("test_") || ["_test", "_tests", "-tests"].iter().any(|end| lower.ends_with(end));
        known.or(test.then_some(Role::Test))
    })
}

/// Does a path hold a place for what a template's user is asked for?
fn is_filled_in(path: &str) -> bool {
    path.contains("{{") || path.contains("{%")
}

fn role_of_name(name: &str) -> Role {
    let stem = name.split('.').next().unwrap_or(name);
    let between_dots = name.split_once('.').and_then(|(_, rest)| rest.rsplit_once('.')).map_or("", |(inner, _)| inner);
    let middle = |part: &str| between_dots.split('.').any(|piece| piece == part);
    let test = stem.starts_with("test_")
        || stem.ends_with("_test")
        || stem.ends_with("_tests")
        || matches!(stem, "conftest" | "tests" | "noxfile")
        || ["test", "spec", "stories", "e2e", "cy"].into_iter().any(middle);
    if test {
        Role::Test
    } else if name.ends_with(".min.js") || name.ends_with("_pb2.py") || middle("generated") {
        Role::Generated
    } else {
        Role::Production
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_neighbours_make_a_course() {
        let course =
            ["book/01-start/app.py", "book/02-users/app.py", "book/03-mail/app.py", "book/final/app.py", "app.py"];
        let courses = Courses::of(course);
        assert!(courses.hold("book/final/app.py") && courses.hold("book/01-start/app.py") && !courses.hold("app.py"));
        let single = Courses::of(["01-Login/server.py", "src/app.py"]);
        assert!(!single.hold("01-Login/server.py"));
    }

    #[test]
    fn paths_tell_the_role() {
        for (path, role) in [
            ("app/__init__.py", Role::Production),
            ("backend/app/templates/mail.py", Role::Production),
            ("tests/conftest.py", Role::Test),
            ("app/test_views.py", Role::Test),
            ("web/app/page.test.tsx", Role::Test),
            ("examples/auth/app.py", Role::Example),
            ("{{cookiecutter.app}}/app.py", Role::Template),
            ("docs/conf.py", Role::Docs),
            ("web/node_modules/x/index.js", Role::Vendored),
            ("contest/app.py", Role::Production),
            ("latest.py", Role::Production),
        ] {
            assert_eq!(role_of(path), role, "{path}");
        }
    }
}
