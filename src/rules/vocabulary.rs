//! Vocabularies: words that mean something, by category.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A list of words by category, with words that look alike and mean nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// Category → words; a word of several parts is written with spaces.
    #[serde(default)]
    pub words: BTreeMap<String, Vec<String>>,
    /// Names that never count, whatever words they hold.
    #[serde(default)]
    pub never: Vec<String>,
}

impl Vocabulary {
    /// The category of a name (`snake_case`, `camelCase`, `/path/segments`), if one of its words or
    /// neighbouring words is known. Longer entries win.
    pub fn category(&self, name: &str) -> Option<&str> {
        let parts = words_of(name);
        let spaced = format!(" {} ", parts.join(" "));
        if self.never.iter().any(|never| words_of(never) == parts) {
            return None;
        }
        self.words
            .iter()
            .flat_map(|(category, words)| words.iter().map(move |word| (category, word)))
            .filter(|(_, word)| spaced.contains(&format!(" {word} ")))
            .max_by_key(|(_, word)| word.len())
            .map(|(category, _)| category.as_str())
    }
}

/// The lower-case words of a name.
pub fn words_of(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut current = String::new();
    let mut previous_lower = false;
    for c in name.chars() {
        let boundary = !c.is_alphanumeric() || (c.is_uppercase() && previous_lower);
        if boundary && !current.is_empty() {
            words.push(std::mem::take(&mut current));
        }
        if c.is_alphanumeric() {
            current.extend(c.to_lowercase());
        }
        previous_lower = c.is_lowercase() || c.is_ascii_digit();
    }
    if !current.is_empty() {
        words.push(current);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_spelling() {
        let vocabulary = Vocabulary {
            words: BTreeMap::from([("contact".to_owned(), vec!["e mail".to_owned(), "email".to_owned()])]),
            never: vec!["email_verified".to_owned()],
        };
        assert_eq!(vocabulary.category("replyEmail"), Some("contact"));
        assert_eq!(vocabulary.category("e_mail"), Some("contact"));
        assert_eq!(vocabulary.category("email_verified"), None);
        assert_eq!(vocabulary.category("emailer"), None);
    }
}
