//! Operations on code: what a query captured is wrapped, replaced, completed; names are imported.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::{AddedArgument, AddedImport, Operation, Produce, Produced, RemovedEntry};
use crate::edit::import::{ImportContext, ImportName, ImportSpec, ensure_import};
use crate::edit::{
    ArgumentStyle, DecoratorPlace, EditError, EditResult, Element, InsertAt, Renamed, TextEdit, argument, decorator,
    element, insert, join, merge, remove, rename, replace, wrap,
};
use crate::lang::{Language, SourceFile, python_path};
use crate::rules::edits::{
    AddElement, Argument, Body, Decorator, DecoratorSide, Import, ImportPlace, Insert, Join, Module, Op, Rename,
    Replace, Wrap,
};

impl Operation<'_, '_, '_, '_> {
    /// Operations on the captured code of a site.
    pub(super) fn code(&self, op: &Op) -> Produce {
        let site = self.site.ok_or_else(|| self.broken("works on a site, and the rule has none"))?;
        let range = op.at().and_then(|name| site.capture(name)).unwrap_or_else(|| site.range());
        let file = &self.told(&site.file);
        let result = match op {
            Op::Insert(Insert { place, body, .. }) => {
                let code = self.body(body)?;
                match code.trim() {
                    "" if self.edit.otherwise.is_some() => return Err(nothing()),
                    "" => return Ok(Vec::new()),
                    _ if file.language == Language::Yaml => {
                        merge::insert_yaml(&file.text, range, *place == InsertAt::After, &code)
                    }
                    _ => insert(file, range, *place, &code),
                }
            }
            Op::Replace(Replace { pattern: Some(pattern), body, .. }) => {
                return self.replace_part(file, range, pattern, body);
            }
            Op::Replace(Replace { body, .. }) => replace(file, range, &self.body(body)?),
            Op::Wrap(Wrap { code, code_after, .. }) => {
                let after = code_after.as_deref().unwrap_or(")");
                wrap(file, range, &self.text(code)?, &self.text(after)?)
            }
            Op::Argument(argument) => return self.argument(file, range, argument),
            Op::Remove(_) => return self.remove(file, range),
            Op::Join(Join { from, .. }) => match site.capture(from) {
                Some(from) => join(file, range, from),
                // A pattern without the capture is a kind of site this operation is not for.
                None => return Ok(Vec::new()),
            },
            Op::Rename(Rename { value, .. }) => rename(file, range, &renamed(value)),
            Op::Decorator(spec) => decorator(file, range, &self.text(&spec.code)?, &self.decorator_place(spec)?),
            Op::Element(AddElement { elements, .. }) => self.element(file, range, elements),
            _ => return Err(self.broken("does not work on code")),
        };
        edits(&file.path, result)
    }

    /// Replaces what the pattern finds in the captured code: its first group, where it has one. What stands inside
    /// a literal is no code with a layout, so nothing is indented.
    fn replace_part(&self, file: &SourceFile, range: Range<usize>, pattern: &str, body: &Body) -> Produce {
        let pattern = self.regex(pattern)?;
        let found = pattern.captures(&file.text[range.clone()]);
        let Some(part) = found.as_ref().and_then(|found| found.get(1).or_else(|| found.get(0))) else {
            return Ok(Vec::new());
        };
        let (code, at) = (self.body(body)?, range.start + part.start()..range.start + part.end());
        let edit = (part.as_str() != code).then(|| TextEdit::replace(at, code));
        Ok(vec![Produced::Edits(file.path.clone(), edit.into_iter().collect())])
    }

    fn remove(&self, file: &Arc<SourceFile>, range: Range<usize>) -> Produce {
        let removed = remove(file, range.clone())?;
        let gone = Produced::Gone(file.path.clone(), range.start, removed.from);
        let entry = RemovedEntry { file: file.clone(), entry: range, alone: removed.edits.clone() };
        Ok(vec![Produced::Edits(file.path.clone(), removed.edits), gone, Produced::Removed(entry)])
    }

    fn argument(&self, file: &Arc<SourceFile>, call: Range<usize>, spec: &Argument) -> Produce {
        let style = match spec.index.unwrap_or(0) {
            index if file.language.is_ecmascript() => ArgumentStyle::Property(index),
            _ => ArgumentStyle::Keyword,
        };
        // An argument that is there already speaks for itself: asking for it changes nothing.
        let there = |name: &String| argument(file, call.clone(), name, "None", style) == Ok(crate::edit::Edited::Holds);
        if spec.unless.iter().any(there) {
            return Ok(Vec::new());
        }
        let (name, code) = (self.text(&spec.name)?, self.text(&spec.code)?);
        let alone = argument(file, call.clone(), &name, &code, style)?.into_edits();
        if alone.is_empty() {
            return Ok(Vec::new());
        }
        let edits = Produced::Edits(file.path.clone(), alone.clone());
        let added = AddedArgument { file: file.clone(), call, argument: (name, code), style, alone };
        Ok(vec![edits, Produced::Argument(added)])
    }

