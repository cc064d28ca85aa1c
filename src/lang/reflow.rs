//! Code written for templates, laid out for the width of the file it goes to.
//!
//! Templates are written for narrow lines: 79 columns of Python, 80 of ECMAScript. Where lines may get longer, what was
//! broken for its length alone stands on one line again, as the formatters of the language would have it.

use std::ops::Range;

use tree_sitter::Node;

use super::{Language, SourceFile, Style, walk, width};

/// Groups that formatters break where they do not fit, and only there.
const GROUPS: &[&str] = &[
    // Python
    "argument_list",
    "parameters",
    "list",
    "set",
    "tuple",
    "parenthesized_expression",
    // ECMAScript
    "arguments",
    "formal_parameters",
    "array",
    "ternary_expression",
    "named_imports",
    "variable_declarator",
    "arrow_function",
];

/// What keeps its lines whatever their length.
const FIXED: &[&str] =
    &["comment", "statement_block", "block", "template_string", "jsx_element", "class_body", "string"];

/// Code with its groups on one line where that fits behind `outer` columns of indentation.
pub fn reflow(language: Language, style: &Style, code: &str, outer: usize) -> String {
    let usual = if language == Language::Python { 79 } else { 80 };
    let knows = language == Language::Python || language.is_ecmascript();
    if !knows || (style.line_limit <= usual && !style.commas_join) || !code.contains('\n') {
        return code.to_owned();
    }
    // An object is only one between brackets, and the end of a call behind its start.
    let around = match code.trim_start().chars().next() {
        Some('{') if language.is_ecmascript() => ("(", ")"),
        Some(',') => ("f(x", ""),
        _ => ("", ""),
    };
    let mut code = format!("{}{code}{}", around.0, around.1);
    loop {
        let joins = joins(language, style, &code, outer);
        if joins.is_empty() {
            break;
        }
        joins.into_iter().rev().for_each(|(range, joined)| code.replace_range(range, &joined));
    }
    code[around.0.len()..code.len() - around.1.len()].to_owned()
}

/// The groups that fit on one line, in order, and how they read then. Outer groups come first; what begins on the line
/// where one ends has another line once that is joined, and is left for the next look.
fn joins(language: Language, style: &Style, code: &str, outer: usize) -> Vec<(Range<usize>, String)> {
    let file = SourceFile::parse_again("", language, code.to_owned(), false);
    let Some(root) = file.root().filter(|root| !root.has_error()) else { return Vec::new() };
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    let mut moved = None;
    walk(root, |node| {
        let group = GROUPS.contains(&node.kind());
        let waits = group && moved == Some(file.line_of(node.start_byte()));
        let joined = if group && !waits { fitting(&file, style, node, outer) } else { None };
        let done = waits || joined.is_some();
        if let Some(joined) = joined {
            moved = Some(file.line_of(node.end_byte()));
            found.push((node.byte_range(), joined));
        }
        !done
    });
    found
}

/// A group on one line, where it fits with what stands around it there.
fn fitting(file: &SourceFile, style: &Style, group: Node<'_>, outer: usize) -> Option<String> {
    let joined = on_one_line(file, style, group)?;
    let start = file.line_start(file.line_of(group.start_byte()));
    let before = &file.text[start..group.start_byte()];
    let tail = &file.text[group.end_byte()..file.line_end_with_break(group.end_byte())];
    (outer + width(&format!("{before}{joined}{}", tail.trim_end())) <= style.line_limit).then_some(joined)
}

/// A group of several lines on one; `None` where something in it keeps its lines.
fn on_one_line(file: &SourceFile, style: &Style, node: Node<'_>) -> Option<String> {
    let text = file.text_of(node);
    if !text.contains('\n') || keeps_lines(file, style, node) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim) {
        let closes = line.starts_with([')', ']', '}']);
        if closes && out.ends_with(',') {
            out.pop();
        }
        let braces = (closes && line.starts_with('}')) || (!closes && out.ends_with('{'));
        let bare = closes || out.is_empty() || out.ends_with(['(', '[', '{']);
        if !bare || (braces && style.bracket_spacing && file.language.is_ecmascript()) {
            out.push(' ');
        }
        out.push_str(line);
    }
    // Brackets that were there for the lines alone go with them.
    let parent = node.parent().map_or("", |parent| parent.kind());
    let needless = node.kind() == "parenthesized_expression" && matches!(parent, "assignment" | "return_statement");
    if file.language == Language::Python && needless {
        return out.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).map(str::to_owned);
    }
    Some(out)
}

