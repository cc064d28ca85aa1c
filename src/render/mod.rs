//! What people and programs see of a plan: one file per format, each a function of the plan alone.
//!
//! | format | exact bytes of the change | secrets masked |
//! |---|---|---|
//! | `text`, `markdown`, `html` | no: control characters are shown | yes |
//! | `patch` | yes, for `git apply` | no: it would not apply |
//! | `json` | `files[].diff` yes | everywhere but in `files[].diff` |
//! | `sarif` | no: places and sentences | yes |
//!
//! Nothing a repository contains reaches a terminal uncontrolled; see [`escape`] and [`secrets`].

mod apps;
pub mod escape;
mod fleet;
mod html;
mod json;
mod markdown;
mod message;
mod patch;
mod rows;
mod sarif;
pub mod secrets;
mod summary;
mod text;

pub use fleet::{Row, RowStatus};
pub use html::{fleet_page, html};
pub use json::{AppliedTo, JsonOptions, Refusal, json, seal};
pub use markdown::markdown;
pub use message::commit_message;
pub use patch::patch;
pub use sarif::sarif;
pub use summary::groups;
pub(crate) use summary::{count, thousands};
pub(crate) use text::shell_word;
pub use text::{AppliedView, TextOptions, applied, files, group, refused, text};

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod samples;
