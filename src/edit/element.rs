//! Ensures elements of a collection literal: lists, sets, tuples, dictionaries, arrays, and the
//! literal inside `frozenset(…)`, `new Set(…)` and their like.

use std::ops::Range;

use tree_sitter::Node;

use super::list::{List, NewItem};
use super::syntax::{children, outermost, parts, path_to, string_content, tokens, unsupported};
use super::{EditResult, Edited, TextEdit};
use crate::lang::SourceFile;

/// An element to ensure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// The element as code: `"email"`, `x.y()`, `"key": 1`.
    pub code: String,
    /// What makes two elements the same: the content of a string literal, the key of an entry, or
    /// the code itself.
    pub identity: String,
    /// A comment for the element's line, without the comment sign.
    pub comment: Option<String>,
}

/// Ensures that the collection at `collection` holds `elements`. Sorted string literals stay sorted;
/// otherwise new elements go last.
///
/// # Errors
/// [`super::EditError::Unsupported`] for anything but a literal.
pub fn element(file: &SourceFile, collection: Range<usize>, elements: &[Element]) -> EditResult {
    let path = path_to(file, &collection)?;
    let node = path[outermost(&path, &collection)];
    let (literal, empty) = match find_literal(file, node) {
        Found::Literal(literal) => (literal, None),
        Found::EmptyCall(arguments, brackets) => (arguments, Some(brackets)),
        Found::Nothing => {
            return unsupported(format!("line {} holds no collection literal", file.line_of(collection.start)));
        }
    };
    let there: Vec<Node<'_>> = if empty.is_some() { Vec::new() } else { parts(literal) };
    let known: Vec<String> = there.iter().map(|node| identity_of(file, *node)).collect();
    let mut missing: Vec<&Element> = Vec::new();
    for wanted in elements {
        let held = known.contains(&wanted.identity) || missing.iter().any(|other| other.identity == wanted.identity);
        if !held {
            missing.push(wanted);
        }
    }
    if missing.is_empty() {
        return Ok(Edited::Holds);
    }
    if let Some((open, close)) = empty {
        return into_empty_call(file, literal, &missing, open, close);
    }
    let order = order_of(file, &there);
    let mut items: Vec<NewItem> = missing
        .iter()
        .map(|wanted| {
            let at = order.and_then(|key| known.iter().position(|other| key(other) > key(&wanted.identity)));
            NewItem { comment: wanted.comment.clone(), ..NewItem::plain(at.unwrap_or(there.len()), &wanted.code) }
        })
        .collect();
    if let Some(key) = order {
        let mut pairs: Vec<(NewItem, String)> =
            items.into_iter().zip(missing.iter().map(|wanted| key(&wanted.identity))).collect();
        pairs.sort_by(|a, b| (a.0.at, &a.1).cmp(&(b.0.at, &b.1)));
        items = pairs.into_iter().map(|(item, _)| item).collect();
    }
    let Some(list) = List::of(file, literal) else { return unsupported("the literal has no closing bracket") };
    let mut edits = list.add(&items);
    if literal.kind() == "tuple" && there.is_empty() && items.len() == 1 {
        // `(a)` is no tuple.
        for edit in &mut edits {
            if !edit.text.trim_end().ends_with(',') {
                edit.text.push(',');
            }
        }
    }
    Ok(Edited::Edits(edits))
}

enum Found<'t> {
    Literal(Node<'t>),
    /// A call without arguments, and the brackets its argument needs.
    EmptyCall(Node<'t>, (&'static str, &'static str)),
    Nothing,
}

/// Looks through calls, type assertions and parentheses for the literal.
fn find_literal<'t>(file: &SourceFile, node: Node<'t>) -> Found<'t> {
    let mut node = node;
    loop {
        match node.kind() {
            "list" | "set" | "tuple" | "dictionary" | "array" | "object" => return Found::Literal(node),
            "as_expression" | "satisfies_expression" | "parenthesized_expression" | "argument_list" | "arguments" => {
                match parts(node).first() {
                    Some(first) => node = *first,
                    None => return Found::Nothing,
                }
            }
            "call" | "call_expression" | "new_expression" => {
                let Some(arguments) = node.child_by_field_name("arguments") else { return Found::Nothing };
                let callee = node.child_by_field_name("function").or_else(|| node.child_by_field_name("constructor"));
                let callee = callee.map_or("", |callee| file.text_of(callee));
                if !parts(arguments).is_empty() {
                    node = arguments;
                    continue;
                }
                let brackets = match callee {
                    "set" | "frozenset" => ("{", "}"),
                    "list" | "Set" => ("[", "]"),
                    _ => return Found::Nothing,
                };
                // `set()` and `list()` become literals, the others get one as their argument.
                let target = if matches!(callee, "set" | "list") { node } else { arguments };
                return Found::EmptyCall(target, brackets);
            }
            _ => return Found::Nothing,
        }
    }
}

