//! Wraps an expression in a call.

use std::ops::Range;

use tree_sitter::Node;

use super::import::local_names;
use super::syntax::{
    children, code_of_tail, layout_inline, line_limit, outermost, parts, path_to, shift, tokens, walk, width,
};
use super::{EditError, EditResult, Edited, TextEdit};
use crate::lang::{Language, SourceFile};

/// Ensures that the expression at `range` is wrapped: `before` is the text up to it (`wrap(`,
/// `await outer.wrap(a, `), `after` the text behind it (`)`, `, { b: 1 })`).
///
/// Holds where a call of the function named in `before` is already around the expression at any
/// depth, or part of it: `other(wrap(x))` is wrapped. Where the call does not fit its line, its
/// arguments get lines of their own, as formatters lay them out. Of `export default function A() {}`
/// the declaration is what is wrapped, and the export moves behind it.
///
/// # Errors
/// [`EditError::Rule`] where `before` does not open a call.
pub fn wrap(file: &SourceFile, range: Range<usize>, before: &str, after: &str) -> EditResult {
    let Some(callee) = callee_of(before) else {
        return Err(EditError::Rule(format!("`{before}` does not open a call")));
    };
    let path = path_to(file, &range)?;
    let names = names_of(file, callee);
    let calls = |node: &Node<'_>| {
        let function =
            node.child_by_field_name("function").filter(|_| matches!(node.kind(), "call" | "call_expression"));
        function.is_some_and(|function| names.contains(&tokens(&file.text, function).concat()))
    };
    let mut wrapped = path.iter().any(calls);
    let top = path.last().copied();
    if let Some(node) = top {
        walk(node, |node| {
            wrapped |= range.start <= node.start_byte() && node.end_byte() <= range.end && calls(&node);
            !wrapped
        });
    }
    if wrapped {
        return Ok(Edited::Holds);
    }
    if let Some(edits) = exported(file, &path, &range, before, after) {
        return Ok(Edited::Edits(edits));
    }
    let style = file.style();
    let indent = file.indent_at(range.start);
    let lay = |code: &str| layout_inline(file.language, &style, code, indent);
    let expression = &file.text[range.clone()];
    // The arguments behind the expression; `None` where `after` does more than close the call.
    let further = match after.trim().strip_suffix(')').map(str::trim) {
        Some("") => Some(""),
        Some(rest) => rest.strip_prefix(',').map(|rest| rest.trim().trim_end_matches(',')),
        None => None,
    };
    let hugs = further == Some("") && file.language.is_ecmascript() && is_bracketed(&path, &range);
    let line = file.line_start(file.line_of(range.start));
    let rest = code_of_tail(file, range.end);
    let first = format!("{}{}{expression}{}{}", &file.text[line..range.start], lay(before), lay(after), rest);
    // Where other code follows on the line, breaking here would not be what a formatter does.
    let follows = rest.contains(|c: char| !matches!(c, ')' | ']' | '}' | ';' | ',' | ' '));
    // Formatters give two objects in a row lines of their own.
    let twins = further.is_some_and(|rest| rest.starts_with('{'))
        && file.language.is_ecmascript()
        && file.text[range.clone()].starts_with('{');
    let fits = follows || first.lines().next().is_none_or(|first| width(first) <= line_limit(file));
    if hugs
        && !fits
        && let Some((head, body)) = split_arrow(file, &path, &range)
    {
        let inner = format!("{indent}{}", style.indent.unit());
        let (newline, comma) = (style.newline, if style.trailing_argument { "," } else { "" });
        let text = format!("{}{head}{newline}{inner}{body}{comma}{newline}{indent})", lay(before));
        return Ok(Edited::Edits(vec![TextEdit::replace(range, text)]));
    }
    // A formatter joins brackets only with those of a literal: once it is wrapped, the call around it opens.
    if hugs
        && file.conventions.formatted
        && expression.contains('\n')
        && let Some(call) = only_argument(&path, &range)
    {
        let inner = format!("{indent}{}", style.indent.unit());
        let (newline, comma) = (style.newline, if style.trailing_argument { "," } else { "" });
        let moved = shift(file.language, expression, indent, &inner);
        let text = format!("{newline}{inner}{}{moved}{}{comma}{newline}{indent}", lay(before), lay(after));
        return Ok(Edited::Edits(vec![TextEdit::replace(call, text)]));
    }
    let further = match further {
        Some(further) if before.ends_with('(') && !hugs && (expression.contains('\n') || twins || !fits) => further,
        _ => {
            return Ok(Edited::Edits(vec![
                TextEdit::insert(range.start, lay(before) + if before.ends_with(' ') { " " } else { "" }),
                TextEdit::insert(range.end, format!("{}{}", lay(after), semicolon(file, &path, &range))),
            ]));
        }
    };
    // The expression moves to lines of its own, in by one level.
    let inner = format!("{indent}{}", style.indent.unit());
    let mut arguments = vec![shift(file.language, expression, indent, &inner)];
    for argument in arguments_of(file.language, further) {
        arguments.push(layout_inline(file.language, &style, &argument, &inner));
    }
    let newline = style.newline;
    let joined = arguments.join(", ");
    let python = file.language == Language::Python;
    let joins = python
        && (arguments.len() == 1 || (!joined.contains('\n') && width(&inner) + width(&joined) <= line_limit(file)));
    let arguments = if joins { joined } else { arguments.join(&format!(",{newline}{inner}")) };
    let comma = if style.trailing_argument && !joins { "," } else { "" };
    let text = format!("{}{newline}{inner}{arguments}{comma}{newline}{indent})", lay(before));
    Ok(Edited::Edits(vec![TextEdit::replace(range, text)]))
}

