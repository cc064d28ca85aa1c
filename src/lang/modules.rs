//! Which modules a file asks for: as imports name them, with the place.

use tree_sitter::Node;

use super::{Language, SourceFile, walk};

/// A module that a file imports.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Module {
    /// As it is written: `.views`, `pkg.views`, `./lib/start`, `@scope/name/part`.
    pub name: String,
    /// Where the import stands.
    pub offset: usize,
}

/// The modules of a file, those left out whose absence the code is prepared for (`try`).
pub fn modules(file: &SourceFile) -> Vec<Module> {
    let mut found = Vec::new();
    let Some(root) = file.root() else { return found };
    walk(root, |node| {
        let prepared = node.kind() == "try_statement";
        if !prepared {
            let mut add = |name: &str| found.push(Module { name: name.to_owned(), offset: node.start_byte() });
            match (file.language, node.kind()) {
                (Language::Python, "import_statement") => python_import(file, node, &mut add),
                (Language::Python, "import_from_statement") => {
                    node.child_by_field_name("module_name").into_iter().for_each(|module| add(file.text_of(module)));
                }
                (language, "import_statement" | "export_statement") if language.is_ecmascript() => {
                    let source = node.child_by_field_name("source").or_else(|| required_clause(node));
                    source.into_iter().for_each(|source| add(unquoted(file.text_of(source))));
                }
                (language, "call_expression") if language.is_ecmascript() => {
                    required(file, node).into_iter().for_each(&mut add);
                }
                _ => {}
            }
        }
        !prepared
    });
    found
}

fn python_import(file: &SourceFile, node: Node<'_>, add: &mut dyn FnMut(&str)) {
    let mut cursor = node.walk();
    for name in node.children_by_field_name("name", &mut cursor) {
        add(file.text_of(name.child_by_field_name("name").unwrap_or(name)));
    }
}

/// `require("m")`, `require.resolve("m")`, `import("m")`.
fn required<'t>(file: &'t SourceFile, call: Node<'t>) -> Option<&'t str> {
    let function = file.text_of(call.child_by_field_name("function")?);
    let argument = call.child_by_field_name("arguments")?.named_child(0)?;
    let asks = matches!(function, "require" | "require.resolve" | "import") && argument.kind() == "string";
    asks.then(|| unquoted(file.text_of(argument)))
}

/// `import x = require("m")` keeps its source one level down.
fn required_clause(import: Node<'_>) -> Option<Node<'_>> {
    let mut cursor = import.walk();
    let clause = import.named_children(&mut cursor).find(|child| child.kind() == "import_require_clause");
    clause?.child_by_field_name("source")
}

fn unquoted(text: &str) -> &str {
    text.trim_matches(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_named_as_they_are_written() {
        let names = |language, text: &str| -> Vec<String> {
            let file = SourceFile::parse("x", language, text.to_owned(), false);
            modules(&file).into_iter().map(|module| module.name).collect()
        };
        assert_eq!(
            names(
                Language::Python,
                "import a.b as c, d\nfrom .x import y\nfrom .. import z\ntry:\n    import e\nexcept ImportError:\n    e = 1\n"
            ),
            ["a.b", "d", ".x", ".."]
        );
        assert_eq!(
            names(
                Language::TypeScript,
                "import a from 'a/b';\nexport * from \"./c\";\nconst d = require('d');\nawait import('@e/f');\nimport g = require('g');\nexport const h = 1;\nrequire(h);\n"
            ),
            ["a/b", "./c", "d", "@e/f", "g"]
        );
    }
}
