//! Ensures a keyword argument of a Python call, or a property of an ECMAScript call's options object.

use std::ops::Range;

use tree_sitter::Node;

use super::list::{List, NewItem};
use super::object::key_of;
use super::syntax::{code_of_tail, line_limit, outermost, parts, path_to, unsupported, width};
use super::{EditError, EditResult, Edited, TextEdit};
use crate::lang::{Language, SourceFile};

/// The form an argument takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentStyle {
    /// Python: `name=value`.
    Keyword,
    /// ECMAScript: a property of the object literal that is the argument at this position, counted
    /// from 0. The literal is added where the call has just fewer arguments.
    Property(usize),
}

/// Ensures that the call at `call` passes `name` with `value`. A value that is already passed is
/// never changed: the argument holds whatever its value.
///
/// `call` may also be the options object itself, where it stands in a variable.
///
/// A value that is a spread of a literal with the property stands for the property under a condition.
/// In an object with a spread, the property goes before the first spread, so that whatever the spread
/// object holds still wins. Python has no such order, so a call with `**settings` is left alone.
///
/// # Errors
/// [`EditError::Unsupported`] where the arguments cannot be known or extended.
pub fn argument(file: &SourceFile, call: Range<usize>, name: &str, value: &str, style: ArgumentStyle) -> EditResult {
    arguments(file, call, &[(name, value)], style)
}

/// Ensures several arguments of one call, `(name, value)` each, laid out together: see [`argument`].
///
/// # Errors
/// [`EditError::Unsupported`] where the arguments cannot be known or extended.
/// Of a JSX element the arguments are its attributes.
pub fn arguments(file: &SourceFile, call: Range<usize>, wanted: &[(&str, &str)], style: ArgumentStyle) -> EditResult {
    let path = path_to(file, &call)?;
    let captured = path[outermost(&path, &call)];
    if captured.kind() == "object" && matches!(style, ArgumentStyle::Property(_)) {
        return into_object(file, captured, wanted);
    }
    if matches!(captured.kind(), "jsx_opening_element" | "jsx_self_closing_element") {
        return attributes(file, captured, wanted);
    }
    let is_call = |node: &Node<'_>| matches!(node.kind(), "call" | "call_expression" | "new_expression");
    // The captured node is the call, or a part of it such as its callee.
    let exact = path[outermost(&path, &call)..].iter().find(|node| is_call(node));
    let Some(node) = exact.or_else(|| path.iter().rfind(|node| is_call(node))) else {
        return unsupported(format!("line {} holds no call", file.line_of(call.start)));
    };
    let arguments = node.child_by_field_name("arguments");
    let Some(arguments) = arguments.filter(|node| matches!(node.kind(), "argument_list" | "arguments")) else {
        return unsupported(format!("the call on line {} takes no argument list", file.line_of(node.start_byte())));
    };
    match style {
        ArgumentStyle::Keyword if file.language == Language::Python => keywords(file, arguments, wanted),
        ArgumentStyle::Property(index) if file.language.is_ecmascript() => properties(file, arguments, index, wanted),
        _ => Err(EditError::Rule("keyword arguments are Python, properties ECMAScript".to_owned())),
    }
}

fn keywords(file: &SourceFile, arguments: Node<'_>, wanted: &[(&str, &str)]) -> EditResult {
    let there = parts(arguments);
    let passes = |node: &Node<'_>, name: &str| {
        node.kind() == "keyword_argument"
            && node.child_by_field_name("name").is_some_and(|key| file.text_of(key) == name)
    };
    let missing: Vec<&(&str, &str)> =
        wanted.iter().filter(|(name, _)| !there.iter().any(|node| passes(node, name))).collect();
    let Some((name, _)) = missing.first() else { return Ok(Edited::Holds) };
    if let Some(splat) = there.iter().find(|node| node.kind() == "dictionary_splat") {
        return unsupported(format!(
            "the call on line {} passes {}, which may already hold `{name}`",
            file.line_of(arguments.start_byte()),
            one_line(file.text_of(*splat)),
        ));
    }
    let Some(mut list) = List::of(file, arguments) else { return unsupported("the call is not closed") };
    list.joins = true;
    let items: Vec<NewItem> =
        missing.iter().map(|(name, value)| NewItem::plain(there.len(), format!("{name}={value}"))).collect();
    Ok(Edited::Edits(list.add(&items)))
}

