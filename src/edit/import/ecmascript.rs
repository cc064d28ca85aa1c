//! ECMAScript imports: ESM statements and CommonJS `require` declarations.

use tree_sitter::Node;

use super::{Entry, ImportContext, ImportName, ImportSpec, Spot, at_line_start, edit_at, place};
use crate::edit::list::{List, NewItem};
use crate::edit::syntax::{
    above, attached_start, blank_lines_below, children, is_function, line_limit, parts, path_to, string_content, walk,
    width,
};
use crate::edit::{EditError, EditResult, Edited, TextEdit};
use crate::lang::SourceFile;

/// A name that an import binds.
struct Binding {
    /// The name in the module; `default` for the default export, `None` for the whole module.
    name: Option<String>,
    local: String,
    type_only: bool,
}

/// One import of one module.
struct Import<'t> {
    /// The statement.
    node: Node<'t>,
    module: String,
    bindings: Vec<Binding>,
    type_only: bool,
    commonjs: bool,
    /// The braces with the names.
    names: Option<Node<'t>>,
}

impl Import<'_> {
    /// Does `wanted` (a name, `default`, or `None` for the module) come from this import?
    fn local_of(&self, wanted: Option<&str>) -> Option<&Binding> {
        // `require` hands out one object, which is the module and its default alike.
        let whole = self.commonjs && matches!(wanted, None | Some("default"));
        self.bindings.iter().find(|there| there.name.as_deref() == wanted || (whole && there.name.is_none()))
    }
}

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
        edits.push(fresh(file, &imports, &missing, commonjs, context.before));
    }
    Ok(Edited::Edits(edits))
}

pub(super) fn local_name(file: &SourceFile, module: &str, name: Option<&str>) -> Option<String> {
    let imports = imports(file);
    let same = || imports.iter().filter(|import| import.module == module && !import.type_only);
    if let Some(there) = same().find_map(|import| import.local_of(name)) {
        return Some(there.local.clone());
    }
    let whole = same().find_map(|import| import.bindings.iter().find(|there| there.name.is_none()))?;
    name.map(|name| format!("{}.{name}", whole.local))
}

/// Every `(module, name)` the file imports; `*` for whole modules.
pub(super) fn imported(file: &SourceFile) -> Vec<(String, String)> {
    let pair = |import: &Import<'_>| {
        let module = import.module.clone();
        let name = |there: &Binding| there.name.clone().unwrap_or_else(|| "*".to_owned());
        import.bindings.iter().map(|there| (module.clone(), name(there))).collect::<Vec<_>>()
    };
    imports(file).iter().flat_map(pair).collect()
}

/// Does the file use CommonJS? Its extension and content decide, the hint only where they do not.
fn is_commonjs(file: &SourceFile, hint: Option<bool>) -> bool {
    match file.path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("cjs" | "cts") => return true,
        Some("mjs" | "mts") => return false,
        _ => {}
    }
    let statements = file.root().map(parts).unwrap_or_default();
    if statements.iter().any(|node| matches!(node.kind(), "import_statement" | "export_statement")) {
        return false;
    }
    let exports = |node: &Node<'_>| {
        let text = file.text_of(*node);
        text.starts_with("module.exports") || text.starts_with("exports.")
    };
    if statements.iter().any(exports) || imports(file).iter().any(|import| import.commonjs) {
        return true;
    }
    hint.unwrap_or(false)
}

/// All imports at module level, in order.
fn imports(file: &SourceFile) -> Vec<Import<'_>> {
    file.root().map(parts).unwrap_or_default().into_iter().flat_map(|node| read(file, node)).collect()
}

/// The imports a statement makes: one for `import`, one per declarator for `require`.
fn read<'t>(file: &SourceFile, node: Node<'t>) -> Vec<Import<'t>> {
    match node.kind() {
        "import_statement" => read_esm(file, node).into_iter().collect(),
        "lexical_declaration" | "variable_declaration" => {
            parts(node).into_iter().filter_map(|declarator| read_require(file, node, declarator)).collect()
        }
        "expression_statement" => {
            let Some(mut inner) = node.named_child(0) else { return Vec::new() };
            // `require("m")`, `require("m").config()`.
            while let Some(next) = inner.child_by_field_name("function").or_else(|| inner.child_by_field_name("object"))
            {
                if let Some(module) = required(file, inner) {
                    let (bindings, names) = (Vec::new(), None);
                    return vec![Import { node, module, bindings, type_only: false, commonjs: true, names }];
                }
                inner = next;
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn read_esm<'t>(file: &SourceFile, node: Node<'t>) -> Option<Import<'t>> {
    let clauses = children(node);
    let require = clauses.iter().find(|child| child.kind() == "import_require_clause");
    let source = node.child_by_field_name("source").or_else(|| require?.child_by_field_name("source"))?;
    let module = string_content(file.text_of(source))?.to_owned();
    let type_only = clauses.iter().any(|child| child.kind() == "type");
    let mut import = Import { node, module, bindings: Vec::new(), type_only, commonjs: false, names: None };
    let whole = |local: Node<'_>, name: Option<&str>| Binding {
        name: name.map(str::to_owned),
        local: file.text_of(local).to_owned(),
        type_only,
    };
    if let Some(local) = require.and_then(|clause| clause.named_child(0)) {
        import.bindings.push(whole(local, None));
    }
    for part in
        clauses.iter().find(|child| child.kind() == "import_clause").map(|clause| parts(*clause)).into_iter().flatten()
    {
        match part.kind() {
            "identifier" => import.bindings.push(whole(part, Some("default"))),
            "namespace_import" => import.bindings.extend(part.named_child(0).map(|local| whole(local, None))),
            "named_imports" => {
                import.names = Some(part);
                for specifier in parts(part) {
                    let Some(name) = specifier.child_by_field_name("name") else { continue };
                    let local = specifier.child_by_field_name("alias").unwrap_or(name);
                    let typed = children(specifier).iter().any(|child| child.kind() == "type");
                    import
                        .bindings
                        .push(Binding { type_only: type_only || typed, ..whole(local, Some(file.text_of(name))) });
                }
            }
            _ => {}
        }
    }
    Some(import)
}

