//! Python imports: where they go (isort's sections, never above code with side effects), how they
//! merge, and which names are taken.

use std::collections::BTreeMap;
use std::ops::Range;

use tree_sitter::Node;

use super::python_names::{Import, read, refuse_taken, same_module, top_of, visible_bindings};
use super::{Entry, ImportContext, ImportName, ImportSpec, Spot, at_line_start, edit_at, place};
use crate::edit::list::{List, NewItem};
use crate::edit::syntax::{above, attached_start, blank_lines_below, children, line_limit, parts, width};
use crate::edit::{EditError, EditResult, Edited, TextEdit};
use crate::lang::python_imports::sorted_line;
use crate::lang::python_path::is_stdlib;
use crate::lang::{Sorted, SourceFile};

pub(super) fn ensure(file: &SourceFile, spec: &ImportSpec, context: ImportContext<'_>) -> EditResult {
    if spec.default.is_some() || spec.type_only {
        return Err(EditError::Rule("Python has neither default exports nor type imports".to_owned()));
    }
    if spec.namespace.is_some() && (!spec.names.is_empty() || spec.module.starts_with('.')) {
        return Err(EditError::Rule("a Python module gets a local name by `import m as name` alone".to_owned()));
    }
    let visible = visible_bindings(file, context.before);
    let missing: Vec<&ImportName> = spec
        .names
        .iter()
        .filter(|wanted| {
            !visible.iter().any(|there| {
                same_module(&there.module, &spec.module)
                    && there.name.as_deref() == Some(&wanted.name)
                    && wanted.alias.as_ref().is_none_or(|alias| *alias == there.local)
            })
        })
        .collect();
    if spec.names.is_empty() {
        let held = visible.iter().any(|there| {
            there.name.is_none()
                && there.module == spec.module
                && spec.namespace.as_ref().is_none_or(|local| *local == there.local)
        });
        if held {
            return Ok(Edited::Holds);
        }
        let local = spec.namespace.as_deref().unwrap_or_else(|| top_of(&spec.module));
        let bound = if spec.namespace.is_some() { spec.module.as_str() } else { local };
        refuse_taken(file, context.before, local, bound, None)?;
    } else if missing.is_empty() {
        return Ok(Edited::Holds);
    }
    for wanted in &missing {
        refuse_taken(file, context.before, wanted.local(), &spec.module, Some(&wanted.name))?;
    }
    let limit = limit(file, context.before);
    // Where every name has a statement of its own, none takes another.
    let (mut edits, rest) = match file.conventions.imports.singles(&spec.module) {
        true => (Vec::new(), missing),
        false => merge(file, spec, &missing, limit),
    };
    if !rest.is_empty() || spec.names.is_empty() {
        let places = together(file, spec, rest, limit, context);
        edits.extend(places.iter().map(|names| fresh(file, spec, names, limit, context)));
    }
    Ok(Edited::Edits(edits))
}

/// The names that go to one place: all of them, unless each has a statement of its own, among others of its module.
fn together<'a>(
    file: &SourceFile,
    spec: &ImportSpec,
    names: Vec<&'a ImportName>,
    limit: usize,
    context: ImportContext<'_>,
) -> Vec<Vec<&'a ImportName>> {
    if names.len() < 2 || !file.conventions.imports.singles(&spec.module) {
        return vec![names];
    }
    let mut places: BTreeMap<usize, Vec<&ImportName>> = BTreeMap::new();
    for name in names {
        places.entry(fresh(file, spec, &[name], limit, context).range.start).or_default().push(name);
    }
    places.into_values().collect()
}

/// Imports go before this offset.
fn limit(file: &SourceFile, before: Option<usize>) -> usize {
    let Some(root) = file.root() else { return 0 };
    let statements = parts(root);
    if let Some(at) = before {
        let holder = statements.iter().find(|statement| statement.byte_range().contains(&at));
        return holder.map_or(at, Node::start_byte);
    }
    let definition =
        |node: &&Node<'_>| matches!(node.kind(), "function_definition" | "class_definition" | "decorated_definition");
    let first = statements.iter().position(|node| read(file, *node).is_some()).unwrap_or(0);
    statements[first.min(statements.len())..].iter().find(definition).map_or(file.text.len(), Node::start_byte)
}

