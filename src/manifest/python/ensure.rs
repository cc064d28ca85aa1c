//! Making a Python project depend on a package.

use super::choose::{self, Target};
use super::model::{Dialect, Entry, Form, List};
use super::raised::replaced;
use super::{Manifests, collect, elsewhere, own_or_nearest, pep508, table};
use crate::edit::{EditError, TextEdit};
use crate::files;
use crate::files::Files;
use crate::lang::{Language, Style};
use crate::manifest::version::{Raise, raise_python};
use crate::manifest::{Ensured, Requirement, insert, line_after, steps};

/// See [`crate::manifest::ensure`].
pub(crate) fn ensure(
    files: &dyn Files,
    project: &str,
    manifests: &[String],
    want: &Requirement,
) -> Result<Ensured, EditError> {
    let found = collect(files, project, manifests);
    let text = pep508_text(want, "");
    let targets = choose::targets(&found, want);
    if targets.iter().all(|target| target.anchor.is_none() && !target.present)
        && let Some((file, reason)) = found.unreadable.first()
    {
        return Err(EditError::Unsupported(format!("{file} cannot be edited, {reason}; add `{text}` to it by hand")));
    }
    if targets.is_empty()
        && let Some(above) = above(files, project, want)
    {
        return ensure(files, files::folder_of(&above[0]), &above, want);
    }
    if targets.is_empty() {
        let made = bare(&found, want).or_else(|| elsewhere::conda(files, project, want, &text));
        return made.unwrap_or_else(|| Err(EditError::Unsupported(nowhere(files, &found, project, want, &text))));
    }

    let mut ensured = Ensured::default();
    for target in targets {
        let list = &found.lists[target.list];
        let source = found.texts.get(&list.file).map(String::as_str).unwrap_or_default();
        let (edits, line) = edit(&found, list, source, target, want)?;
        ensured.raised.extend(raises(list, target, want));
        if ensured.site.is_none() {
            let added = edits.iter().filter(|_| !target.present).find(|edit| edit.text.contains(&want.name));
            let line = added.map_or(line, |edit| line_after(source, edit));
            ensured.site = Some((list.file.clone(), line));
        }
        if edits.is_empty() {
            continue;
        }
        for step in steps::python(files, &list.file, &found.compiled) {
            if !ensured.manual.contains(&step) {
                ensured.manual.push(step);
            }
        }
        match ensured.edits.iter_mut().find(|(file, _)| *file == list.file) {
            Some((_, all)) => all.extend(edits),
            None => ensured.edits.push((list.file.clone(), edits)),
        }
    }
    ensured.holds = ensured.edits.is_empty();
    if !ensured.raised.is_empty() {
        let source = |file: &String| found.texts.get(file).map(String::as_str).unwrap_or_default();
        let replaced = ensured.edits.iter().flat_map(|(file, edits)| replaced(file, source(file), edits));
        ensured.replaced = replaced.collect();
    }
    Ok(ensured)
}

/// The manifests of the nearest folder above that name one of the packages the new one belongs beside: a
/// folder with a `setup.py` of its own can still be installed from there.
fn above(files: &dyn Files, project: &str, want: &Requirement) -> Option<Vec<String>> {
    let near = (project != ".").then(|| own_or_nearest(files, project, &[]))?;
    let found = collect(files, files::folder_of(near.first()?), &near);
    choose::targets(&found, want).iter().any(|target| target.anchor.is_some()).then_some(near)
}

/// `name[extras] >=version`, the way a requirement is written for pip; `gap` stands before the bound.
fn pep508_text(want: &Requirement, gap: &str) -> String {
    format!("{}{gap}>={}", pep508::with_extras(&want.name, &want.extras), want.at_least)
}

/// The same as an entry of a list: in the spacing of its neighbours, and pinned where all of them are.
fn new_entry(source: &str, list: &List, want: &Requirement) -> String {
    let gap = gap(source, list);
    match list.pins() {
        Some(_) => format!("{}{gap}=={gap}{}", pep508::with_extras(&want.name, &want.extras), want.pinned()),
        None => pep508_text(want, gap),
    }
}

