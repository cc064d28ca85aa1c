//! What templates may ask about paths and names as such, whatever files there are.

use minijinja::value::{Rest, Value};

use super::Context;
use crate::files::{self, name_of};

/// The function `relative`.
pub fn relative(_: &Context) -> Value {
    Value::from_function(|folder: &str, path: &str| files::relative(folder, path))
}

/// The function `next_in_series`.
pub fn next_in_series(_: &Context) -> Value {
    Value::from_function(|names: Vec<String>, form: Rest<String>| next_of(&names, form.first().map(String::as_str)))
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