/// Adds names to an existing `from module import …`; returns the names that need a statement of their own.
fn merge<'a>(
    file: &SourceFile,
    spec: &ImportSpec,
    missing: &[&'a ImportName],
    limit: usize,
) -> (Vec<TextEdit>, Vec<&'a ImportName>) {
    let Some(root) = file.root() else { return (Vec::new(), Vec::new()) };
    let target =
        parts(root).into_iter().filter(|node| node.end_byte() <= limit).filter_map(|node| read(file, node)).rfind(
            |import| {
                import.from
                    && !import.wildcard
                    && import.module() == spec.module
                    && import.node.kind() != "future_import_statement"
            },
        );
    let Some(import) = target else { return (Vec::new(), missing.to_vec()) };
    // Sorters keep `a as b` in statements of their own, so only join those that are already mixed.
    let aliased = import.bindings.iter().any(|binding| binding.name.as_deref() != Some(&binding.local));
    let all_aliased = import.bindings.iter().all(|binding| binding.name.as_deref() != Some(&binding.local));
    let (join, rest): (Vec<&ImportName>, Vec<&ImportName>) =
        missing.iter().partition(|name| if name.alias.is_some() { aliased } else { !all_aliased });
    if join.is_empty() {
        return (Vec::new(), rest);
    }
    let existing: Vec<String> = import.bindings.iter().filter_map(|binding| binding.name.clone()).collect();
    let items: Vec<NewItem> =
        join.iter().map(|name| NewItem::plain(position(&existing, &name.name), written(name))).collect();
    match add_names(file, &import, items) {
        Some(edits) => (edits, rest),
        None => (Vec::new(), missing.to_vec()),
    }
}

/// The edits that add names to a statement; `None` where its form is better left alone.
fn add_names(file: &SourceFile, import: &Import<'_>, mut items: Vec<NewItem>) -> Option<Vec<TextEdit>> {
    items.sort_by_key(|item| (item.at, order_key(&item.text)));
    let node = import.node;
    let mut cursor = node.walk();
    let names: Vec<Node<'_>> = node.children_by_field_name("name", &mut cursor).collect();
    let all = children(node);
    if let Some(open) = all.iter().find(|child| child.kind() == "(") {
        let close = all.iter().rfind(|child| child.kind() == ")")?;
        return Some(List::between(file, open.end_byte()..close.start_byte(), &names, &all)?.add(&items));
    }
    let (first, last) = (names.first()?, names.last()?);
    if file.text[node.byte_range()].contains('\n') {
        return None;
    }
    let line = file.line_start(file.line_of(node.start_byte()));
    let tail = &file.text[node.end_byte()..file.line_end_with_break(node.end_byte())];
    let added: usize = items.iter().map(|item| width(&item.text) + 2).sum();
    if width(&file.text[line..node.end_byte()]) + added + width(tail.trim_end()) <= line_limit(file) {
        let edits = items.iter().map(|item| match names.get(item.at) {
            Some(next) => TextEdit::insert(next.start_byte(), format!("{}, ", item.text)),
            None => TextEdit::insert(last.end_byte(), format!(", {}", item.text)),
        });
        return Some(edits.collect());
    }
    if !tail.trim().is_empty() {
        // A comment on a line too long belongs to the names that are there.
        return None;
    }
    let mut merged = Vec::new();
    for at in 0..=names.len() {
        merged.extend(items.iter().filter(|item| item.at == at).map(|item| item.text.clone()));
        merged.extend(names.get(at).map(|name| file.text_of(*name).to_owned()));
    }
    let text = parenthesised(file, &merged);
    Some(vec![TextEdit::replace(first.start_byte()..last.end_byte(), text)])
}

/// Where a name goes among existing ones: sorted where they are, else last.
fn position(existing: &[String], name: &str) -> usize {
    let orders: [fn(&str) -> String; 3] = [order_key, |name| name.to_lowercase(), |name| name.to_owned()];
    let sorted = orders.iter().find(|key| existing.windows(2).all(|pair| key(&pair[0]) <= key(&pair[1])));
    sorted.and_then(|key| existing.iter().position(|other| key(other) > key(name))).unwrap_or(existing.len())
}

/// isort's order of names: CONSTANTS, then Classes, then functions and variables.
fn order_key(name: &str) -> String {
    let class = if name.len() > 1 && name.chars().all(|c| !c.is_lowercase()) {
        '0'
    } else if name.starts_with(char::is_uppercase) {
        '1'
    } else {
        '2'
    };
    format!("{class}{}", name.to_lowercase())
}