/// The edits of one list, and the line of the requirement that is there already.
fn edit(
    found: &Manifests,
    list: &List,
    source: &str,
    target: Target,
    want: &Requirement,
) -> Result<(Vec<TextEdit>, usize), EditError> {
    if target.present {
        let mut edits = Vec::new();
        let name = pep508::normalise(&want.name);
        for entry in list.named(&name) {
            edits.extend(match list.form {
                Form::Table(dialect, _) => table::update(source, list, entry, dialect, want)?,
                _ => update(source, list, entry, want)?,
            });
        }
        let line = list.named(&name).next().map_or(1, |entry| entry.line);
        return Ok((edits, line));
    }
    let newline = Style::of(source, Language::Text).newline;
    let whole: Vec<_> = list.entries.iter().map(|entry| entry.whole.clone()).collect();
    let after = place(source, list, want, target.anchor);
    let edits = match &list.form {
        Form::Table(dialect, header) => {
            let mut edits = table::insert(source, list, *dialect, *header, target.anchor, want, newline)?;
            let optional = target.anchor.and_then(|at| list.entries.get(at)).filter(|entry| entry.optional);
            if let Some(anchor) = optional.filter(|_| *dialect == Dialect::Poetry) {
                edits.extend(join_extras(found, list, source, anchor, want, newline));
            }
            edits
        }
        Form::Strings(inner) => {
            let quote = list.entries.first().and_then(|entry| source[entry.whole.clone()].chars().next_back());
            let quote = quote.unwrap_or_else(|| Style::of(source, Language::Python).quote);
            let new = format!("{quote}{}{quote}", new_entry(source, list, want));
            insert::into_brackets(source, inner.clone(), &whole, after, &new, newline)
        }
        Form::Lines(range) => {
            if list.entries.iter().any(|entry| !entry.inline) {
                return Err(by_hand(list, "the list stands on one line", want));
            }
            let new = new_entry(source, list, want);
            let indent = if list.entries.is_empty() && range.start > 0 { "    " } else { "" };
            let new = format!("{indent}{new}");
            let edit = insert::into_lines(source, &whole, after, range.end, &new, newline);
            if source[..edit.range.start].trim_end_matches(['\r', '\n']).ends_with('\\') {
                return Err(by_hand(list, "its last line asks for another one with a backslash", want));
            }
            vec![edit]
        }
    };
    Ok((edits, 1))
}

/// The entry after which the new one goes.
pub(super) fn place(source: &str, list: &List, want: &Requirement, anchor: Option<usize>) -> Option<usize> {
    let names: Vec<&str> = list.entries.iter().map(|entry| entry.name.as_str()).collect();
    let mut blocks = Vec::with_capacity(names.len());
    let mut block = 0;
    let mut end = None;
    for entry in &list.entries {
        let between = end.and_then(|end| source.get(end..entry.whole.start)).unwrap_or_default();
        // Between two neighbours there is one line break; a blank line or a comment makes it two.
        block += usize::from(between.matches('\n').count() > 1);
        blocks.push(block);
        end = Some(entry.whole.end);
    }
    insert::position(&names, &blocks, &pep508::normalise(&want.name), anchor)
}

/// Do the neighbours put a blank between name and bound? Then the new one does, too.
fn gap(source: &str, list: &List) -> &'static str {
    let bounded = list.entries.iter().filter(|entry| entry.spec.is_some() && !entry.url);
    let (mut with, mut without) = (0usize, 0usize);
    for entry in bounded {
        let text = &source[entry.text.clone()];
        match text.find(['<', '>', '=', '!', '~']) {
            Some(at) if text[..at].ends_with(' ') => with += 1,
            _ => without += 1,
        }
    }
    if with > without { " " } else { "" }
}

/// Which requirements of a list ask for more than before, in words.
fn raises(list: &List, target: Target, want: &Requirement) -> Vec<String> {
    let name = pep508::normalise(&want.name);
    let present = list.named(&name).filter(|entry| target.present && !entry.url);
    present
        .filter_map(|entry| {
            let old = entry.spec.as_deref()?;
            let Raise::To(new) = raise_python(old, &want.at_least) else { return None };
            Some(format!("{}:{} from `{old}` to `{new}`", list.file, entry.line))
        })
        .collect()
}

