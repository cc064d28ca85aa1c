//! `package.json`.

use crate::files;
use std::ops::Range;

use tree_sitter::Node;

use super::catalog::Catalogs;
use super::version::{Raise, raise_npm};
use super::{Dependency, Ecosystem, Ensured, Kind, Requirement, insert, line_after, steps};
use crate::edit::{EditError, TextEdit};
use crate::files::Decode;
use crate::files::Files;
use crate::lang::data::Step;
use crate::lang::{Language, SourceFile, Style};

/// The tables that declare dependencies, with what they are for.
const TABLES: [(&str, Kind); 4] = [
    ("dependencies", Kind::Runtime),
    ("devDependencies", Kind::Dev),
    ("peerDependencies", Kind::Runtime),
    ("optionalDependencies", Kind::Runtime),
];

/// One `"key": value` of a JSON object.
struct Pair<'a> {
    key: &'a str,
    value: Node<'a>,
    range: Range<usize>,
}

impl Pair<'_> {
    /// The string this pair holds, between its quotes.
    fn string(&self) -> Option<Range<usize>> {
        let range = self.value.byte_range();
        (self.value.kind() == "string" && range.len() >= 2).then(|| range.start + 1..range.end - 1)
    }
}

/// The pairs of an object, in file order.
fn pairs<'a>(source: &'a SourceFile, object: Node<'a>) -> Vec<Pair<'a>> {
    let mut cursor = object.walk();
    let mut found = Vec::new();
    for node in object.named_children(&mut cursor).filter(|node| node.kind() == "pair") {
        if let (Some(key), Some(value)) = (node.child_by_field_name("key"), node.child_by_field_name("value")) {
            found.push(Pair { key: source.text_of(key).trim_matches('"'), value, range: node.byte_range() });
        }
    }
    found
}

fn top(source: &SourceFile) -> Option<Node<'_>> {
    source.root()?.named_child(0).filter(|node| node.kind() == "object")
}

fn package_json<'a>(project: &str, manifests: &'a [String]) -> Option<&'a String> {
    let own = files::join(project, "package.json");
    let mut named = manifests.iter().filter(|path| files::name_of(path) == "package.json");
    named.clone().find(|path| **path == own).or_else(|| named.next())
}

/// What a project's `package.json` declares, and the lock file above it pins.
pub(super) fn dependencies(files: &dyn Files, project: &str, manifests: &[String]) -> Vec<Dependency> {
    let mut found = Vec::new();
    let Some(path) = package_json(project, manifests) else { return found };
    let Some(text) = files.read_text(path) else { return found };
    let source = SourceFile::parse_again(path, Language::Json, text, false);
    let tables = top(&source).map(|object| pairs(&source, object)).unwrap_or_default();
    for (name, kind) in TABLES {
        for table in tables.iter().filter(|pair| pair.key == name && pair.value.kind() == "object") {
            for pair in pairs(&source, table.value) {
                found.push(Dependency {
                    name: pair.key.to_owned(),
                    spec: pair.string().map(|range| source.text[range].to_owned()),
                    extras: Vec::new(),
                    file: path.clone(),
                    line: source.line_of(pair.range.start),
                    kind,
                    ecosystem: Ecosystem::Npm,
                });
            }
        }
    }
    resolve(files, project, &mut found);
    super::node_locks::locked(files, project, &mut found);
    found
}

/// Puts versions in the place of what only leads to them: an entry of a catalog, a patched package.
fn resolve(files: &dyn Files, project: &str, found: &mut [Dependency]) {
    let is_catalog = |spec: &Option<String>| spec.as_deref().is_some_and(|spec| spec.starts_with("catalog:"));
    let catalogs = found.iter().any(|dependency| is_catalog(&dependency.spec));
    let catalogs = catalogs.then(|| Catalogs::above(files, project)).flatten();
    for dependency in found {
        let Some(spec) = dependency.spec.as_deref() else { continue };
        let version = match catalogs.as_ref().and_then(|catalogs| catalogs.version(&dependency.name, spec)) {
            Some(version) => Some(version),
            None => patched(&dependency.name, spec).map(str::to_owned),
        };
        dependency.spec = version.or_else(|| dependency.spec.take());
    }
}

/// `15.5.8` of yarn's `patch:next@npm%3A15.5.8#./next.patch`.
fn patched<'s>(name: &str, spec: &'s str) -> Option<&'s str> {
    let version = spec.strip_prefix("patch:")?.strip_prefix(name)?.strip_prefix('@')?;
    let version = version.split('#').next()?;
    Some(version.strip_prefix("npm%3A").or_else(|| version.strip_prefix("npm:")).unwrap_or(version))
}

