//! One file as the engine sees it: decoded text, syntax tree, style.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

use tree_sitter::{Node, Parser, Tree};

use super::restyle::brackets;
use super::style::quote_of;
use super::{Conventions, Language, Style, data, guard, walk};

/// How many texts are remembered with their trees, and how long all of them may be but the last.
const REMEMBERED: usize = 32;
const REMEMBERED_CAP: usize = 1 << 21;

/// How often the parser ran in this process.
static PARSES: AtomicUsize = AtomicUsize::new(0);

/// A parsed file. The tree always belongs to `text`.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Repository-relative path with `/`.
    pub path: String,
    /// The language the file was parsed as.
    pub language: Language,
    /// The text, without byte-order mark, with the line endings of the file.
    pub text: String,
    /// Whether a byte-order mark precedes the text on disk.
    pub bom: bool,
    /// What the project's formatters are told about it: known once somebody edits it.
    pub conventions: Conventions,
    /// The syntax tree; `None` for languages without a grammar, and for text its scanner would not survive.
    tree: Option<Tree>,
    line_starts: Vec<usize>,
    /// The style, once somebody asked.
    style: OnceLock<Style>,
    /// Where elements of lists start, once somebody asked.
    elements: OnceLock<HashMap<usize, usize>>,
}

impl SourceFile {
    /// Parses `text`. Never fails on broken code: tree-sitter marks what it could not read,
    /// see [`SourceFile::first_error`].
    pub fn parse(path: &str, language: Language, text: String, bom: bool) -> SourceFile {
        let grammar = language.grammar().filter(|_| guard::is_safe(&text, language));
        let tree = grammar.and_then(|grammar| {
            let mut parser = Parser::new();
            parser.set_language(&grammar).ok()?;
            PARSES.fetch_add(1, Ordering::Relaxed);
            parser.parse(&text, None).filter(|tree| guard::is_shallow(tree.root_node()))
        });
        let line_starts =
            std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
        SourceFile::of(path, language, text, bom, tree, line_starts)
    }

    fn of(
        path: &str,
        language: Language,
        text: String,
        bom: bool,
        tree: Option<Tree>,
        line_starts: Vec<usize>,
    ) -> SourceFile {
        let (conventions, style, elements) = (Conventions::default(), OnceLock::new(), OnceLock::new());
        SourceFile { path: path.to_owned(), language, text, bom, conventions, tree, line_starts, style, elements }
    }

    /// Parses text as [`SourceFile::parse`] does, or remembers the tree: the laws, the versions of an edited file and
    /// the rules after it ask for the same few texts within moments.
    pub fn parse_again(path: &str, language: Language, text: String, bom: bool) -> SourceFile {
        static LAST: Mutex<VecDeque<SourceFile>> = Mutex::new(VecDeque::new());
        if let Ok(last) = LAST.lock()
            && let Some(known) = last.iter().find(|known| known.language == language && known.text == text)
        {
            let (tree, line_starts) = (known.tree.clone(), known.line_starts.clone());
            return SourceFile::of(path, language, text, bom, tree, line_starts);
        }
        let parsed = SourceFile::parse(path, language, text, bom);
        if let Ok(mut last) = LAST.lock() {
            last.push_front(parsed.clone());
            last.truncate(REMEMBERED);
            while last.len() > 1 && last.iter().map(|known| known.text.len()).sum::<usize>() > REMEMBERED_CAP {
                last.pop_back();
            }
        }
        parsed
    }

    /// How often the parser ran so far, in this process: for files, their edited versions and the code of templates.
    pub fn parses() -> usize {
        PARSES.load(Ordering::Relaxed)
    }

    /// Where the elements of lists start in a file of data, each with its place in its list.
    pub(super) fn elements(&self) -> &HashMap<usize, usize> {
        self.elements.get_or_init(|| self.root().map(data::elements).unwrap_or_default())
    }

