//! Puts statements before, after or inside a captured node.

mod jsx;

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tree_sitter::Node;

use super::syntax::{
    above, blank_lines_above, blank_lines_below, comment_at, is_block, is_function, layout, parts, path_to, tokens,
    unsupported,
};
use super::{EditError, EditResult, Edited, TextEdit};
use crate::lang::{Language, SourceFile};

/// Where the new statements go, seen from the captured node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InsertAt {
    /// Before the statement that holds the node, above its decorators and the comments attached to it.
    Before,
    /// Before the outermost branch, loop or `with` around the node in the same function: whichever way
    /// the code takes, it passes here first. `if __name__ == …` is no branch in this sense.
    BeforeBranch,
    /// After the statement that holds the node.
    After,
    /// First in the body of the function, class or block, after a docstring or directives; or the first
    /// child of a JSX element.
    BodyStart,
    /// Last in the body; before a closing `return` or `raise`, so that the code still runs.
    BodyEnd,
    /// Last in the file, whatever the node.
    FileEnd,
}

/// Ensures that `code` stands beside or inside the node at `target`.
///
/// `code` is template output: `\n` line ends, unindented, four spaces per level; with an empty line ahead it
/// keeps apart from what it is put behind. It holds when the
/// same statements, formatted in any way, already stand on that side in the same block.
///
/// # Errors
/// [`EditError::Unsupported`] where the statement shares its line with others, sits in a lambda or
/// an unbraced branch, or where code after it would never run.
pub fn insert(file: &SourceFile, target: Range<usize>, at: InsertAt, code: &str) -> EditResult {
    let snippet = Snippet::parse(file, code);
    let mut path = path_to(file, &target)?;
    if at == InsertAt::BeforeBranch {
        path.truncate(outside_branches(file, &path));
    }
    match at {
        InsertAt::Before | InsertAt::BeforeBranch | InsertAt::After => {
            let (block, statement) = statement_of(file, &path)?;
            let siblings = parts(block);
            let index = siblings.iter().position(|node| *node == statement).unwrap_or(0);
            let side = if at == InsertAt::After { &siblings[index + 1..] } else { &siblings[..index] };
            if snippet.stands_in(file, side) {
                return Ok(Edited::Holds);
            }
            let place = Place { file, block, siblings: &siblings, index };
            if at == InsertAt::After { place.after(&snippet) } else { place.before(&snippet) }
        }
        InsertAt::BodyStart if path.last().is_some_and(|node| node.kind() == "jsx_element") => {
            jsx::first_child(file, path[path.len() - 1], code)
        }
        InsertAt::BodyStart | InsertAt::BodyEnd | InsertAt::FileEnd => {
            let block = if at == InsertAt::FileEnd { path[0] } else { body_of(&path)? };
            let siblings = parts(block);
            if snippet.stands_in(file, &siblings) {
                return Ok(Edited::Holds);
            }
            inside(file, block, &siblings, at, &snippet)
        }
    }
}