/// The same, or the name whatever its case where the project has it so.
fn told_key(file: &SourceFile, name: &str) -> String {
    if file.conventions.imports.caseless { name.to_lowercase() } else { order_key(name) }
}

fn written(name: &ImportName) -> String {
    match &name.alias {
        Some(alias) if *alias != name.name => format!("{} as {alias}", name.name),
        _ => name.name.clone(),
    }
}

fn parenthesised(file: &SourceFile, names: &[String]) -> String {
    let style = file.style();
    let lines: String = names.iter().map(|name| format!("{}{name},{}", style.indent.unit(), style.newline)).collect();
    format!("({}{lines})", style.newline)
}

/// A new statement at its place.
fn fresh(
    file: &SourceFile,
    spec: &ImportSpec,
    names: &[&ImportName],
    limit: usize,
    context: ImportContext<'_>,
) -> TextEdit {
    let mut names: Vec<String> = names.iter().map(|name| written(name)).collect();
    names.sort_by_key(|name| told_key(file, name));
    let from = !names.is_empty();
    let statement = if from {
        let line = |names: &str| format!("from {} import {names}", spec.module);
        let limit = file.conventions.imports.line_limit.unwrap_or_else(|| line_limit(file));
        if file.conventions.imports.singles(&spec.module) {
            let newline = file.style().newline;
            names.iter().map(|name| line(name)).collect::<Vec<_>>().join(newline)
        } else if width(&line(&names.join(", "))) <= limit {
            line(&names.join(", "))
        } else {
            format!("from {} import {}", spec.module, parenthesised(file, &names))
        }
    } else {
        match &spec.namespace {
            Some(local) => format!("import {} as {local}", spec.module),
            None => format!("import {}", spec.module),
        }
    };
    let statements = file.root().map(parts).unwrap_or_default();
    let imports = |index: usize| read(file, statements[index]).is_some();
    let Some(last) = (0..statements.len()).rev().find(|&at| statements[at].end_byte() <= limit && imports(at)) else {
        return into_head(file, &statements, &statement);
    };
    // What patches the interpreter or the search path must keep running before later imports.
    let patch = (last + 1..statements.len())
        .take_while(|&at| statements[at].end_byte() <= limit && statements[at].kind() == "expression_statement")
        .filter(|&at| prepares(file, statements[at]))
        .last();
    if let Some(at) = patch {
        let position = file.line_end_with_break(statements[at].end_byte());
        let below = blank_below(file, position, statements.get(at + 1).copied());
        let newline = file.style().newline;
        let text = format!("{newline}{statement}{newline}{below}");
        return TextEdit::insert(position, at_line_start(file, position, text));
    }
    let first = (0..=last).rev().take_while(|&at| imports(at)).last().unwrap_or(last);
    let block: Vec<Import<'_>> = statements[first..=last].iter().filter_map(|node| read(file, *node)).collect();
    let entries = entries(file, &block, context.first_party);
    let rank = rank(&spec.module, context.first_party);
    let keys = keys(file, from.then_some(names.as_slice()), &spec.module);
    let spot = place(&entries, rank, &keys).unwrap_or(Spot::After(block.len().saturating_sub(1)));
    let statement = match exemption(file, &block) {
        Some(comment) if !statement.contains('\n') => format!("{statement}  {comment}"),
        _ => statement,
    };
    edit_at(file, &entries, spot, &statement).unwrap_or_else(|| TextEdit::insert(limit, statement))
}