/// Does the group, or something in it, stand on several lines whatever their length?
fn keeps_lines(file: &SourceFile, style: &Style, group: Node<'_>) -> bool {
    let python = file.language == Language::Python;
    let mut kept = false;
    let mut cursor = group.walk();
    let mut depth = 0_usize;
    loop {
        let node = cursor.node();
        let text = file.text_of(node);
        let broken = text.contains('\n');
        // Formatters leave an object open that was, and chains of calls have rules of their own.
        let opened = matches!(node.kind(), "object" | "interface_body" | "object_type")
            && text[1..].trim_start_matches([' ', '\t', '\r']).starts_with('\n');
        let chained = node.kind() == "." && file.starts_its_line(node.start_byte());
        // On one line, a choice behind an arrow gets brackets.
        let choice = node.kind() == "arrow_function"
            && node.child_by_field_name("body").is_some_and(|body| body.kind() == "ternary_expression");
        let comma = python && !style.commas_join && node.kind() == "," && ends_list(file, node);
        kept |= node.kind() == "comment"
            || (broken && FIXED.contains(&node.kind()))
            || opened
            || chained
            || comma
            || choice;
        if !kept && broken && cursor.goto_first_child() {
            depth += 1;
            continue;
        }
        while !kept && depth > 0 && !cursor.goto_next_sibling() {
            cursor.goto_parent();
            depth -= 1;
        }
        if kept || depth == 0 {
            return kept;
        }
    }
}

/// Is it the comma behind the last item of a list?
fn ends_list(file: &SourceFile, comma: Node<'_>) -> bool {
    file.text[comma.end_byte()..].trim_start().starts_with([')', ']', '}'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Conventions;

    /// Code as it reads where lines may have 100 columns.
    fn reads(language: Language, code: &str, wanted: &str) {
        let told = Conventions { line_limit: Some(100), ..Conventions::default() };
        assert_eq!(reflow(language, &Style::of("", language).under(&told), code, 0), wanted);
    }

    #[test]
    fn what_was_broken_for_its_length_alone_is_joined() {
        let table = [
            ("a({\n  release: b\n    ? { name: b }\n    : {},\n});\n", "a({\n  release: b ? { name: b } : {},\n});\n"),
            ("const a = f(\n  b,\n  c,\n);\n", "const a = f(b, c);\n"),
            // The end of a call, as it goes behind its first argument.
            (", {\n  release: b\n    ? c\n    : d,\n})", ", {\n  release: b ? c : d,\n})"),
            ("const a =\n  1;\n", "const a = 1;\n"),
            ("f((a) =>\n  g(\n    a,\n  ),\n);\n", "f((a) => g(a));\n"),
            ("function f(\n  a: {\n    b: c;\n  },\n) {}\n", "function f(\n  a: {\n    b: c;\n  },\n) {}\n"),
            ("f(\n  a, // why\n);\n", "f(\n  a, // why\n);\n"),
            ("f(() => {\n  a();\n});\n", "f(() => {\n  a();\n});\n"),
            ("f(\n  a\n    .b()\n    .c(),\n);\n", "f(\n  a\n    .b()\n    .c(),\n);\n"),
        ];
        table.into_iter().for_each(|(before, after)| reads(Language::TypeScript, before, after));
    }

    #[test]
    fn a_comma_keeps_the_lines_of_python() {
        let table = [
            ("a = f(\n    b, c\n)\n", "a = f(b, c)\n"),
            ("a = f(\n    b,\n    c,\n)\n", "a = f(\n    b,\n    c,\n)\n"),
            ("def f(\n    a: int, b: int\n) -> None:\n    pass\n", "def f(a: int, b: int) -> None:\n    pass\n"),
        ];
        table.into_iter().for_each(|(before, after)| reads(Language::Python, before, after));
    }

    #[test]
    fn what_does_not_fit_stays() {
        let name = "a".repeat(97);
        let long = format!("f(\n  {name},\n);\n");
        reads(Language::TypeScript, &long, &long);
    }
}
