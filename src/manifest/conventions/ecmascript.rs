//! Prettier, oxfmt and Biome.

use serde_json::{Map, Value};

use super::{data, number, text};
use crate::files::{Files, folder_of, folders_above, join, name_of};
use crate::lang::ecmascript_path;
use crate::lang::{Commas, Conventions, Indent, Language};
use crate::pattern::compiled;

/// Files in which prettier is configured by data, and the language that reads them.
const DATA: &[(&str, Language)] = &[
    (".prettierrc", Language::Yaml),
    (".prettierrc.json", Language::Json),
    (".prettierrc.json5", Language::Json),
    (".prettierrc.yaml", Language::Yaml),
    (".prettierrc.yml", Language::Yaml),
    (".prettierrc.toml", Language::Toml),
];

/// The same by code, of which only what is written out is read.
const CODE: &[&str] = &[".prettierrc", "prettier.config"];
const ENDINGS: &[&str] = &["js", "cjs", "mjs", "ts", "cts", "mts"];

/// Where oxfmt has its options, which are prettier's and some more.
const OXFMT: &[&str] = &[".oxfmtrc.json", ".oxfmtrc.jsonc"];

/// Packages that sort imports wherever they are used, as plugins of ESLint or prettier.
const SORTERS: &[&str] = &[
    "@ianvs/prettier-plugin-sort-imports",
    "@trivago/prettier-plugin-sort-imports",
    SEPARATOR,
    "prettier-plugin-organize-imports",
];

/// The one of them that wants a blank line between packages and what is the project's own.
const SEPARATOR: &str = "eslint-plugin-simple-import-sort";

pub(super) fn read(files: &dyn Files, path: &str) -> Conventions {
    let told = formatted(files, path);
    let packages: Vec<Value> =
        folders_above(path).filter_map(|folder| data(files, folder, "package.json", Language::Json)).collect();
    let uses = |name: &str| {
        let kinds =
            packages.iter().flat_map(|package| ["dependencies", "devDependencies"].map(|kind| package.get(kind)));
        kinds.flatten().any(|all| all.get(name).is_some())
    };
    let sorts_imports = told.sorts_imports || SORTERS.iter().any(|name| uses(name));
    Conventions { sorts_imports, separates_imports: uses(SEPARATOR), ..told }
}

/// What the nearest formatter is told.
fn formatted(files: &dyn Files, path: &str) -> Conventions {
    for folder in folders_above(path) {
        let biome = biome(files, folder);
        if let Some(biome) = biome.filter(|biome| biome.pointer("/formatter/enabled") != Some(&Value::Bool(false))) {
            return biome_of(&biome);
        }
        if let Some(options) = oxfmt(files, folder) {
            return oxfmt_of(&options, &editor(files, path));
        }
        if let Some(options) = prettier(files, folder) {
            let told = prettier_of(&options, &editor(files, path));
            let silent = is_whole(&options) && options.get("trailingComma").is_none();
            let by_version = silent.then(|| commas_of_version(files, path)).flatten();
            return Conventions { trailing_comma: told.trailing_comma.or(by_version), ..told };
        }
    }
    Conventions::default()
}

/// Biome's configuration of a folder, which can extend the one at the root: `"extends": "//"`.
fn biome(files: &dyn Files, folder: &str) -> Option<Value> {
    let there = |folder: &str| {
        data(files, folder, "biome.json", Language::Json).or_else(|| data(files, folder, "biome.jsonc", Language::Json))
    };
    let own = there(folder)?;
    let extends = own.get("extends").and_then(Value::as_str) == Some("//");
    let root = extends.then(|| folders_above(folder).filter_map(there).last()).flatten();
    Some(match root {
        Some(root) => over(root, own),
        None => own,
    })
}

/// What a configuration says, and where it says nothing what the one below it does.
fn over(below: Value, own: Value) -> Value {
    match (below, own) {
        (Value::Object(mut all), Value::Object(own)) => {
            for (key, value) in own {
                let value = over(all.remove(&key).unwrap_or_default(), value);
                all.insert(key, value);
            }
            Value::Object(all)
        }
        (_, own) => own,
    }
}

/// The options of prettier that a folder's configuration says.
fn prettier(files: &dyn Files, folder: &str) -> Option<Value> {
    let in_package = || {
        let said = data(files, folder, "package.json", Language::Json)?.get("prettier").cloned()?;
        // A file of the project, or a package that says the rest.
        let beside = said.as_str().and_then(|name| resolved(files, &join(folder, "package.json"), name));
        Some(beside.and_then(|path| options_of(files, folder_of(&path), name_of(&path))).unwrap_or(said))
    };
    let by_data = DATA.iter().find_map(|(name, language)| data(files, folder, name, *language));
    let by_code = || {
        let mut names = CODE.iter().flat_map(|name| ENDINGS.iter().map(move |ending| format!("{name}.{ending}")));
        names.find_map(|name| options_of(files, folder, &name))
    };
    by_data.or_else(in_package).or_else(by_code)
}

