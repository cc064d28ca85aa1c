//! Where the names of a file come from: local name → dotted origin.
//!
//! `from acme import App as A` gives `A` → `acme.App`; `import acme.web as w` gives `w` → `acme.web`;
//! `import { wrap } from "acme/config"` gives `wrap` → `acme/config#wrap`. Relative modules keep their
//! dots. Imports inside functions and conditions count too: the question is what a name means, not
//! when it was bound.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use tree_sitter::Node;

use super::{SourceFile, walk};

/// Local names and their origins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imports {
    origins: BTreeMap<String, String>,
}

/// The imports of a file, read when they are first asked for: most files are parsed for something else.
#[derive(Debug)]
pub struct ImportsOf {
    file: Arc<SourceFile>,
    imports: OnceLock<Imports>,
}

impl ImportsOf {
    /// The imports of a file.
    pub fn new(file: Arc<SourceFile>) -> ImportsOf {
        ImportsOf { file, imports: OnceLock::new() }
    }
}

impl Deref for ImportsOf {
    type Target = Imports;

    fn deref(&self) -> &Imports {
        self.imports.get_or_init(|| Imports::of(&self.file))
    }
}

impl Imports {
    /// Reads the imports of a file.
    pub fn of(file: &SourceFile) -> Imports {
        let mut imports = Imports::default();
        let Some(root) = file.root() else { return imports };
        walk(root, |node| match node.kind() {
            "import_statement" if file.language.is_ecmascript() => imports.ecmascript(file, node),
            "import_statement" => imports.python_import(file, node),
            "import_from_statement" => imports.python_from(file, node),
            "variable_declarator" => imports.require(file, node),
            _ => true,
        });
        imports
    }

    /// The origin of an expression such as `App`, `acme.App` or `wrap`; `None` where its first name was
    /// not imported.
    pub fn origin(&self, expression: &str) -> Option<String> {
        let (head, rest) = match expression.split_once('.') {
            Some((head, rest)) => (head.trim(), Some(rest)),
            None => (expression.trim(), None),
        };
        let origin = self.origins.get(head)?;
        Some(match rest {
            Some(rest) => format!("{origin}.{rest}"),
            None => origin.clone(),
        })
    }

