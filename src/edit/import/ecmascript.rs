//! ECMAScript imports: ESM statements and CommonJS `require` declarations.

use tree_sitter::Node;

use super::ecmascript_names::{Import, imports, is_commonjs, read, refuse_taken};
use super::{Entry, ImportContext, ImportName, ImportSpec, Spot, at_line_start, edit_at, place};
use crate::edit::list::{List, NewItem};
use crate::edit::syntax::{
    above, attached_start, blank_lines_below, children, is_function, line_limit, parts, path_to, width,
};
use crate::edit::{EditError, EditResult, Edited, TextEdit};
use crate::lang::SourceFile;

pub(super) fn ensure(file: &SourceFile, spec: &ImportSpec, context: ImportContext<'_>) -> EditResult {
    let commonjs = is_commonjs(file, spec.commonjs);
    if commonjs && spec.type_only {
        return Err(EditError::Rule("CommonJS has no type imports".to_owned()));
    }
    let deferred = context
        .before
        .is_none_or(|at| path_to(file, &(at..at)).is_ok_and(|path| path.iter().any(|node| is_function(*node))));
    let imports = imports(file);
    // ESM imports are hoisted; a `require` counts only where it runs before its use.
    let same: Vec<&Import<'_>> = imports
        .iter()
        .filter(|import| import.module == spec.module && (spec.type_only || !import.type_only))
        .filter(|import| !import.commonjs || deferred || context.before.is_none_or(|at| import.node.end_byte() <= at))
        .collect();
    let has = |wanted: Option<&str>, local: Option<&str>| {
        same.iter()
            .filter_map(|import| import.local_of(wanted))
            .any(|there| (spec.type_only || !there.type_only) && local.is_none_or(|local| local == there.local))
    };
    let mut missing = spec.clone();
    missing.names.retain(|wanted| !has(Some(&wanted.name), wanted.alias.as_deref()));
    missing.default = missing.default.filter(|_| !has(Some("default"), None));
    missing.namespace = missing.namespace.filter(|_| !has(None, None));
    let nothing = missing.names.is_empty() && missing.default.is_none() && missing.namespace.is_none();
    let bare = spec.names.is_empty() && spec.default.is_none() && spec.namespace.is_none();
    if nothing && (!bare || !same.is_empty()) {
        return Ok(Edited::Holds);
    }
    let locals = missing.names.iter().map(ImportName::local).chain(missing.default.as_deref());
    for local in locals.chain(missing.namespace.as_deref()) {
        refuse_taken(file, context.before, local)?;
    }
    let mut edits = merge(file, &same, &mut missing, commonjs);
    let left = !missing.names.is_empty() || missing.default.is_some() || missing.namespace.is_some();
    if left || bare {
        // A sorter would move names away from there.
        edits.push(if context.first && (bare || !file.conventions.sorts_imports) {
            ahead(file, &statement(file, &imports, &missing, commonjs))
        } else {
            fresh(file, &imports, &missing, commonjs, context.before)
        });
    }
    Ok(Edited::Edits(edits))
}

/// Ahead of every import: right above the first, and at the head of a file that has none.
fn ahead(file: &SourceFile, statement: &str) -> TextEdit {
    let statements = file.root().map(parts).unwrap_or_default();
    let Some(first) = statements.iter().find(|node| !read(file, **node).is_empty()) else {
        return into_head(file, &statements, statement);
    };
    let newline = file.style().newline;
    TextEdit::insert(above(file, first.start_byte()), format!("{statement}{newline}"))
}

