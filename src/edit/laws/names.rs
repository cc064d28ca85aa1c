//! Law 10: names stay bound.

use crate::lang::Names;

/// A name that the edits of a file leave without anything that binds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The name.
    pub name: String,
    /// Where the edited file uses it first.
    pub offset: usize,
    /// Did the file bind it before the edits?
    pub taken: bool,
}

/// The names that are used in `after` and bound nowhere, unless that was so before. A new file has no before.
pub fn lost(before: Option<&Names>, after: &Names) -> Vec<Lost> {
    if after.open {
        return Vec::new();
    }
    let new = after.free.iter().filter(|(name, _)| before.is_none_or(|before| !before.free.contains_key(*name)));
    new.map(|(name, &offset)| {
        let taken = before.is_some_and(|before| before.bound.contains(name));
        Lost { name: name.clone(), offset, taken }
    })
    .collect()
}