/// See [`super::ensure`].
pub(super) fn ensure(
    files: &dyn Files,
    project: &str,
    manifests: &[String],
    want: &Requirement,
) -> Result<Ensured, EditError> {
    let text = pair_text(want, want.range.as_deref().unwrap_or("^"), &want.at_least);
    let unsupported = |place: &str, reason: &str| {
        EditError::Unsupported(format!("{place} {reason}; add `{text}` to the dependencies by hand"))
    };
    let Some(path) = package_json(project, manifests) else {
        return Err(unsupported(project, "has no package.json"));
    };
    let source = match files.read(path).map(|bytes| files::decode(&bytes)) {
        Some(Decode::Text { text, .. }) => SourceFile::parse(path, Language::Json, text, false),
        Some(Decode::Unreadable(reason)) => return Err(unsupported(path, &format!("cannot be edited, {reason}"))),
        None => return Err(unsupported(path, "cannot be read")),
    };
    let Some(object) = top(&source).filter(|_| source.first_error().is_none()) else {
        return Err(unsupported(path, "is not valid JSON"));
    };
    let tables = pairs(&source, object);
    let table = |name: &str| tables.iter().find(|pair| pair.key == name && pair.value.kind() == "object");

    // A package that is declared anywhere stays where it is.
    for name in ["dependencies", "devDependencies", "optionalDependencies"] {
        let declared = table(name).map(|table| pairs(&source, table.value)).unwrap_or_default();
        if let Some(pair) = declared.iter().find(|pair| pair.key == want.name) {
            let ensured = update(files, &source, pair, want)?;
            let keys = vec![Step::Key(name.to_owned()), Step::Key(want.name.clone())];
            let place = (path.clone(), pair.range.start, keys);
            let raises = !ensured.raised.is_empty();
            return Ok(Ensured { replaced: raises.then_some(place).into_iter().collect(), ..ensured });
        }
    }

    let home = if want.dev { "devDependencies" } else { "dependencies" };
    let edit = match table(home) {
        Some(table) => {
            let entries = pairs(&source, table.value);
            if let Some(spec) = catalog_of(&source, &entries) {
                return from_catalog(files, project, &source, table.value, &entries, &spec, want)
                    .ok_or_else(|| unsupported(path, "takes its versions from a catalog that was not found"))?;
            }
            let pinned = pins(files, path, &source, &entries);
            let new = if pinned { pair_text(want, "", want.pinned()) } else { text.clone() };
            entry(&source, table.value, &entries, &new, want)
        }
        None => new_table(&source, object, &tables, home, &text),
    };
    let site = Some((path.clone(), site_line(&source.text, &edit, &format!("\"{}\":", want.name))));
    let manual = steps::npm(files, files::folder_of(path));
    Ok(Ensured { edits: vec![(path.clone(), edit)], site, manual, ..Ensured::default() })
}

fn pair_text(want: &Requirement, range: &str, version: &str) -> String {
    format!("\"{}\": \"{range}{version}\"", want.name)
}