    /// The root of the syntax tree, where the language has a grammar.
    pub fn root(&self) -> Option<Node<'_>> {
        self.tree.as_ref().map(Tree::root_node)
    }

    /// The text under a node.
    pub fn text_of(&self, node: Node<'_>) -> &str {
        &self.text[node.byte_range()]
    }

    /// The nodes around a node, the nearest first. They are looked up from the root once; each `parent` would start
    /// there anew.
    pub fn ancestors<'t>(&'t self, node: Node<'t>) -> impl Iterator<Item = Node<'t>> {
        let mut around = Vec::new();
        let mut at = self.root();
        while let Some(ancestor) = at.filter(|ancestor| *ancestor != node) {
            around.push(ancestor);
            at = ancestor.child_with_descendant(node);
        }
        around.into_iter().rev()
    }

    /// The smallest named node covering exactly or just around `range`.
    pub fn node_at(&self, range: Range<usize>) -> Option<Node<'_>> {
        self.root()?.named_descendant_for_byte_range(range.start, range.end)
    }

    /// The 1-based line of a byte offset.
    pub fn line_of(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= offset)
    }

    /// Where a 1-based line starts; the end of the text for a line past the last.
    pub fn line_start(&self, line: usize) -> usize {
        self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len())
    }

    /// The offset just past the line break of the line that holds `offset` (end of text on the last line).
    pub fn line_end_with_break(&self, offset: usize) -> usize {
        self.line_start(self.line_of(offset) + 1)
    }

    /// The comment that ends the line of `offset`, where nothing but white space and a comma stands between
    /// the two; empty where there is none.
    pub fn comment_behind(&self, offset: usize) -> &str {
        let line_end = self.line_end_with_break(offset);
        let rest = self.text.get(offset..line_end).unwrap_or_default();
        let at = offset + rest.len() - rest.trim_start_matches([' ', '\t', ',', ';']).len();
        let text = self.text.get(at..line_end).unwrap_or_default().trim_end();
        let is_comment = || {
            let node = self.root()?.descendant_for_byte_range(at, at + 1)?;
            (node.kind() == "comment" && node.start_byte() == at).then_some(())
        };
        if text.is_empty() || is_comment().is_none() { "" } else { text }
    }

    /// The white space at the start of the line that holds `offset`.
    pub fn indent_at(&self, offset: usize) -> &str {
        let start = self.line_start(self.line_of(offset));
        let rest = &self.text[start..];
        let width = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        &rest[..width]
    }

    /// Does only white space stand between the start of the line and `offset`?
    pub fn starts_its_line(&self, offset: usize) -> bool {
        let start = self.line_start(self.line_of(offset));
        self.text[start..offset].chars().all(|c| c == ' ' || c == '\t')
    }

    /// The 1-based line of the first syntax error, if the file has one. Walks with a cursor, so
    /// hostile nesting cannot overflow the stack.
    pub fn first_error(&self) -> Option<usize> {
        self.errors().into_iter().next().map(|range| self.line_of(range.start))
    }

    /// Byte ranges of all ERROR and MISSING nodes, outermost only, in order.
    pub fn errors(&self) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let Some(root) = self.root() else { return found };
        if !root.has_error() {
            return found;
        }
        walk(root, |node| {
            let bad = node.is_error() || node.is_missing();
            if bad {
                found.push(node.byte_range());
            }
            !bad && node.has_error()
        });
        found
    }

    /// The file with what the project's formatters are told about it.
    pub fn under(&self, conventions: Conventions) -> SourceFile {
        SourceFile { conventions, style: OnceLock::new(), ..self.clone() }
    }

    /// The style new code in this file follows: what the file shows, and where it shows nothing, what its formatters
    /// are told.
    pub fn style(&self) -> Style {
        *self.style.get_or_init(|| self.read_style())
    }

    fn read_style(&self) -> Style {
        let indented = self.text.lines().any(|line| line.starts_with([' ', '\t']));
        let told = Conventions {
            indent: self.conventions.indent.filter(|_| !indented),
            quote: self.conventions.quote.filter(|_| quote_of(&self.text, self.language).is_none()),
            semicolons: self.conventions.semicolons.filter(|_| self.text.trim().is_empty()),
            ..self.conventions
        };
        self.shown().under(&told)
    }

    /// The style that the file shows, whatever anybody is told.
    pub fn shown(&self) -> Style {
        let style = Style::of(&self.text, self.language);
        if self.language.is_ecmascript() { brackets(self, style) } else { style }
    }

    /// The file's bytes on disk for a given text: the byte-order mark put back.
    pub fn encode(&self, text: &str) -> Vec<u8> {
        crate::files::encode(text, self.bom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_one() {
        let file = SourceFile::parse("a.py", Language::Python, "a = 1\n  b = 2\n".into(), false);
        assert_eq!((file.line_of(0), file.line_of(5), file.line_of(6)), (1, 1, 2));
        assert_eq!(file.indent_at(9), "  ");
        assert_eq!(file.line_end_with_break(8), file.text.len());
    }

    #[test]
    fn a_million_open_brackets_do_not_overflow_the_stack() {
        let file = SourceFile::parse("a.py", Language::Python, "[".repeat(200_000), false);
        assert!(file.root().is_none());
    }
}
