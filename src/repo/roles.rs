//! What a file is for, told by its path. Only production files are ever patched.

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
        [Role::Production, Role::Test, Role::Example, Role::Template, Role::Docs, Role::Generated, Role::Vendored]
            .into_iter()
            .find(|role| role.name() == name)
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

/// The role of a file, from its path relative to the folder the user named.
pub fn role_of(path: &str) -> Role {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    if path.contains("{{") || path.contains("{%") || name.ends_with(".tmpl") {
        return Role::Template;
    }
    for folder in folders.split('/') {
        let lower = folder.to_ascii_lowercase();
        if let Some((_, role)) = FOLDERS.iter().find(|(known, _)| *known == lower) {
            return *role;
        }
        if lower.starts_with("test_")
            || lower.ends_with("_test")
            || lower.ends_with("_tests")
            || lower.ends_with("-tests")
        {
            return Role::Test;
        }
    }
    role_of_name(name)
}

fn role_of_name(name: &str) -> Role {
    let stem = name.split('.').next().unwrap_or(name);
    let middle = |part: &str| name.contains(&format!(".{part}."));
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
