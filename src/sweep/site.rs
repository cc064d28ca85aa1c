//! One place a query matched.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use tree_sitter::Node;

use crate::lang::{ImportsOf, SourceFile, data};
use crate::report::Place;

/// A place in a file where a rule applies, with what the query captured there.
#[derive(Clone, Debug)]
pub struct Site {
    /// The file as it was when the query ran.
    pub file: Arc<SourceFile>,
    /// Where the names of that file come from.
    pub imports: Arc<ImportsOf>,
    /// The index of the pattern that matched; lower is preferred.
    pub pattern: usize,
    /// May only a person choose this site?
    pub ask: bool,
    /// Byte ranges by capture name.
    pub captures: BTreeMap<String, Vec<Range<usize>>>,
    /// The sites before it that it stands for, where the pattern wants the last of several.
    pub also: Vec<Range<usize>>,
}

impl Site {
    /// The bytes of the capture the rule is about: `@site`, else the widest.
    pub fn range(&self) -> Range<usize> {
        self.capture("site")
            .or_else(|| self.captures.values().flatten().max_by_key(|range| range.len()).cloned())
            .unwrap_or(0..0)
    }

    /// The bytes of a capture, the first where it matched several times.
    pub fn capture(&self, name: &str) -> Option<Range<usize>> {
        self.captures.get(name).and_then(|ranges| ranges.first()).cloned()
    }

    /// File and line, for reports.
    pub fn place(&self) -> Place {
        Place { file: self.file.path.clone(), line: self.file.line_of(self.range().start) }
    }

    /// The line it begins on, without the white space around it.
    pub fn first_line(&self) -> &str {
        let line = self.file.line_of(self.range().start);
        self.file.text[self.file.line_start(line)..self.file.line_start(line + 1)].trim()
    }

    /// The text of the value at a path of a YAML file, seen from the site; see [`data::value_text`].
    pub fn value(&self, path: &str) -> Option<String> {
        data::value_text(&self.file, self.file.node_at(self.range())?, path)
    }

    /// The same, seen from the sites it stands for and from itself.
    pub fn values(&self, path: &str) -> Vec<Option<String>> {
        let ranges = self.also.iter().cloned().chain([self.range()]);
        ranges.map(|range| data::value_text(&self.file, self.file.node_at(range)?, path)).collect()
    }

    /// The name or attribute that the expression at a byte range is assigned to, as written: the nearest
    /// one of a chain. `None` where the value does not reach a name unchanged.
    pub fn assigned(&self, range: Range<usize>) -> Option<&str> {
        assigned(&self.file, self.file.node_at(range)?)
    }

    /// What at the top of the file a byte range belongs to, as `path#name`: the outermost function, class or variable
    /// around it, or the name it is assigned to; no name where there is neither.
    pub fn definition(&self, range: Range<usize>) -> String {
        let node = self.file.node_at(range);
        let around = node.into_iter().flat_map(|node| self.file.ancestors(node));
        let outermost = around.filter(|node| DEFINITIONS.contains(&node.kind())).last();
        let outermost =
            outermost.and_then(|node| Some(&self.file.text[node.child_by_field_name("name")?.byte_range()]));
        let assigned = || node.and_then(|node| assigned(&self.file, node));
        format!("{}#{}", self.file.path, outermost.or_else(assigned).unwrap_or_default())
    }

    /// The names of the functions and classes around a byte range, innermost first.
    pub fn enclosing(&self, range: Range<usize>) -> Enclosing<'_> {
        enclosing(&self.file, self.file.node_at(range))
    }
}

const DEFINITIONS: [&str; 6] = [
    "function_definition",
    "class_definition",
    "function_declaration",
    "generator_function_declaration",
    "class_declaration",
    "variable_declarator",
];

fn assigned<'f>(file: &'f SourceFile, value: Node<'_>) -> Option<&'f str> {
    let mut node = value;
    for parent in file.ancestors(value) {
        let is = |field: &str| parent.child_by_field_name(field) == Some(node);
        let target = match parent.kind() {
            "parenthesized_expression" | "await" | "await_expression" => None,
            // `a if condition else b`: the condition is the second of three.
            "conditional_expression" if parent.named_child(1) != Some(node) => None,
            "ternary_expression" if !is("condition") => None,
            "assignment" | "assignment_expression" if is("right") => parent.child_by_field_name("left"),
            "named_expression" | "variable_declarator" if is("value") => parent.child_by_field_name("name"),
            _ => return None,
        };
        match target {
            Some(target) => {
                let names = matches!(target.kind(), "identifier" | "attribute" | "member_expression");
                return names.then(|| &file.text[target.byte_range()]);
            }
            None => node = parent,
        }
    }
    None
}

/// What stands around a piece of code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enclosing<'f> {
    /// The nearest function or method.
    pub function: Option<&'f str>,
    /// The nearest class.
    pub class: Option<&'f str>,
}

/// The nearest function and class around a node.
pub fn enclosing<'f>(file: &'f SourceFile, node: Option<Node<'_>>) -> Enclosing<'f> {
    let mut found = Enclosing::default();
    for node in node.into_iter().flat_map(|node| file.ancestors(node)) {
        let name = || Some(&file.text[node.child_by_field_name("name")?.byte_range()]);
        match node.kind() {
            "function_definition" | "function_declaration" | "method_definition" | "generator_function_declaration" => {
                found.function = found.function.or_else(name);
            }
            // const name = () => {}
            "variable_declarator" if of_function(node) => found.function = found.function.or_else(name),
            "class_definition" | "class_declaration" => found.class = found.class.or_else(name),
            _ => {}
        }
    }
    found
}

/// Is a function what the declarator names?
fn of_function(declarator: Node<'_>) -> bool {
    let value = declarator.child_by_field_name("value");
    value.is_some_and(|value| matches!(value.kind(), "arrow_function" | "function_expression"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;

    fn assigned_to(language: Language, text: &str) -> Option<String> {
        let file = SourceFile::parse("a", language, text.to_owned(), false);
        let at = text.find("make()")?;
        assigned(&file, file.node_at(at..at + "make()".len())?).map(str::to_owned)
    }

    #[test]
    fn the_name_a_value_is_assigned_to_is_the_nearest_one() {
        let cases = [
            ("app = make()", Some("app")),
            ("outer = inner = make()", Some("inner")),
            ("app: App = make()", Some("app")),
            ("self.app = make()", Some("self.app")),
            ("app = (\n    make()\n)", Some("app")),
            ("app = make() if quick else slow()", Some("app")),
            ("app = slow() if quick else make()", Some("app")),
            ("if (app := make()): pass", Some("app")),
            ("return make()", None),
            ("app = wrap(make())", None),
            ("app = make().build()", None),
            ("app = 1 if make() else 2", None),
            ("a, b = make()", None),
            ("apps['x'] = make()", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(assigned_to(Language::Python, text).as_deref(), wanted, "{text}");
        }
        let cases = [("const app = await make();", Some("app")), ("this.app = make();", Some("this.app"))];
        for (text, wanted) in cases {
            assert_eq!(assigned_to(Language::JavaScript, text).as_deref(), wanted, "{text}");
        }
    }
}