fn properties(file: &SourceFile, arguments: Node<'_>, index: usize, wanted: &[(&str, &str)]) -> EditResult {
    let there = parts(arguments);
    let line = file.line_of(arguments.start_byte());
    if let Some(spread) = there.iter().take(index + 1).find(|node| node.kind() == "spread_element") {
        return unsupported(format!("the call on line {line} passes {}", one_line(file.text_of(*spread))));
    }
    let Some(argument) = there.get(index) else {
        if there.len() < index {
            return unsupported(format!("the call on line {line} has only {} arguments", there.len()));
        }
        let Some(list) = List::of(file, arguments) else { return unsupported("the call is not closed") };
        let entries: Vec<String> = wanted.iter().map(|wanted| entry(file, wanted)).collect();
        let object = if entries.iter().any(|entry| entry.contains('\n')) {
            let indented = |entry: &String| entry.lines().map(|line| format!("    {line}\n")).collect::<String>();
            let lines: String =
                entries.iter().map(|entry| format!("{},\n", indented(entry).trim_end_matches('\n'))).collect();
            format!("{{\n{lines}}}")
        } else {
            format!("{{ {} }}", entries.join(", "))
        };
        return Ok(Edited::Edits(list.add(&[NewItem::plain(there.len(), object)])));
    };
    let mut object = *argument;
    while matches!(object.kind(), "as_expression" | "satisfies_expression" | "parenthesized_expression") {
        match parts(object).first() {
            Some(inner) => object = *inner,
            None => break,
        }
    }
    if object.kind() != "object" {
        return unsupported(format!(
            "the call on line {line} passes `{}` instead of an object literal",
            one_line(file.text_of(object))
        ));
    }
    into_object(file, object, wanted)
}

/// Adds to an object literal what it does not define.
fn into_object(file: &SourceFile, object: Node<'_>, wanted: &[(&str, &str)]) -> EditResult {
    let entries = parts(object);
    let defined = |name: &str| entries.iter().any(|node| defines(file, *node, name));
    let at = entries.iter().position(|node| node.kind() == "spread_element").unwrap_or(entries.len());
    let items: Vec<NewItem> = wanted
        .iter()
        .filter(|(name, _)| !defined(name))
        .map(|wanted| NewItem::plain(at, entry(file, wanted)))
        .collect();
    if items.is_empty() {
        return Ok(Edited::Holds);
    }
    let Some(list) = List::of(file, object) else { return unsupported("the object is not closed") };
    Ok(Edited::Edits(list.add(&items)))
}

/// Is this entry of an object literal the property, or the spread of a literal that has it? The latter
/// is a property under a condition: `...(stage ? { environment: stage } : {})`.
fn defines(file: &SourceFile, entry: Node<'_>, name: &str) -> bool {
    match entry.kind() {
        "spread_element" if file.text_of(entry) == name => true,
        "object" => parts(entry).into_iter().any(|entry| defines(file, entry, name)),
        "spread_element" | "parenthesized_expression" | "ternary_expression" | "binary_expression" => {
            parts(entry).into_iter().any(|part| defines(file, part, name))
        }
        _ => key_of(file, entry).as_deref() == Some(name),
    }
}

/// A property as code; `name` alone where its value is called the same, and a spread as it is.
fn entry(file: &SourceFile, (name, value): &(&str, &str)) -> String {
    if value.starts_with("...") {
        return (*value).to_owned();
    }
    if name == value { (*name).to_owned() } else { format!("{}: {value}", key(file, name)) }
}

