//! What manifests declare, and how conditions are answered.

use super::*;

#[test]
fn manifests_are_told_by_name_and_place() {
    for name in ["package.json", "pyproject.toml", "requirements.txt", "requirements-dev.in", "Pipfile", "setup.cfg"] {
        assert!(is_manifest(name), "{name}");
    }
    for name in ["requirements.md", "Pipfile.lock", "my-package.json", "setup.sh"] {
        assert!(!is_manifest(name), "{name}");
    }
    let roots = [
        ("setup.py", Some(".")),
        ("api/pyproject.toml", Some("api")),
        ("api/requirements/base.txt", Some("api")),
        ("requirements/base.in", Some(".")),
        ("api/notes/base.txt", None),
    ];
    for (path, root) in roots {
        assert_eq!(project_root_of(path).as_deref(), root, "{path}");
    }
}

#[test]
fn a_module_called_setup_describes_no_package() {
    let texts = [
        ("from setuptools import find_packages, setup\n\nsetup()\n", true),
        ("import setuptools\nsetuptools.setup()\n", true),
        ("try:\n    from skbuild import setup\nexcept ImportError:\n    raise\n", true),
        ("from app.core import settings\n\n\ndef setup(app):\n    settings.apply(app)\n", false),
        ("from .logs import setup\n\nsetup()\n", false),
        ("", false),
    ];
    for (text, real) in texts {
        let files = MemoryFiles::of([("app/setup.py", text), ("app/setup.cfg", "")]);
        assert_eq!(is_real(&files, "app/setup.py"), real, "{text}");
        assert!(is_real(&files, "app/setup.cfg"));
    }
}

#[test]
fn dependencies_come_from_every_manifest() {
    let files = MemoryFiles::of([
        (
            "pyproject.toml",
            "[project]\ndependencies = [\n  'Kite[web]>=2',\n]\n[dependency-groups]\ntest = ['zeta==1']\n",
        ),
        ("requirements.txt", "-c limits.txt\nbeta ~= 1.0 ; python_version > '3' # why\n"),
        ("limits.txt", "kite<9\n"),
        ("uv.lock", "[[package]]\nname = \"kite\"\nversion = \"2.3.4\"\n"),
        ("package.json", "{\n  \"devDependencies\": {\"@a/b\": \"^1\"}\n}\n"),
    ]);
    let found = dependencies(&files, ".", &manifests(&files, "."));
    let seen: Vec<_> =
        found.iter().map(|d| (d.name.as_str(), d.spec.as_deref(), d.file.as_str(), d.line, d.kind)).collect();
    assert_eq!(
        seen,
        [
            ("kite", Some(">=2"), "pyproject.toml", 3, Kind::Runtime),
            ("zeta", Some("==1"), "pyproject.toml", 6, Kind::Dev),
            ("beta", Some("~= 1.0"), "requirements.txt", 2, Kind::Runtime),
            ("kite", Some("<9"), "limits.txt", 1, Kind::Constraint),
            ("kite", Some("==2.3.4"), "uv.lock", 2, Kind::Lock),
            ("@a/b", Some("^1"), "package.json", 2, Kind::Dev),
        ]
    );
    assert_eq!(found[0].extras, ["web"]);
}

#[test]
fn conditions_are_answered_from_lower_bounds_and_pins() {
    let declared = |ecosystem, spec: &str| {
        let spec = (!spec.is_empty()).then(|| spec.to_owned());
        [Dependency {
            name: "kite".into(),
            spec,
            extras: vec![],
            file: "f".into(),
            line: 1,
            kind: Kind::Runtime,
            ecosystem,
        }]
    };
    let no = |found: &str| Match::No { found: found.into() };
    let python = [
        ("", Match::Unknown),
        ("*", Match::Unknown),
        ("==3.0.1", Match::Yes),
        (">=2.3,<4", Match::Yes),
        ("^2.1", Match::Yes),
        ("~=2.0", Match::Yes),
        ("2.5", Match::Yes),
        ("==2.*", Match::Yes),
        ("==2.0rc1", Match::Yes),
        ("==1.1.4", no("==1.1.4")),
        ("<2", no("<2")),
        ("^1.4", no("^1.4")),
        ("~1.4", no("~1.4")),
        (">=1.0", Match::Unknown),
        ("<4", Match::Unknown),
        ("nonsense", Match::Unknown),
    ];
    for (spec, expected) in python {
        assert_eq!(satisfies(&declared(Ecosystem::Python, spec), "Kite", ">=2"), expected, "{spec}");
    }
    let npm = [
        ("^14.1.0", Match::Yes),
        ("14.2.3", Match::Yes),
        ("~15", Match::Yes),
        (">=14 <16", Match::Yes),
        ("14.x", Match::Yes),
        ("14.0.0-rc.1", Match::Yes),
        ("^14 || ^15", Match::Yes),
        ("npm:other@^14.2.0", Match::Yes),
        ("^13.4.0", no("^13.4.0")),
        ("13.0.0", no("13.0.0")),
        ("^12 || ^13", no("^12 || ^13")),
        ("^13 || ^14", Match::Unknown),
        (">=13", Match::Unknown),
        ("latest", Match::Unknown),
        ("*", Match::Unknown),
        ("workspace:*", Match::Unknown),
        ("catalog:", Match::Unknown),
        ("ssh://host/kite.git", Match::Unknown),
    ];
    for (spec, expected) in npm {
        assert_eq!(satisfies(&declared(Ecosystem::Npm, spec), "kite", ">=14"), expected, "{spec}");
    }
    let series = declared(Ecosystem::Npm, "0.88.0-rc.1");
    assert_eq!(satisfies(&series, "kite", ">=0.88"), Match::Yes);
    assert_eq!(satisfies(&series, "other", ">=0.88"), Match::Absent);
    assert_eq!(satisfies(&series, "kite", "*"), Match::Yes);
}

#[test]
fn what_a_lock_file_pins_decides_before_a_range() {
    let one = |spec: &str, kind| Dependency {
        name: "kite".into(),
        spec: Some(spec.into()),
        extras: vec![],
        file: "f".into(),
        line: 1,
        kind,
        ecosystem: Ecosystem::Python,
    };
    let declared = [one(">=1", Kind::Runtime), one("==2.3", Kind::Lock)];
    assert_eq!(satisfies(&declared, "kite", ">=2"), Match::Yes);
    assert_eq!(satisfies(&[one("==2", Kind::Constraint)], "kite", ">=2"), Match::Absent);
}
