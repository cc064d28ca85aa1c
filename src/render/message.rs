//! The commit message: what was done, app by app, for people who only read the log.

use std::fmt::Write as _;

use super::apps::apps;
use super::escape::path;
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
        for section in &app.sections {
            let said = match section.rule {
                Some(rule) if rule.safety == Safety::Review => format!("{} (look at this)", rule.title),
                Some(rule) => rule.title.clone(),
                // What was left out is remembered there.
                None => {
                    let paths: Vec<_> = section.parts.iter().map(|part| path(&part.file.path)).collect();
                    format!("Change {}", paths.join(", "))
                }
            };
            item(&mut message, "- ", &said);
        }
    }
    let steps = by_hand(plan);
    if !steps.is_empty() {
        message.push_str("\nLeft to do by hand:\n");
    }
    for (at, step) in steps.iter().enumerate() {
        let number = format!("{}. ", at + 1);
        item(&mut message, &number, &step.said(plan));
        // What a colon announces comes along as it is; the rest stands in the plan.
        let announces = step.first_line().ends_with(':');
        let announced = step.text.lines().skip(1).take_while(|line| announces && line.starts_with(' '));
        for line in announced {
            let _ = writeln!(message, "{}{}", " ".repeat(number.len()), clean(line));
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
