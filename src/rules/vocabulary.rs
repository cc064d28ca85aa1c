//! Vocabularies: words that mean something, by category.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use regex::Regex;
use serde::Deserialize;

/// A vocabulary as written in `vocabulary/NAME.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct VocabularyFile {
    /// Category → words that count wherever they stand in a name; a word of several parts is written with
    /// spaces, and found glued together too: `phone number` is in `home_phone_number` and `phonenumber`.
    /// With `$` behind it a word counts at the end of a name only.
    #[serde(default)]
    words: BTreeMap<String, Vec<String>>,
    /// Category → names that count only as a whole.
    #[serde(default)]
    whole: BTreeMap<String, Vec<String>>,
    /// Category → words beside which those of the category do not count; `"*"` stands for every category.
    #[serde(default)]
    unless: BTreeMap<String, Vec<String>>,
    /// Names that never count, whatever words they hold.
    #[serde(default)]
    never: Vec<String>,
    /// Regular expressions for parts of a name that are no words.
    #[serde(default)]
    ignore: Vec<String>,
}

/// Words by category, with words that look alike and mean nothing. Plural forms and trailing numbers count
/// as the word itself.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(try_from = "VocabularyFile")]
pub struct Vocabulary {
    entries: Vec<Entry>,
    unless: BTreeMap<String, Vec<String>>,
    never: Vec<Vec<String>>,
    ignore: Vec<Regex>,
}

/// A word of a category, split into its parts.
#[derive(Clone, Debug)]
struct Entry {
    category: String,
    parts: Vec<String>,
    glued: String,
    place: InName,
}

/// Where in a name an entry counts.
#[derive(Clone, Copy, Debug, PartialEq)]
enum InName {
    Anywhere,
    /// As its last words.
    Last,
    /// Where it is all there is.
    Whole,
}

impl TryFrom<VocabularyFile> for Vocabulary {
    type Error = regex::Error;

    fn try_from(file: VocabularyFile) -> Result<Vocabulary, regex::Error> {
        let entries = |lists: BTreeMap<String, Vec<String>>, whole: bool| {
            lists.into_iter().flat_map(move |(category, words)| {
                words.into_iter().map(move |word| {
                    let parts = words_of(&word);
                    let place = match word.ends_with('$') {
                        _ if whole => InName::Whole,
                        true => InName::Last,
                        false => InName::Anywhere,
                    };
                    Entry { category: category.clone(), glued: parts.concat(), parts, place }
                })
            })
        };
        Ok(Vocabulary {
            entries: entries(file.words, false).chain(entries(file.whole, true)).collect(),
            unless: file.unless,
            never: file.never.iter().map(|name| words_of(name)).collect(),
            ignore: file.ignore.iter().map(|pattern| Regex::new(pattern)).collect::<Result<_, _>>()?,
        })
    }
}

impl Vocabulary {
    /// The category of a name (`snake_case`, `camelCase`, `/path/segments`), if one of its words or
    /// neighbouring words is known. Longer entries win.
    pub fn category(&self, name: &str) -> Option<&str> {
        let parts = self.words_in(name);
        if self.never.contains(&parts) {
            return None;
        }
        self.entries
            .iter()
            .filter(|entry| self.counts(entry, &parts))
            .min_by_key(|entry| Reverse(entry.glued.len()))
            .map(|entry| entry.category.as_str())
    }

    /// The words of a name that can count.
    pub fn words_in(&self, name: &str) -> Vec<String> {
        let blank = |name: String, pattern: &Regex| pattern.replace_all(&name, " ").into_owned();
        words_of(&self.ignore.iter().fold(name.to_owned(), blank))
    }

    /// Does the entry stand in a name, and no word beside it takes its meaning away?
    fn counts(&self, entry: &Entry, parts: &[String]) -> bool {
        let Some(found) = entry.find(parts) else { return false };
        let beside = || parts[..found.start].iter().chain(&parts[found.end..]);
        if entry.place == InName::Whole {
            return beside().all(|part| part.chars().all(|c| c.is_ascii_digit()));
        }
        let mut denied = ["*", &entry.category].into_iter().filter_map(|category| self.unless.get(category)).flatten();
        !denied.any(|word| beside().any(|part| is_form_of(part, word)))
    }
}

impl Entry {
    /// Where the entry stands among the words of a name.
    fn find(&self, parts: &[String]) -> Option<Range<usize>> {
        if self.place == InName::Last {
            let tail = parts.len().checked_sub(self.parts.len())?..parts.len();
            return (parts[tail.clone()] == self.parts).then_some(tail);
        }
        if let Some(at) = parts.iter().position(|part| is_form_of(part, &self.glued)) {
            return Some(at..at + 1);
        }
        let length = self.parts.len();
        let (last, first) = self.parts.split_last()?;
        parts
            .windows(length)
            .position(|window| window[..length - 1] == *first && is_form_of(&window[length - 1], last))
            .map(|at| at..at + length)
    }
}

/// Is a part of a name this word, in the plural or with a number behind it?
fn is_form_of(part: &str, word: &str) -> bool {
    let bare = part.trim_end_matches(|c: char| c.is_ascii_digit());
    let ending = if bare.is_empty() { part } else { bare }.strip_prefix(word);
    part == word || matches!(ending, Some("" | "s")) || (word.ends_with(['s', 'x']) && ending == Some("es"))
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

    fn vocabulary() -> Vocabulary {
        let text = r#"
            never = ["email_column"]
            [words]
            contact = ["e mail", "email", "phone number", "address"]
            secret = ["password", "email password"]
            [whole]
            generic = ["name"]
            [unless]
            "*" = ["verified", "id"]
            secret = ["count"]
        "#;
        toml_edit::de::from_str(text).expect("a vocabulary")
    }

    #[test]
    fn words_are_found_in_any_spelling() {
        for name in ["replyEmail", "e_mail", "_email", "home_phone_number", "phonenumber", "emails", "addresses2"] {
            assert_eq!(vocabulary().category(name), Some("contact"), "{name}");
        }
        for name in ["emailer", "phone", "number_phone", "email_column"] {
            assert_eq!(vocabulary().category(name), None, "{name}");
        }
    }

    #[test]
    fn a_word_beside_it_can_take_the_meaning_away() {
        assert_eq!(vocabulary().category("email_verified"), None);
        assert_eq!(vocabulary().category("email_ids"), None);
        assert_eq!(vocabulary().category("password_count"), None);
        assert_eq!(vocabulary().category("email_count"), Some("contact"));
    }

    #[test]
    fn longer_words_win_and_whole_names_stand_alone() {
        assert_eq!(vocabulary().category("email_password"), Some("secret"));
        assert_eq!(vocabulary().category("_name"), Some("generic"));
        assert_eq!(vocabulary().category("name_2"), Some("generic"));
        assert_eq!(vocabulary().category("file_name"), None);
    }

    #[test]
    fn a_word_may_have_to_be_the_last_and_parts_may_not_count() {
        let text = r#"
            ignore = ["<[^>]*>"]
            [words]
            door = ["gate$", "front door"]
        "#;
        let vocabulary: Vocabulary = toml_edit::de::from_str(text).expect("a vocabulary");
        assert_eq!(vocabulary.category("/garden/gate/<id>"), Some("door"));
        assert_eq!(vocabulary.category("/gate/<id>/paint"), None);
        assert_eq!(vocabulary.category("/front/<gate>/door"), Some("door"));
        assert_eq!(vocabulary.category("/house/<gate>"), None);
        assert!(toml_edit::de::from_str::<Vocabulary>("ignore = [\"(\"]").is_err());
    }
}
