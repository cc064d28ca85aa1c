//! The plan as a page: one file that opens from disk, asks for nothing and runs nothing.
//!
//! Everything a repository holds passes the template's escaping as text; the page's own policy forbids scripts,
//! requests and forms. Folding, filters and boxes to tick are plain HTML and style sheets.

mod fleet;
mod model;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};

use super::fleet::Row;
use crate::report::Plan;

const TEMPLATE: &str = include_str!("plan.html.j2");
const FLEET: &str = include_str!("fleet.html.j2");
const PROSE: &str = include_str!("prose.html.j2");
const STYLE: &str = include_str!("page.css");

/// The plan as an HTML document.
///
/// # Errors
/// Where the template and its values disagree, which a test rules out for this version of both.
pub fn html(plan: &Plan) -> Result<String, minijinja::Error> {
    render(TEMPLATE, &model::page(plan))
}

/// The rows of a fleet as an HTML document.
///
/// # Errors
/// Where the template and its values disagree, which a test rules out for this version of both.
pub fn fleet_page(rows: Vec<Row>) -> Result<String, minijinja::Error> {
    render(FLEET, &fleet::page(rows))
}

fn render(template: &str, page: &impl serde::Serialize) -> Result<String, minijinja::Error> {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    templates.set_auto_escape_callback(|_| AutoEscape::Html);
    templates.add_template("prose.html", PROSE)?;
    let page = minijinja::Value::from(Serde(page));
    templates.render_named_str("page.html", template, minijinja::context! { page, style => STYLE })
}

#[cfg(test)]
mod tests;
