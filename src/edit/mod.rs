//! The ensure-operations: each has a postcondition and does nothing where it already holds.
//!
//! Every operation is a pure function from a file (text, tree, style) and its arguments to an
//! [`Edited`]. Operations never touch the disk; the planner applies their edits to the overlay.

mod argument;
mod decorator;
mod element;
pub mod import;
mod insert;
mod join;
pub mod laws;
pub mod laws_data;
pub mod line;
mod list;
pub mod merge;
mod object;
mod remove;
mod rename;
mod replace;
mod syntax;
#[cfg(test)]
mod testing;
mod text;
mod wrap;

pub use argument::{ArgumentStyle, argument, arguments};
pub use decorator::{DecoratorPlace, decorator};
pub use element::{Element, element};
pub use insert::{InsertAt, insert};
pub use join::join;
pub use remove::{Removed, remove, remove_all};
pub use rename::{Renamed, rename};
pub use replace::replace;
pub use text::{Overlap, TextEdit, splice};
pub use wrap::wrap;

/// What an operation answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edited {
    /// The postcondition already holds; nothing to do.
    Holds,
    /// These edits, all against the text the operation was given, make it hold.
    Edits(Vec<TextEdit>),
}

impl Edited {
    /// The edits, none where the postcondition holds.
    pub fn into_edits(self) -> Vec<TextEdit> {
        match self {
            Edited::Holds => Vec::new(),
            Edited::Edits(edits) => edits,
        }
    }
}

/// Why an operation would not touch a file. Always a sentence fragment that completes
/// "`rule` left `file` alone: …".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The code has a shape this operation does not edit safely.
    #[error("{0}")]
    Unsupported(String),
    /// What is there contradicts what is wanted, and the user's value wins.
    #[error("{0}")]
    Conflict(String),
    /// The rule itself asks for something impossible; the rule's author must mend it.
    #[error("{0}")]
    Rule(String),
}

/// The result of an operation.
pub type EditResult = Result<Edited, EditError>;