fn inside(
    file: &SourceFile,
    block: Node<'_>,
    siblings: &[Node<'_>],
    at: InsertAt,
    snippet: &Snippet<'_>,
) -> EditResult {
    let Some(last) = siblings.len().checked_sub(1) else { return into_empty(file, block, snippet) };
    let place = |index| Place { file, block, siblings, index };
    if matches!(at, InsertAt::BodyEnd | InsertAt::FileEnd) {
        return if leaves(siblings[last]) { place(last).before(snippet) } else { place(last).after(snippet) };
    }
    let head = siblings.iter().take_while(|node| is_directive(**node)).count();
    // Python knows one docstring; further strings are statements like any other.
    let head = if file.language == Language::Python { head.min(1) } else { head };
    if head < siblings.len() { place(head).before(snippet) } else { place(last).after(snippet) }
}

/// A body without statements: `{}` or comments only.
fn into_empty(file: &SourceFile, block: Node<'_>, snippet: &Snippet<'_>) -> EditResult {
    let style = file.style();
    if matches!(block.kind(), "module" | "program") {
        let code = layout(file.language, &style, snippet.code, "");
        let start = file.text.len();
        let lead = if file.text.is_empty() || file.text.ends_with('\n') { "" } else { style.newline };
        let tail = if style.final_newline { style.newline } else { "" };
        return Ok(Edited::Edits(vec![TextEdit::insert(start, format!("{lead}{code}{tail}"))]));
    }
    let close = block.end_byte().saturating_sub(1);
    let outer = file.indent_at(block.start_byte());
    let inner = format!("{outer}{}", style.indent.unit());
    let code = layout(file.language, &style, snippet.code, &inner);
    if file.starts_its_line(close) && file.line_of(close) > file.line_of(block.start_byte()) {
        return Ok(Edited::Edits(vec![TextEdit::insert(file.line_start(file.line_of(close)), code + style.newline)]));
    }
    let between = block.start_byte() + 1..close;
    if !file.text.get(between.clone()).is_some_and(|text| text.trim().is_empty()) {
        return unsupported("the body shares its line with a comment");
    }
    let newline = style.newline;
    Ok(Edited::Edits(vec![TextEdit::replace(between, format!("{newline}{code}{newline}{outer}"))]))
}

/// A statement among its siblings.
struct Place<'a, 't> {
    file: &'a SourceFile,
    block: Node<'t>,
    siblings: &'a [Node<'t>],
    index: usize,
}

impl Place<'_, '_> {
    fn before(&self, snippet: &Snippet<'_>) -> EditResult {
        let statement = self.siblings[self.index];
        self.stands_alone(statement)?;
        // Decorators of class members are siblings of the member in some grammars.
        let first = self.siblings[..self.index].iter().rev().take_while(|node| node.kind() == "decorator").count();
        let start = self.siblings[self.index - first].start_byte();
        let position = above(self.file, start);
        let previous = self.siblings[..self.index - first].last();
        let above = previous.map_or(0, |node| self.gap(kind_of(*node), snippet.first));
        let above = above.saturating_sub(blank_lines_above(self.file, position));
        let below = self.gap(snippet.last, kind_of(statement));
        let style = self.file.style();
        let code = layout(self.file.language, &style, snippet.code, self.file.indent_at(start));
        let text = format!("{}{code}{}", style.newline.repeat(above), style.newline.repeat(below + 1));
        Ok(Edited::Edits(vec![TextEdit::insert(position, text)]))
    }

    fn after(&self, snippet: &Snippet<'_>) -> EditResult {
        let statement = self.siblings[self.index];
        self.stands_alone(statement)?;
        if leaves(statement) {
            return unsupported("code after this statement would never run");
        }
        let style = self.file.style();
        let indent = self.file.indent_at(statement.start_byte());
        let position = self.end_of(statement, indent);
        let apart = usize::from(snippet.apart);
        let above = self.gap(kind_of(statement), snippet.first).max(apart);
        let below =
            self.siblings.get(self.index + 1).map_or(0, |next| self.gap(snippet.last, kind_of(*next)).max(apart));
        let below = below.saturating_sub(blank_lines_below(self.file, position));
        let code = layout(self.file.language, &style, snippet.code, indent);
        let (above, below) = (style.newline.repeat(above), style.newline.repeat(below));
        let newline = style.newline;
        let text = if position > 0 && !self.file.text[..position].ends_with('\n') {
            format!("{newline}{above}{code}{below}")
        } else {
            format!("{above}{code}{newline}{below}")
        };
        Ok(Edited::Edits(vec![TextEdit::insert(position, text)]))
    }

    /// The line start behind a statement and the comments inside its last block.
    fn end_of(&self, statement: Node<'_>, indent: &str) -> usize {
        let mut position = self.file.line_end_with_break(statement.end_byte());
        if self.file.language != Language::Python {
            return position;
        }
        let mut line = position;
        while line < self.file.text.len() {
            let own = self.file.indent_at(line);
            let next = self.file.line_end_with_break(line);
            if !self.file.text[line..next].trim().is_empty() {
                let inner = own.len() > indent.len() && comment_at(self.file, line + own.len()).is_some();
                if !inner {
                    break;
                }
                position = next;
            }
            line = next;
        }
        position
    }

