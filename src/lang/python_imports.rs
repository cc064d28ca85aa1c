//! The imports of a new Python file, as the project's isort or ruff would write them.
//!
//! Templates have them in isort's own order. What a project may want otherwise is how long a line gets, one name a
//! statement, modules sorted whatever the form of the statement, and the blank lines behind.

use tree_sitter::Node;

use super::{Conventions, Language, Sorted, SourceFile, Style, width};

/// One import statement in a run of them.
struct Statement<'t> {
    node: Node<'t>,
    module: String,
    /// `None` of `import module`.
    names: Option<Vec<String>>,
}

/// The code with its imports arranged.
pub fn arranged(code: &str, style: &Style, told: &Conventions) -> String {
    let file = SourceFile::parse_again("", Language::Python, code.to_owned(), false);
    let Some(root) = file.root().filter(|root| !root.has_error()) else { return code.to_owned() };
    let mut runs: Vec<Vec<Statement<'_>>> = Vec::new();
    collect(&file, root, &mut runs);
    let mut out = code.to_owned();
    let at_margin = |run: &Vec<Statement<'_>>| run.iter().all(|one| one.node.start_position().column == 0);
    let last = runs.iter().rposition(at_margin);
    // From the end, as what is written anew moves what follows.
    for (at, mut run) in runs.into_iter().enumerate().rev() {
        let (Some(first), Some(end)) = (run.first(), run.last()) else { continue };
        let range = first.node.start_byte()..end.node.end_byte();
        let indent = " ".repeat(first.node.start_position().column);
        let below = file.line_end_with_break(range.end);
        let blank = out[below..].len() - out[below..].trim_start_matches('\n').len();
        // Behind the last statement of a file nothing follows.
        if let Some(lines) = told.imports.lines_after.filter(|_| last == Some(at) && below + blank < out.len()) {
            out.replace_range(below..below + blank, &"\n".repeat(lines));
        }
        if told.imports.caseless {
            run.iter_mut()
                .filter_map(|one| one.names.as_mut())
                .for_each(|names| names.sort_by_key(|name| name.to_lowercase()));
        }
        run = run
            .into_iter()
            .flat_map(|one| if told.imports.singles(&one.module) { single(one) } else { vec![one] })
            .collect();
        match told.imports.sorted {
            Sorted::Forms => {}
            Sorted::Modules => run.sort_by_key(|one| one.module.to_lowercase()),
            Sorted::Lines => run.sort_by_key(|one| sorted_line(&one.module, one.names.as_deref(), told)),
        }
        let lines = told.imports.between_forms.filter(|_| told.imports.sorted == Sorted::Forms).unwrap_or(0);
        let mut text = String::new();
        for (at, one) in run.iter().enumerate() {
            if at > 0 {
                let other_form = one.names.is_some() != run[at - 1].names.is_some();
                text.push_str(&"\n".repeat(if other_form { 1 + lines } else { 1 }));
                text.push_str(&indent);
            }
            text.push_str(&written(one, &indent, style, told));
        }
        out.replace_range(range, &text);
    }
    out
}

/// Runs of imports without a blank line or a comment between them, in order.
fn collect<'t>(file: &SourceFile, block: Node<'t>, runs: &mut Vec<Vec<Statement<'t>>>) {
    let mut cursor = block.walk();
    let mut end = None;
    for node in block.named_children(&mut cursor) {
        let row = node.start_position().row;
        match read(file, node) {
            Some(statement) => match runs.last_mut().filter(|_| end == Some(row)) {
                Some(run) => run.push(statement),
                None => runs.push(vec![statement]),
            },
            None => {
                // `if TYPE_CHECKING:` has imports of its own.
                if let Some(body) = node.child_by_field_name("consequence").filter(|_| node.kind() == "if_statement") {
                    collect(file, body, runs);
                }
                end = None;
                continue;
            }
        }
        end = Some(node.end_position().row + 1);
    }
}

