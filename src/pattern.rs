//! Regular expressions. They are asked for again and again, so each is compiled once, when it is needed.
//!
//! Beyond ASCII every character is one of a word (`\w`) here and none is a digit (`\d`). The exact classes take longer to
//! compile than all else in most patterns, and a plan needs a hundred of them for a look at a few lines each.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock, Mutex};

use globset::GlobBuilder;
use regex::{Error, Regex, bytes};
use regex_syntax::ast::{self, Ast, ClassPerlKind, ClassSetBinaryOp, ClassSetItem, Span};

/// Patterns that were asked for, compiled.
type Known<R> = LazyLock<Mutex<HashMap<String, Result<Arc<R>, Error>>>>;

/// A pattern, compiled. It is shared, not cloned: a clone would build the states it has seen anew.
///
/// # Errors
/// Why it does not compile.
pub fn compiled(pattern: &str) -> Result<Arc<Regex>, Error> {
    static KNOWN: Known<Regex> = LazyLock::new(Mutex::default);
    once(&KNOWN, pattern, Regex::new)
}

/// The same for text that need not be UTF-8.
///
/// # Errors
/// Why it does not compile.
pub fn compiled_bytes(pattern: &str) -> Result<Arc<bytes::Regex>, Error> {
    static KNOWN: Known<bytes::Regex> = LazyLock::new(Mutex::default);
    once(&KNOWN, pattern, bytes::Regex::new)
}

/// A glob whose `*` stays within a folder, compiled; `None` where it does not parse.
pub fn compiled_glob(glob: &str) -> Option<Arc<bytes::Regex>> {
    let glob = GlobBuilder::new(glob).literal_separator(true).build().ok()?;
    compiled_bytes(glob.regex()).ok()
}

fn once<R>(known: &Known<R>, pattern: &str, new: fn(&str) -> Result<R, Error>) -> Result<Arc<R>, Error> {
    if let Some(known) = known.lock().ok().and_then(|known| known.get(pattern).cloned()) {
        return known;
    }
    let new = new(&lean(pattern)).map(Arc::new);
    if let Ok(mut known) = known.lock() {
        known.insert(pattern.to_owned(), new.clone());
    }
    new
}

/// A pattern with small classes in the place of Unicode's words and digits.
fn lean(pattern: &str) -> Cow<'_, str> {
    let Ok(read) = ast::parse::Parser::new().parse(pattern) else { return Cow::Borrowed(pattern) };
    let Ok(mut edits) = ast::visit(&read, Lean::default()) else { return Cow::Borrowed(pattern) };
    edits.sort_by_key(|(place, _)| (place.start, place.end));
    let mut text = pattern.to_owned();
    for (place, new) in edits.into_iter().rev() {
        text.replace_range(place, &new);
    }
    Cow::Owned(text)
}

/// What words and digits become: places of the pattern, each with its new text.
#[derive(Default)]
struct Lean {
    edits: Vec<(Range<usize>, String)>,
    /// The brackets that the visitor is in, and whether they are known to hold words.
    brackets: Option<(Range<usize>, bool)>,
}

/// ASCII words, and all beyond ASCII. Who ignores case has both cases of all of it, and must not look at each.
const WORD: &str = r"0-9A-Za-z_\u{80}-\u{10FFFF}";
const NO_CASE: &str = "(?-i:";

fn place(span: &Span) -> Range<usize> {
    span.start.offset..span.end.offset
}

impl ast::Visitor for Lean {
    type Output = Vec<(Range<usize>, String)>;
    /// The pattern is about bytes, or puts classes together: it stays as it is.
    type Err = ();

    fn finish(self) -> Result<Self::Output, ()> {
        Ok(self.edits)
    }

    fn visit_pre(&mut self, ast: &Ast) -> Result<(), ()> {
        let flags = match ast {
            Ast::ClassPerl(class) => {
                let negated = if class.negated { "^" } else { "" };
                self.edits.extend(match class.kind {
                    ClassPerlKind::Word => Some((place(&class.span), format!("{NO_CASE}[{negated}{WORD}])"))),
                    ClassPerlKind::Digit => Some((place(&class.span), format!("[{negated}0-9]"))),
                    ClassPerlKind::Space => None,
                });
                None
            }
            Ast::ClassBracketed(class) => {
                self.brackets = Some((place(&class.span), false));
                None
            }
            Ast::Flags(flags) => Some(&flags.flags),
            Ast::Group(group) => group.flags(),
            _ => None,
        };
        let bytes = flags.is_some_and(|flags| flags.flag_state(ast::Flag::Unicode) == Some(false));
        if bytes { Err(()) } else { Ok(()) }
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), ()> {
        let ClassSetItem::Perl(class) = item else { return Ok(()) };
        match class.kind {
            _ if class.negated => {}
            ClassPerlKind::Word => {
                self.edits.push((place(&class.span), WORD.to_owned()));
                if let Some((brackets, false)) = &self.brackets {
                    let (start, end) = (brackets.start, brackets.end);
                    self.edits.extend([(start..start, NO_CASE.to_owned()), (end..end, ")".to_owned())]);
                    self.brackets = Some((start..end, true));
                }
            }
            ClassPerlKind::Digit => self.edits.push((place(&class.span), "0-9".to_owned())),
            ClassPerlKind::Space => {}
        }
        Ok(())
    }

    fn visit_class_set_binary_op_pre(&mut self, _: &ClassSetBinaryOp) -> Result<(), ()> {
        Err(())
    }
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

    #[test]
    fn words_and_digits_are_those_of_unicode_in_ascii_text() {
        let patterns = [
            r"^[\w.-]+\s*=\s*\d+$",
            r"(?x) (?P<a> \w+ ) \W \D*",
            r"[^\w\d]\b[\W_]",
            r"(?-u:\w)\d",
            r"(?i)a\w{2}",
            r"(?i)[\w.-]+[^k\w]",
            r"[\w--b]+\d",
        ];
        for pattern in patterns {
            let (ours, theirs) = (compiled(pattern).expect("ours"), Regex::new(pattern).expect("theirs"));
            for text in ["a.b = 12", "name-1", "_x ,_", "AxY9", "", "\t9 a b"] {
                let found = |pattern: &Regex| pattern.find(text).map(|found| found.range());
                assert_eq!(found(&ours), found(&theirs), "{pattern} in {text}");
            }
        }
        assert!(compiled(r"^\w+$").expect("a pattern").is_match("größe"));
        let unclosed = ["a", "("].concat();
        assert!(compiled(&unclosed).is_err());
    }
}