/// Attributes of a JSX element, behind those it has.
fn attributes(file: &SourceFile, element: Node<'_>, wanted: &[(&str, &str)]) -> EditResult {
    let there: Vec<Node<'_>> = parts(element).into_iter().skip(1).collect();
    let name_of = |node: &Node<'_>| node.named_child(0).map_or("", |name| file.text_of(name));
    if let Some(spread) = there.iter().find(|node| node.kind() == "jsx_expression") {
        let spread = one_line(file.text_of(*spread));
        return unsupported(format!("the element on line {} passes {spread}", file.line_of(element.start_byte())));
    }
    let missing: Vec<String> = wanted
        .iter()
        .filter(|(name, _)| !there.iter().any(|node| node.kind() == "jsx_attribute" && name_of(node) == *name))
        .map(|(name, value)| format!("{name}={{{value}}}"))
        .collect();
    if missing.is_empty() {
        return Ok(Edited::Holds);
    }
    let last = there.last().or(parts(element).first().copied().as_ref()).map_or(element.end_byte(), Node::end_byte);
    let line = file.line_start(file.line_of(element.start_byte()));
    let one_line = file.line_of(element.start_byte()) == file.line_of(element.end_byte());
    let tail = code_of_tail(file, last);
    let joined = missing.join(" ");
    if one_line && width(&file.text[line..last]) + 1 + width(&joined) + width(tail) <= line_limit(file) {
        return Ok(Edited::Edits(vec![TextEdit::insert(last, format!(" {joined}"))]));
    }
    // One attribute a line, as formatters lay out an element that does not fit.
    let (style, outer) = (file.style(), file.indent_at(element.start_byte()));
    let inner = format!("{}{outer}{}", style.newline, style.indent.unit());
    if !one_line {
        let added: String = missing.iter().map(|attribute| format!("{inner}{attribute}")).collect();
        return Ok(Edited::Edits(vec![TextEdit::insert(last, added)]));
    }
    let first = parts(element).first().map_or(element.start_byte(), Node::end_byte);
    let old = there.iter().map(|node| file.text_of(*node).to_owned());
    let all: String = old.chain(missing).map(|attribute| format!("{inner}{attribute}")).collect();
    let close = if element.kind() == "jsx_self_closing_element" { "/>" } else { ">" };
    let text = format!("{all}{}{outer}{close}", style.newline);
    Ok(Edited::Edits(vec![TextEdit::replace(first..element.end_byte(), text)]))
}

/// A property name as code: quoted where it is no identifier.
fn key(file: &SourceFile, name: &str) -> String {
    let identifier = !name.starts_with(|c: char| c.is_ascii_digit())
        && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$');
    if identifier { name.to_owned() } else { file.style().quoted(name) }
}

