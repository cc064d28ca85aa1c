//! The commit message: what was done, file by file, for people who only read the log.

use std::fmt::Write as _;

use crate::report::{Outcome, Plan, RuleReport};

/// A subject, then one line per rule that changed a file.
pub fn commit_message(plan: &Plan) -> String {
    let mut message = String::from("Add Sentry\n\n");
    for rule in plan.rules.iter().filter(|rule| rule.outcome == Outcome::Applies && has_share(plan, rule)) {
        let place = if rule.project == "." { String::new() } else { format!(" ({})", rule.project) };
        // Writing to a string cannot fail.
        let _ = writeln!(message, "- {}{place}", rule.title);
    }
    let version = env!("CARGO_PKG_VERSION");
    let _ =
        write!(message, "\nPlanned by sentry-retrofit {version}; plan {}.\n", &plan.id()[..12.min(plan.id().len())]);
    message
}

/// Does a rule have a share in the commit? One whose work is left to a person has none.
fn has_share(plan: &Plan, rule: &RuleReport) -> bool {
    plan.files.iter().filter(|file| file.rules.contains(&rule.id)).any(|file| {
        let mut owners = file.hunks.iter().flat_map(|hunk| &hunk.rules);
        // A new, empty file has no lines that could name a project.
        file.hunks.is_empty() || owners.any(|(id, project)| *id == rule.id && *project == rule.project)
    })
}
