//! Wraps an expression in a call.

use std::ops::Range;

use tree_sitter::Node;

use super::import::local_name;
use super::syntax::{layout_inline, path_to, shift, tokens, walk};
use super::{EditError, EditResult, Edited, TextEdit};
use crate::lang::SourceFile;

/// Ensures that the expression at `range` is wrapped: `before` is the text up to it (`wrap(`,
/// `await outer.wrap(a, `), `after` the text behind it (`)`, `, { b: 1 })`).
///
/// Holds where a call of the function named in `before` is already around the expression at any
/// depth, or part of it: `other(wrap(x))` is wrapped. A multi-line expression followed by further
/// arguments gets one line per argument, as formatters lay it out.
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
    let style = file.style();
    let indent = file.indent_at(range.start);
    let lay = |code: &str| layout_inline(file.language, &style, code, indent);
    let expression = &file.text[range.clone()];
    let further = after.strip_suffix(')').and_then(|rest| rest.trim_start().strip_prefix(',')).map(str::trim);
    let further = further.filter(|rest| !rest.is_empty() && expression.contains('\n') && before.ends_with('('));
    let Some(further) = further else {
        return Ok(Edited::Edits(vec![
            TextEdit::insert(range.start, lay(before)),
            TextEdit::insert(range.end, lay(after)),
        ]));
    };
    // One line per argument; the expression moves in by one level.
    let inner = format!("{indent}{}", style.indent.unit());
    let (newline, comma) = (style.newline, if style.trailing_comma { "," } else { "" });
    let moved = shift(file.language, expression, indent, &inner);
    let further = layout_inline(file.language, &style, further.trim_end_matches(','), &inner);
    let before = lay(before);
    let text = format!("{before}{newline}{inner}{moved},{newline}{inner}{further}{comma}{newline}{indent})");
    Ok(Edited::Edits(vec![TextEdit::replace(range, text)]))
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
    let mut names = vec![callee.to_owned()];
    let last = callee.rsplit('.').next().unwrap_or(callee);
    for (module, name) in super::import::imported(file) {
        if name == last {
            names.extend(local_name(file, &module, Some(last)));
            names.push(last.to_owned());
        }
        // A namespace import reaches the same function: `ns.wrap`.
        if let Some(qualified) = local_name(file, &module, Some(last)).filter(|local| local.contains('.')) {
            names.push(qualified);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::splice;
    use crate::lang::Language;

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
        ];
        for (before, needle, after, expected) in table {
            assert_eq!(run("a.ts", before, needle, after), expected);
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
