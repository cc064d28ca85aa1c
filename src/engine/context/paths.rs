//! What templates may ask about paths and names as such, whatever files there are.

use minijinja::value::{Rest, Value};

use super::Context;
use crate::files::name_of;

/// The function `relative`.
pub fn relative(_: &Context) -> Value {
    Value::from_function(|folder: &str, path: &str| from_folder(folder, path))
}

/// The function `next_in_series`.
pub fn next_in_series(_: &Context) -> Value {
    Value::from_function(|names: Vec<String>, form: Rest<String>| next_of(&names, form.first().map(String::as_str)))
}

/// How a file in a folder names a path; both are seen from the top of the repository.
fn from_folder(folder: &str, path: &str) -> String {
    let folders: Vec<&str> = folder.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    let there: Vec<&str> = path.split('/').collect();
    let shared = folders.iter().zip(&there[..there.len() - 1]).take_while(|(a, b)| a == b).count();
    "../".repeat(folders.len() - shared) + &there[shared..].join("/")
}

/// The number behind the last one of a series, with as many digits as `form` has, or else that last one, where those
/// begin with 0.
fn next_of(names: &[String], form: Option<&str>) -> Option<String> {
    let numbers = names.iter().filter_map(|name| digits(name_of(name)));
    let (last, value) =
        numbers.filter_map(|digits| Some((digits, digits.parse::<u32>().ok()?))).max_by_key(|last| last.1)?;
    let form = form.and_then(digits).unwrap_or(last);
    let width = if form.starts_with('0') { form.len() } else { 0 };
    Some(format!("{:0width$}", value.checked_add(1)?))
}

/// The first digits of a text.
fn digits(text: &str) -> Option<&str> {
    let rest = &text[text.find(|c: char| c.is_ascii_digit())?..];
    Some(&rest[..rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_seen_from_a_folder() {
        assert_eq!(from_folder("docs/decisions", "docs/runbooks/errors.md"), "../runbooks/errors.md");
        assert_eq!(from_folder("docs/a/b", "docs/a/c/d.md"), "../c/d.md");
        assert_eq!(from_folder("docs", "docs/d.md"), "d.md");
        assert_eq!(from_folder(".", "docs/d.md"), "docs/d.md");
        assert_eq!(from_folder("adr", "docs/d.md"), "../docs/d.md");
        // A file of the name of a folder is none of it.
        assert_eq!(from_folder("docs/adr", "docs/adr"), "../adr");
    }

    #[test]
    fn the_next_number_is_written_like_the_last() {
        let next = |names: &[&str], form: Option<&str>| {
            next_of(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(), form)
        };
        assert_eq!(next(&["adr/0002-b.md", "adr/0011-c.md", "adr/0001-a.md"], None).as_deref(), Some("0012"));
        assert_eq!(next(&["ADR-9"], None).as_deref(), Some("10"));
        assert_eq!(next(&["99", "098"], None).as_deref(), Some("100"));
        assert_eq!(next(&["099"], None).as_deref(), Some("100"));
        assert_eq!(next(&["0004"], Some("4")).as_deref(), Some("5"));
        assert_eq!(next(&["4"], Some("ADR-0004")).as_deref(), Some("0005"));
        assert_eq!(next(&["", "index.md"], None), None);
        assert_eq!(next(&["99999999999999999999"], None), None);
    }
}