    fn element(&self, file: &SourceFile, collection: Range<usize>, templates: &[String]) -> EditResult {
        let (style, mut elements) = (file.style(), Vec::new());
        for template in templates {
            // A template may give several elements, one a line; `code  # comment`.
            for line in whole_elements(&self.text(template)?) {
                let line = line.trim();
                let (code, comment) = line.split_once("  # ").map_or((line, None), |(code, note)| (code, Some(note)));
                let code = code.trim();
                let identity = code.trim_matches(['"', '\'']);
                // A plain string in the quotes of the file.
                let plain = code == format!("\"{identity}\"") && !identity.contains(['"', '\'', '\\']);
                elements.push(Element {
                    code: if plain { style.quoted(identity) } else { code.to_owned() },
                    identity: identity.to_owned(),
                    comment: comment.map(str::to_owned),
                });
            }
        }
        element(file, collection, &elements)
    }

    pub(super) fn import(&self, import: &Import) -> Produce {
        let path = match (&import.path, self.site) {
            (None, Some(site)) => site.file.path.clone(),
            (path, _) => self.path(path.as_deref().unwrap_or_default())?,
        };
        let files = &*self.run.overlay;
        let parsed = self.run.engine.matcher.parse(files, &path);
        let parsed = parsed.ok_or_else(|| EditError::Unsupported(format!("{path} cannot be read as text")))?;
        let file = self.told(&parsed.file);
        let module = match &import.module {
            Module::Module(module) => self.text(module)?,
            Module::ModuleFile(target) => self.module_of(&path, &self.value_text(target)?)?,
        };
        let mut names = Vec::new();
        for template in &import.names {
            // A name that comes out empty is not wanted here.
            names.extend(Some(self.text(template)?).filter(|name| !name.trim().is_empty()).map(|name| name_of(&name)));
        }
        if names.is_empty() && !import.names.is_empty() {
            return Ok(Vec::new());
        }
        let default = import.default.as_deref().map(|name| self.text(name)).transpose()?;
        let spec = ImportSpec { module, names, default, ..ImportSpec::default() };
        let mut own = python_path::first_party_names(files, &self.run.project.root, &path);
        let before = self.site.filter(|site| site.file.path == path).map(|site| site.range().start);
        // A module of the repository is the repository's own, also before the file exists.
        if matches!(import.module, Module::ModuleFile(_)) {
            own.insert(spec.module.split('.').next().unwrap_or_default().to_owned());
        }
        let first = import.place == Some(ImportPlace::First);
        let context = ImportContext { first_party: &|name| own.contains(name), before, first };
        let alone = ensure_import(&file, &spec, context)?.into_edits();
        Ok(vec![
            Produced::Edits(path, alone.clone()),
            Produced::Import(AddedImport { file, spec, own, before, first, alone }),
        ])
    }

    fn decorator_place(&self, spec: &Decorator) -> Result<DecoratorPlace, EditError> {
        Ok(match (spec.place, &spec.pattern) {
            (DecoratorSide::Outermost, _) => DecoratorPlace::Outermost,
            (DecoratorSide::Below, Some(pattern)) => DecoratorPlace::BelowMatching((*self.regex(pattern)?).clone()),
            _ => DecoratorPlace::Innermost,
        })
    }
}

/// `name = "new.place"`, `"name=true" = ""`.
fn renamed(table: &BTreeMap<String, String>) -> Vec<Renamed> {
    let entries = table.iter().map(|(old, new)| {
        let (name, value) = old.split_once('=').map_or((old.as_str(), None), |(name, v)| (name, Some(v)));
        let path = new.split('.').filter(|key| !key.is_empty()).map(str::to_owned).collect();
        Renamed { name: name.to_owned(), value: value.map(str::to_owned), path }
    });
    entries.collect()
}

/// The elements of a template, one a line; a line whose brackets stay open goes on below.
fn whole_elements(text: &str) -> Vec<String> {
    let (mut elements, mut element, mut depth) = (Vec::new(), String::new(), 0_i32);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut quote = None;
        let code = line.split_once("  # ").map_or(line, |(code, _)| code);
        for c in code.chars() {
            match (quote, c) {
                (Some(open), c) if c == open => quote = None,
                (None, '"' | '\'' | '`') => quote = Some(c),
                (None, '(' | '[' | '{') => depth += 1,
                (None, ')' | ']' | '}') => depth -= 1,
                _ => {}
            }
        }
        if !element.is_empty() {
            element.push('\n');
        }
        element.push_str(line);
        if depth <= 0 {
            elements.push(std::mem::take(&mut element));
            depth = 0;
        }
    }
    elements.extend((!element.is_empty()).then_some(element));
    elements
}

/// `name` or `name as alias`.
fn name_of(text: &str) -> ImportName {
    match text.split_once(" as ") {
        Some((name, alias)) => ImportName { name: name.trim().to_owned(), alias: Some(alias.trim().to_owned()) },
        None => ImportName::plain(text.trim()),
    }
}

/// An operation whose text comes out empty.
fn nothing() -> EditError {
    EditError::Unsupported("there is nothing to write here".to_owned())
}

fn edits(path: &str, result: EditResult) -> Produce {
    Ok(vec![Produced::Edits(path.to_owned(), result?.into_edits())])
}

#[cfg(test)]
mod tests {
    use super::whole_elements;

    #[test]
    fn an_element_ends_where_its_brackets_do() {
        let text = "\"a\"  # (why\n[\n  \"b(\",\n  { c: 1 },\n]\n\nd\n";
        assert_eq!(whole_elements(text), ["\"a\"  # (why", "[\n  \"b(\",\n  { c: 1 },\n]", "d"]);
    }
}