/// `set()` → `{…}`, `frozenset()` → `frozenset({…})`, one element per line where the line gets too long.
fn into_empty_call(file: &SourceFile, node: Node<'_>, missing: &[&Element], open: &str, close: &str) -> EditResult {
    let (left, right) =
        if children(node).first().is_some_and(|child| child.kind() == "(") { ("(", ")") } else { ("", "") };
    let literal = format!("{left}{open}{close}{right}");
    let text = format!("{}{literal}{}", &file.text[..node.start_byte()], &file.text[node.end_byte()..]);
    let start = node.start_byte() + left.len();
    // The elements are laid out in the file as it would look with an empty literal.
    let draft = SourceFile::parse(&file.path, file.language, text, file.bom);
    let inner = start + open.len()..start + open.len();
    let Some(list) = List::between(&draft, inner, &[], &[]) else { return unsupported("the call is not closed") };
    let mut sorted: Vec<&&Element> = missing.iter().collect();
    sorted.sort_by(|a, b| a.identity.cmp(&b.identity));
    let items: Vec<NewItem> = sorted
        .iter()
        .map(|wanted| NewItem { comment: wanted.comment.clone(), ..NewItem::plain(0, &wanted.code) })
        .collect();
    let content: String = list.add(&items).into_iter().map(|edit| edit.text).collect();
    Ok(Edited::Edits(vec![TextEdit::replace(node.byte_range(), format!("{left}{open}{content}{close}{right}"))]))
}

/// What an element is known by: a string's content, an entry's key, else its tokens.
fn identity_of(file: &SourceFile, node: Node<'_>) -> String {
    let key = node.child_by_field_name("key").unwrap_or(node);
    let text = file.text_of(key);
    if key.kind() == "string"
        && let Some(content) = string_content(text)
    {
        return content.to_owned();
    }
    match key.kind() {
        "identifier" | "property_identifier" | "shorthand_property_identifier" => text.to_owned(),
        // Spaces between tokens only where words meet, as people write an identity.
        _ => tokens(&file.text, key).concat(),
    }
}

