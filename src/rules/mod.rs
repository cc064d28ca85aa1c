//! Rules: what they are, how they are read, what is wrong with them.

pub mod check;
mod check_query;
mod conditions;
pub mod diagnostics;
pub mod edits;
pub mod lint;
mod lint_edits;
mod lint_files;
mod lint_names;
mod lint_templates;
pub mod load;
mod misread;
pub mod model;
mod order;
mod pack;
pub mod pattern;
pub mod predicates;
pub mod query;
pub mod reference;
pub mod schema;
pub mod template;
pub mod testing;
pub mod vocabulary;

pub use load::{Pack, PackError, Rule};

#[cfg(test)]
mod problem_tests;
