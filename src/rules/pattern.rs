//! Regular expressions of rules. They are asked for again and again, so each is compiled once, when it is needed.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use regex::{Error, Regex};

/// A pattern, compiled. It is shared, not cloned: a clone would build the states it has seen anew.
///
/// # Errors
/// Why it does not compile.
pub fn compiled(pattern: &str) -> Result<Arc<Regex>, Error> {
    type Known = HashMap<String, Result<Arc<Regex>, Error>>;
    static COMPILED: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);
    if let Some(known) = COMPILED.lock().ok().and_then(|known| known.get(pattern).cloned()) {
        return known;
    }
    let new = Regex::new(pattern).map(Arc::new);
    if let Ok(mut known) = COMPILED.lock() {
        known.insert(pattern.to_owned(), new.clone());
    }
    new
}

/// What a pattern finds last in a text: its first group where it has one, else the whole match. Searched from
/// the end, in stretches of lines that grow: there may be thousands of places to look up from in one file.
pub fn last_in(pattern: &Regex, text: &str) -> Option<String> {
    let mut stretch = 512;
    loop {
        let near = text.len().saturating_sub(stretch);
        let start = memchr::memrchr(b'\n', &text.as_bytes()[..near]).map_or(0, |newline| newline + 1);
        let found = pattern.captures_iter(&text[start..]).last();
        if let Some(found) = found.and_then(|found| found.get(1).or_else(|| found.get(0))) {
            return Some(found.as_str().to_owned());
        }
        if start == 0 {
            return None;
        }
        stretch *= 4;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_last_does_not_depend_on_how_far_away_it_is() {
        let pattern = compiled(r"(?m)^model (\w+)").expect("a pattern");
        for lines in [0, 1, 40, 4000] {
            let text = format!("model One {{\n}}\nmodel Two {{\n{}", "  é String\n".repeat(lines));
            assert_eq!(last_in(&pattern, &text).as_deref(), Some("Two"), "{lines}");
        }
        assert_eq!(last_in(&pattern, &"  field\n".repeat(900)), None);
        assert_eq!(last_in(&pattern, ""), None);
    }
}
