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
        let indent = " ".repeat(number.len());
        for line in step.lines() {
            match line.starts_with(' ') {
                // A command or code, which a break would spoil.
                true => message.push_str(&format!("{indent}{line}\n")),
                false if line.is_empty() => message.push('\n'),
                false => item(&mut message, &indent, &line),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Row;
    use crate::render::samples::{rule, unchanged};
    use crate::report::Outcome;

    #[test]
    fn a_step_is_told_whole_in_the_message_and_in_a_row() {
        let mut plan = unchanged();
        let mut wrap = rule("acme/wrap", ".", Outcome::Unsupported);
        let more = "so that the app is wrapped before anything else of it has a chance to be imported by a worker";
        wrap.manual = Some(format!(
            "Wrap the app, with the key that the page of the project shows.\n\n  app = wrap(app)\n{more}"
        ));
        plan.rules = vec![wrap];
        let message = commit_message(&plan);
        let said = "1. Wrap the app, with the key that the page of the project shows.\n\n     app = wrap(app)\n   so that the app";
        assert!(message.contains(said), "{message}");
        assert!(message.lines().all(|line| line.len() <= WIDTH), "{message}");
        assert!(Row::of(&plan).by_hand[0].ends_with(&format!("shows.\n\n  app = wrap(app)\n{more}")));
    }
}
