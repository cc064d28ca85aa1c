//! `pyproject.toml` and `Pipfile`, with all the places the packaging tools keep requirements in.

use std::ops::Range;

use toml_edit::{Array, Document, Item, Table, TableLike, Value};

use super::model::{Dialect, Entry, Family, Form, List, entry, is_development};
use super::pep508;
use crate::manifest::Kind;

/// A TOML manifest, read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Read {
    /// The lists in it.
    pub lists: Vec<List>,
    /// Requirements files it takes its lists from, as written.
    pub files: Vec<String>,
    /// Poetry: the extras, as lists of names.
    pub extras: Vec<List>,
    /// Where a `dependencies` array could be added: the end of the last key of `[project]`.
    pub project_end: Option<usize>,
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    read: Read,
}

/// Reads a `pyproject.toml`.
///
/// # Errors
/// A sentence fragment where the file is no valid TOML.
pub(crate) fn pyproject(file: &str, text: &str) -> Result<Read, String> {
    let document = parse(text)?;
    let root = document.as_table();
    let mut reader = Reader { file, text, read: Read::default() };
    if let Some(project) = root.get("project") {
        reader.project(project);
    }
    reader.groups(at(root, &["dependency-groups"]), Kind::Runtime);
    let Some(tool) = at(root, &["tool"]) else { return Ok(reader.read) };
    if let Some(poetry) = at_like(tool, &["poetry"]) {
        reader.poetry(poetry);
    }
    reader.groups(at(tool, &["pdm", "dev-dependencies"]), Kind::Dev);
    if let Some(array) = at(tool, &["uv"]).and_then(|uv| uv.get("dev-dependencies")).and_then(Item::as_array) {
        reader.strings(array, Kind::Dev, Some("dev"));
    }
    if let Some(environments) = at(tool, &["hatch", "envs"]) {
        for (name, environment) in environments.iter() {
            for key in ["dependencies", "extra-dependencies"] {
                if let Some(array) = environment.get(key).and_then(Item::as_array) {
                    reader.strings(array, Kind::Dev, Some(name));
                }
            }
        }
    }
    if let Some(dynamic) = at(tool, &["setuptools", "dynamic"]) {
        if let Some(item) = dynamic.get("dependencies") {
            reader.files(item.get("file").unwrap_or(&Item::None));
        }
        if let Some(extras) = dynamic.get("optional-dependencies").and_then(Item::as_table_like) {
            for (_, extra) in extras.iter() {
                reader.files(extra.get("file").unwrap_or(&Item::None));
            }
        }
    }
    if let Some(hook) = at(tool, &["hatch", "metadata", "hooks", "requirements_txt"]) {
        reader.files(hook.get("files").unwrap_or(&Item::None));
    }
    Ok(reader.read)
}

/// Reads a `Pipfile`.
///
/// # Errors
/// A sentence fragment where the file is no valid TOML.
pub(crate) fn pipfile(file: &str, text: &str) -> Result<Read, String> {
    let document = parse(text)?;
    let mut reader = Reader { file, text, read: Read::default() };
    for (key, kind) in [("packages", Kind::Runtime), ("dev-packages", Kind::Dev)] {
        if let Some(item) = document.as_table().get(key) {
            reader.table(item, Dialect::Pipenv, kind, None);
        }
    }
    Ok(reader.read)
}

fn parse(text: &str) -> Result<Document<&str>, String> {
    Document::parse(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(text, span.start));
        format!("it is not valid TOML (line {line})")
    })
}

/// The table at a path of keys.
fn at<'a>(table: &'a dyn TableLike, path: &[&str]) -> Option<&'a dyn TableLike> {
    at_like(table, path)?.as_table_like()
}

fn at_like<'a>(table: &'a dyn TableLike, path: &[&str]) -> Option<&'a Item> {
    let (first, rest) = path.split_first()?;
    let mut item = table.get(first)?;
    for key in rest {
        item = item.as_table_like()?.get(key)?;
    }
    Some(item)
}

/// Does a table have a `[header]` line below which pairs can be written?
fn has_header(table: &Table) -> bool {
    !table.is_implicit() && !table.is_dotted()
}

fn line_of(text: &str, offset: usize) -> usize {
    memchr::memchr_iter(b'\n', &text.as_bytes()[..offset.min(text.len())]).count() + 1
}