/// The start of a piece of code, for a message.
fn one_line(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() > 40 { words.chars().take(39).chain(['…']).collect() } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::splice;
    use crate::edit::testing::comes_to;

    fn run(path: &str, text: &str, name: &str, value: &str, style: ArgumentStyle) -> String {
        let ensure = |text: &str| {
            let file = SourceFile::parse(path, Language::of_path(path), text.to_owned(), false);
            assert!(file.errors().is_empty(), "{text}");
            let start = text.find("go(").expect("call");
            argument(&file, start..start + 2, name, value, style)
        };
        comes_to(text, ensure)
    }

    #[test]
    fn several_arguments_are_laid_out_together() {
        let call = "go(dsn=os.environ[\"A_RATHER_LONG_NAME\"])\n";
        let file = SourceFile::parse("a.py", Language::Python, call.to_owned(), false);
        let wanted =
            [("environment", "os.environ.get(\"STAGE\")"), ("dsn", "None"), ("release", "os.environ.get(\"R\")")];
        let edits = arguments(&file, 0..2, &wanted, ArgumentStyle::Keyword).expect("a call").into_edits();
        assert_eq!(
            splice(call, &edits).expect("no overlap"),
            "go(\n    dsn=os.environ[\"A_RATHER_LONG_NAME\"],\n    environment=os.environ.get(\"STAGE\"),\n    release=os.environ.get(\"R\"),\n)\n"
        );
        let call = "go({ a: 1 });\n";
        let file = SourceFile::parse("a.ts", Language::TypeScript, call.to_owned(), false);
        let edits = arguments(&file, 0..2, &[("b", "2"), ("c", "c")], ArgumentStyle::Property(0)).expect("a call");
        assert_eq!(splice(call, &edits.into_edits()).expect("no overlap"), "go({ a: 1, b: 2, c });\n");
    }

    #[test]
    fn elements_take_attributes_the_way_prettier_lays_them_out() {
        let table = [
            ("x = <A>1</A>;\n", "x = <A ref={f}>1</A>;\n"),
            ("x = <A b={1} />;\n", "x = <A b={1} ref={f} />;\n"),
            ("x = <A ref={g} />;\n", "holds"),
            ("x = (\n  <A\n    b={1}\n  >\n  </A>\n);\n", "x = (\n  <A\n    b={1}\n    ref={f}\n  >\n  </A>\n);\n"),
            ("x = <A {...rest} />;\n", "the element on line 1 passes {...rest}"),
        ];
        for (before, after) in table {
            let file = SourceFile::parse("a.tsx", Language::Tsx, before.to_owned(), false);
            let start = before.find("<A").expect("element");
            let end = start + before[start..].find('>').expect("end") + 1;
            let got = match argument(&file, start..end, "ref", "f", ArgumentStyle::Property(0)) {
                Ok(Edited::Holds) => "holds".to_owned(),
                Ok(Edited::Edits(edits)) => splice(before, &edits).expect("no overlap"),
                Err(error) => error.to_string(),
            };
            assert_eq!(got, after);
        }
    }

    #[test]
    fn the_options_may_stand_in_a_variable() {
        let text = "const options = {\n  a: 1,\n};\ngo(x, options);\n";
        let file = SourceFile::parse("a.js", Language::JavaScript, text.to_owned(), false);
        let object = text.find('{').expect("object")..text.find("};").expect("end") + 1;
        let edits = argument(&file, object, "b", "2", ArgumentStyle::Property(1)).expect("an object").into_edits();
        let after = splice(text, &edits).expect("no overlap");
        assert_eq!(after, "const options = {\n  a: 1,\n  b: 2,\n};\ngo(x, options);\n");
    }

    #[test]
    fn python_calls_take_keywords_the_way_black_lays_them_out() {
        let long = "a".repeat(56);
        let table = [
            ("go()\n".to_owned(), "1", "go(k=1)\n".to_owned()),
            ("x = go(a, b=2)  # c\n".to_owned(), "1", "x = go(a, b=2, k=1)  # c\n".to_owned()),
            (
                "go(\n    a,\n    b=2,  # two\n)\n".to_owned(),
                "f(\n    1,\n)",
                "go(\n    a,\n    b=2,  # two\n    k=f(\n        1,\n    ),\n)\n".to_owned(),
            ),
            ("go(\n    a,\n    b=2\n)\n".to_owned(), "1", "go(\n    a,\n    b=2,\n    k=1\n)\n".to_owned()),
            (
                "def f():\r\n\tgo(\r\n\t\ta,\r\n\t)\r\n".to_owned(),
                "1",
                "def f():\r\n\tgo(\r\n\t\ta,\r\n\t\tk=1,\r\n\t)\r\n".to_owned(),
            ),
            ("go(a,\n   b=2)\n".to_owned(), "1", "go(a,\n   b=2,\n   k=1)\n".to_owned()),
            // Too long for its line: first the content on a line of its own, then one per line.
            (
                format!("x = go(\"{long}\", b=2)\n"),
                "\"01234567890123\"",
                format!("x = go(\n    \"{long}\", b=2, k=\"01234567890123\"\n)\n"),
            ),
            (
                format!("x = go(\"{long}\", b=\"0123456789\")\n"),
                "\"01234567890123\"",
                format!("x = go(\n    \"{long}\",\n    b=\"0123456789\",\n    k=\"01234567890123\",\n)\n"),
            ),
            (
                format!("x = go(\n    \"{long}\", b=\"0123456789\"\n)\n"),
                "\"01234567890123\"",
                format!("x = go(\n    \"{long}\",\n    b=\"0123456789\",\n    k=\"01234567890123\",\n)\n"),
            ),
            ("go(k=2)\n".to_owned(), "1", "holds".to_owned()),
            (
                "go(a, **settings)\n".to_owned(),
                "1",
                "the call on line 1 passes **settings, which may already hold `k`".to_owned(),
            ),
            ("go(x for x in y)\n".to_owned(), "1", "the call on line 1 takes no argument list".to_owned()),
        ];
        for (before, value, after) in table {
            assert_eq!(run("a.py", &before, "k", value, ArgumentStyle::Keyword), after);
        }
    }

    #[test]
    fn ecmascript_calls_take_properties_the_way_prettier_lays_them_out() {
        let table = [
            ("go(a);\n", 1, "1", "go(a, { k: 1 });\n"),
            ("go();\n", 0, "1", "go({ k: 1 });\n"),
            ("go({});\n", 0, "1", "go({ k: 1 });\n"),
            ("go(a, { b: 2 });\n", 1, "1", "go(a, { b: 2, k: 1 });\n"),
            (
                "go(a, {\n  b: 2,\n})\n",
                1,
                "() => {\n    x();\n}",
                "go(a, {\n  b: 2,\n  k: () => {\n    x();\n  },\n})\n",
            ),
            ("go(a, {\n  b: 2\n})\n", 1, "1", "go(a, {\n  b: 2,\n  k: 1\n})\n"),
            ("go(a, {\n\tb: 2,\n\t...rest,\n});\n", 1, "1", "go(a, {\n\tb: 2,\n\tk: 1,\n\t...rest,\n});\n"),
            ("go({ a });\n", 0, "...(x ? { k: x } : {})", "go({ a, ...(x ? { k: x } : {}) });\n"),
            ("go({ ...(x ? { k: x } : {}) });\n", 0, "1", "holds"),
            ("go({ ...(x && { k: x }) });\n", 0, "1", "holds"),
            ("go({ a: { k: 1 } });\n", 0, "1", "go({ a: { k: 1 }, k: 1 });\n"),
            ("go(a, { ...rest });\n", 1, "1", "go(a, { k: 1, ...rest });\n"),
            ("go(a, { k });\n", 1, "1", "holds"),
            ("go(a, { 'k': 2 });\n", 1, "1", "holds"),
            ("go(a, { k() {} });\n", 1, "1", "holds"),
            ("go(a, options);\n", 1, "1", "the call on line 1 passes `options` instead of an object literal"),
            ("go();\n", 1, "1", "the call on line 1 has only 0 arguments"),
            ("go(...all);\n", 1, "1", "the call on line 1 passes ...all"),
            (
                "go(a, { bbbbbbbbbbbbbbbbbbbbbbbbbb: 2, cccccccccccccccccccccccccc: 3, ddddddd: 4 });\n",
                1,
                "1",
                "go(a, {\n  bbbbbbbbbbbbbbbbbbbbbbbbbb: 2,\n  cccccccccccccccccccccccccc: 3,\n  ddddddd: 4,\n  k: 1,\n});\n",
            ),
            ("go({\n  a: 1,\n});\n", 1, "1", "go(\n  {\n    a: 1,\n  },\n  { k: 1 },\n);\n"),
            (
                "goooooooooooooooooooooooooo.go(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa);\n",
                1,
                "1",
                "goooooooooooooooooooooooooo.go(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, {\n  k: 1,\n});\n",
            ),
            ("go(a);\n", 1, "f({\n    x: 1,\n})", "go(a, {\n  k: f({\n    x: 1,\n  }),\n});\n"),
        ];
        for (before, index, value, after) in table {
            assert_eq!(run("a.tsx", before, "k", value, ArgumentStyle::Property(index)), after);
        }
    }
}