/// The order the string elements are in, if they are.
fn order_of(file: &SourceFile, there: &[Node<'_>]) -> Option<fn(&String) -> String> {
    let strings =
        there.len() > 1 && there.iter().all(|node| node.child_by_field_name("key").unwrap_or(*node).kind() == "string");
    let names: Vec<String> = there.iter().map(|node| identity_of(file, *node)).collect();
    let orders: [fn(&String) -> String; 2] = [|name| name.clone(), |name| name.to_lowercase()];
    orders.into_iter().find(|key| strings && names.windows(2).all(|pair| key(&pair[0]) <= key(&pair[1])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::testing::comes_to;
    use crate::lang::Language;

    fn strings(names: &str, quote: char) -> Vec<Element> {
        let element = |name: &str| {
            let (name, comment) = name.split_once('#').map_or((name, None), |(name, comment)| (name, Some(comment)));
            let comment = comment.map(str::to_owned);
            Element { code: format!("{quote}{name}{quote}"), identity: name.to_owned(), comment }
        };
        names.split(' ').map(element).collect()
    }

    /// Adds to what stands behind the first `= `, up to the end of its node.
    fn run(path: &str, text: &str, elements: &[Element]) -> String {
        let ensure = |text: &str| {
            let file = SourceFile::parse(path, Language::of_path(path), text.to_owned(), false);
            assert!(file.errors().is_empty(), "{text}");
            let start = text.find("= ").expect("assignment") + 2;
            let mut node = file.node_at(start..start + 1).expect("node");
            while let Some(parent) = node.parent().filter(|parent| parent.start_byte() == start) {
                node = parent;
            }
            element(&file, node.byte_range(), elements)
        };
        comes_to(text, ensure)
    }

    #[test]
    fn python_collections_take_elements_in_their_own_style() {
        let table = [
            ("a = [\"x\"]\n", "b", "a = [\"x\", \"b\"]\n"),
            ("a = {\"a\", \"c\"}\n", "b d", "a = {\"a\", \"b\", \"c\", \"d\"}\n"),
            ("a = (\"x\",)\n", "b", "a = (\"x\", \"b\")\n"),
            ("a = ()\n", "b", "a = (\"b\",)\n"),
            ("a = []\n", "b c", "a = [\"b\", \"c\"]\n"),
            ("a = set()\n", "c b", "a = {\"b\", \"c\"}\n"),
            ("a = frozenset()\n", "c b", "a = frozenset({\"b\", \"c\"})\n"),
            ("a = frozenset({\"a\"})\n", "b", "a = frozenset({\"a\", \"b\"})\n"),
            (
                "a = {\n    \"a\",\n    # see c\n    \"c\",  # third\n}\n",
                "b d#why",
                "a = {\n    \"a\",\n    \"b\",\n    # see c\n    \"c\",  # third\n    \"d\",  # why\n}\n",
            ),
            (
                "a = [\r\n\t\"a\",\r\n\t\"c\"\r\n]\r\n",
                "b d",
                "a = [\r\n\t\"a\",\r\n\t\"b\",\r\n\t\"c\",\r\n\t\"d\"\r\n]\r\n",
            ),
            (
                "a = [\n    \"z\",\n    \"a\",\n    # last\n]\n",
                "b",
                "a = [\n    \"z\",\n    \"a\",\n    # last\n    \"b\",\n]\n",
            ),
            ("a = [\n    # none yet\n]\n", "b", "a = [\n    # none yet\n    \"b\",\n]\n"),
            ("a = [\"x\", \"y\",\n     \"z\"]\n", "zz", "a = [\"x\", \"y\",\n     \"z\",\n     \"zz\"]\n"),
            ("a = ['b']\n", "b", "holds"),
            ("a = f()\n", "b", "line 1 holds no collection literal"),
            ("a = [x for x in y]\n", "b", "line 1 holds no collection literal"),
            (
                "a = [\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \"ccccccccccccccccccccccccccccccccccccccccc\"]\n",
                "bbbbbbbbbbbbb",
                "a = [\n    \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\n    \"bbbbbbbbbbbbb\",\n    \"ccccccccccccccccccccccccccccccccccccccccc\",\n]\n",
            ),
        ];
        for (before, names, after) in table {
            assert_eq!(run("a.py", before, &strings(names, '"')), after);
        }
    }

    #[test]
    fn entries_are_known_by_their_key() {
        let entry = [Element { code: "\"b\": 2".to_owned(), identity: "b".to_owned(), comment: None }];
        let table = [
            ("a.py", "a = {\"a\": 1, \"c\": 3}\n", "a = {\"a\": 1, \"b\": 2, \"c\": 3}\n"),
            ("a.py", "a = {\"b\": 9}\n", "holds"),
            ("a.py", "a = {**x}\n", "a = {**x, \"b\": 2}\n"),
            (
                "a.py",
                "a = {\n  'c': 1,\n  'a': {\n    'x': 1,\n  },\n}\n",
                "a = {\n  'c': 1,\n  'a': {\n    'x': 1,\n  },\n  'b': 2,\n}\n",
            ),
            ("a.js", "a = {b: 9}\n", "holds"),
        ];
        for (path, before, after) in table {
            assert_eq!(run(path, before, &entry), after);
        }
    }

    #[test]
    fn ecmascript_collections_take_elements_in_their_own_style() {
        let table = [
            ("a = ['x']\n", "b", "a = ['x', 'b']\n"),
            ("a = new Set(['x'])\n", "b", "a = new Set(['x', 'b'])\n"),
            ("a = new Set();\n", "b", "a = new Set(['b']);\n"),
            ("a = ['x'] as const;\n", "b", "a = ['x', 'b'] as const;\n"),
            ("a = [\n  'x',\n  <b />,\n];\n", "b#why", "a = [\n  'x',\n  <b />,\n  'b', // why\n];\n"),
            ("a = [\n  'x',\n  'y'\n];\n", "z", "a = [\n  'x',\n  'y',\n  'z'\n];\n"),
        ];
        for (before, names, after) in table {
            assert_eq!(run("a.tsx", before, &strings(names, '\'')), after);
        }
    }

    #[test]
    fn other_expressions_are_known_by_their_code() {
        let call = [Element { code: "b(1, x)".to_owned(), identity: "b(1,x)".to_owned(), comment: None }];
        assert_eq!(run("a.py", "a = [c()]\n", &call), "a = [c(), b(1, x)]\n");
        assert_eq!(run("a.py", "a = [b( 1,\n x,)]\n", &call), "holds");
    }
}