/// The options that a file says, with those of a file of the project that it spreads in or hands on.
fn options_of(files: &dyn Files, folder: &str, name: &str) -> Option<Value> {
    if name.ends_with(".json") {
        return data(files, folder, name, Language::Json);
    }
    let code = text(files, folder, name)?;
    let own = written_out(&code);
    let from = compiled(r#"(?:\brequire\(|\bfrom\s+)["'](\.{1,2}/[^"']+)["']"#).ok()?;
    let below = (!is_whole(&own)).then(|| from.captures(&code)).flatten();
    // One that spreads in another one is enough; whoever wrote more keeps the rest to himself.
    let below = below.and_then(|found| files.read_text(&resolved(files, &join(folder, name), &found[1])?));
    let below = below.map(|code| written_out(&code));
    Some(match (below, own) {
        (Some(below @ Value::Object(_)), Value::Object(mut own)) => {
            own.remove(SPREAD);
            over(below, Value::Object(own))
        }
        (Some(below), Value::Null) => below,
        (_, own) => own,
    })
}

/// The file that one names by a path.
fn resolved(files: &dyn Files, path: &str, name: &str) -> Option<String> {
    ecmascript_path::resolve(".", path, name, &|path| files.exists(path))
}

/// What prettier does with commas where nobody says: each major version sets more of them than the one before.
fn commas_of_version(files: &dyn Files, path: &str) -> Option<Commas> {
    let asked = folders_above(path).find_map(|folder| {
        let package = data(files, folder, "package.json", Language::Json)?;
        let of = |kind: &str| package.get(kind)?.get("prettier")?.as_str().map(str::to_owned);
        of("devDependencies").or_else(|| of("dependencies"))
    })?;
    let major = asked.trim_start_matches(|c: char| !c.is_ascii_digit()).split('.').next()?;
    Some(match major.parse::<u32>().ok()? {
        0 | 1 => Commas::Never,
        2 => Commas::Elements,
        _ => Commas::Always,
    })
}

/// The options of oxfmt that a folder's configuration says.
fn oxfmt(files: &dyn Files, folder: &str) -> Option<Value> {
    let by_data = OXFMT.iter().find_map(|name| data(files, folder, name, Language::Json));
    by_data.or_else(|| text(files, folder, "oxfmt.config.ts").map(|code| written_out(&code)))
}

/// Options that code spells out: `printWidth: 100`.
fn written_out(code: &str) -> Value {
    let option =
        compiled(r#"(?m)(?:^|[{,])\s*["']?(\w+)["']?\s*:\s*(?:(\d+|true|false)|["']([\w-]+)["'])\s*(?:[,}]|//|$)"#);
    let Ok(option) = option else { return Value::Null };
    let mut options = Map::new();
    let mut at = 0;
    while let Some(found) = option.captures_at(code, at) {
        let plain = found.get(2).and_then(|plain| serde_json::from_str(plain.as_str()).ok());
        let text = found.get(3).map(|text| Value::from(text.as_str()));
        options.extend(plain.or(text).map(|value| (found[1].to_owned(), value)));
        // The comma behind one option stands before the next.
        at = found.get(2).or_else(|| found.get(3)).map_or(code.len(), |value| value.end());
    }
    // Code that spells nothing out hands on what is said elsewhere, and what is spread in may say the rest.
    if options.is_empty() {
        return Value::Null;
    }
    if code.contains(SPREAD) {
        options.insert(SPREAD.to_owned(), Value::Null);
    }
    Value::Object(options)
}

/// Stands among the options where they are not all there are.
const SPREAD: &str = "...";

/// Is what these options leave out as the formatter has it? A shared configuration says nothing here: the files do.
fn is_whole(options: &Value) -> bool {
    options.is_object() && options.get(SPREAD).is_none()
}

fn prettier_of(options: &Value, editor: &Conventions) -> Conventions {
    let is = |key: &str| options.get(key).and_then(Value::as_bool);
    let width = options.get("tabWidth").and_then(number).map(Indent::Spaces);
    let indent = match is("useTabs") {
        Some(true) => Some(Indent::Tab),
        Some(false) => Some(width.unwrap_or(Indent::Spaces(2))),
        None => width.or(editor.indent),
    };
    let known = is_whole(options);
    Conventions {
        formatted: true,
        line_limit: options.get("printWidth").and_then(number).or(editor.line_limit),
        indent: indent.or(known.then_some(Indent::Spaces(2))),
        quote: is("singleQuote").or(known.then_some(false)).map(quote),
        jsx_quote: is("jsxSingleQuote").or(known.then_some(false)).map(quote),
        semicolons: is("semi").or(known.then_some(true)),
        trailing_comma: options.get("trailingComma").and_then(Value::as_str).and_then(commas),
        bracket_spacing: is("bracketSpacing"),
        arrow_parens: options.get("arrowParens").and_then(Value::as_str).map(|parens| parens != "avoid"),
        ..Conventions::default()
    }
}

/// As prettier, but for the width of a line, and it can sort imports by itself.
fn oxfmt_of(options: &Value, editor: &Conventions) -> Conventions {
    let told = prettier_of(options, editor);
    let sorts =
        |key: &&str| options.get(key).is_some_and(|sorting| sorting.is_object() || *sorting == Value::Bool(true));
    Conventions {
        sorts_imports: ["sortImports", "experimentalSortImports"].iter().any(sorts),
        line_limit: told.line_limit.or(Some(100)),
        trailing_comma: told.trailing_comma.or(Some(Commas::Always)),
        ..told
    }
}

fn biome_of(biome: &Value) -> Conventions {
    let said = |key: &str| {
        biome.pointer(&format!("/javascript/formatter/{key}")).or_else(|| biome.pointer(&format!("/formatter/{key}")))
    };
    let word = |key: &str| said(key).and_then(Value::as_str);
    let width = said("indentWidth").and_then(number).unwrap_or(2);
    // On, unless it is told off: by version 2, or by version 1.
    let off = ["/assist/enabled", "/organizeImports/enabled"]
        .iter()
        .any(|key| biome.pointer(key) == Some(&Value::Bool(false)))
        || biome.pointer("/assist/actions/source/organizeImports").and_then(Value::as_str) == Some("off");
    Conventions {
        formatted: true,
        sorts_imports: !off,
        line_limit: said("lineWidth").and_then(number),
        indent: Some(if word("indentStyle") == Some("space") { Indent::Spaces(width) } else { Indent::Tab }),
        quote: Some(quote(word("quoteStyle") == Some("single"))),
        jsx_quote: Some(quote(word("jsxQuoteStyle") == Some("single"))),
        semicolons: Some(word("semicolons") != Some("asNeeded")),
        trailing_comma: Some(word("trailingCommas").and_then(commas).unwrap_or(Commas::Always)),
        bracket_spacing: said("bracketSpacing").and_then(Value::as_bool),
        arrow_parens: word("arrowParentheses").map(|parens| parens != "asNeeded"),
        ..Conventions::default()
    }
}

fn quote(single: bool) -> char {
    if single { '\'' } else { '"' }
}

fn commas(word: &str) -> Option<Commas> {
    match word {
        "none" => Some(Commas::Never),
        "es5" => Some(Commas::Elements),
        "all" => Some(Commas::Always),
        _ => None,
    }
}

/// What `.editorconfig` says, where prettier reads it, too.
fn editor(files: &dyn Files, path: &str) -> Conventions {
    let ending = path.rsplit('.').next().unwrap_or_default();
    let mut told = Conventions::default();
    for config in folders_above(path).filter_map(|folder| text(files, folder, ".editorconfig")) {
        let mut here = Conventions::default();
        let (mut style, mut size) = (None, None);
        let mut meant = false;
        for line in config.lines().map(str::trim).filter(|line| !line.starts_with(['#', ';'])) {
            if let Some(glob) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                let endings = glob.strip_prefix("*.").map(|rest| rest.trim_matches(['{', '}']));
                meant = glob == "*" || endings.is_some_and(|all| all.split(',').any(|one| one.trim() == ending));
            } else if let Some((key, value)) = line.split_once('=').filter(|_| meant) {
                match (key.trim(), value.trim()) {
                    ("indent_style", value) => style = Some(value.to_owned()),
                    ("indent_size", value) => size = value.parse().ok(),
                    ("max_line_length", value) => here.line_limit = value.parse().ok(),
                    _ => {}
                }
            }
        }
        here.indent = match style.as_deref() {
            Some("tab") => Some(Indent::Tab),
            Some("space") => size.map(Indent::Spaces),
            _ => None,
        };
        told.indent = told.indent.or(here.indent);
        told.line_limit = told.line_limit.or(here.line_limit);
    }
    told
}
