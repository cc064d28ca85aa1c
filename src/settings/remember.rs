//! Writing down in the settings file what a person does not want.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

use super::SettingsError;
use crate::report::Leave;

/// The settings file with rules and places left out beside those it leaves out already; everything else in it stays
/// as it is.
///
/// # Errors
/// [`SettingsError::File`] where the file does not parse.
pub fn remembering(text: &str, skip: &[String], leave: &[Leave]) -> Result<String, SettingsError> {
    let broken = |error: toml_edit::TomlError| SettingsError::File(error.to_string().trim().to_owned());
    let mut file: DocumentMut = text.parse().map_err(broken)?;
    if !skip.is_empty() {
        let list = file.entry("skip").or_insert(Item::Value(Array::new().into()));
        let list = list.as_array_mut().ok_or_else(|| SettingsError::File("`skip` is no list".to_owned()))?;
        skip.iter().for_each(|rule| list.push(rule));
    }
    if !leave.is_empty() {
        let rows = file.entry("leave").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
        match rows {
            Item::ArrayOfTables(rows) => leave.iter().for_each(|place| rows.push(row(place))),
            Item::Value(Value::Array(rows)) => leave.iter().for_each(|place| rows.push(inline(place))),
            _ => return Err(SettingsError::File("`leave` is no list of tables".to_owned())),
        }
    }
    Ok(file.to_string())
}

fn row(place: &Leave) -> Table {
    fields(place).into_iter().map(|(name, value)| (name, Item::Value(value.into()))).collect()
}

fn inline(place: &Leave) -> InlineTable {
    fields(place).into_iter().collect()
}

fn fields(place: &Leave) -> [(&'static str, &str); 3] {
    [("rule", &place.rule), ("file", &place.file), ("code", &place.code)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::SettingsFile;

    fn login() -> Leave {
        let owned = str::to_owned;
        Leave { rule: owned("acme/watch"), file: owned("app.py"), code: owned("@app.route(\"/login\")") }
    }

    #[test]
    fn what_is_left_out_is_added_and_the_rest_stays() {
        let old = "# Ours.\nskip = [\n    \"acme/notes\", # by hand\n]\n\n[set]\ntenant = \"club\"\n";
        let new = remembering(old, &["acme/front".to_owned()], &[login()]).unwrap();
        assert_eq!(
            new,
            "# Ours.\nskip = [\n    \"acme/notes\", \"acme/front\", # by hand\n]\n\n[set]\ntenant = \"club\"\n\n[[leave]]\nrule = \"acme/watch\"\nfile = \"app.py\"\ncode = '@app.route(\"/login\")'\n"
        );
    }

    #[test]
    fn what_was_written_is_read_again_whatever_form_the_list_has() {
        for old in ["", "leave = []\n", "[[leave]]\nrule = \"a/b\"\nfile = \"x\"\ncode = \"y\"\n"] {
            let new = remembering(old, &[], &[login()]).unwrap();
            assert_eq!(SettingsFile::read(&new).unwrap().leave.last(), Some(&login()), "{new}");
        }
        assert!(remembering("leave = 3\n", &[], &[login()]).is_err());
    }
}
