//! Black, ruff, isort, flake8 and pycodestyle.

use serde_json::Value;

use super::{data, ini, number, text};
use crate::files::{Files, folders_above};
use crate::lang::{Conventions, ImportOrder, Indent, Language, Sorted};

/// How long lines may get where black or ruff is used and not told otherwise.
const USUAL: usize = 88;

pub(super) fn read(files: &dyn Files, path: &str) -> Conventions {
    let mut told = Conventions::default();
    let (mut sorted, mut linted) = (None, None);
    for folder in folders_above(path) {
        let project = data(files, folder, "pyproject.toml", Language::Toml);
        let tool = |name: &str| project.as_ref().and_then(|project| project.pointer(&format!("/tool/{name}"))).cloned();
        let own = |name: &str| data(files, folder, name, Language::Toml);
        let ruff = own(".ruff.toml").or_else(|| own("ruff.toml")).or_else(|| tool("ruff"));
        if !told.formatted
            && let Some(black) = tool("black")
        {
            told = black_of(&black);
        }
        if let Some(ruff) = &ruff {
            if !told.formatted {
                told = ruff_of(ruff);
            }
            sorted = sorted.or_else(|| sorted_by_ruff(ruff));
        }
        let ini_files = [".isort.cfg", "setup.cfg", "tox.ini", ".flake8"];
        let texts: Vec<String> = ini_files.iter().filter_map(|name| text(files, folder, name)).collect();
        sorted = sorted.or_else(|| {
            let isort = tool("isort")?;
            Some(sorted_by_isort(&|key| isort.get(key).map(plain)))
        });
        sorted = sorted.or_else(|| {
            let sections = ["settings", "isort", "tool:isort"];
            let value = |key: &str| {
                let mut all =
                    texts.iter().flat_map(|text| sections.iter().filter_map(|section| ini(text, section, key)));
                all.next().map(str::to_owned)
            };
            let named = texts.iter().any(|text| sections.iter().any(|section| text.contains(&format!("[{section}]"))));
            named.then(|| sorted_by_isort(&value))
        });
        linted = linted.or_else(|| {
            let sections = ["flake8", "pycodestyle", "pep8"];
            let mut all = texts
                .iter()
                .flat_map(|text| sections.iter().filter_map(|section| ini(text, section, "max_line_length")));
            all.find_map(|value| value.parse().ok())
        });
    }
    told.line_limit = told.line_limit.or(linted);
    told.imports = sorted.unwrap_or_default();
    told
}

fn black_of(black: &Value) -> Conventions {
    let keeps = black.get("skip-string-normalization").and_then(Value::as_bool).unwrap_or(false);
    Conventions {
        formatted: true,
        line_limit: black.get("line-length").and_then(number).or(Some(USUAL)),
        quote: (!keeps).then_some('"'),
        commas_join: black.get("skip-magic-trailing-comma").and_then(Value::as_bool).unwrap_or(false),
        ..Conventions::default()
    }
}

fn ruff_of(ruff: &Value) -> Conventions {
    let said = |pointer: &str| ruff.pointer(pointer).and_then(Value::as_str);
    let wanted = said("/format/quote-style")
        .or_else(|| said("/lint/flake8-quotes/inline-quotes"))
        .or_else(|| said("/flake8-quotes/inline-quotes"));
    let width = ruff.get("indent-width").and_then(number);
    Conventions {
        formatted: true,
        line_limit: ruff.get("line-length").and_then(number).or(Some(USUAL)),
        quote: match wanted {
            Some("single") => Some('\''),
            Some("double") => Some('"'),
            Some(_) => None,
            None => ruff.get("format").map(|_| '"'),
        },
        indent: match said("/format/indent-style") {
            Some("tab") => Some(Indent::Tab),
            _ => width.map(Indent::Spaces),
        },
        commas_join: ruff.pointer("/format/skip-magic-trailing-comma").and_then(Value::as_bool).unwrap_or(false),
        ..Conventions::default()
    }
}

fn sorted_by_ruff(ruff: &Value) -> Option<ImportOrder> {
    let isort = ruff.pointer("/lint/isort").or_else(|| ruff.get("isort"))?;
    let is = |key: &str| isort.get(key).and_then(Value::as_bool).unwrap_or(false);
    let after = isort.get("lines-after-imports").and_then(number);
    Some(ImportOrder {
        line_limit: None,
        lines_after: after,
        one_per_line: is("force-single-line"),
        sorted: if is("force-sort-within-sections") { Sorted::Modules } else { Sorted::Forms },
        caseless: isort.get("order-by-type").and_then(Value::as_bool) == Some(false),
        typing_together: isort.get("single-line-exclusions").is_some_and(|all| plain(all).contains("typing")),
        between_forms: isort.get("lines-between-types").and_then(number),
    })
}

/// What isort is told, by its profile and option by option.
fn sorted_by_isort(value: &dyn Fn(&str) -> Option<String>) -> ImportOrder {
    let profile = value("profile").unwrap_or_default();
    let is = |key: &str, of: &[&str]| {
        value(key).map_or(of.contains(&profile.as_str()), |said| said.eq_ignore_ascii_case("true"))
    };
    let length = value("line_length").and_then(|length| length.parse().ok());
    let usual = match profile.as_str() {
        "appnexus" | "black" | "google" | "hug" | "open_stack" | "plone" => USUAL,
        _ => 79,
    };
    let after = value("lines_after_imports").and_then(|lines| lines.parse().ok());
    ImportOrder {
        line_limit: length.or(Some(usual)),
        lines_after: after.or((profile == "plone").then_some(2)),
        one_per_line: is("force_single_line", &["google", "open_stack", "plone"]),
        sorted: if is("force_sort_within_sections", &["google", "open_stack"]) { Sorted::Lines } else { Sorted::Forms },
        caseless: value("order_by_type").map_or(profile == "google", |said| said.eq_ignore_ascii_case("false")),
        typing_together: value("single_line_exclusions").map_or(profile == "google", |all| all.contains("typing")),
        between_forms: value("lines_between_types").and_then(|lines| lines.parse().ok()),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
