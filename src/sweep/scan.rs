//! The sweep: one pass over the files, each read at most once, and parsed once where the literals that somebody's
//! patterns ask for stand in it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::admission::{Admission, Interest, Seen};
use super::literals::Literals;
use super::{Look, Matcher, QuerySource};
use crate::repo::WorkTree;
use crate::rules::vocabulary::Vocabulary;

/// An interest, and what the sweep is to do with the files that have what it asks for.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// What it wants to see.
    pub interest: &'a Interest,
    /// The query that is to find something; without one, a file that has the literals is found.
    pub source: Option<QuerySource<'a>>,
}

/// Files, and who may see them.
#[derive(Clone, Debug)]
pub struct Task {
    /// The files by their place.
    pub files: Vec<usize>,
    /// The asks by their place.
    pub asks: Vec<usize>,
}

/// One pass over files: for each ask those in which it finds something. What only facts can tell is left open. Files
/// in which somebody finds something are kept in memory, the others are dropped.
pub fn sweep(
    tree: &WorkTree,
    matcher: &Matcher,
    seen: &[Seen<'_>],
    tasks: &[Task],
    asks: &[Ask<'_>],
    vocabularies: &BTreeMap<String, Vocabulary>,
) -> Vec<Vec<usize>> {
    if tasks.is_empty() {
        return vec![Vec::new(); asks.len()];
    }
    let count: usize = tasks.iter().map(|task| task.files.len()).sum();
    let literals = Literals::of(asks.iter().map(|ask| ask.interest), count);
    let finders = |file: &Seen<'_>, task: &Task| -> Option<Vec<usize>> {
        let (queries, mut finders): (Vec<usize>, Vec<usize>) =
            task.asks.iter().partition(|&&ask| asks[ask].source.is_some());
        if queries.is_empty() && !literals.must_read(&task.asks) {
            return Some(finders);
        }
        // Of most files nothing is wanted, and their bytes are not shared then.
        let (kept, read) = match tree.kept(file.path) {
            Some(kept) => (Some(kept), Vec::new()),
            None => (None, tree.read_once(file.path)?),
        };
        let wanted = literals.wanted(&task.asks, kept.as_deref().unwrap_or(&read));
        if wanted.is_empty() {
            return None;
        }
        let bytes = kept.unwrap_or_else(|| read.into());
        finders.retain(|ask| wanted.contains(ask));
        let queries: Vec<usize> = queries.into_iter().filter(|ask| wanted.contains(ask)).collect();
        let sources: Vec<QuerySource<'_>> = queries.iter().filter_map(|&ask| asks[ask].source).collect();
        if !sources.is_empty() {
            let look = Look { files: tree, path: file.path, bytes: &bytes, sources: &sources, vocabularies };
            finders.extend(matcher.sweep(&look).into_iter().map(|at| queries[at]));
        }
        if finders.is_empty() {
            return None;
        }
        tree.keep(file.path, bytes);
        Some(finders)
    };
    let each = tasks.par_iter().flat_map(|task| task.files.par_iter().map(move |&file| (file, task)));
    let found: Vec<(usize, Vec<usize>)> =
        each.filter_map(|(file, task)| Some((file, finders(&seen[file], task)?))).collect();
    let mut files = vec![Vec::new(); asks.len()];
    for (file, finders) in found {
        finders.into_iter().for_each(|ask| files[ask].push(file));
    }
    files
}

/// One interest, ready to be asked about files that nobody has swept.
pub struct Prefilter {
    admission: Admission,
    literals: Literals,
}

impl Prefilter {
    /// Reads the interest's globs and literals.
    ///
    /// # Errors
    /// The glob that does not parse, as a sentence.
    pub fn of(interest: &Interest) -> Result<Prefilter, String> {
        let literals = Literals::of(std::iter::once(interest), 1);
        Ok(Prefilter { admission: Admission::of(std::slice::from_ref(interest))?, literals })
    }

    /// May it see a file of that name and role?
    pub fn admits(&self, file: &Seen<'_>) -> bool {
        !self.admission.admitted(file).is_empty()
    }

    /// Does what it asks for occur in a file that it may see?
    pub fn wants(&self, bytes: &[u8]) -> bool {
        !self.literals.wanted(&[0], bytes).is_empty()
    }
}
