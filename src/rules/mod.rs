//! Rules: what they are, how they are read, what is wrong with them.

pub mod apps;
pub mod bundled;
pub mod check;
pub(crate) mod check_query;
pub(crate) mod conditions;
pub mod diagnostics;
pub mod edits;
mod fact;
pub mod load;
mod misread;
pub mod model;
pub(crate) mod names;
mod order;
mod pack;
pub mod predicates;
pub mod query;
mod rule;
pub mod schema;
pub(crate) mod shapes;
pub mod template;
pub mod vocabulary;
mod words;

pub use load::{Pack, PackError};
pub use rule::Rule;

#[cfg(test)]
mod problem_tests;
