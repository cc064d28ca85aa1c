//! `config`: every setting with its value and where that comes from; `config schema` for editors.

use std::collections::BTreeMap;
use std::fs;

use anyhow::Result;
use serde_json::{Value, json};

use crate::cli::{ConfigArgs, ConfigCommand, RulesArgs, ShowArgs, TextOrJson};
use crate::commands::output::Output;
use crate::commands::rules;
use crate::commands::session::{CUSTOM_RULES, Session, settings_of};
use crate::files::Files;
use crate::render::escape::{json_text, visible};
use crate::rules::bundled::bundled_files;
use crate::settings::{self, Origin, Setting};

/// Runs a `config` command.
///
/// # Errors
/// Where the repository, its rules or its settings cannot be read.
pub fn run(args: &ConfigArgs) -> Result<u8> {
    if let Some(ConfigCommand::Schema(args)) = &args.command {
        return schema(args);
    }
    let given = settings_of(&args.select)?;
    // Nothing runs: settings are only read.
    let session = Session::open_unguarded(args.path.as_deref(), &args.select, given.clone(), None)?;
    let own = session.tree.read_text(&format!("{CUSTOM_RULES}/pack.toml"));
    let named = args.select.sources.rules.iter().map(|folder| folder.join("pack.toml"));
    let packs = own.into_iter().chain(named.filter_map(|file| fs::read_to_string(file).ok()));
    let abouts = abouts(packs);
    let all = settings::list(&given, &session.settings, &session.tree, &session.pack.manifest.settings, &abouts)?;
    let text = match args.format {
        TextOrJson::Text => text(&all),
        TextOrJson::Json => document(&all, session.tree.exists(settings::FILE))?,
    };
    Output::new(&ShowArgs::default()).emit(&text)?;
    Ok(0)
}

fn schema(args: &RulesArgs) -> Result<u8> {
    let pack = rules::pack(args)?;
    let packs = rules::folders(args).into_iter().filter_map(|folder| fs::read_to_string(folder.join("pack.toml")).ok());
    let schema = settings::schema(&pack.manifest.settings, &pack.manifest.choices, &abouts(packs));
    rules::output(args).emit(&(serde_json::to_string_pretty(&schema)? + "\n"))?;
    Ok(0)
}

/// What the settings of the bundled rules and of these packs are for.
fn abouts(packs: impl Iterator<Item = String>) -> BTreeMap<String, String> {
    let bundled = bundled_files().remove("pack.toml");
    bundled.into_iter().chain(packs).flat_map(|pack| settings::abouts(&pack)).collect()
}

/// A setting a line: what it is called, where its value comes from, and the value as the file would hold it.
fn text(all: &[Setting]) -> String {
    let origin = |setting: &Setting| setting.from.iter().map(Origin::to_string).collect::<Vec<_>>().join(" + ");
    let names = all.iter().map(|setting| setting.name.len()).max().unwrap_or_default();
    let origins = all.iter().map(|setting| origin(setting).len()).max().unwrap_or_default();
    let mut text = String::new();
    for setting in all {
        let line = format!(
            "{:names$}  {:7}  {:origins$}  {}\n",
            setting.name,
            setting.kind,
            origin(setting),
            toml_value(&setting.value)
        );
        text.push_str(&visible(line.trim_end()));
        text.push('\n');
    }
    text
}

/// A value as it stands in a settings file.
fn toml_value(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(toml_value).collect::<Vec<_>>().join(", ")),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| format!("{name} = {}", toml_value(value)));
            format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
        // Texts, numbers and truth values are written alike in JSON and TOML.
        other => other.to_string(),
    }
}

fn document(all: &[Setting], there: bool) -> Result<String> {
    let rows = all.iter().map(|setting| {
        let from = setting.from.iter().map(|origin| match origin {
            Origin::Default => json!({ "source": "default" }),
            Origin::File(line) => json!({ "source": "file", "line": line }),
            Origin::CommandLine => json!({ "source": "command-line" }),
        });
        json!({
            "name": setting.name,
            "type": setting.kind,
            "value": setting.value,
            "default": setting.default,
            "from": from.collect::<Vec<_>>(),
            "about": setting.about,
        })
    });
    let file = json!({ "path": settings::FILE, "exists": there });
    let document = json!({ "schema": 1, "file": file, "settings": rows.collect::<Vec<_>>() });
    Ok(json_text(&serde_json::to_string_pretty(&document)?) + "\n")
}
