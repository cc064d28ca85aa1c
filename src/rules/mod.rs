//! Rules: what they are, how they are read, what is wrong with them.

pub mod check;
pub mod diagnostics;
pub mod lint;
pub mod load;
pub mod model;
pub mod ops;
pub mod pattern;
pub mod query;
pub mod template;
pub mod vocabulary;

pub use load::{Pack, PackError, Rule};