/// Adds what it can to existing imports of the module and takes it off `missing`.
fn merge(file: &SourceFile, same: &[&Import<'_>], missing: &mut ImportSpec, commonjs: bool) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    let targets: Vec<&Import<'_>> = same
        .iter()
        .copied()
        .filter(|import| import.commonjs == commonjs && import.type_only == missing.type_only)
        .collect();
    // Names go into braces that are there.
    let braces = targets.iter().find_map(|import| Some((import, List::of(file, import.names?)?)));
    if let Some((import, list)) = braces
        && !missing.names.is_empty()
    {
        let named = import.bindings.iter().filter_map(|there| there.name.as_deref());
        let existing: Vec<&str> = named.filter(|name| *name != "default").collect();
        let mut items: Vec<NewItem> = missing
            .names
            .iter()
            .map(|name| NewItem::plain(position(&existing, &name.name).min(list.len()), written(name, commonjs)))
            .collect();
        items.sort_by_key(|item| (item.at, item.text.to_lowercase()));
        edits.extend(list.add(&items));
        missing.names.clear();
    }
    if commonjs || missing.type_only {
        return edits;
    }
    // `import D from "m"` takes them behind its default.
    let default_only =
        |import: &&&Import<'_>| import.bindings.iter().all(|there| there.name.as_deref() == Some("default"));
    if let Some(clause) = targets.iter().filter(default_only).find_map(|import| clause_of(import))
        && !missing.names.is_empty()
    {
        let names: Vec<String> = missing.names.iter().map(|name| written(name, false)).collect();
        edits.push(TextEdit::insert(clause.end_byte(), format!(", {{ {} }}", names.join(", "))));
        missing.names.clear();
    }
    // `import { a } from "m"` takes a default in front.
    let no_default = |import: &&&Import<'_>| import.names.is_some() && import.local_of(Some("default")).is_none();
    if let Some(clause) = targets.iter().filter(no_default).find_map(|import| clause_of(import))
        && let Some(default) = missing.default.take()
    {
        edits.push(TextEdit::insert(clause.start_byte(), format!("{default}, ")));
    }
    edits
}

/// What stands between `import` and `from`.
fn clause_of<'t>(import: &Import<'t>) -> Option<Node<'t>> {
    children(import.node).into_iter().find(|child| child.kind() == "import_clause")
}

/// Where a name goes among existing ones: sorted where they are, else last.
fn position(existing: &[&str], name: &str) -> usize {
    let orders: [fn(&str) -> String; 2] = [|name| name.to_lowercase(), |name| name.to_owned()];
    let sorted = orders.iter().find(|key| existing.windows(2).all(|pair| key(pair[0]) <= key(pair[1])));
    sorted.and_then(|key| existing.iter().position(|other| key(other) > key(name))).unwrap_or(existing.len())
}

fn written(name: &ImportName, commonjs: bool) -> String {
    match &name.alias {
        Some(alias) if *alias != name.name => format!("{}{}{alias}", name.name, if commonjs { ": " } else { " as " }),
        _ => name.name.clone(),
    }
}