/// The comment that keeps the linter from asking for these imports at the top of the file, where all of
/// them carry it: a new one among them needs it as well.
fn exemption<'f>(file: &'f SourceFile, block: &[Import<'_>]) -> Option<&'f str> {
    let comments = block.iter().map(|import| {
        let end = import.node.end_byte();
        let tail = file.text[end..file.line_end_with_break(end)].trim();
        (tail.starts_with("# noqa") && tail.contains("E402")).then_some(tail)
    });
    comments.reduce(|first, next| first.filter(|first| next == Some(*first)))?
}

/// Does this statement change how later imports behave?
fn prepares(file: &SourceFile, statement: Node<'_>) -> bool {
    let Some(call) = statement.named_child(0).filter(|node| node.kind() == "call") else { return false };
    let Some(callee) = call.child_by_field_name("function") else { return false };
    let callee = file.text_of(callee);
    callee.contains("patch") || callee.starts_with("sys.path.")
}

/// The first import of a file: behind the docstring and the comments that open the file.
fn into_head(file: &SourceFile, statements: &[Node<'_>], statement: &str) -> TextEdit {
    let newline = file.style().newline;
    let docstring = |node: &Node<'_>| {
        node.kind() == "expression_statement" && node.named_child(0).is_some_and(|child| child.kind() == "string")
    };
    if let Some(doc) = statements.first().filter(|node| docstring(node)) {
        let position = file.line_end_with_break(doc.end_byte());
        let below = blank_below(file, position, statements.get(1).copied());
        return TextEdit::insert(
            position,
            at_line_start(file, position, format!("{newline}{statement}{newline}{below}")),
        );
    }
    let Some(first) = statements.first() else {
        let position = file.text.len();
        let text = if file.style().final_newline { format!("{statement}{newline}") } else { statement.to_owned() };
        return TextEdit::insert(position, at_line_start(file, position, text));
    };
    let position = above(file, first.start_byte());
    let below = blank_below(file, position, Some(*first));
    TextEdit::insert(position, format!("{statement}{newline}{below}"))
}

/// The blank lines still missing between an import at `position` and the next statement.
fn blank_below(file: &SourceFile, position: usize, next: Option<Node<'_>>) -> String {
    let wanted: usize = match next.map(|node| node.kind()) {
        None | Some("import_statement" | "import_from_statement") => 0,
        Some("function_definition" | "class_definition" | "decorated_definition") => 2,
        Some(_) => 1,
    };
    file.style().newline.repeat(wanted.saturating_sub(blank_lines_below(file, position)))
}

fn entries(file: &SourceFile, block: &[Import<'_>], first_party: &dyn Fn(&str) -> bool) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::with_capacity(block.len());
    for import in block {
        let names: Vec<String> = import.bindings.iter().filter_map(|binding| binding.name.clone()).collect();
        let range: Range<usize> = import.node.byte_range();
        let line = file.line_start(file.line_of(range.start));
        let attached = attached_start(file, range.start);
        let same_group = entries.last().is_some_and(|last| !has_blank_line(&file.text[last.end.min(line)..line]));
        let group = entries.last().map_or(0, |last| if same_group { last.group } else { last.group + 1 });
        entries.push(Entry {
            rank: rank(import.module(), first_party),
            keys: keys(file, import.from.then_some(names.as_slice()), import.module()),
            // A comment above the first import of a group is the heading of the group.
            start: if same_group { attached } else { line },
            end: file.line_end_with_break(range.end),
            group,
        });
    }
    entries
}

fn has_blank_line(text: &str) -> bool {
    text.split_terminator('\n').any(|line| line.trim().is_empty())
}

/// isort's sections: future, standard library, third party, first party, relative.
fn rank(module: &str, first_party: &dyn Fn(&str) -> bool) -> u8 {
    match module {
        "__future__" => 0,
        _ if module.starts_with('.') => 4,
        _ if is_stdlib(top_of(module)) => 1,
        _ if first_party(top_of(module)) => 3,
        _ => 2,
    }
}

/// By what a statement may be sorted among others: isort's order (`import` before `from`), then the order by module
/// alone; only one where the project says which. Relative imports go from the farthest package to the nearest.
/// `names` is `None` of `import module`.
fn keys(file: &SourceFile, names: Option<&[String]>, module: &str) -> Vec<String> {
    let told = file.conventions.imports;
    let name = module.trim_start_matches('.');
    let nearness = 99usize.saturating_sub(module.len() - name.len());
    // Where each name has a statement, names decide between those of a module.
    let own = names.and_then(<[String]>::first).filter(|_| told.singles(module)).map(|name| told_key(file, name));
    let by_module = format!("{nearness:02}{} {}", name.to_lowercase(), own.unwrap_or_default());
    match told.sorted {
        Sorted::Forms => vec![format!("{}{by_module}", u8::from(names.is_some())), by_module],
        Sorted::Modules => vec![by_module],
        Sorted::Lines => vec![format!("{nearness:02}{}", sorted_line(name, names, &file.conventions))],
    }
}
