//! The apps of a repository as templates see them.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::{Kwargs, Serde, Value};
use minijinja::{Error, ErrorKind};
use serde_json::Value as Json;

use super::Context;
use crate::rules::Rule;
use crate::rules::apps::{Apps, part_file};
use crate::rules::template::render;

/// What a rule knows of all apps.
#[derive(Debug, Default)]
pub struct KnownApps {
    areas: Arc<Apps>,
    /// A row for each app that is started.
    rows: Vec<Json>,
    /// Parts of pages by their file, `/area/part.md.j2`.
    parts: BTreeMap<String, String>,
}

impl KnownApps {
    /// What a rule knows.
    pub fn of(rule: &Rule, areas: &Arc<Apps>, rows: Vec<Json>) -> KnownApps {
        // Parts are about rows, and every template of every rule comes by here.
        let parts = rule.texts.iter().filter(|(file, _)| rule.asks_for_apps && file.starts_with('/'));
        let parts = parts.map(|(file, text)| (file.clone(), text.clone())).collect();
        KnownApps { areas: areas.clone(), rows, parts }
    }

    fn part(&self, area: &str, name: &str) -> Option<(String, &String)> {
        let file = part_file(area, self.areas.get(area)?.parts.get(name)?);
        self.parts.get(&file).map(|text| (file, text))
    }
}

/// The function `started_apps`.
pub fn started_apps(context: &Context) -> Value {
    let known = context.apps.clone();
    Value::from_function(move || Value::from(Serde(&known.rows)))
}

/// The function `app_folders`.
pub fn app_folders(context: &Context) -> Value {
    let (known, facts) = (context.apps.clone(), context.everywhere.clone());
    Value::from_function(move || {
        let found = known.areas.values().flat_map(|app| &app.found);
        let rows = found.filter_map(|name| facts.get(name)?.as_array()).flatten();
        let mut folders: Vec<String> = rows.filter_map(|row| Some(row["project"].as_str()?.to_owned())).collect();
        folders.sort();
        folders.dedup();
        folders
    })
}

/// The function `part`.
pub fn part(context: &Context) -> Value {
    // Few rules have parts, and every template has the function.
    let around = (!context.apps.parts.is_empty()).then(|| context.clone());
    Value::from_function(move |name: &str, app: Value, others: Kwargs| -> Result<Value, Error> {
        let Some(around) = &around else { return Ok(Value::from("")) };
        let area = app.get_attr("area")?;
        let found = area.as_str().and_then(|area| around.apps.part(area, name));
        let names: Vec<&str> = others.args().collect();
        let mut context = around.with("app", json_of(&app)?);
        for other in names {
            context = context.with(other, json_of(&others.get(other)?)?);
        }
        let Some((file, text)) = found else { return Ok(Value::from("")) };
        let rendered = render(&file, text, &context.to_value());
        let rendered = rendered.map_err(|reason| Error::new(ErrorKind::InvalidOperation, reason))?;
        Ok(Value::from_safe_string(rendered.trim().to_owned()))
    })
}

fn json_of(value: &Value) -> Result<Json, Error> {
    serde_json::to_value(value).map_err(|error| Error::new(ErrorKind::BadSerialization, error.to_string()))
}
