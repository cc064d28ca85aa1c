//! The commit message: what was done, app by app, for people who only read the log.

use std::fmt::Write as _;

use super::apps::apps;
use super::secrets::clean;
use super::summary::{by_hand, place_names};
use super::text::wrap;
use crate::report::{Plan, Safety};

/// Columns of a line, as git's own messages keep them.
const WIDTH: usize = 72;

/// A subject, then per app a line for each rule that changed a file, and what is left to a person.
pub fn commit_message(plan: &Plan) -> String {
    let mut message = String::from("Add Sentry\n");
    let apps: Vec<_> = apps(plan).into_iter().filter(|app| !app.sections.is_empty()).collect();
    for app in &apps {
        let name = place_names(plan, &[app.root]);
        let heading = if apps.len() > 1 && !name.is_empty() { format!("\n{name}:\n") } else { "\n".to_owned() };
        message.push_str(&heading);
        for rule in app.sections.iter().filter_map(|section| section.rule) {
            let look = if rule.safety == Safety::Review { " (look at this)" } else { "" };
            item(&mut message, "- ", &format!("{}{look}", rule.title));
        }
    }
    let steps = by_hand(plan);
    if !steps.is_empty() {
        message.push_str("\nLeft to do by hand:\n");
    }
    for (at, step) in steps.iter().enumerate() {
        let number = format!("{}. ", at + 1);
        let blanks = " ".repeat(number.len());
        item(&mut message, &number, &step.said(plan));
        for line in step.text.lines().skip(1) {
            // What is to be pasted comes along as it is.
            if line.is_empty() || line.starts_with(' ') {
                let _ = writeln!(message, "{}", format!("{blanks}{}", clean(line)).trim_end());
            } else {
                item(&mut message, &blanks, line);
            }
        }
    }
    let version = env!("CARGO_PKG_VERSION");
    // Writing to a string cannot fail.
    let _ = write!(message, "\nPlanned by sentry-retrofit {version}; plan {}.\n", &plan.id()[..12]);
    message
}

/// An entry of a list, wrapped.
fn item(message: &mut String, lead: &str, text: &str) {
    for (at, line) in wrap(&clean(text), WIDTH - lead.len()).iter().enumerate() {
        let lead = if at == 0 { lead.to_owned() } else { " ".repeat(lead.len()) };
        let _ = writeln!(message, "{lead}{line}");
    }
}
