//! Files that a pass changed: each is swept again, for all that may ask, when the first rule asks about it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Engine, Source};
use crate::repo::Overlay;
use crate::sweep::{Literals, Look, QuerySource, Seen};

/// A file that was swept after it changed.
pub(super) struct Swept {
    bytes: Arc<[u8]>,
    /// The interests that may see it,
    admitted: Vec<usize>,
    /// those of them that were looked for,
    asked: BTreeSet<usize>,
    /// those of which the literals stand in it, and whose query was not run yet,
    hoped: BTreeSet<usize>,
    /// and those of which something was found.
    found: BTreeSet<usize>,
}

impl Engine<'_> {
    /// The changed files in which an interest finds something, in path order.
    pub(super) fn changed_candidates(&self, interest: usize, owners: &[usize], overlay: &Overlay<'_>) -> Vec<String> {
        let finds = |(path, bytes): &(&String, &Arc<[u8]>)| {
            let seen = self.see(path);
            owners.contains(&seen.owner) && self.finds(interest, &seen, bytes, overlay)
        };
        overlay.changed().iter().filter(finds).map(|(path, _)| path.clone()).collect()
    }

    fn finds(&self, interest: usize, seen: &Seen<'_>, bytes: &Arc<[u8]>, overlay: &Overlay<'_>) -> bool {
        let mut changed = self.changed.borrow_mut();
        let as_it_is = |swept: &Swept| Arc::ptr_eq(&swept.bytes, bytes) || swept.bytes == *bytes;
        if !changed.get(seen.path).is_some_and(as_it_is) {
            let admitted = self.admission.as_ref().map(|admission| admission.admitted(seen)).unwrap_or_default();
            let none = BTreeSet::new;
            let swept = Swept { bytes: bytes.clone(), admitted, asked: none(), hoped: none(), found: none() };
            changed.insert(seen.path.to_owned(), swept);
        }
        let Some(swept) = changed.get_mut(seen.path) else { return false };
        if swept.admitted.contains(&interest) && !swept.asked.contains(&interest) {
            self.search(interest, seen, swept);
        }
        if swept.hoped.contains(&interest) {
            self.match_all(seen, swept, overlay);
        }
        swept.found.contains(&interest)
    }

    /// Looks for the literals of an interest, and of all that were looked for in the project before the file changed.
    fn search(&self, interest: usize, seen: &Seen<'_>, swept: &mut Swept) {
        let (found, hopes) = (self.found.borrow(), self.hopes.borrow());
        let may = |at: usize| found[at].contains_key(&seen.owner) || hopes[at].contains_key(&seen.owner);
        let asked = swept.admitted.iter().copied().filter(|&at| at == interest || may(at));
        let asked: Vec<usize> = asked.filter(|at| !swept.asked.contains(at)).collect();
        let literals = Literals::of(asked.iter().map(|&at| &self.wants[at]), 1);
        let wanted = literals.wanted(&(0..asked.len()).collect::<Vec<_>>(), &swept.bytes);
        swept.hoped.extend(wanted.into_iter().map(|at| asked[at]));
        swept.asked.extend(asked);
    }

    /// Runs the queries of all whose literals stand in the file: whoever asks next has the answer.
    fn match_all(&self, seen: &Seen<'_>, swept: &mut Swept, overlay: &Overlay<'_>) {
        let hoped = std::mem::take(&mut swept.hoped).into_iter();
        let (queries, others): (Vec<usize>, Vec<usize>) = hoped.partition(|&at| self.sources[at].is_some());
        let sources = queries.iter().filter_map(|&at| self.sources[at].as_ref()).map(Source::query);
        let sources: Vec<QuerySource<'_>> = sources.collect();
        let finders = match sources.as_slice() {
            [] => Vec::new(),
            sources => {
                let (path, bytes, vocabularies) = (seen.path, &swept.bytes, &*self.pack.vocabularies);
                self.matcher.sweep_again(&Look { files: overlay, path, bytes, sources, vocabularies })
            }
        };
        swept.found.extend(finders.into_iter().map(|at| queries[at]).chain(others));
    }
}