/// Does a table name one version of every package, or npm's configuration beside it ask for that?
fn pins(files: &dyn Files, path: &str, source: &SourceFile, entries: &[Pair<'_>]) -> bool {
    let spec = |pair: &Pair<'_>| pair.string().map_or("", |range| &source.text[range]);
    let version = |spec: &str| semver::Version::parse(spec).is_ok();
    // `file:`, `workspace:*`, a URL: they name no version.
    let mut named = entries.iter().map(spec).filter(|spec| !spec.contains([':', '/'])).peekable();
    let exact = named.peek().is_some() && named.all(version);
    let saved = |folder: &str| files.read_text(&files::join(folder, ".npmrc")).unwrap_or_default();
    let asked = [files::folder_of(path), "."]
        .map(saved)
        .iter()
        .any(|npmrc| npmrc.lines().any(|line| line.replace(' ', "").trim().eq_ignore_ascii_case("save-exact=true")));
    exact || asked
}

/// What most entries of a table say where they take their versions from a catalog: `catalog:`, `catalog:web`.
fn catalog_of(source: &SourceFile, entries: &[Pair<'_>]) -> Option<String> {
    let specs = entries.iter().filter_map(|pair| Some(source.text[pair.string()?].to_owned()));
    let specs: Vec<String> = specs.filter(|spec| spec.starts_with("catalog:")).collect();
    let count = |wanted: &String| specs.iter().filter(|spec| *spec == wanted).count();
    let usual = specs.iter().max_by_key(|spec| (count(spec), std::cmp::Reverse((*spec).clone())))?;
    (specs.len() * 2 > entries.len()).then(|| usual.clone())
}

/// The version goes into the catalog, the package refers to it; `None` where there is no catalog.
fn from_catalog(
    files: &dyn Files,
    project: &str,
    source: &SourceFile,
    table: Node<'_>,
    entries: &[Pair<'_>],
    spec: &str,
    want: &Requirement,
) -> Option<Result<Ensured, EditError>> {
    let catalogs = Catalogs::above(files, project)?;
    let text = format!("\"{}\": \"{spec}\"", want.name);
    let own = entry(source, table, entries, &text, want);
    let site = Some((source.path.clone(), site_line(&source.text, &own, &text)));
    Some(catalogs.add(&want.name, spec, &format!("^{}", want.at_least)).map(|(path, shared)| {
        let mut edits = vec![(source.path.clone(), own)];
        match edits.iter_mut().find(|(edited, _)| *edited == path) {
            Some((_, edits)) => edits.extend(shared),
            None => edits.push((path, shared)),
        }
        edits.retain(|(_, edits)| !edits.is_empty());
        Ensured { edits, site, manual: steps::npm(files, files::folder_of(&source.path)), ..Ensured::default() }
    }))
}

/// The line of the new pair: the last edit holds it.
fn site_line(source: &str, edits: &[TextEdit], text: &str) -> usize {
    edits.last().map_or(1, |edit| {
        let lead = edit.text.find(text).map_or("", |at| &edit.text[..at]);
        let trimmed = lead.trim_start_matches([',', '\r', '\n', ' ', '\t']);
        line_after(source, edit) + trimmed.matches('\n').count()
    })
}

fn update(files: &dyn Files, source: &SourceFile, pair: &Pair<'_>, want: &Requirement) -> Result<Ensured, EditError> {
    let line = source.line_of(pair.range.start);
    let site = Some((source.path.clone(), line));
    let range = pair.string().unwrap_or(pair.range.end..pair.range.end);
    let spec = &source.text[range.clone()];
    match raise_npm(spec, &want.at_least) {
        Raise::Keep => Ok(Ensured { site, holds: true, ..Ensured::default() }),
        Raise::Conflict => Err(EditError::Conflict(format!(
            "{}:{line} limits {} to `{spec}`, and at least {} is needed",
            source.path, want.name, want.at_least
        ))),
        Raise::To(new) => Ok(Ensured {
            raised: vec![format!("{}:{line} from `{spec}` to `{new}`", source.path)],
            edits: vec![(source.path.clone(), vec![TextEdit::replace(range, new)])],
            site,
            manual: steps::npm(files, files::folder_of(&source.path)),
            holds: false,
            ..Ensured::default()
        }),
    }
}

/// Adds a pair to a table. Entries that are sorted stay sorted.
fn entry(source: &SourceFile, table: Node<'_>, entries: &[Pair<'_>], new: &str, want: &Requirement) -> Vec<TextEdit> {
    let newline = Style::of(&source.text, Language::Json).newline;
    let inner = table.start_byte() + 1..table.end_byte().saturating_sub(1);
    if entries.is_empty() {
        let outer = source.indent_at(table.start_byte());
        let unit = Style::of(&source.text, Language::Json).indent.unit();
        return vec![TextEdit::replace(inner, format!("{newline}{outer}{unit}{new}{newline}{outer}"))];
    }
    let names: Vec<&str> = entries.iter().map(|pair| pair.key).collect();
    let anchor = want.beside.iter().find_map(|anchor| names.iter().position(|name| name == anchor));
    let after = insert::position(&names, &[], &want.name, anchor);
    let items: Vec<Range<usize>> = entries.iter().map(|pair| pair.range.clone()).collect();
    insert::into_brackets(&source.text, inner, &items, after, new, newline)
}

/// Adds a table with one entry at the end of the file's object.
fn new_table(source: &SourceFile, object: Node<'_>, tables: &[Pair<'_>], name: &str, new: &str) -> Vec<TextEdit> {
    let style = Style::of(&source.text, Language::Json);
    let newline = style.newline;
    let first = tables.first().map(|pair| pair.range.start);
    let unit = first.map_or_else(|| style.indent.unit(), |start| source.indent_at(start).to_owned());
    let text = format!("\"{name}\": {{{newline}{unit}{unit}{new}{newline}{unit}}}");
    let inner = object.start_byte() + 1..object.end_byte().saturating_sub(1);
    if tables.is_empty() {
        return vec![TextEdit::replace(inner, format!("{newline}{unit}{text}{newline}"))];
    }
    let items: Vec<Range<usize>> = tables.iter().map(|pair| pair.range.clone()).collect();
    insert::into_brackets(&source.text, inner, &items, items.len().checked_sub(1), &text, newline)
}