impl Reader<'_> {
    /// PEP 621.
    fn project(&mut self, project: &Item) {
        let dynamic = project.get("dynamic").and_then(Item::as_array);
        let dynamic = dynamic.into_iter().flatten().any(|key| key.as_str() == Some("dependencies"));
        if let Some(array) = project.get("dependencies").and_then(Item::as_array) {
            self.strings(array, Kind::Runtime, None);
        } else if let Some(table) = project.as_table().filter(|table| has_header(table) && !dynamic) {
            let ends = table.iter().filter(|(_, item)| item.is_value()).filter_map(|(_, item)| item.span());
            self.read.project_end = ends.map(|span| span.end).max();
        }
        self.groups(project.get("optional-dependencies").and_then(Item::as_table_like), Kind::Runtime);
    }

    /// A table of arrays; a group whose name says so is for development.
    fn groups(&mut self, groups: Option<&dyn TableLike>, kind: Kind) {
        for (name, item) in groups.into_iter().flat_map(TableLike::iter) {
            if let Some(array) = item.as_array() {
                self.strings(array, if is_development(name) { Kind::Dev } else { kind }, Some(name));
            }
        }
    }

    fn poetry(&mut self, poetry: &Item) {
        if let Some(item) = poetry.get("dependencies") {
            self.table(item, Dialect::Poetry, Kind::Runtime, None);
        }
        if let Some(item) = poetry.get("dev-dependencies") {
            self.table(item, Dialect::Poetry, Kind::Dev, Some("dev"));
        }
        for (name, group) in poetry.get("group").and_then(Item::as_table_like).into_iter().flat_map(TableLike::iter) {
            if let Some(item) = group.get("dependencies") {
                let kind = if is_development(name) { Kind::Dev } else { Kind::Runtime };
                self.table(item, Dialect::Poetry, kind, Some(name));
            }
        }
        for (name, item) in poetry.get("extras").and_then(Item::as_table_like).into_iter().flat_map(TableLike::iter) {
            if let Some(array) = item.as_array()
                && let Some(list) = self.array(array, Kind::Runtime, Some(name))
            {
                self.read.extras.push(list);
            }
        }
    }

    fn strings(&mut self, array: &Array, kind: Kind, group: Option<&str>) {
        let list = self.array(array, kind, group);
        self.read.lists.extend(list);
    }

    fn array(&self, array: &Array, kind: Kind, group: Option<&str>) -> Option<List> {
        let span = array.span()?;
        let entries = array.iter().filter_map(|value| {
            let whole = value.as_str().and(value.span())?;
            let text = whole.start + 1..whole.end.checked_sub(1)?;
            // A string with escapes is shown, never edited.
            let plain = self.text.get(text.clone()) == value.as_str();
            let line = line_of(self.text, whole.start);
            if plain {
                return entry(self.text, text, whole, line);
            }
            let written = value.as_str()?.trim();
            let parsed = entry(written, 0..written.len(), whole.clone(), line)?;
            Some(Entry { text: whole, url: true, ..parsed })
        });
        Some(List {
            file: self.file.to_owned(),
            family: Family::Pyproject,
            form: Form::Strings(span.start + 1..span.end.checked_sub(1)?),
            kind,
            group: group.map(str::to_owned),
            entries: entries.collect(),
        })
    }

    /// `name = spec` pairs.
    fn table(&mut self, item: &Item, dialect: Dialect, kind: Kind, group: Option<&str>) {
        let Some(table) = item.as_table_like() else { return };
        let header = item.as_table().filter(|table| has_header(table)).and_then(Table::span);
        let mut entries = Vec::new();
        for (name, item) in table.iter() {
            if dialect == Dialect::Poetry && name.eq_ignore_ascii_case("python") {
                continue;
            }
            let Some((key, value)) = table.key(name).and_then(|key| key.span()).zip(item.span()) else { continue };
            entries.push(self.pair(name, item, key, value));
        }
        entries.sort_by_key(|entry| entry.whole.start);
        self.read.lists.push(List {
            file: self.file.to_owned(),
            family: if dialect == Dialect::Poetry { Family::Pyproject } else { Family::Pipfile },
            form: Form::Table(dialect, header.map(|span| span.end)),
            kind,
            group: group.map(str::to_owned),
            entries,
        });
    }

    fn pair(&self, name: &str, item: &Item, key: Range<usize>, value: Range<usize>) -> Entry {
        let spec_of = |item: &Item| item.as_str().map(str::to_owned).filter(|spec| !spec.trim().is_empty());
        let inner = item.as_table_like();
        let field = |key: &str| inner.and_then(|table| table.get(key));
        let spec = spec_of(item).or_else(|| field("version").and_then(spec_of));
        let extras = field("extras").and_then(Item::as_array);
        Entry {
            name: pep508::normalise(name),
            extras: extras.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect(),
            url: spec.is_none(),
            spec,
            line: line_of(self.text, key.start),
            text: value.clone(),
            whole: key.start.min(value.start)..key.end.max(value.end),
            marker: field("markers").is_some() || field("python").is_some(),
            optional: field("optional").and_then(Item::as_bool) == Some(true),
            inline: item.is_value(),
        }
    }

    fn files(&mut self, item: &Item) {
        if let Some(file) = item.as_str() {
            self.read.files.push(file.to_owned());
        }
        for file in item.as_array().into_iter().flatten().filter_map(Value::as_str) {
            self.read.files.push(file.to_owned());
        }
    }
}
