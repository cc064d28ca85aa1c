//! Children of JSX elements.

use tree_sitter::Node;

use super::{EditResult, Edited, TextEdit};
use crate::edit::syntax::{layout, tokens, unsupported, walk};
use crate::lang::SourceFile;

/// Ensures that `code`, an element, is a child of `element`; a new one comes first. Where the children share
/// the line of the element, each gets a line of its own, as formatters lay them out.
pub(super) fn first_child(file: &SourceFile, element: Node<'_>, code: &str) -> EditResult {
    let (Some(open), Some(close)) = (element.child_by_field_name("open_tag"), element.child_by_field_name("close_tag"))
    else {
        return unsupported(format!("the element on line {} has no children", file.line_of(element.start_byte())));
    };
    let wanted = tokens_of(file, code);
    let mut there = false;
    walk(element, |node| {
        there |= matches!(node.kind(), "jsx_element" | "jsx_self_closing_element")
            && node != element
            && tokens(&file.text, node) == wanted;
        !there
    });
    if there {
        return Ok(Edited::Holds);
    }
    let style = file.style();
    let outer = file.indent_at(element.start_byte());
    let inner = format!("{outer}{}", style.indent.unit());
    let child = format!("{}{}", style.newline, layout(file.language, &style, code, &inner));
    let children = open.end_byte()..close.start_byte();
    let content = &file.text[children.clone()];
    if content.contains('\n') || content.is_empty() {
        let end = if content.is_empty() { format!("{}{outer}", style.newline) } else { String::new() };
        return Ok(Edited::Edits(vec![TextEdit::insert(children.start, child + &end)]));
    }
    // On one line, blanks at the ends are text that shows.
    if content.trim() != content {
        return unsupported(format!("the text of line {} would move", file.line_of(element.start_byte())));
    }
    Ok(Edited::Edits(vec![
        TextEdit::insert(children.start, format!("{child}{}{inner}", style.newline)),
        TextEdit::insert(children.end, format!("{}{outer}", style.newline)),
    ]))
}

/// The tokens of a piece of JSX on its own.
fn tokens_of(file: &SourceFile, code: &str) -> Vec<String> {
    let alone = SourceFile::parse("", file.language, code.to_owned(), false);
    let element = alone.node_at(0..code.trim_end().len());
    element.map(|node| tokens(&alone.text, node)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::insert::{InsertAt, insert};
    use crate::edit::testing::comes_to;
    use crate::lang::Language;

    fn run(text: &str) -> String {
        let ensure = |text: &str| {
            let file = SourceFile::parse("a.tsx", Language::Tsx, text.to_owned(), false);
            let start = text.find("<Provider").expect("an element");
            let end = text.find("</Provider>").expect("a closed element") + "</Provider>".len();
            insert(&file, start..end, InsertAt::BodyStart, "<Child />")
        };
        comes_to(text, ensure)
    }

    #[test]
    fn a_child_comes_first_and_once() {
        let table = [
            (
                "const a = (\n  <Provider x={1}>\n    <b>c</b>\n  </Provider>\n);\n",
                "const a = (\n  <Provider x={1}>\n    <Child />\n    <b>c</b>\n  </Provider>\n);\n",
            ),
            (
                "const a = (\r\n\t<Provider>{c}</Provider>\r\n);\r\n",
                "const a = (\r\n\t<Provider>\r\n\t\t<Child />\r\n\t\t{c}\r\n\t</Provider>\r\n);\r\n",
            ),
            (
                "const a = (\n  <Provider></Provider>\n);\n",
                "const a = (\n  <Provider>\n    <Child />\n  </Provider>\n);\n",
            ),
            (
                "const a = <Provider>b <c /></Provider>;\n",
                "const a = <Provider>\n  <Child />\n  b <c />\n</Provider>;\n",
            ),
            ("const a = <Provider> b</Provider>;\n", "the text of line 1 would move"),
            ("const a = <Provider><b><Child /></b></Provider>;\n", "holds"),
        ];
        for (before, after) in table {
            assert_eq!(run(before), after);
        }
    }
}
