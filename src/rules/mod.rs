//! Rules: what they are, how they are read, what is wrong with them.

pub mod check;
mod check_query;
mod conditions;
pub mod diagnostics;
pub mod lint;
mod lint_names;
mod lint_templates;
pub mod load;
pub mod model;
pub mod ops;
mod order;
mod pack;
pub mod pattern;
pub mod query;
pub mod template;
pub mod testing;
pub mod vocabulary;

pub use load::{Pack, PackError, Rule};

#[cfg(test)]
mod problem_tests;
