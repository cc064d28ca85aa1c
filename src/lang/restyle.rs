//! Code written for templates, in the style of the file it goes to: quotes, semicolons, commas, brackets.

use std::ops::Range;

use tree_sitter::Node;

use super::{Language, SourceFile, Style, walk};

/// Code with the quotes of a style, and in ECMAScript its semicolons, commas and brackets; other code as it is.
/// Templates are written with double quotes, semicolons, all commas, `{ a }` and `(a) => a`.
pub fn restyle(language: Language, style: &Style, code: &str) -> String {
    let knows = language == Language::Python || language.is_ecmascript();
    let usual = style.quote == '"'
        && style.jsx_quote == '"'
        && style.semicolons
        && style.trailing_comma
        && style.trailing_argument
        && style.bracket_spacing
        && style.arrow_parens;
    if !knows || usual {
        return code.to_owned();
    }
    let file = SourceFile::parse_again("", language, code.to_owned(), false);
    let Some(root) = file.root() else { return code.to_owned() };
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    walk(root, |node| {
        if node.kind() == "string" {
            edits.extend(requoted(code, node, style).map(|text| (node.byte_range(), text)));
        } else if language.is_ecmascript() {
            let gone = superfluous(code, node, style);
            edits.extend(gone.into_iter().map(|range| (range, String::new())));
        }
        // Strings hold nothing more that has a style.
        node.kind() != "string"
    });
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = code.to_owned();
    for (range, text) in edits.into_iter().rev() {
        out.replace_range(range, &text);
    }
    out
}

/// The parts of a node that the style does without.
fn superfluous(code: &str, node: Node<'_>, style: &Style) -> Vec<Range<usize>> {
    match node.kind() {
        ";" if !style.semicolons && can_go(code, node) => vec![node.byte_range()],
        "," if trails(code, node) && !wanted(node, style) => vec![node.byte_range()],
        "{" if !style.bracket_spacing && pads(node) => blanks(node.end_byte(), &code[node.end_byte()..]),
        "}" if !style.bracket_spacing && pads(node) => {
            let before = code[..node.start_byte()].trim_end_matches(' ');
            let inside = !before.ends_with(['\n', '{']);
            if inside { std::iter::once(before.len()..node.start_byte()).collect() } else { Vec::new() }
        }
        "(" | ")" if !style.arrow_parens && is_bare_parameter(node) => vec![node.byte_range()],
        _ => Vec::new(),
    }
}

/// Does a comma stand behind the last item of a list over several lines?
fn trails(code: &str, comma: Node<'_>) -> bool {
    let rest = &code[comma.end_byte()..];
    let below = rest.lines().skip(1).map(str::trim_start).find(|line| !line.is_empty() && !line.starts_with("//"));
    let tail = rest.lines().next().unwrap_or_default().trim_start();
    (tail.is_empty() || tail.starts_with("//")) && below.is_some_and(|line| line.starts_with([')', ']', '}', '>']))
}

fn wanted(comma: Node<'_>, style: &Style) -> bool {
    let arguments = comma.parent().is_some_and(|list| {
        matches!(list.kind(), "arguments" | "formal_parameters" | "type_arguments" | "type_parameters")
    });
    if arguments { style.trailing_argument } else { style.trailing_comma }
}

/// Is it a brace inside which a blank goes: of an object, a pattern, a type or a list of names?
fn pads(brace: Node<'_>) -> bool {
    let kinds = ["object", "object_pattern", "object_type", "named_imports", "export_clause", "interface_body"];
    brace.parent().is_some_and(|parent| kinds.contains(&parent.kind()))
}

/// The blanks at the start of a text, where its line goes on behind them.
fn blanks(at: usize, rest: &str) -> Vec<Range<usize>> {
    let width = rest.len() - rest.trim_start_matches(' ').len();
    let goes_on = !rest[width..].starts_with('\n');
    if width > 0 && goes_on { std::iter::once(at..at + width).collect() } else { Vec::new() }
}

/// Is it a bracket around the one parameter of an arrow function, a plain name without a type?
fn is_bare_parameter(bracket: Node<'_>) -> bool {
    let Some(list) = bracket.parent().filter(|list| list.kind() == "formal_parameters") else { return false };
    let arrow = list.parent().filter(|arrow| arrow.kind() == "arrow_function");
    let plain = arrow.is_some_and(|arrow| arrow.child_by_field_name("return_type").is_none());
    let name = (list.named_child_count() == 1).then(|| list.named_child(0)).flatten();
    let is_name = |node: Node<'_>| {
        node.kind() == "identifier"
            || (node.kind() == "required_parameter"
                && node.child_count() == 1
                && node.child(0).is_some_and(|child| child.kind() == "identifier"))
    };
    plain && name.is_some_and(is_name) && list.child_count() == 3
}

/// A style with the brackets of a file: blanks inside those of objects, none around a bare parameter, and the quotes
/// of attributes. What is there more often counts, and where both are, what most people write.
pub(super) fn brackets(file: &SourceFile, style: Style) -> Style {
    let Some(root) = file.root() else { return style };
    let (mut tight, mut bare, mut single) = (0_isize, 0_isize, 0_isize);
    let count = |counter: &mut isize, unusual: bool| *counter += if unusual { 1 } else { -1 };
    walk(root, |node| {
        match node.kind() {
            "{" if pads(node) => {
                let rest = &file.text[node.end_byte()..];
                if !rest.trim_start_matches(' ').starts_with(['\r', '\n', '}']) {
                    count(&mut tight, !rest.starts_with(' '));
                }
            }
            "(" if is_bare_parameter(node) => count(&mut bare, false),
            "arrow_function" if node.child_by_field_name("parameter").is_some() => count(&mut bare, true),
            "string" if is_attribute(node) => count(&mut single, file.text_of(node).starts_with('\'')),
            _ => {}
        }
        true
    });
    let jsx_quote = if single > 0 { '\'' } else { style.jsx_quote };
    Style { bracket_spacing: tight <= 0, arrow_parens: bare <= 0, jsx_quote, ..style }
}

