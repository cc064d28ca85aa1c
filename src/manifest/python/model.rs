//! What every Python manifest is read into: lists of requirements that know where they stand.

use std::ops::Range;

use super::pep508;
use crate::manifest::Kind;

/// Which of a project's manifests a list belongs to. The order is the order of preference where
/// nothing else decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Family {
    /// `pyproject.toml`, whatever the tool.
    Pyproject,
    /// `Pipfile`.
    Pipfile,
    /// `requirements.txt` and everything it includes.
    Requirements,
    /// `setup.cfg`.
    SetupCfg,
    /// `setup.py`.
    SetupPy,
}

/// How a list is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// One requirement per line, between these offsets.
    Lines(Range<usize>),
    /// Quoted requirements between brackets; the range excludes the brackets.
    Strings(Range<usize>),
    /// `name = spec` pairs below the table header that ends at this offset; `None` where the table
    /// has no header of its own.
    Table(Dialect, Option<usize>),
}

/// Who reads a table of `name = spec` pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Caret specs, extras declared in a table of their own.
    Poetry,
    /// PEP 440 specs.
    Pipenv,
}

/// One requirement in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The name in normal form.
    pub name: String,
    /// The extras as written.
    pub extras: Vec<String>,
    /// The version specifier as written.
    pub spec: Option<String>,
    /// 1-based line.
    pub line: usize,
    /// The editable text: the requirement without quotes, comments and options; in a table, the value.
    pub text: Range<usize>,
    /// Everything the entry occupies: quotes, key, options, continuation lines.
    pub whole: Range<usize>,
    /// Taken from a URL, a path or in another form that carries no version.
    pub url: bool,
    /// Does an environment marker follow?
    pub marker: bool,
    /// Installed only with an extra of the project (Poetry).
    pub optional: bool,
    /// Does `whole` stand on lines of its own, so that a line may follow it?
    pub inline: bool,
}

/// A list of requirements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct List {
    /// Repository-relative path.
    pub file: String,
    /// Which manifest it belongs to.
    pub family: Family,
    /// How it is written.
    pub form: Form,
    /// What it is for. `Lock` is anything a tool writes.
    pub kind: Kind,
    /// The extra or group it defines; `None` for what is always installed.
    pub group: Option<String>,
    /// The requirements, in file order.
    pub entries: Vec<Entry>,
}

impl List {
    /// The entries with this normalised name.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().filter(move |entry| entry.name == name)
    }

    /// What a version is pinned with (`==`, or nothing in a table) where every package of the list is.
    pub fn pins(&self) -> Option<&'static str> {
        let listed = self.entries.iter().filter(|entry| !entry.url && entry.name != "python");
        let specs: Vec<&str> = listed.map(|entry| entry.spec.as_deref().unwrap_or_default().trim()).collect();
        let all = |is: fn(&str) -> bool| !specs.is_empty() && specs.iter().all(|spec| is(spec) && !spec.contains('*'));
        let table = matches!(self.form, Form::Table(Dialect::Poetry, _));
        if all(|spec| spec.starts_with("==") && !spec.contains(',')) {
            return Some("==");
        }
        (table && all(|spec| spec.starts_with(|c: char| c.is_ascii_digit()) && !spec.contains(','))).then_some("")
    }
}

/// An entry for a PEP 508 text that stands at `text` in a file; `whole` is what it occupies.
pub(crate) fn entry(source: &str, text: Range<usize>, whole: Range<usize>, line: usize) -> Option<Entry> {
    let written = source.get(text.clone())?;
    let parsed = pep508::parse(written)?;
    let spec = written[parsed.spec.clone()].trim();
    Some(Entry {
        name: pep508::normalise(&written[parsed.name.clone()]),
        extras: parsed.extras,
        spec: (!spec.is_empty()).then(|| spec.to_owned()),
        line,
        text,
        whole,
        url: parsed.url,
        marker: parsed.marker,
        optional: false,
        inline: true,
    })
}

/// Is a group, extra or file of this name there for the people who work on the code, not for the
/// application that runs?
pub(crate) fn is_development(name: &str) -> bool {
    const WORDS: [&str; 38] = [
        "bench",
        "benchmark",
        "benchmarks",
        "build",
        "check",
        "ci",
        "contributing",
        "coverage",
        "debug",
        "dev",
        "devel",
        "develop",
        "development",
        "doc",
        "docs",
        "documentation",
        "examples",
        "format",
        "formatting",
        "hooks",
        "lint",
        "linter",
        "linters",
        "linting",
        "local",
        "mypy",
        "notebook",
        "precommit",
        "pytest",
        "qa",
        "quality",
        "style",
        "test",
        "testing",
        "tests",
        "tools",
        "tox",
        "typing",
    ];
    name.to_ascii_lowercase().split(|c: char| !c.is_ascii_alphanumeric()).any(|word| WORDS.contains(&word))
}
