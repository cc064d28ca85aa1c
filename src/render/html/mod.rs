//! The plan as a page: one file that opens from disk, asks for nothing and runs nothing.
//!
//! Everything a repository holds passes the template's escaping as text; the page's own policy forbids scripts,
//! requests and forms. Folding, filters and boxes to tick are plain HTML and style sheets.

mod model;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};

use crate::report::Plan;

const TEMPLATE: &str = include_str!("plan.html.j2");
const STYLE: &str = include_str!("page.css");

/// The plan as an HTML document.
///
/// # Errors
/// Where the template and its values disagree, which a test rules out for this version of both.
pub fn html(plan: &Plan) -> Result<String, minijinja::Error> {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    templates.set_auto_escape_callback(|_| AutoEscape::Html);
    let page = minijinja::Value::from(Serde(model::page(plan)));
    templates.render_named_str("plan.html", TEMPLATE, minijinja::context! { page, style => STYLE })
}

#[cfg(test)]
mod tests;