    /// Refuses statements that share a line with other code.
    fn stands_alone(&self, statement: Node<'_>) -> Result<(), EditError> {
        let file = self.file;
        let end = file.line_end_with_break(statement.end_byte());
        let rest = file.text[statement.end_byte()..end].trim();
        let rest = rest.strip_prefix(';').map_or(rest, str::trim_start);
        let comment = file.language.line_comment();
        if file.starts_its_line(statement.start_byte())
            && (rest.is_empty() || rest.starts_with(comment) || rest.starts_with("/*"))
        {
            return Ok(());
        }
        unsupported(format!("line {} holds more than this one statement", file.line_of(statement.start_byte())))
    }

    /// Blank lines the formatters of the language want between two statements.
    fn gap(&self, above: Kind, below: Kind) -> usize {
        let python = self.file.language == Language::Python;
        let top = matches!(self.block.kind(), "module" | "program");
        match (above, below) {
            (Kind::Definition, _) | (_, Kind::Definition) => 1 + usize::from(python && top),
            (Kind::Import, Kind::Import) => 0,
            (Kind::Import, _) => usize::from(python || top),
            (Kind::Long, _) | (_, Kind::Long) => usize::from(!python && top),
            (Kind::Directive, _) => usize::from(top),
            _ => 0,
        }
    }
}

/// What decides on blank lines around a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Import,
    Definition,
    Directive,
    /// A new statement of several lines.
    Long,
    Plain,
}

fn kind_of(node: Node<'_>) -> Kind {
    match node.kind() {
        "import_statement" | "import_from_statement" | "future_import_statement" => Kind::Import,
        "function_definition"
        | "class_definition"
        | "decorated_definition"
        | "function_declaration"
        | "generator_function_declaration"
        | "class_declaration"
        | "abstract_class_declaration"
        | "method_definition" => Kind::Definition,
        "export_statement" => {
            node.child_by_field_name("declaration").map_or(Kind::Plain, |declaration| match declaration.kind() {
                "function_declaration" | "class_declaration" => Kind::Definition,
                _ => Kind::Plain,
            })
        }
        _ if is_directive(node) => Kind::Directive,
        _ => Kind::Plain,
    }
}

/// A docstring or a directive such as `"use strict"`: a statement that is nothing but a string.
fn is_directive(node: Node<'_>) -> bool {
    node.kind() == "expression_statement" && matches!(parts(node).as_slice(), [only] if only.kind() == "string")
}

/// Does control never pass the end of this statement?
fn leaves(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        "return_statement" | "raise_statement" | "throw_statement" | "break_statement" | "continue_statement"
    )
}

/// The block and the statement directly in it that hold the last node of a path.
fn statement_of<'t>(file: &SourceFile, path: &[Node<'t>]) -> Result<(Node<'t>, Node<'t>), EditError> {
    for (index, node) in path.iter().enumerate().skip(1).rev() {
        let parent = path[index - 1];
        let line = file.line_of(node.start_byte());
        if parent.kind() == "class_body" && index + 1 < path.len() {
            return unsupported(format!("the expression on line {line} initialises a class member"));
        }
        if is_block(parent) {
            return Ok((parent, *node));
        }
        if is_function(parent) && parent.child_by_field_name("body") == Some(*node) {
            let name = if parent.kind() == "lambda" { "a lambda" } else { "an arrow function" };
            return unsupported(format!("the expression on line {line} is the body of {name}"));
        }
        if parent.kind().contains("class_") && node.kind() == "decorator" {
            continue;
        }
        let statement = node.kind().ends_with("_statement") || node.kind().ends_with("_declaration");
        if statement && !matches!(parent.kind(), "export_statement" | "ambient_declaration" | "decorated_definition") {
            return unsupported(format!("the statement on line {line} stands in a branch without a block of its own"));
        }
    }
    unsupported("there is no statement around this place")
}