    /// Does the expression come from `module` or something below it?
    pub fn is_from(&self, expression: &str, module: &str) -> bool {
        self.origin(expression).is_some_and(|origin| {
            origin.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '/', '#']))
        })
    }

    fn python_import(&mut self, file: &SourceFile, node: Node<'_>) -> bool {
        for name in children(node, "name") {
            match name.kind() {
                "aliased_import" => {
                    if let (Some(target), Some(alias)) =
                        (name.child_by_field_name("name"), name.child_by_field_name("alias"))
                    {
                        self.add(file.text_of(alias), file.text_of(target).to_owned());
                    }
                }
                _ => {
                    // `import a.b` binds `a`.
                    let head = file.text_of(name).split('.').next().unwrap_or_default().to_owned();
                    self.add(&head, head.clone());
                }
            }
        }
        false
    }

    fn python_from(&mut self, file: &SourceFile, node: Node<'_>) -> bool {
        let Some(module) = node.child_by_field_name("module_name").map(|module| file.text_of(module)) else {
            return false;
        };
        let separator = if module.ends_with('.') { "" } else { "." };
        for name in children(node, "name") {
            let (target, local) = match name.kind() {
                "aliased_import" => (name.child_by_field_name("name"), name.child_by_field_name("alias")),
                _ => (Some(name), Some(name)),
            };
            if let (Some(target), Some(local)) = (target, local) {
                self.add(file.text_of(local), format!("{module}{separator}{}", file.text_of(target)));
            }
        }
        false
    }

    fn ecmascript(&mut self, file: &SourceFile, node: Node<'_>) -> bool {
        let Some(module) = node.child_by_field_name("source").map(|source| unquoted(file.text_of(source))) else {
            return false;
        };
        let mut cursor = node.walk();
        for clause in node.children(&mut cursor).filter(|child| child.kind() == "import_clause") {
            let mut inner = clause.walk();
            for part in clause.named_children(&mut inner) {
                match part.kind() {
                    "identifier" => self.add(file.text_of(part), format!("{module}#default")),
                    "namespace_import" => {
                        if let Some(name) = part.named_child(0) {
                            self.add(file.text_of(name), module.to_owned());
                        }
                    }
                    "named_imports" => self.named(file, part, module),
                    _ => {}
                }
            }
        }
        false
    }

    fn named(&mut self, file: &SourceFile, node: Node<'_>, module: &str) {
        let mut cursor = node.walk();
        for specifier in node.named_children(&mut cursor).filter(|child| child.kind() == "import_specifier") {
            let Some(name) = specifier.child_by_field_name("name") else { continue };
            let local = specifier.child_by_field_name("alias").unwrap_or(name);
            self.add(file.text_of(local), format!("{module}#{}", file.text_of(name)));
        }
    }

    /// `const x = require("m")`, `const { a, b: c } = require("m")`, `const x = require("m").y`.
    fn require(&mut self, file: &SourceFile, node: Node<'_>) -> bool {
        let (Some(target), Some(mut value)) = (node.child_by_field_name("name"), node.child_by_field_name("value"))
        else {
            return true;
        };
        let mut member = String::new();
        if value.kind() == "member_expression" {
            let (Some(object), Some(property)) =
                (value.child_by_field_name("object"), value.child_by_field_name("property"))
            else {
                return true;
            };
            member = format!("#{}", file.text_of(property));
            value = object;
        }
        let called = value.child_by_field_name("function").map(|function| file.text_of(function));
        let module = value
            .child_by_field_name("arguments")
            .and_then(|arguments| arguments.named_child(0))
            .filter(|argument| argument.kind() == "string")
            .map(|argument| unquoted(file.text_of(argument)));
        let (Some("require"), Some(module)) = (called, module) else { return true };
        if target.kind() == "identifier" {
            self.add(file.text_of(target), format!("{module}{member}"));
            return false;
        }
        let mut cursor = target.walk();
        for property in target.named_children(&mut cursor) {
            match property.kind() {
                "shorthand_property_identifier_pattern" => {
                    let name = file.text_of(property);
                    self.add(name, format!("{module}#{name}"));
                }
                "pair_pattern" => {
                    if let (Some(key), Some(local)) =
                        (property.child_by_field_name("key"), property.child_by_field_name("value"))
                    {
                        self.add(file.text_of(local), format!("{module}#{}", file.text_of(key)));
                    }
                }
                _ => {}
            }
        }
        false
    }

    fn add(&mut self, local: &str, origin: String) {
        self.origins.entry(local.to_owned()).or_insert(origin);
    }
}

fn children<'t>(node: Node<'t>, field: &str) -> Vec<Node<'t>> {
    let mut cursor = node.walk();
    node.children_by_field_name(field, &mut cursor).collect()
}

fn unquoted(text: &str) -> &str {
    text.trim_matches(['"', '\'', '`'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;

    fn imports(language: Language, text: &str) -> Imports {
        Imports::of(&SourceFile::parse("x", language, text.into(), false))
    }

    #[test]
    fn python_names_lead_to_their_modules() {
        let imports = imports(
            Language::Python,
            "import acme\nimport acme.web as w\nfrom acme import App as A\nfrom .x import y\nfrom . import z\n",
        );
        assert_eq!(imports.origin("acme.App").as_deref(), Some("acme.App"));
        assert_eq!(imports.origin("w.App").as_deref(), Some("acme.web.App"));
        assert_eq!(imports.origin("A").as_deref(), Some("acme.App"));
        assert_eq!(imports.origin("y").as_deref(), Some(".x.y"));
        assert_eq!(imports.origin("z").as_deref(), Some(".z"));
        assert!(imports.is_from("A", "acme") && !imports.is_from("A", "ac"));
    }

    #[test]
    fn ecmascript_names_lead_to_their_modules() {
        let imports = imports(
            Language::TypeScript,
            "import d, { wrap as w } from 'acme/config';\nimport * as ns from \"acme\";\nconst { a, b: c } = require('m');\nconst e = require('m').f;\n",
        );
        assert_eq!(imports.origin("w").as_deref(), Some("acme/config#wrap"));
        assert_eq!(imports.origin("d").as_deref(), Some("acme/config#default"));
        assert_eq!(imports.origin("ns.init").as_deref(), Some("acme.init"));
        assert_eq!(imports.origin("c").as_deref(), Some("m#b"));
        assert_eq!(imports.origin("e").as_deref(), Some("m#f"));
        assert!(imports.is_from("w", "acme"));
    }
}
