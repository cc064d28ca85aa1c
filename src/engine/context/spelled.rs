//! What the names of commands stand for: `npm run deploy` is whatever `package.json` calls `deploy`.

use std::collections::BTreeMap;

use minijinja::value::Value;
use minijinja::{Error, ErrorKind};
use regex::Regex;
use serde_json::Value as Json;

use super::Context;
use crate::pattern::compiled;

/// A name, what it stands for, and the folder in which it does.
struct Row<'a> {
    name: &'a str,
    text: &'a str,
    folder: &'a str,
}

/// The function `spelled`.
pub fn spelled(context: &Context) -> Value {
    let facts = context.facts.clone();
    Value::from_function(move |text: &str, pattern: &str, tables: Vec<String>, folders: Vec<String>| {
        let pattern = compiled(pattern).map_err(|error| Error::new(ErrorKind::InvalidOperation, error.to_string()))?;
        Ok::<_, Error>(spelled_out(text, &pattern, &rows(&facts, &tables), &folders))
    })
}

fn rows<'a>(facts: &'a BTreeMap<String, Json>, tables: &[String]) -> Vec<Row<'a>> {
    let all = tables.iter().filter_map(|table| facts.get(table)?.as_array()).flatten();
    let field = |row: &'a Json, name: &str| row.get(name).and_then(Json::as_str);
    all.filter_map(|row| {
        Some(Row { name: field(row, "name")?, text: field(row, "text")?, folder: field(row, "folder")? })
    })
    .collect()
}

/// A text, and behind it what the names in it stand for, and the names in that. Each is told once, so a circle ends.
fn spelled_out(text: &str, pattern: &Regex, rows: &[Row<'_>], folders: &[String]) -> String {
    let mut lines = vec![text.to_owned()];
    let mut known: Vec<usize> = Vec::new();
    let mut next: Vec<(&str, Option<&str>)> = vec![(text, None)];
    while let Some((text, home)) = next.pop() {
        let names = pattern.captures_iter(text).filter_map(|found| Some(found.get(1)?.as_str()));
        for at in names.filter_map(|name| meant(name, rows, home, folders)).collect::<Vec<_>>() {
            if !known.contains(&at) {
                known.push(at);
                lines.push(rows[at].text.to_owned());
                next.push((rows[at].text, Some(rows[at].folder)));
            }
        }
    }
    lines.join("\n")
}

/// The row that a name means: in the folder where it is said, else in the first of the others that has it, else the only one.
fn meant(name: &str, rows: &[Row<'_>], home: Option<&str>, folders: &[String]) -> Option<usize> {
    let called: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].name == name).collect();
    let near = home.into_iter().chain(folders.iter().map(String::as_str));
    let mut near = near.filter_map(|folder| called.iter().find(|at| rows[**at].folder == folder));
    near.next().or(called.first().filter(|_| called.len() == 1)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_followed_to_what_they_stand_for() {
        let rows = [
            Row { name: "ship", text: "make image && npm run push", folder: "web" },
            Row { name: "ship", text: "echo", folder: "api" },
            Row { name: "push", text: "acme push; npm run ship", folder: "web" },
            Row { name: "push", text: "other push", folder: "api" },
            Row { name: "lint", text: "acme lint", folder: "." },
        ];
        let pattern = Regex::new(r"npm run (\w+)").expect("a pattern");
        let out = |text: &str, folder: &str| spelled_out(text, &pattern, &rows, &[folder.to_owned()]);
        assert_eq!(out("npm run ship", "web"), "npm run ship\nmake image && npm run push\nacme push; npm run ship");
        assert_eq!(out("npm run push", "api"), "npm run push\nother push");
        assert_eq!(out("npm run push", "elsewhere"), "npm run push", "two are called so");
        assert_eq!(out("npm run lint", "elsewhere"), "npm run lint\nacme lint");
    }
}
