//! The commit message: what was done, file by file, for people who only read the log.

use std::fmt::Write as _;

use crate::plan::{Outcome, Plan};

/// A subject, then one line per rule that applied.
pub fn commit_message(plan: &Plan) -> String {
    let applied: Vec<_> = plan.rules.iter().filter(|rule| rule.outcome == Outcome::Applies).collect();
    let mut message = String::from("Add Sentry\n\n");
    for rule in &applied {
        let place = if rule.project == "." { String::new() } else { format!(" ({})", rule.project) };
        // Writing to a string cannot fail.
        let _ = writeln!(message, "- {}{place}", rule.title);
    }
    let version = env!("CARGO_PKG_VERSION");
    let _ = write!(message, "\nPlanned by sentry-retrofit {version}; plan {}.\n", &plan.id()[..12.min(plan.id().len())]);
    message
}
