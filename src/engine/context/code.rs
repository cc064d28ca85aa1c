//! What templates may ask about the file of a site.

use minijinja::value::Value;

use super::Context;
use crate::pattern::{compiled, last_in};

/// The function `value`.
pub fn value(context: &Context) -> Value {
    let site = context.site.clone();
    Value::from_function(move |path: &str| site.as_ref().and_then(|site| site.value(path)))
}

/// The function `values`.
pub fn values(context: &Context) -> Value {
    let site = context.site.clone();
    Value::from_function(move |path: &str| site.as_ref().map(|site| site.values(path)).unwrap_or_default())
}

/// The function `above`.
pub fn above(context: &Context) -> Value {
    let site = context.site.clone();
    Value::from_function(move |pattern: &str| {
        let site = site.as_ref()?;
        let pattern = compiled(pattern).ok()?;
        last_in(&pattern, &site.file.text[..site.range().start])
    })
}

/// The function `below`.
pub fn below(context: &Context) -> Value {
    let site = context.site.clone();
    Value::from_function(move |pattern: &str| {
        let site = site.as_ref()?;
        let found = compiled(pattern).ok()?.captures(&site.file.text[site.range().end..])?;
        found.get(1).or(found.get(0)).map(|found| found.as_str().to_owned())
    })
}

/// The function `unused`.
pub fn unused(context: &Context) -> Value {
    let site = context.site.clone();
    Value::from_function(move |candidates: Vec<String>| {
        let text = site.as_ref().map_or("", |site| site.file.text.as_str());
        candidates.into_iter().find(|name| !mentions(text, name))
    })
}

/// Does a name stand in a text, as a word of its own?
fn mentions(text: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    text.match_indices(name).any(|(at, _)| !text[..at].ends_with(part) && !text[at + name.len()..].starts_with(part))
}
