//! Files that a pass changed: each is swept again, for all that may ask, when the first rule asks about it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Engine, Source};
use crate::repo::Overlay;
use crate::sweep::{Literals, QuerySource, Seen};

/// A file that was swept after it changed.
pub(super) struct Swept {
    bytes: Arc<[u8]>,
    /// The interests that may see it,
    admitted: Vec<usize>,
    /// those of them that were looked for,
    asked: BTreeSet<usize>,
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
            let (asked, found) = (BTreeSet::new(), BTreeSet::new());
            changed.insert(seen.path.to_owned(), Swept { bytes: bytes.clone(), admitted, asked, found });
        }
        let Some(swept) = changed.get_mut(seen.path) else { return false };
        if swept.admitted.contains(&interest) && !swept.asked.contains(&interest) {
            self.sweep_again(interest, seen, swept, overlay);
        }
        swept.found.contains(&interest)
    }

    /// Looks for an interest in a changed file, and for all that were looked for in its project before it changed.
    fn sweep_again(&self, interest: usize, seen: &Seen<'_>, swept: &mut Swept, overlay: &Overlay<'_>) {
        let (found, hopes) = (self.found.borrow(), self.hopes.borrow());
        let may = |at: usize| found[at].contains_key(&seen.owner) || hopes[at].contains_key(&seen.owner);
        let asked = swept.admitted.iter().copied().filter(|&at| at == interest || may(at));
        let asked: Vec<usize> = asked.filter(|at| !swept.asked.contains(at)).collect();
        let literals = Literals::of(asked.iter().map(|&at| &self.wants[at]), false);
        let wanted = literals.wanted(&(0..asked.len()).collect::<Vec<_>>(), &swept.bytes);
        let (queries, others): (Vec<usize>, Vec<usize>) =
            wanted.into_iter().map(|at| asked[at]).partition(|&at| self.sources[at].is_some());
        let sources = queries.iter().filter_map(|&at| self.sources[at].as_ref()).map(Source::query);
        let sources: Vec<QuerySource<'_>> = sources.collect();
        let finders = match sources.as_slice() {
            [] => Vec::new(),
            sources => self.matcher.sweep(overlay, seen.path, &swept.bytes, sources, &self.pack.vocabularies),
        };
        swept.found.extend(finders.into_iter().map(|at| queries[at]).chain(others));
        swept.asked.extend(asked);
    }
}
