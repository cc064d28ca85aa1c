//! Code written for templates, in the style of the file it goes to: quotes and semicolons.

use tree_sitter::Node;

use super::{Language, SourceFile, Style};

/// ECMAScript code with the quotes and semicolons of a style; other code as it is. Templates are written with
/// double quotes and semicolons.
pub fn restyle(language: Language, style: &Style, code: &str) -> String {
    if !language.is_ecmascript() || (style.quote == '"' && style.semicolons) {
        return code.to_owned();
    }
    let file = SourceFile::parse("", language, code.to_owned(), false);
    let Some(root) = file.root() else { return code.to_owned() };
    let mut edits: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    let mut cursor = root.walk();
    'nodes: loop {
        let node = cursor.node();
        let change = match node.kind() {
            "string" => requoted(code, node, style),
            ";" if !style.semicolons && can_go(code, node) => Some(String::new()),
            _ => None,
        };
        edits.extend(change.map(|text| (node.byte_range(), text)));
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                break 'nodes;
            }
        }
    }
    let mut out = code.to_owned();
    for (range, text) in edits.into_iter().rev() {
        out.replace_range(range, &text);
    }
    out
}

/// A plain string in the style's quotes; attributes of JSX keep theirs.
fn requoted(code: &str, node: Node<'_>, style: &Style) -> Option<String> {
    let inner = code[node.byte_range()].strip_prefix('"')?.strip_suffix('"')?;
    let attribute = node.parent().is_some_and(|parent| parent.kind() == "jsx_attribute");
    let quote = style.quote;
    (quote != '"' && !attribute && !inner.contains(['\'', '"'])).then(|| format!("{quote}{inner}{quote}"))
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
    let continues = below.starts_with(['(', '[', '`', '/', '+', '-'])
        && !["//", "/*"].iter().any(|comment| below.starts_with(comment));
    statement && ends_line && !continues
}

#[cfg(test)]
mod tests {
    use super::*;

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
    }
}