/// How much of a path lies outside the branches of the innermost function: the outermost branch is last.
fn outside_branches(file: &SourceFile, path: &[Node<'_>]) -> usize {
    let function = path.iter().rposition(|node| is_function(*node)).unwrap_or(0);
    let is_branch = |node: &Node<'_>| {
        let branch = matches!(
            node.kind(),
            "if_statement"
                | "try_statement"
                | "with_statement"
                | "for_statement"
                | "while_statement"
                | "match_statement"
        );
        let condition = node.child_by_field_name("condition").map_or("", |condition| file.text_of(condition));
        branch && !condition.contains("__name__")
    };
    let outermost = path.iter().enumerate().skip(function).find(|(_, node)| is_branch(node));
    outermost.map_or(path.len(), |(index, _)| index + 1)
}

/// The block inside the captured node, or around it where it is no function, class or block itself.
fn body_of<'t>(path: &[Node<'t>]) -> Result<Node<'t>, EditError> {
    let mut inner = path.last().copied();
    while let Some(node) = inner {
        if is_block(node) {
            return Ok(node);
        }
        if let Some(body) = own_body(node) {
            return Ok(body);
        }
        // `const f = () => {}`, `export default function () {}` and decorated definitions.
        inner = ["definition", "declaration", "value"]
            .iter()
            .find_map(|field| node.child_by_field_name(field))
            .or_else(|| match parts(node).as_slice() {
                [only] if only.kind() == "variable_declarator" => Some(*only),
                _ => None,
            });
    }
    for (index, node) in path.iter().enumerate().rev() {
        if is_function(*node) && own_body(*node).is_none() {
            return unsupported("the function has no block body");
        }
        if node.kind() == "class_body" && index + 1 < path.len() {
            return unsupported("a class body takes members, not statements");
        }
        if is_block(*node) && matches!(node.kind(), "module" | "program") {
            return Ok(*node);
        }
        if let Some(body) = own_body(*node) {
            return Ok(body);
        }
    }
    unsupported("there is no body at this place")
}

fn own_body<'t>(node: Node<'t>) -> Option<Node<'t>> {
    let body = node.child_by_field_name("body").or_else(|| node.child_by_field_name("consequence"))?;
    is_block(body).then_some(body)
}

/// The code to insert, parsed once.
struct Snippet<'a> {
    /// Are there blank lines around it?
    apart: bool,
    code: &'a str,
    statements: Vec<Vec<String>>,
    first: Kind,
    last: Kind,
}

impl<'a> Snippet<'a> {
    fn parse(file: &SourceFile, code: &'a str) -> Snippet<'a> {
        let apart = code.starts_with('\n');
        let code = code.trim_matches(['\n', '\r']);
        let parsed = SourceFile::parse_again("", file.language, format!("{code}\n"), false);
        let nodes = parsed.root().map(parts).unwrap_or_default();
        let kind = |node: &Node<'_>| match kind_of(*node) {
            Kind::Plain if node.start_position().row < node.end_position().row => Kind::Long,
            kind => kind,
        };
        Snippet {
            code,
            apart,
            statements: nodes.iter().map(|node| tokens(&parsed.text, *node)).collect(),
            first: nodes.first().map_or(Kind::Plain, kind),
            last: nodes.last().map_or(Kind::Plain, kind),
        }
    }

    /// Do the statements stand one after the other somewhere among `siblings`?
    fn stands_in(&self, file: &SourceFile, siblings: &[Node<'_>]) -> bool {
        let count = self.statements.len();
        count > 0
            && siblings.windows(count).any(|run| {
                run.iter().zip(&self.statements).all(|(node, statement)| tokens(&file.text, *node) == *statement)
            })
    }
}

#[cfg(test)]
#[path = "insert_tests.rs"]
mod tests;