/// A declaration is no expression: `export default function A() {}` is exported on its own, behind
/// itself, as the call of its name.
fn exported(
    file: &SourceFile,
    path: &[Node<'_>],
    range: &Range<usize>,
    before: &str,
    after: &str,
) -> Option<Vec<TextEdit>> {
    let at = outermost(path, range);
    let declaration = *path.get(at)?;
    let kinds = ["function_declaration", "generator_function_declaration", "class_declaration"];
    let export = path.get(at.checked_sub(1)?).filter(|node| node.kind() == "export_statement")?;
    let name = declaration.child_by_field_name("name").filter(|_| kinds.contains(&declaration.kind()))?;
    let keywords = children(*export);
    let keyword = keywords.iter().find(|child| child.kind() == "export")?;
    keywords.iter().find(|child| child.kind() == "default")?;
    let style = file.style();
    let end = if style.semicolons { ";" } else { "" };
    let call = layout_inline(file.language, &style, &format!("{before}{}{after}", file.text_of(name)), "");
    let newline = style.newline;
    Some(vec![
        TextEdit::replace(keyword.start_byte()..declaration.start_byte(), ""),
        TextEdit::insert(declaration.end_byte(), format!("{newline}{newline}export default {call}{end}")),
    ])
}

/// `export default function () {}` ends without a semicolon, and as a call with one.
fn semicolon(file: &SourceFile, path: &[Node<'_>], range: &Range<usize>) -> &'static str {
    let at = outermost(path, range);
    let nameless = path.get(at).is_some_and(|node| matches!(node.kind(), "function_expression" | "class"));
    let exported = at.checked_sub(1).is_some_and(|at| path[at].kind() == "export_statement");
    let there = file.text[range.end..].trim_start().starts_with(';');
    if nameless && exported && !there && file.style().semicolons { ";" } else { "" }
}

/// The single arguments of a piece of an argument list.
fn arguments_of(language: Language, code: &str) -> Vec<String> {
    let call = SourceFile::parse("", language, format!("f({code})"), false);
    let list = call.node_at(1..call.text.len()).filter(|node| matches!(node.kind(), "arguments" | "argument_list"));
    match list {
        Some(list) => parts(list).iter().map(|node| call.text_of(*node).to_owned()).collect(),
        None if code.is_empty() => Vec::new(),
        None => vec![code.to_owned()],
    }
}

/// Is the expression an object, array or function, whose brackets formatters join with the call's?
fn is_bracketed(path: &[Node<'_>], range: &Range<usize>) -> bool {
    let Some(mut node) = path.get(outermost(path, range)).copied() else { return false };
    while matches!(node.kind(), "as_expression" | "satisfies_expression") {
        match node.named_child(0) {
            Some(inner) => node = inner,
            None => break,
        }
    }
    matches!(node.kind(), "object" | "array" | "arrow_function" | "function_expression" | "template_string")
}

/// What stands between the brackets of a call whose only argument this is.
fn only_argument(path: &[Node<'_>], range: &Range<usize>) -> Option<Range<usize>> {
    let at = outermost(path, range);
    let list = path.get(at.checked_sub(1)?).filter(|node| node.kind() == "arguments")?;
    (parts(*list).len() == 1).then(|| list.start_byte() + 1..list.end_byte() - 1)
}

/// An arrow function of one line, cut where formatters break it: `(a) =>` and what it returns, without the brackets
/// around a choice.
fn split_arrow<'f>(file: &'f SourceFile, path: &[Node<'_>], range: &Range<usize>) -> Option<(&'f str, &'f str)> {
    let arrow = path.get(outermost(path, range)).filter(|node| node.kind() == "arrow_function")?;
    let mut body = arrow.child_by_field_name("body").filter(|_| !file.text_of(*arrow).contains('\n'))?;
    let head = file.text[range.start..body.start_byte()].trim_end();
    if body.kind() == "parenthesized_expression" {
        body = body.named_child(0).filter(|inner| inner.kind() == "ternary_expression")?;
    }
    (body.kind() != "statement_block").then(|| (head, file.text_of(body)))
}

/// The function a piece of code calls with its first bracket that stays open: `a.wrap` of `await a.wrap(x, `.
fn callee_of(before: &str) -> Option<&str> {
    let open = before.find('(')?;
    let head = before[..open].trim_end();
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.');
    let start = head.rfind(|c| !is_part(c)).map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
    let callee = &head[start..];
    (!callee.is_empty()).then_some(callee)
}

/// The callee under every name the file's imports give it.
fn names_of(file: &SourceFile, callee: &str) -> Vec<String> {
    let last = callee.rsplit('.').next().unwrap_or(callee);
    let mut names = local_names(file, last);
    names.push(callee.to_owned());
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::splice;

    fn run(path: &str, text: &str, needle: &str, after: &str) -> String {
        let file = SourceFile::parse(path, Language::of_path(path), text.to_owned(), false);
        let start = text.rfind(needle).expect("needle");
        match wrap(&file, start..start + needle.len(), "wrap(", after) {
            Ok(Edited::Holds) => "holds".to_owned(),
            Err(error) => error.to_string(),
            Ok(Edited::Edits(edits)) => {
                let result = splice(text, &edits).expect("no overlap");
                let again = SourceFile::parse(path, file.language, result.clone(), false);
                assert!(again.errors().is_empty(), "{result}");
                // The wrapped expression holds, seen from outside and from inside.
                let start = result.rfind("wrap(").expect("wrapped");
                assert_eq!(wrap(&again, start..start + 5, "wrap(", after), Ok(Edited::Holds));
                result
            }
        }
    }

    #[test]
    fn an_expression_is_wrapped_once_in_the_layout_of_formatters() {
        let table = [
            ("export default config;\n", "config", ")", "export default wrap(config);\n"),
            (
                "export default config;\r\n",
                "config",
                ", {\n    a: 1,\n})",
                "export default wrap(config, {\r\n  a: 1,\r\n});\r\n",
            ),
            ("module.exports = {\n  a: 1,\n};\n", "{\n  a: 1,\n}", ")", "module.exports = wrap({\n  a: 1,\n});\n"),
            (
                "module.exports = {\n  a: `\n  x`,\n}\n",
                "{\n  a: `\n  x`,\n}",
                ", {\n    b: 2,\n})",
                "module.exports = wrap(\n  {\n    a: `\n  x`,\n  },\n  {\n    b: 2,\n  },\n)\n",
            ),
            (
                "export default { a: 1 } satisfies C;\n",
                "{ a: 1 } satisfies C",
                ")",
                "export default wrap({ a: 1 } satisfies C);\n",
            ),
            (
                "go({\n  beforeCrumb: (crumb) => (crumb.category === 'user interface' ? null : crumb),\n});\n",
                "(crumb) => (crumb.category === 'user interface' ? null : crumb)",
                ")",
                "go({\n  beforeCrumb: wrap((crumb) =>\n    crumb.category === 'user interface' ? null : crumb,\n  ),\n});\n",
            ),
        ];
        for (before, needle, after, expected) in table {
            assert_eq!(run("a.ts", before, needle, after), expected);
        }
    }

    #[test]
    fn a_declaration_that_is_exported_is_exported_behind_itself() {
        let table = [
            (
                "export default function A() {\n  return 1;\n}\n",
                "function A() {\n  return 1;\n}",
                "function A() {\n  return 1;\n}\n\nexport default wrap(A);\n",
            ),
            (
                "import x from 'x'\r\nexport default class A {}",
                "class A {}",
                "import x from 'x'\r\nclass A {}\r\n\r\nexport default wrap(A)",
            ),
            ("export default function () {}\n", "function () {}", "export default wrap(function () {});\n"),
        ];
        for (before, needle, expected) in table {
            assert_eq!(run("a.tsx", before, needle, ")"), expected);
        }
    }

    #[test]
    fn python_calls_break_the_way_black_breaks_them() {
        let long = "a".repeat(80);
        let table = [
            ("x = f(1)\n".to_owned(), "f(1)", ")", "x = wrap(f(1))\n".to_owned()),
            (
                "x = f(\n    1,\n)\n".to_owned(),
                "f(\n    1,\n)",
                ")",
                "x = wrap(\n    f(\n        1,\n    )\n)\n".to_owned(),
            ),
            (format!("x = {long}\n"), long.as_str(), ", b)", format!("x = wrap(\n    {long}, b\n)\n")),
            (
                format!("x = {long}\n"),
                long.as_str(),
                ", b=1, c=2)",
                format!("x = wrap(\n    {long},\n    b=1,\n    c=2,\n)\n"),
            ),
        ];
        for (before, needle, after, expected) in table {
            assert_eq!(run("a.py", &before, needle, after), expected);
        }
    }

    #[test]
    fn what_is_wrapped_at_any_depth_or_under_another_name_holds() {
        let table = [
            ("export default wrap(config);\n", "config"),
            ("export default other(wrap(config, {}));\n", "other(wrap(config, {}))"),
            ("export default wrap(other(config));\n", "config"),
            ("import { wrap as w } from \"m\";\nexport default w(config);\n", "config"),
            ("import * as ns from \"m\";\nexport default ns.wrap(config);\n", "config"),
            ("const { wrap: w } = require(\"m\");\nmodule.exports = w(config);\n", "config"),
        ];
        for (before, needle) in table {
            assert_eq!(run("a.ts", before, needle, ")"), "holds", "{before}");
        }
    }

    #[test]
    fn a_text_that_opens_no_call_is_the_rules_mistake() {
        let file = SourceFile::parse("a.ts", Language::TypeScript, "a;\n".to_owned(), false);
        assert!(matches!(wrap(&file, 0..1, "x", ")"), Err(EditError::Rule(_))));
        assert_eq!(callee_of("await a.b(c, "), Some("a.b"));
    }
}