/// A new statement at its place.
fn fresh(
    file: &SourceFile,
    imports: &[Import<'_>],
    spec: &ImportSpec,
    commonjs: bool,
    before: Option<usize>,
) -> TextEdit {
    let statement = statement(file, imports, spec, commonjs);
    let statements = file.root().map(parts).unwrap_or_default();
    let is_import = |at: usize| !read(file, statements[at]).is_empty();
    let used = before.and_then(|at| statements.iter().position(|node| node.byte_range().contains(&at)));
    // What is used in an import may be imported behind it.
    let limit = used.map(|at| if is_import(at) { statements[at].end_byte() } else { statements[at].start_byte() });
    let limit = limit.unwrap_or(file.text.len());
    let eligible = |at: &usize| statements[*at].end_byte() <= limit && is_import(*at);
    // With a place of use, the last run of imports before it; without, the run at the head.
    let last = match before {
        Some(_) => (0..statements.len()).rev().find(eligible),
        None => {
            (0..statements.len()).find(eligible).and_then(|first| (first..statements.len()).take_while(eligible).last())
        }
    };
    let Some(last) = last else { return into_head(file, &statements, &statement) };
    let first = (0..=last).rev().take_while(|at| is_import(*at)).last().unwrap_or(last);
    let run = &statements[first..=last];
    let mut entries: Vec<Entry> = Vec::with_capacity(run.len());
    let mut pinned = None;
    for (at, node) in run.iter().enumerate() {
        let Some(import) = read(file, *node).into_iter().next() else { continue };
        // What is imported for its effects keeps running first; style sheets have no such effects.
        let style_sheet = [".css", ".scss", ".sass", ".less"].iter().any(|end| import.module.ends_with(end));
        if import.bindings.is_empty() && !style_sheet && !import.type_only && import.names.is_none() {
            pinned = Some(at);
        }
        let line = file.line_start(file.line_of(node.start_byte()));
        let attached = attached_start(file, node.start_byte());
        let gap = entries.last().map_or("", |last| file.text.get(last.end..line).unwrap_or(""));
        let same_group = !entries.is_empty() && !gap.split_terminator('\n').any(|line| line.trim().is_empty());
        let group = entries.last().map_or(0, |last| last.group + usize::from(!same_group));
        entries.push(Entry {
            rank: rank(&import.module),
            keys: keys(&import.module),
            start: if same_group { attached } else { line },
            end: file.line_end_with_break(node.end_byte()),
            group,
        });
    }
    let one_group = !file.conventions.separates_imports && entries.last().is_none_or(|last| last.group == 0);
    let spot = match place(&entries, rank(&spec.module), &keys(&spec.module)) {
        Some(Spot::Before(at) | Spot::SectionBefore(at)) if pinned.is_some_and(|pin| pin >= at) => {
            Spot::After(pinned.unwrap_or(at))
        }
        Some(Spot::SectionBefore(at)) if one_group => Spot::Before(at),
        Some(Spot::SectionAfter(at)) if one_group => Spot::After(at),
        Some(spot) => spot,
        None => Spot::After(entries.len().saturating_sub(1)),
    };
    edit_at(file, &entries, spot, &statement).unwrap_or_else(|| TextEdit::insert(limit, statement))
}

/// The statement as text, over several lines where it gets too long.
fn statement(file: &SourceFile, imports: &[Import<'_>], spec: &ImportSpec, commonjs: bool) -> String {
    let style = file.style();
    // The quotes of other imports: in JSX files attributes would decide otherwise.
    let quote = imports.iter().find_map(|import| {
        let text = file.text_of(import.node);
        text.rfind(['"', '\'']).and_then(|at| text[at..].chars().next())
    });
    let source = crate::lang::Style { quote: quote.unwrap_or(style.quote), ..style }.quoted(&spec.module);
    let end = if style.semicolons { ";" } else { "" };
    let names: Vec<String> = spec.names.iter().map(|name| written(name, commonjs)).collect();
    let build = |names: Option<String>| {
        if commonjs {
            let whole = spec.default.as_deref().or(spec.namespace.as_deref());
            let line = |target: &str| format!("const {target} = require({source}){end}");
            return match (whole, names) {
                (Some(whole), Some(names)) => format!("{}{}{}", line(whole), style.newline, line(&names)),
                (Some(whole), None) => line(whole),
                (None, Some(names)) => line(&names),
                (None, None) => format!("require({source}){end}"),
            };
        }
        let keyword = if spec.type_only { "import type" } else { "import" };
        let namespace = spec.namespace.as_ref().map(|local| format!("* as {local}"));
        // A namespace and names cannot share a statement.
        let (shared, own) = if names.is_some() { (None, namespace) } else { (namespace, None) };
        let clause: Vec<String> = spec.default.clone().into_iter().chain(shared).chain(names).collect();
        let line = |clause: &str| format!("{keyword} {clause} from {source}{end}");
        let own = own.map_or_else(String::new, |namespace| format!("{}{}", line(&namespace), style.newline));
        match clause.as_slice() {
            [] => format!("import {source}{end}"),
            clause => format!("{own}{}", line(&clause.join(", "))),
        }
    };
    if names.is_empty() {
        return build(None);
    }
    let pad = if style.bracket_spacing { " " } else { "" };
    let short = build(Some(format!("{{{pad}{}{pad}}}", names.join(", "))));
    if short.lines().all(|line| width(line) <= line_limit(file)) {
        return short;
    }
    let comma = if style.trailing_comma { "," } else { "" };
    let separator = format!(",{}{}", style.newline, style.indent.unit());
    build(Some(format!("{{{}{}{comma}{}}}", &separator[1..], names.join(&separator), style.newline)))
}

/// The first import of a file: behind shebang, licence and directives.
fn into_head(file: &SourceFile, statements: &[Node<'_>], statement: &str) -> TextEdit {
    let newline = file.style().newline;
    let directives = statements.iter().take_while(|node| {
        node.kind() == "expression_statement" && node.named_child(0).is_some_and(|child| child.kind() == "string")
    });
    let below = |position: usize| if blank_lines_below(file, position) == 0 { newline } else { "" };
    if let Some(last) = directives.last() {
        let position = file.line_end_with_break(last.end_byte());
        let below = if position == file.text.len() { "" } else { below(position) };
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
    TextEdit::insert(above(file, first.start_byte()), format!("{statement}{newline}{newline}"))
}

/// Packages come before the project's own modules.
fn rank(module: &str) -> u8 {
    if module.starts_with(['.', '/', '~', '#']) || module.starts_with("@/") { 2 } else { 1 }
}

/// Among the project's own modules those with an alias in front of relative ones, and the farther ones in front.
fn nearness(module: &str) -> u8 {
    match module {
        _ if module.starts_with("..") => 1,
        _ if module.starts_with('.') => 2,
        _ => 0,
    }
}

fn keys(module: &str) -> Vec<String> {
    let near = nearness(module);
    let (lower, plain) = (module.to_lowercase(), module.to_owned());
    vec![format!("{near}{lower}"), format!("{near}{plain}"), lower, plain]
}
