//! What several operations ask of a syntax tree: the enclosing statement, comments that belong to it,
//! whether two pieces of code say the same, and how template text looks at its new place.

use std::ops::Range;

use tree_sitter::Node;

use super::EditError;
use crate::lang::{Language, SourceFile, Style, reflow, restyle, usual_limit};
pub(super) use crate::lang::{walk, width};

/// The nodes from the root down to the smallest named node around `range`.
///
/// Built from above because asking a node for its parent walks down from the root each time.
pub(super) fn path_to<'t>(file: &'t SourceFile, range: &Range<usize>) -> Result<Vec<Node<'t>>, EditError> {
    let valid = range.start <= range.end
        && file.text.is_char_boundary(range.start)
        && range.end <= file.text.len()
        && file.text.is_char_boundary(range.end);
    let (Some(root), true) = (file.root(), valid) else {
        return Err(EditError::Rule("the place to edit does not lie in a parsed file".to_owned()));
    };
    let target = root.named_descendant_for_byte_range(range.start, range.end).unwrap_or(root);
    let mut path = vec![root];
    let mut node = root;
    while node != target {
        match node.child_with_descendant(target) {
            Some(child) => node = child,
            None => break,
        }
        path.push(node);
    }
    Ok(path)
}

/// The highest node of a path that covers exactly `range`, as the position in the path.
pub(super) fn outermost(path: &[Node<'_>], range: &Range<usize>) -> usize {
    path.iter().position(|node| node.byte_range() == *range).unwrap_or(path.len().saturating_sub(1))
}

/// Named children that are not comments.
pub(super) fn parts<'t>(node: Node<'t>) -> Vec<Node<'t>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|child| !is_comment(*child)).collect()
}

/// All children, brackets, commas and comments included.
pub(super) fn children<'t>(node: Node<'t>) -> Vec<Node<'t>> {
    let mut cursor = node.walk();
    node.children(&mut cursor).collect()
}

/// Is this node a comment?
pub(super) fn is_comment(node: Node<'_>) -> bool {
    matches!(node.kind(), "comment" | "html_comment" | "hash_bang_line")
}

/// Does this node hold statements (or class members), one after the other?
pub(super) fn is_block(node: Node<'_>) -> bool {
    matches!(node.kind(), "module" | "block" | "program" | "statement_block" | "class_body")
}

/// Is this a function, a method or a lambda?
pub(super) fn is_function(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        "function_definition"
            | "lambda"
            | "function_declaration"
            | "function_expression"
            | "generator_function"
            | "generator_function_declaration"
            | "arrow_function"
            | "method_definition"
    )
}

/// The start of the block of comment lines directly above the line of `offset`, at the same
/// indentation; the start of that line itself where there is none.
pub(super) fn attached_start(file: &SourceFile, offset: usize) -> usize {
    let indent = file.indent_at(offset);
    let mut line = file.line_of(offset);
    while line > 1 {
        let above = file.line_start(line - 1)..file.line_start(line);
        let body = file.text[above.clone()].trim_end();
        let Some(comment) = comment_at(file, (above.start + body.len()).saturating_sub(1)) else { break };
        let start = comment.start_byte();
        if body.is_empty() || !file.starts_its_line(start) || file.indent_at(start) != indent {
            break;
        }
        line = file.line_of(start);
    }
    file.line_start(line)
}

/// Where a line above the statement at `offset` goes: above the comments attached to it, but below
/// comments that open the file and belong to the file: shebang, encoding, licence, tool settings.
pub(super) fn above(file: &SourceFile, offset: usize) -> usize {
    const OF_THE_FILE: [&str; 8] = ["#!", "@license", "copyright", "licen", "@ts-", "eslint", "prettier", "@flow"];
    let attached = attached_start(file, offset);
    let line = file.line_start(file.line_of(offset));
    let comments = file.text[attached..line].to_lowercase();
    let of_the_file = file.language == Language::Python || OF_THE_FILE.iter().any(|word| comments.contains(word));
    if attached == 0 && of_the_file { line } else { attached }
}

/// The comment that covers a byte.
pub(super) fn comment_at<'t>(file: &'t SourceFile, offset: usize) -> Option<Node<'t>> {
    let node = file.root()?.descendant_for_byte_range(offset, offset + 1)?;
    is_comment(node).then_some(node)
}

/// Blank lines directly above the line start `offset`.
pub(super) fn blank_lines_above(file: &SourceFile, offset: usize) -> usize {
    file.text[..offset].split_terminator('\n').rev().take_while(|line| line.trim().is_empty()).count()
}

/// Blank lines from the line start `offset` on.
pub(super) fn blank_lines_below(file: &SourceFile, offset: usize) -> usize {
    file.text[offset..].split_terminator('\n').take_while(|line| line.trim().is_empty()).count()
}