/// A statement without comments, whose names can be written anew.
fn read<'t>(file: &SourceFile, node: Node<'t>) -> Option<Statement<'t>> {
    let text = file.text_of(node);
    if text.contains('#') || !file.comment_behind(node.end_byte()).is_empty() {
        return None;
    }
    match node.kind() {
        "import_statement" => {
            let module = text.strip_prefix("import ")?.trim().to_owned();
            Some(Statement { node, module, names: None })
        }
        "import_from_statement" => {
            let (module, names) = text.strip_prefix("from ")?.split_once(" import ")?;
            let names = names.trim().trim_start_matches('(').trim_end_matches(')').split(',').map(str::trim);
            let names = names.filter(|name| !name.is_empty()).map(str::to_owned).collect();
            Some(Statement { node, module: module.trim().to_owned(), names: Some(names) })
        }
        _ => None,
    }
}

/// A statement for each name.
fn single(statement: Statement<'_>) -> Vec<Statement<'_>> {
    let Statement { node, module, names } = statement;
    match names {
        Some(names) => {
            let own = |name| Statement { node, module: module.clone(), names: Some(vec![name]) };
            names.into_iter().map(own).collect()
        }
        names => vec![Statement { node, module, names }],
    }
}

/// What isort sorts by where it leaves the forms of statements aside: the text behind the first word.
pub(crate) fn sorted_line(module: &str, names: Option<&[String]>, told: &Conventions) -> String {
    let line = names.map_or_else(|| module.to_owned(), |names| format!("{module} import {}", names.join(", ")));
    if told.imports.caseless { line.to_lowercase() } else { line }
}

/// A statement as it is written.
fn written(statement: &Statement<'_>, indent: &str, style: &Style, told: &Conventions) -> String {
    let Some(names) = &statement.names else { return format!("import {}", statement.module) };
    let limit = told.imports.line_limit.unwrap_or(style.line_limit);
    let line = |names: &str| format!("from {} import {names}", statement.module);
    let short = line(&names.join(", "));
    if names.len() == 1 && told.imports.singles(&statement.module) || width(indent) + width(&short) <= limit {
        return short;
    }
    let unit = style.indent.unit();
    let lines: String = names.iter().map(|name| format!("{indent}{unit}{name},\n")).collect();
    line(&format!("(\n{lines}{indent})"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::ImportOrder;

    const CODE: &str =
        "\"\"\"Text.\"\"\"\n\nimport os\nfrom a import b, c\n\nif TYPE_CHECKING:\n    from d import e, f\n\nx = 1\n";

    fn told(imports: ImportOrder) -> String {
        let told = Conventions { imports, ..Conventions::default() };
        arranged(CODE, &Style::of("", Language::Python).under(&told), &told)
    }

    #[test]
    fn imports_are_written_as_the_project_sorts_them() {
        assert_eq!(told(ImportOrder::default()), CODE);
        let single = told(ImportOrder { one_per_line: true, lines_after: Some(2), ..ImportOrder::default() });
        assert_eq!(
            single,
            "\"\"\"Text.\"\"\"\n\nimport os\nfrom a import b\nfrom a import c\n\n\nif TYPE_CHECKING:\n    from d import e\n    from d import f\n\nx = 1\n"
        );
        assert!(
            told(ImportOrder { sorted: Sorted::Modules, ..ImportOrder::default() })
                .contains("from a import b, c\nimport os\n")
        );
        let lines = ImportOrder { sorted: Sorted::Lines, one_per_line: true, ..ImportOrder::default() };
        assert!(told(lines).contains("from a import b\nfrom a import c\nimport os\n"), "{}", told(lines));
        let apart = told(ImportOrder { between_forms: Some(1), ..ImportOrder::default() });
        assert!(apart.contains("import os\n\nfrom a import b, c\n"), "{apart}");
        let narrow = told(ImportOrder { line_limit: Some(17), ..ImportOrder::default() });
        assert!(narrow.contains("from a import (\n    b,\n    c,\n)\n"), "{narrow}");
    }
}