/// Completes a requirement in PEP 508 notation.
fn update(source: &str, list: &List, entry: &Entry, want: &Requirement) -> Result<Vec<TextEdit>, EditError> {
    let missing = missing(entry, want);
    if entry.url {
        if missing.is_empty() {
            return Ok(Vec::new());
        }
        return Err(by_hand(list, &format!("line {} takes {} from a URL", entry.line, entry.name), want));
    }
    let written = &source[entry.text.clone()];
    let Some(parsed) = pep508::parse(written) else { return Ok(Vec::new()) };
    let base = entry.text.start;
    let mut edits = Vec::new();
    if !missing.is_empty() {
        edits.push(match &parsed.bracket {
            Some(bracket) if parsed.extras.is_empty() => {
                TextEdit::replace(base + bracket.start..base + bracket.end, format!("[{}]", missing.join(",")))
            }
            Some(bracket) => {
                let comma = if written[bracket.clone()].contains(", ") { ", " } else { "," };
                TextEdit::insert(base + bracket.end - 1, format!("{comma}{}", missing.join(comma)))
            }
            None => TextEdit::insert(base + parsed.name.end, format!("[{}]", missing.join(","))),
        });
    }
    let spec = entry.spec.as_deref().unwrap_or_default();
    match raise_python(spec, &want.at_least) {
        Raise::Keep => {}
        Raise::To(new) => edits.push(TextEdit::replace(base + parsed.spec.start..base + parsed.spec.end, new)),
        Raise::Conflict => return Err(conflict(list, entry, want)),
    }
    Ok(edits)
}

/// The wanted extras an entry lacks.
pub(super) fn missing(entry: &Entry, want: &Requirement) -> Vec<String> {
    let has = |extra: &str| entry.extras.iter().any(|known| pep508::normalise(known) == pep508::normalise(extra));
    want.extras.iter().filter(|extra| !has(extra)).cloned().collect()
}

pub(super) fn conflict(list: &List, entry: &Entry, want: &Requirement) -> EditError {
    EditError::Conflict(format!(
        "{}:{} limits {} to `{}`, and at least {} is needed",
        list.file,
        entry.line,
        want.name,
        entry.spec.as_deref().unwrap_or_default(),
        want.at_least
    ))
}

pub(super) fn by_hand(list: &List, reason: &str, want: &Requirement) -> EditError {
    EditError::Unsupported(format!("{}: {reason}; add `{}` by hand", list.file, pep508_text(want, "")))
}

/// Poetry: a package beside an optional one is optional too, and belongs to the same extras.
fn join_extras(
    found: &Manifests,
    list: &List,
    source: &str,
    anchor: &Entry,
    want: &Requirement,
    newline: &str,
) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    for extra in found.extras.iter().filter(|extra| extra.file == list.file) {
        let (Some(at), Form::Strings(inner)) = (extra.entries.iter().position(|e| e.name == anchor.name), &extra.form)
        else {
            continue;
        };
        let whole: Vec<_> = extra.entries.iter().map(|entry| entry.whole.clone()).collect();
        let quote = source[extra.entries[at].whole.clone()].chars().next_back().unwrap_or('"');
        let after = place(source, extra, want, Some(at));
        let new = format!("{quote}{}{quote}", want.name);
        edits.extend(insert::into_brackets(source, inner.clone(), &whole, after, &new, newline));
    }
    edits
}

/// A `[project]` table that lists no dependencies yet gets the key, if nothing else keeps a list.
fn bare(found: &Manifests, want: &Requirement) -> Option<Result<Ensured, EditError>> {
    let (file, end) = found.bare_project.as_ref()?;
    if want.dev || !found.compiled.is_empty() {
        return None;
    }
    let source = found.texts.get(file)?;
    let newline = Style::of(source, Language::Text).newline;
    let text = format!("{newline}dependencies = [{newline}    \"{}\",{newline}]", pep508_text(want, ""));
    let edit = TextEdit::insert(insert::line_end(source, *end), text);
    let site = Some((file.clone(), line_after(source, &edit) + 1));
    Some(Ok(Ensured { edits: vec![(file.clone(), vec![edit])], site, ..Ensured::default() }))
}

/// Why there is no list to edit.
fn nowhere(files: &dyn Files, found: &Manifests, project: &str, want: &Requirement, text: &str) -> String {
    if let (None, Some((file, line))) = (found.compiled.first(), elsewhere::command(files, project, want)) {
        return format!("{file}:{line} installs what the application needs; add `\"{text}\"` there by hand");
    }
    match found.compiled.first() {
        Some((file, _)) => format!(
            "{file} is written by a tool, and the file it is made from is not in the repository; add `{text}` there by hand"
        ),
        None if project == "." => {
            format!("no manifest of the repository lists what the application needs; add `{text}` by hand")
        }
        None => format!("no manifest in {project} lists what the application needs; add `{text}` by hand"),
    }
}