/// The code under a node as tokens: white space, comments, the kind of quotes, semicolons and
/// trailing commas left out, so that formatting never makes two pieces of code differ.
pub(super) fn tokens(text: &str, node: Node<'_>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    walk(node, |node| {
        if is_comment(node) {
            return false;
        }
        let token = &text[node.byte_range()];
        if node.kind() == "string" {
            out.push(normal_string(token));
            return false;
        }
        if node.kind() == "template_string" || (node.child_count() == 0 && !token.is_empty() && token != ";") {
            if matches!(token, ")" | "]" | "}") && out.last().is_some_and(|last| last == ",") {
                out.pop();
            }
            out.push(token.to_owned());
            return false;
        }
        true
    });
    out
}

/// A string literal in double quotes; literals with inner quotes or escapes stay as they are.
fn normal_string(literal: &str) -> String {
    match string_content(literal) {
        Some(content) if !content.contains(['\\', '"', '\'']) => {
            let prefix: String = literal.chars().take_while(|c| c.is_ascii_alphabetic()).collect();
            format!("{}\"{content}\"", prefix.to_lowercase())
        }
        _ => literal.to_owned(),
    }
}

/// What stands between the quotes of a string literal, escapes unread.
pub(super) fn string_content(literal: &str) -> Option<&str> {
    let body = literal.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    for quote in ["\"\"\"", "'''", "\"", "'", "`"] {
        if let Some(inner) = body.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return Some(inner);
        }
    }
    None
}

/// Template text at its new place: every line behind `indent`, four-space levels turned into the
/// file's own, the file's line ends. Lines inside multi-line strings keep their exact text.
/// No line break at the end.
pub(super) fn layout(language: Language, style: &Style, code: &str, indent: &str) -> String {
    let code = restyle(language, style, &code.replace("\r\n", "\n"));
    let code = in_units(language, style, code.trim_matches('\n'));
    let code = reflow(language, style, &code, width(indent));
    let verbatim = lines_in_strings(language, &code);
    let mut out = String::with_capacity(code.len() + 64);
    for (number, line) in code.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        if !verbatim.contains(&number) && !line.is_empty() {
            out.push_str(indent);
        }
        out.push_str(line);
    }
    style.with_newlines(&out)
}

/// Template text with its four-space levels turned into the file's own.
fn in_units(language: Language, style: &Style, code: &str) -> String {
    let verbatim = lines_in_strings(language, code);
    let unit = style.indent.unit();
    let line = |(number, line): (usize, &str)| {
        let body = line.trim_start_matches(' ');
        let depth = line.len() - body.len();
        match body.trim_end() {
            _ if verbatim.contains(&number) => line.to_owned(),
            "" => String::new(),
            code => format!("{}{}{code}", unit.repeat(depth / 4), " ".repeat(depth % 4)),
        }
    };
    code.split('\n').enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// Like [`layout`], for text that continues a line: the first line gets no indentation.
pub(super) fn layout_inline(language: Language, style: &Style, code: &str, indent: &str) -> String {
    let text = layout(language, style, code, indent);
    text.strip_prefix(indent).map(str::to_owned).unwrap_or(text)
}

/// Moves existing code, whose lines stand behind `from`, behind `to`. Lines inside multi-line
/// strings stay as they are, because their white space is data.
pub(super) fn shift(language: Language, code: &str, from: &str, to: &str) -> String {
    let verbatim = lines_in_strings(language, code);
    let mut out = String::with_capacity(code.len() + 64);
    for (number, line) in code.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
        }
        match line.strip_prefix(from) {
            Some(rest) if number > 0 && !verbatim.contains(&number) && !line.trim().is_empty() => {
                out.push_str(to);
                out.push_str(rest);
            }
            _ => out.push_str(line),
        }
    }
    out
}

/// The lines (counted from 0) that begin inside a string literal. Python docstrings do not count:
/// they move with the code they describe.
fn lines_in_strings(language: Language, code: &str) -> Vec<usize> {
    if !code.contains("\"\"\"") && !code.contains("'''") && !code.contains('`') {
        return Vec::new();
    }
    let snippet = SourceFile::parse_again("", language, code.to_owned(), false);
    let mut lines = Vec::new();
    let Some(root) = snippet.root() else { return lines };
    walk(root, |node| {
        let docstring = node.kind() == "expression_statement" && parts(node).iter().all(|part| part.kind() == "string");
        if matches!(node.kind(), "string" | "template_string") {
            lines.extend(node.start_position().row + 1..=node.end_position().row);
        }
        !docstring
    });
    lines
}

/// The rest of the line from `offset` on, as far as formatters count it: prettier leaves comments out.
pub(super) fn code_of_tail(file: &SourceFile, offset: usize) -> &str {
    let rest = &file.text[offset..file.line_end_with_break(offset)];
    let code = if file.language.is_ecmascript() { rest.split(" //").next().unwrap_or(rest) } else { rest };
    code.trim_end()
}

/// How long lines may get before formatters break them.
pub(super) fn line_limit(file: &SourceFile) -> usize {
    file.conventions.line_limit.unwrap_or_else(|| usual_limit(file.language))
}

/// Shorthand for the refusal of a shape.
pub(super) fn unsupported<T>(reason: impl Into<String>) -> Result<T, EditError> {
    Err(EditError::Unsupported(reason.into()))
}
