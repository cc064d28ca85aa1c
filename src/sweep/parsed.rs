//! Files with their syntax trees, as long as there is room for them.

use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, OnceLock};

use tree_sitter::Node;

use super::Matcher;
use super::around::Around;
use crate::files::{Decode, Files, decode};
use crate::lang::bindings::Bindings;
use crate::lang::{ImportsOf, Language, SourceFile};
use crate::query::Flat;

/// A file with a line longer than this is no code a person wrote.
const LINE_CAP: usize = 20_000;

/// Syntax trees take about ten times the room of their text, so only so much text is kept parsed.
const PARSED_CAP: usize = 4 << 20;

/// Parsed files by path, with the bytes they were parsed from.
#[derive(Default)]
pub(super) struct ParsedFiles {
    files: HashMap<String, (Arc<[u8]>, Parsed)>,
    /// Paths in the order they were parsed.
    order: VecDeque<String>,
    bytes: usize,
}

impl ParsedFiles {
    pub(super) fn insert(&mut self, path: &str, bytes: Arc<[u8]>, parsed: Parsed) {
        self.bytes += bytes.len();
        if let Some((old, _)) = self.files.insert(path.to_owned(), (bytes, parsed)) {
            self.bytes -= old.len();
        } else {
            self.order.push_back(path.to_owned());
        }
        while self.bytes > PARSED_CAP && self.order.len() > 1 {
            let evicted = self.order.pop_front().and_then(|oldest| self.files.remove(&oldest));
            self.bytes -= evicted.map_or(0, |(bytes, _)| bytes.len());
        }
    }
}

/// How a text is parsed: as one that is seen once, or as one that comes again.
type Parse = fn(&str, Language, String, bool) -> SourceFile;

/// A parsed file with what is derived from it.
#[derive(Clone)]
pub struct Parsed {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Where its names come from.
    pub imports: Arc<ImportsOf>,
    bindings: Arc<OnceLock<Bindings>>,
    around: Arc<OnceLock<Around>>,
}

impl Parsed {
    /// What stands around its nodes, read when somebody asks; it has a syntax tree.
    pub(super) fn around(&self, root: Node<'_>) -> &Around {
        self.around.get_or_init(|| Around::of(&Flat::of(root)))
    }

    /// The same, read while its tree lies flat: somebody is going to ask.
    pub(super) fn lay_around(&self, flat: &Flat<'_>) {
        self.around.get_or_init(|| Around::of(flat));
    }

    /// What its own code binds its names to, read when somebody asks.
    pub(super) fn bindings(&self) -> &Bindings {
        self.bindings.get_or_init(|| Bindings::of(&self.file))
    }
}

impl Matcher {
    /// Parses a file, or remembers that it was parsed before with the same bytes.
    pub fn parse(&self, files: &dyn Files, path: &str) -> Option<Parsed> {
        let bytes = files.read(path)?;
        if let Some(known) = self.known(path, &bytes) {
            return Some(known);
        }
        let parsed = match self.parse_bytes(path, &bytes, SourceFile::parse_again) {
            Ok(parsed) => parsed,
            Err(reason) => {
                self.note(path, reason);
                return None;
            }
        };
        if parsed.file.language.grammar().is_some() && parsed.file.root().is_none() {
            self.note(path, "it nests too deeply to be parsed, or is too long");
        }
        if let Ok(mut all) = self.parsed.lock() {
            all.insert(path, bytes, parsed.clone());
        }
        Some(parsed)
    }

    /// What is still known of a file that was parsed with these bytes.
    pub(super) fn known(&self, path: &str, bytes: &Arc<[u8]>) -> Option<Parsed> {
        let all = self.parsed.lock().ok()?;
        let (known, parsed) = all.files.get(path)?;
        (Arc::ptr_eq(known, bytes) || known == bytes).then(|| parsed.clone())
    }

    pub(super) fn parse_bytes(&self, path: &str, bytes: &[u8], parse: Parse) -> Result<Parsed, &'static str> {
        let (text, bom) = match decode(bytes) {
            Decode::Text { text, bom } => (text, bom),
            Decode::Unreadable(reason) => return Err(reason),
        };
        if text.lines().any(|line| line.len() > LINE_CAP) {
            return Err("it has a line of more than 20,000 characters");
        }
        let file = Arc::new(parse(path, Language::of_path(path), text, bom));
        if let (Some(_), Ok(mut texts)) = (file.root(), self.texts.lock()) {
            let mut hasher = DefaultHasher::new();
            (path, bytes).hash(&mut hasher);
            texts.insert(hasher.finish());
        }
        let imports = Arc::new(ImportsOf::new(file.clone()));
        Ok(Parsed { file, imports, bindings: Arc::default(), around: Arc::default() })
    }

    /// How many files were parsed so far; one that was changed counts once more. How often each of them was, which
    /// [`SourceFile::parses`] tells, depends on which thread asks first.
    pub fn parsed(&self) -> usize {
        self.texts.lock().map_or(0, |texts| texts.len())
    }
}
