//! Ensures that a file imports something, in the place and the form the file itself would choose.

mod ecmascript;
mod ecmascript_names;
mod python;
mod python_names;

use super::{EditError, EditResult};
use crate::lang::{Language, SourceFile};

/// What to import.
///
/// What is already imported under another local name holds, because a second import of the same thing
/// is nothing a reviewer wants: ask [`local_names`] before writing code that uses it. Only an explicit
/// alias (and Python's `namespace`) insists on its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportSpec {
    /// The module as the file would write it: `pkg.setup`, `.setup`, `@scope/pkg`, `./setup`.
    pub module: String,
    /// Names taken from the module. Empty, and nothing else given: the module itself (Python
    /// `import m`) or its side effects (ECMAScript `import "m"`).
    pub names: Vec<ImportName>,
    /// ECMAScript: the local name of the default export.
    pub default: Option<String>,
    /// The local name of the whole module: `import * as ns`, Python's `import m as ns`.
    pub namespace: Option<String>,
    /// TypeScript: `import type`.
    pub type_only: bool,
    /// ECMAScript: the module system, where neither the file's content nor its extension tells.
    pub commonjs: Option<bool>,
}

/// One imported name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportName {
    /// The name in the module.
    pub name: String,
    /// The local name, where it must be another.
    pub alias: Option<String>,
}

impl ImportName {
    /// A name imported as it is.
    pub fn plain(name: impl Into<String>) -> ImportName {
        ImportName { name: name.into(), alias: None }
    }

    /// The name it gets in the file.
    pub fn local(&self) -> &str {
        self.alias.as_deref().unwrap_or(&self.name)
    }
}

/// What placement depends on beside the file.
#[derive(Clone, Copy)]
pub struct ImportContext<'a> {
    /// Does this top-level Python package belong to the project?
    pub first_party: &'a dyn Fn(&str) -> bool,
    /// Where the import is first used: it goes into the last import block before this offset, so that
    /// what the file runs first still runs first. `None`: the block at the head of the file.
    pub before: Option<usize>,
    /// ECMAScript: ahead of every other import, since modules run in the order they are imported.
    pub first: bool,
}

/// Ensures the import.
///
/// # Errors
/// [`EditError::Conflict`] where the file gives the name another meaning, [`EditError::Rule`] for a
/// specification the language cannot express.
pub fn ensure_import(file: &SourceFile, spec: &ImportSpec, context: ImportContext<'_>) -> EditResult {
    match file.language {
        Language::Python => python::ensure(file, spec, context),
        language if language.is_ecmascript() => ecmascript::ensure(file, spec, context),
        language => Err(EditError::Rule(format!("{} files have no imports", language.name()))),
    }
}

/// What the file calls `name`, from whichever of its modules it comes. A name reached through an imported module
/// comes back qualified (`m.name`).
pub fn local_names(file: &SourceFile, name: &str) -> Vec<String> {
    let imported = match file.language {
        Language::Python => python_names::named(file),
        language if language.is_ecmascript() => ecmascript_names::named(file),
        _ => Vec::new(),
    };
    let local = |(own, local): (Option<String>, String)| match own {
        Some(own) => (own == name).then_some(local),
        None => Some(format!("{local}.{name}")),
    };
    imported.into_iter().filter_map(local).collect()
}

/// An import statement in a run of them, as far as placement is concerned.
struct Entry {
    /// The section it belongs to: standard library, packages, own code.
    rank: u8,
    /// One sort key per order the file may follow, the likeliest first.
    keys: Vec<String>,
    /// Where a line above it (and above comments attached to it) starts.
    start: usize,
    /// Just past its line break.
    end: usize,
    /// Runs of imports without blank lines share a number.
    group: usize,
}

/// Where a new import goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spot {
    Before(usize),
    After(usize),
    /// In a section of its own, a blank line between.
    SectionBefore(usize),
    SectionAfter(usize),
}

/// Finds the place of a new import among existing ones: sorted where its section is sorted, else
/// behind the last of its section, else in a new section if the file separates sections.
fn place(entries: &[Entry], rank: u8, keys: &[String]) -> Option<Spot> {
    let last = entries.len().checked_sub(1)?;
    if let Some(group) = entries.iter().rev().find(|entry| entry.rank == rank).map(|entry| entry.group) {
        let peers: Vec<usize> =
            (0..=last).filter(|&at| entries[at].group == group && entries[at].rank == rank).collect();
        let sorted = (0..keys.len())
            .find(|&order| peers.windows(2).all(|pair| entries[pair[0]].keys[order] <= entries[pair[1]].keys[order]));
        let next = sorted.and_then(|order| peers.iter().find(|&&at| entries[at].keys[order] > keys[order]));
        return match (next, peers.last()) {
            (Some(&at), _) => Some(Spot::Before(at)),
            (None, Some(&at)) => Some(Spot::After(at)),
            (None, None) => None,
        };
    }
    let mixed = entries.windows(2).any(|pair| pair[0].group == pair[1].group && pair[0].rank != pair[1].rank);
    Some(match entries.iter().rposition(|entry| entry.rank < rank) {
        Some(at) => {
            let closes_group = entries.get(at + 1).is_none_or(|next| next.group != entries[at].group);
            if mixed || !closes_group { Spot::After(at) } else { Spot::SectionAfter(at) }
        }
        None if mixed => Spot::Before(0),
        None => Spot::SectionBefore(0),
    })
}

/// The edit that puts a statement (several lines at most, laid out, no line break at its end) at a spot.
fn edit_at(file: &SourceFile, entries: &[Entry], spot: Spot, statement: &str) -> Option<super::TextEdit> {
    let newline = file.style().newline;
    let (position, text) = match spot {
        Spot::Before(at) => (entries.get(at)?.start, format!("{statement}{newline}")),
        Spot::SectionBefore(at) => (entries.get(at)?.start, format!("{statement}{newline}{newline}")),
        Spot::After(at) => (entries.get(at)?.end, format!("{statement}{newline}")),
        Spot::SectionAfter(at) => (entries.get(at)?.end, format!("{newline}{statement}{newline}")),
    };
    Some(super::TextEdit::insert(position, at_line_start(file, position, text)))
}

/// Makes text for a line start fit the end of a file without a final line break.
fn at_line_start(file: &SourceFile, position: usize, text: String) -> String {
    if position == 0 || file.text[..position].ends_with('\n') {
        return text;
    }
    let newline = file.style().newline;
    format!("{newline}{}", text.strip_suffix(newline).unwrap_or(&text))
}

#[cfg(test)]
mod tests;
