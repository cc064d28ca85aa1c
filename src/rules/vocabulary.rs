//! Vocabularies: words that mean something, by category.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

/// A list of words by category, with words that look alike and mean nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// Category → words; a word of several parts is written with spaces. With `$` behind it a word counts
    /// at the end of a name only.
    #[serde(default)]
    pub words: BTreeMap<String, Vec<String>>,
    /// Names that never count, whatever words they hold.
    #[serde(default)]
    pub never: Vec<String>,
    /// Regular expressions for parts of a name that are no words.
    #[serde(default)]
    pub ignore: Vec<String>,
    #[serde(skip)]
    ignored: OnceLock<Vec<Regex>>,
}

impl Vocabulary {
    /// The category of a name (`snake_case`, `camelCase`, `/path/segments`), if one of its words or
    /// neighbouring words is known. Longer entries win.
    pub fn category(&self, name: &str) -> Option<&str> {
        let parts = self.words_in(name);
        let spaced = format!(" {} ", parts.join(" "));
        if self.never.iter().any(|never| words_of(never) == parts) {
            return None;
        }
        self.words
            .iter()
            .flat_map(|(category, words)| words.iter().map(move |word| (category, word)))
            .filter(|(_, word)| match word.strip_suffix('$') {
                Some(last) => spaced.ends_with(&format!(" {last} ")),
                None => spaced.contains(&format!(" {word} ")),
            })
            .max_by_key(|(_, word)| word.len())
            .map(|(category, _)| category.as_str())
    }

    /// The words of a name that can count.
    pub fn words_in(&self, name: &str) -> Vec<String> {
        let compile = || self.ignore.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect();
        let ignored: &Vec<Regex> = self.ignored.get_or_init(compile);
        let name = ignored.iter().fold(name.to_owned(), |name, pattern| pattern.replace_all(&name, " ").into_owned());
        words_of(&name)
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
            ..Vocabulary::default()
        };
        assert_eq!(vocabulary.category("replyEmail"), Some("contact"));
        assert_eq!(vocabulary.category("e_mail"), Some("contact"));
        assert_eq!(vocabulary.category("email_verified"), None);
        assert_eq!(vocabulary.category("emailer"), None);
    }

    #[test]
    fn a_word_may_have_to_be_the_last_and_parts_may_not_count() {
        let vocabulary = Vocabulary {
            words: BTreeMap::from([("door".to_owned(), vec!["gate$".to_owned(), "front door".to_owned()])]),
            ignore: vec!["<[^>]*>".to_owned()],
            ..Vocabulary::default()
        };
        assert_eq!(vocabulary.category("/garden/gate/<id>"), Some("door"));
        assert_eq!(vocabulary.category("/gate/<id>/paint"), None);
        assert_eq!(vocabulary.category("/front/<gate>/door"), Some("door"));
        assert_eq!(vocabulary.category("/house/<gate>"), None);
    }
}