fn read_require<'t>(file: &SourceFile, node: Node<'t>, declarator: Node<'t>) -> Option<Import<'t>> {
    let (target, value) = (declarator.child_by_field_name("name")?, declarator.child_by_field_name("value")?);
    let member = value.child_by_field_name("property").filter(|_| value.kind() == "member_expression");
    let call = if member.is_some() { value.child_by_field_name("object")? } else { value };
    let module = required(file, call)?;
    let mut import = Import { node, module, bindings: Vec::new(), type_only: false, commonjs: true, names: None };
    let mut bind = |name: Option<&str>, local: &str| {
        import.bindings.push(Binding { name: name.map(str::to_owned), local: local.to_owned(), type_only: false });
    };
    match target.kind() {
        "identifier" => bind(member.map(|member| file.text_of(member)), file.text_of(target)),
        "object_pattern" if member.is_none() => {
            for part in parts(target) {
                match (part.kind(), part.child_by_field_name("key"), part.child_by_field_name("value")) {
                    ("shorthand_property_identifier_pattern", ..) => bind(Some(file.text_of(part)), file.text_of(part)),
                    (_, Some(key), Some(value)) => bind(Some(file.text_of(key)), file.text_of(value)),
                    _ => {}
                }
            }
            import.names = Some(target);
        }
        _ => return None,
    }
    Some(import)
}

/// The module of a `require("…")` call.
fn required(file: &SourceFile, call: Node<'_>) -> Option<String> {
    let function = call.child_by_field_name("function").filter(|_| call.kind() == "call_expression")?;
    if file.text_of(function) != "require" {
        return None;
    }
    let argument = call.child_by_field_name("arguments")?.named_child(0).filter(|node| node.kind() == "string")?;
    string_content(file.text_of(argument)).map(str::to_owned)
}

/// A conflict where `local` is already declared at module level or in the functions around `before`.
fn refuse_taken(file: &SourceFile, before: Option<usize>, local: &str) -> Result<(), EditError> {
    let Some(root) = file.root() else { return Ok(()) };
    let mut taken = imports(file)
        .iter()
        .find(|import| import.bindings.iter().any(|there| there.local == local))
        .map(|import| import.node.start_byte());
    let mut bind = |node: Option<Node<'_>>| {
        let Some(node) = node else { return };
        walk(node, |part| {
            let name =
                matches!(part.kind(), "identifier" | "type_identifier" | "shorthand_property_identifier_pattern");
            if name && file.text_of(part) == local {
                taken.get_or_insert(part.start_byte());
            }
            !matches!(part.kind(), "type_annotation" | "assignment_pattern")
        });
    };
    walk(root, |node| {
        match node.kind() {
            "variable_declarator" => bind(node.child_by_field_name("name")),
            "function_declaration" | "generator_function_declaration" | "class_declaration" => {
                bind(node.child_by_field_name("name"));
            }
            _ => {}
        }
        if is_function(node) {
            let inside = before.is_some_and(|at| node.byte_range().contains(&at));
            if inside {
                bind(node.child_by_field_name("parameters").or_else(|| node.child_by_field_name("parameter")));
            }
            return inside;
        }
        node.kind() != "class_body" || before.is_some_and(|at| node.byte_range().contains(&at))
    });
    match taken {
        None => Ok(()),
        Some(at) => {
            Err(EditError::Conflict(format!("`{local}` already means something else (line {})", file.line_of(at))))
        }
    }
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
    let limit = before.and_then(|at| statements.iter().find(|node| node.byte_range().contains(&at)));
    let limit = limit.map_or(file.text.len(), Node::start_byte);
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
    let one_group = entries.last().is_none_or(|last| last.group == 0);
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
    let short = build(Some(format!("{{ {} }}", names.join(", "))));
    if short.lines().all(|line| width(line) <= line_limit(file.language)) {
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

fn keys(module: &str) -> Vec<String> {
    vec![module.to_lowercase(), module.to_owned()]
}