fn is_attribute(string: Node<'_>) -> bool {
    string.parent().is_some_and(|parent| parent.kind() == "jsx_attribute")
}

/// A plain string in the style's quotes.
fn requoted(code: &str, node: Node<'_>, style: &Style) -> Option<String> {
    let text = &code[node.byte_range()];
    let (prefix, literal) = text.split_at(text.find('"')?);
    let inner = literal.strip_prefix('"')?.strip_suffix('"')?;
    let quote = if is_attribute(node) { style.jsx_quote } else { style.quote };
    let plain = prefix.chars().all(|c| c.is_ascii_alphabetic()) && !inner.contains(['\'', '"']);
    (quote != '"' && plain).then(|| format!("{prefix}{quote}{inner}{quote}"))
}

/// Does the statement end without its semicolon too? It must end its line, and the next line must not read
/// as its continuation.
fn can_go(code: &str, semicolon: Node<'_>) -> bool {
    let statement = semicolon.parent().is_some_and(|parent| {
        matches!(parent.kind(), "object_type" | "interface_body")
            || parent.kind().ends_with("_statement")
            || parent.kind().ends_with("_declaration")
            || parent.kind() == "program"
    });
    let rest = &code[semicolon.end_byte()..];
    let (tail, below) = rest.split_once('\n').unwrap_or((rest, ""));
    let ends_line = tail.trim().is_empty() || tail.trim_start().starts_with("//");
    let below = below.trim_start();
    let continues =
        below.starts_with(['(', '[', '`', '/', '+', '-']) && !below.starts_with("//") && !below.starts_with("/*");
    statement && ends_line && !continues
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Commas, Conventions};

    #[test]
    fn quotes_and_semicolons_follow_the_style() {
        let code = "import { a } from \"m\";\n\n// it's here\nconst b = \"it's\";\nfor (;;) {\n  a(\"x\"); // why\n}\n\
                    type T = { a: \"b\" };\ntype U = {\n  a: b;\n};\n/** c */\nexport default a;\n";
        let bare = Style::of("import x from 'x'\nimport y from 'y'\n", Language::TypeScript);
        let expected = "import { a } from 'm'\n\n// it's here\nconst b = \"it's\"\nfor (;;) {\n  a('x') // why\n}\n\
                        type T = { a: 'b' }\ntype U = {\n  a: b\n}\n/** c */\nexport default a\n";
        assert_eq!(restyle(Language::TypeScript, &bare, code), expected);
        let plain = Style::of("import x from \"x\";\n", Language::TypeScript);
        assert_eq!(restyle(Language::TypeScript, &plain, code), code);
        assert_eq!(restyle(Language::TypeScript, &bare, "a();\n(b)();\n"), "a();\n(b)()\n");
        let single = Style::of("a = 'x'\n", Language::Python);
        let code = "a = b\"x\" + \"it's\" + f\"{b}\"\n\"\"\"Text.\"\"\"\n";
        let expected = "a = b'x' + \"it's\" + f'{b}'\n\"\"\"Text.\"\"\"\n";
        assert_eq!(restyle(Language::Python, &single, code), expected);
    }

    #[test]
    fn brackets_and_attributes_follow_the_file() {
        let shown = |text: &str| {
            let file = SourceFile::parse("a.tsx", Language::Tsx, text.to_owned(), false);
            let code = "const { a } = (b) => <p id=\"c\">{{ d }}</p>;\n";
            restyle(Language::Tsx, &file.shown(), code)
        };
        let tight = "import {a, b} from \"m\";\n\nexport const c = d => <p id='e'>{a}</p>;\n";
        assert_eq!(shown(tight), "const {a} = b => <p id='c'>{{d}}</p>;\n");
        let usual =
            "import { a } from \"m\";\n\nfunction f() { return <p id=\"e\">{a}</p>; }\nconst {} = (g) => ({\n});\n";
        assert_eq!(shown(usual), "const { a } = (b) => <p id=\"c\">{{ d }}</p>;\n");
    }

    #[test]
    fn commas_and_brackets_follow_what_the_formatter_is_told() {
        let code = "f(\n  { a: 1 },\n  (b) => b,\n  (c: T) => {},\n);\nconst { d } = {\n  e, // why\n};\n";
        let told = |commas, bracket_spacing, arrow_parens| {
            let told = Conventions {
                trailing_comma: Some(commas),
                bracket_spacing: Some(bracket_spacing),
                arrow_parens: Some(arrow_parens),
                ..Conventions::default()
            };
            restyle(Language::TypeScript, &Style::of("", Language::TypeScript).under(&told), code)
        };
        assert_eq!(told(Commas::Always, true, true), code);
        assert_eq!(told(Commas::Elements, true, true), code.replace("=> {},", "=> {}"));
        assert_eq!(
            told(Commas::Never, false, false),
            "f(\n  {a: 1},\n  b => b,\n  (c: T) => {}\n);\nconst {d} = {\n  e // why\n};\n"
        );
    }
}
