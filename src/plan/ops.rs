//! From an operation of a rule to the ensure-operation that does it: templates rendered, captures looked
//! up, paths resolved.

use std::ops::Range;
use std::sync::Arc;

use regex::Regex;
use serde_json::Value as Json;

use super::Place;
use super::context::Context;
use super::pass::RuleRun;
use crate::edit::import::{ImportContext, ImportName, ImportSpec, ensure_import};
use crate::edit::line::{LinePlace, ensure_line};
use crate::edit::merge::{self, DotenvVar, Identity, Merge, Segment, dotenv};
use crate::edit::{
    ArgumentStyle, DecoratorPlace, EditError, EditResult, Element, InsertAt, Renamed, TextEdit, argument, decorator,
    element, insert, join, rename, replace, wrap,
};
use crate::lang::{Language, SourceFile, data, ecmascript_path, python_path, restyle};
use crate::manifest::{self, Ecosystem, Requirement};
use crate::matcher::Site;
use crate::repo::Files;
use crate::rules::model::EditSpec;
use crate::rules::template::render;

/// What an operation came to.
pub enum Produced {
    /// Edits of an existing file; none where the postcondition holds.
    Edits(String, Vec<TextEdit>),
    /// A new file.
    File(String, String),
    /// A place worth naming in the report.
    Site(Place),
    /// Something a person has to do now.
    Manual(String),
    /// An argument whose edits were produced too: several of one call have to be laid out together.
    Argument(AddedArgument),
}

/// An argument an operation adds, and the edits that would add it alone.
#[derive(Debug)]
pub struct AddedArgument {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The call.
    pub call: Range<usize>,
    /// Its name and its code.
    pub argument: (String, String),
    /// Its form.
    pub style: ArgumentStyle,
    /// What adds it alone.
    pub alone: Vec<TextEdit>,
}

type Produce = Result<Vec<Produced>, EditError>;

/// Runs one operation at one site, or once where the rule has none.
///
/// # Errors
/// [`EditError`] where the operation would not touch the file.
pub fn run(run: &RuleRun<'_, '_, '_>, spec: &EditSpec, site: Option<&Site>, context: &Context) -> Produce {
    // A pattern without the capture is a kind of site this operation is not for.
    let lacks = |site: &Site| spec.at.as_deref().is_some_and(|name| site.capture(name).is_none());
    if site.is_some_and(lacks) {
        return Ok(Vec::new());
    }
    let op = Operation { run, spec, site, context };
    let produced = match spec.op.as_str() {
        "create" => op.create(),
        "import" => op.import(),
        "merge" => op.merge(),
        "variables" => op.variables(),
        "line" => op.line(),
        "dependency" => op.dependency(),
        _ => op.code(),
    };
    match (produced, &spec.otherwise) {
        (Err(EditError::Unsupported(_)), Some(text)) => Ok(vec![Produced::Manual(op.text(text)?.trim().to_owned())]),
        (produced, _) => produced,
    }
}

struct Operation<'s, 'r, 'a, 'o> {
    run: &'s RuleRun<'r, 'a, 'o>,
    spec: &'s EditSpec,
    site: Option<&'s Site>,
    context: &'s Context,
}

impl Operation<'_, '_, '_, '_> {
    fn create(&self) -> Produce {
        let path = self.path()?;
        let mut context = self.context.clone();
        for (name, target) in &self.spec.imports {
            let module = self.module_of(&path, &self.text(target)?)?;
            context = context.with(name, Json::from(module));
        }
        let text = self.in_style(&path, self.body_with(&context)?);
        let files = &*self.run.overlay;
        if files.exists(&path) {
            return match files.read_text(&path) {
                Some(there) if there.replace("\r\n", "\n") == text.replace("\r\n", "\n") => Ok(Vec::new()),
                _ => Err(EditError::Conflict(format!("{path} is there already and says something else"))),
            };
        }
        if (self.run.engine.ignored)(&path) {
            return Err(EditError::Conflict(format!("git ignores {path}, so it would never be committed")));
        }
        Ok(vec![Produced::File(path, text)])
    }

    /// A new file's text in the style of the site's file, where both are of one language: indentation and
    /// line ends. Templates are written with four spaces (Python) or two.
    fn in_style(&self, path: &str, text: String) -> String {
        let Some(site) = self.site else { return text };
        let style = site.file.style();
        let width = if site.file.language == Language::Python { 4 } else { 2 };
        let unit = style.indent.unit();
        let language = Language::of_path(path);
        let text = restyle(language, &style, &text);
        let alike = language == site.file.language || (language.is_ecmascript() && site.file.language.is_ecmascript());
        if !alike || unit == " ".repeat(width) {
            return style.with_newlines(&text);
        }
        let indented = text.split_inclusive('\n').map(|line| {
            let body = line.trim_start_matches(' ');
            let spaces = line.len() - body.len();
            format!("{}{}{body}", unit.repeat(spaces / width), " ".repeat(spaces % width))
        });
        style.with_newlines(&indented.collect::<String>())
    }

    /// Operations on the captured code of a site.
    fn code(&self) -> Produce {
        let site = self.site.ok_or_else(|| self.broken("works on a site, and the rule has none"))?;
        let range = self.spec.at.as_deref().and_then(|name| site.capture(name)).unwrap_or_else(|| site.range());
        let file = &site.file;
        if self.spec.op == "insert" && self.body()?.trim().is_empty() {
            return if self.spec.otherwise.is_some() { Err(nothing()) } else { Ok(Vec::new()) };
        }
        let result = match self.spec.op.as_str() {
            "insert" if file.language == Language::Yaml => {
                let after = self.spec.place.as_deref() == Some("after");
                merge::insert_yaml(&file.text, range, after, &self.body()?)
            }
            "insert" => insert(file, range, self.insert_place(), &self.body()?),
            "replace" => replace(file, range, &self.body()?),
            "wrap" => {
                let after = self.spec.code_after.as_deref().unwrap_or(")");
                wrap(file, range, &self.body()?, &self.text(after)?)
            }
            "argument" => return self.argument(file, range),
            "join" => {
                let from = self.spec.from.as_deref().and_then(|name| site.capture(name));
                // A pattern without the capture is a kind of site this operation is not for.
                let Some(from) = from else { return Ok(Vec::new()) };
                join(file, range, from)
            }
            "rename" => rename(file, range, &self.renamed()),
            "decorator" => decorator(file, range, &self.body()?, &self.decorator_place()?),
            "element" => self.element(file, range),
            other => Err(self.broken(&format!("`{other}` is no operation"))),
        };
        edits(&file.path, result)
    }

    fn argument(&self, file: &Arc<SourceFile>, call: Range<usize>) -> Produce {
        let style = match self.spec.index {
            Some(index) if file.language.is_ecmascript() => ArgumentStyle::Property(index),
            None if file.language.is_ecmascript() => ArgumentStyle::Property(0),
            _ => ArgumentStyle::Keyword,
        };
        // An argument that is there already speaks for itself: asking for it changes nothing.
        let there = |name: &String| argument(file, call.clone(), name, "None", style) == Ok(crate::edit::Edited::Holds);
        if self.spec.unless.iter().any(there) {
            return Ok(Vec::new());
        }
        let (name, code) = (self.text(self.spec.name.as_deref().unwrap_or_default())?, self.body()?);
        let alone = argument(file, call.clone(), &name, &code, style)?.into_edits();
        if alone.is_empty() {
            return Ok(Vec::new());
        }
        let edits = Produced::Edits(file.path.clone(), alone.clone());
        let added = AddedArgument { file: file.clone(), call, argument: (name, code), style, alone };
        Ok(vec![edits, Produced::Argument(added)])
    }

    fn element(&self, file: &SourceFile, collection: Range<usize>) -> EditResult {
        let (style, mut elements) = (file.style(), Vec::new());
        for template in &self.spec.elements {
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

    /// `name = "new.place"`, `"name=true" = ""`.
    fn renamed(&self) -> Vec<Renamed> {
        let table = self.spec.value.as_ref().and_then(Json::as_object).into_iter().flatten();
        table
            .map(|(old, new)| {
                let (name, value) = old.split_once('=').map_or((old.as_str(), None), |(name, v)| (name, Some(v)));
                let keys = new.as_str().unwrap_or_default().split('.').filter(|key| !key.is_empty());
                let path = keys.map(str::to_owned).collect();
                Renamed { name: name.to_owned(), value: value.map(str::to_owned), path }
            })
            .collect()
    }

    fn import(&self) -> Produce {
        let path = match (&self.spec.path, self.site) {
            (None, Some(site)) => site.file.path.clone(),
            _ => self.path()?,
        };
        let files = &*self.run.overlay;
        let parsed = self.run.engine.matcher.parse(files, &path);
        let file = parsed.ok_or_else(|| EditError::Unsupported(format!("{path} cannot be read as text")))?.file;
        let module = match (&self.spec.module, &self.spec.module_file) {
            (Some(module), _) => self.text(module)?,
            (None, Some(target)) => self.module_of(&path, &self.text(target)?)?,
            (None, None) => return Err(self.broken("needs a module")),
        };
        let mut names = Vec::new();
        for template in &self.spec.names {
            // A name that comes out empty is not wanted here.
            names.extend(Some(self.text(template)?).filter(|name| !name.trim().is_empty()).map(|name| name_of(&name)));
        }
        if names.is_empty() && !self.spec.names.is_empty() {
            return Ok(Vec::new());
        }
        let default = self.spec.default.as_deref().map(|name| self.text(name)).transpose()?;
        let spec = ImportSpec { module, names, default, ..ImportSpec::default() };
        let first_party = python_path::first_party_names(files, &self.run.project.root, &path);
        let before = self.site.filter(|site| site.file.path == path).map(|site| site.range().start);
        // A module of the repository is the repository's own, also before the file exists.
        let own = self.spec.module_file.is_some().then(|| spec.module.split('.').next().unwrap_or_default().to_owned());
        let is_own = |name: &str| first_party.contains(name) || own.as_deref() == Some(name);
        let first = self.spec.place.as_deref() == Some("first");
        let context = ImportContext { first_party: &is_own, before, first };
        edits(&path, ensure_import(&file, &spec, context))
    }

    fn merge(&self) -> Produce {
        // A pattern without the capture is a kind of site this operation is not for.
        let elsewhere = |site: &Site| self.spec.at.as_ref().is_some_and(|name| site.capture(name).is_none());
        if self.site.is_some_and(elsewhere) {
            return Ok(Vec::new());
        }
        let (path, text, mut keys) = self.merged_into()?;
        for key in &self.spec.keys {
            let key = self.text(key)?;
            // `steps[name=Deploy]` is an element of a list.
            let item = key.strip_suffix(']').and_then(|key| key.split_once('[')).and_then(|(list, item)| {
                let (key, value) = item.split_once('=')?;
                Some((list.to_owned(), key.to_owned(), value.to_owned()))
            });
            match item {
                Some((list, key, value)) => {
                    keys.extend((!list.is_empty()).then_some(Segment::Key(list)));
                    keys.push(Segment::Item { key, value });
                }
                None => keys.push(Segment::Key(key)),
            }
        }
        let value = self.value(self.spec.value.as_ref().unwrap_or(&Json::Null))?;
        let identity = self.spec.identity.as_deref().map(|identity| match identity {
            "whole" => Identity::Whole,
            "first" => Identity::First,
            key => Identity::Key(key.to_owned()),
        });
        let neighbour = self.spec.pattern.clone().unwrap_or_default();
        let place = match self.spec.place.as_deref() {
            Some("start") => merge::Place::Start,
            Some("sorted") => merge::Place::Sorted,
            Some("after") => merge::Place::After(neighbour),
            Some("before") => merge::Place::Before(neighbour),
            _ => merge::Place::End,
        };
        let comment = self.spec.comment.as_deref().map(|comment| self.text(comment)).transpose()?;
        let wanted = [Merge { path: keys, value, identity, comment: comment.as_deref(), place }];
        let base = text.clone().unwrap_or_default();
        let language = Language::of_path(&path);
        self.write(path, text, merge::merge(language, &base, &wanted))
    }

    /// The file a merge works on, its text, and the path in it that the keys start from: with `at` that of
    /// the captured value.
    fn merged_into(&self) -> Result<(String, Option<String>, Vec<Segment>), EditError> {
        let (Some(name), Some(site)) = (&self.spec.at, self.site) else {
            let (path, text) = self.file_or_new()?;
            return Ok((path, text, Vec::new()));
        };
        let captured = site.capture(name).ok_or_else(|| self.broken(&format!("finds no capture @{name}")))?;
        let steps = data::path_of(&site.file, captured);
        let segments = steps.into_iter().map(|step| match step {
            data::Step::Key(key) => Segment::Key(key),
            data::Step::Index(index) => Segment::Index(index),
        });
        Ok((site.file.path.clone(), Some(site.file.text.clone()), segments.collect()))
    }

    fn variables(&self) -> Produce {
        let (path, text) = self.file_or_new()?;
        let mut owned = Vec::new();
        for variable in &self.spec.variables {
            let comment = variable.comment.as_deref().map(|comment| self.text(comment)).transpose()?;
            owned.push((variable.name.as_str(), self.text(&variable.value)?, comment));
        }
        let wanted: Vec<DotenvVar<'_>> =
            owned.iter().map(|(key, value, comment)| DotenvVar { key, value, comment: comment.as_deref() }).collect();
        let header = self.spec.comment.as_deref().map(|comment| self.text(comment)).transpose()?;
        let base = text.clone().unwrap_or_default();
        self.write(path, text, dotenv(&base, &wanted, header.as_deref()))
    }

    fn line(&self) -> Produce {
        let (path, text) = self.file_or_new()?;
        // The line to stand beside may be one the query found.
        let pattern = self.spec.pattern.as_deref().map(|pattern| self.regex(&self.text(pattern)?)).transpose()?;
        let place = match (self.spec.place.as_deref(), &pattern) {
            (Some("after"), Some(pattern)) => LinePlace::After(pattern),
            (Some("before"), Some(pattern)) => LinePlace::Before(pattern),
            _ => LinePlace::End,
        };
        let base = text.clone().unwrap_or_default();
        self.write(path, text, ensure_line(&base, &self.body()?, place, None))
    }

    fn dependency(&self) -> Produce {
        let ecosystem = match self.spec.ecosystem.as_deref() {
            Some("npm") => Ecosystem::Npm,
            _ => Ecosystem::Python,
        };
        let want = Requirement {
            ecosystem,
            name: self.spec.name.clone().unwrap_or_default(),
            extras: self.spec.extras.clone(),
            at_least: self.spec.at_least.clone().unwrap_or_default(),
            range: self.spec.range.clone(),
            dev: false,
            beside: self.spec.beside.clone(),
        };
        let project = self.run.project;
        let ensured = manifest::ensure(&*self.run.overlay, &project.root, &project.manifests, &want)?;
        if ensured.holds {
            return Ok(Vec::new());
        }
        let site = ensured.site.map(|(file, line)| Produced::Site(Place { file, line }));
        let edits = ensured.edits.into_iter().map(|(path, edits)| Produced::Edits(path, edits));
        Ok(edits.chain(site).chain(ensured.manual.into_iter().map(Produced::Manual)).collect())
    }

    /// The edits of a result, or the whole file where it is new.
    fn write(&self, path: String, text: Option<String>, result: EditResult) -> Produce {
        let edits = result?.into_edits();
        match text {
            Some(_) => Ok(vec![Produced::Edits(path, edits)]),
            None if edits.is_empty() => Ok(Vec::new()),
            None if (self.run.engine.ignored)(&path) => {
                Err(EditError::Conflict(format!("git ignores {path}, so it would never be committed")))
            }
            None => {
                let text = crate::edit::splice("", &edits).map_err(|overlap| EditError::Rule(overlap.to_string()))?;
                Ok(vec![Produced::File(path, text.trim_start_matches('\n').to_owned())])
            }
        }
    }

    /// The file an operation works on and its text; `None` for a file that will be new.
    fn file_or_new(&self) -> Result<(String, Option<String>), EditError> {
        let path = self.target()?;
        let files = &*self.run.overlay;
        if !files.exists(&path) {
            return Ok((path, None));
        }
        match files.read_text(&path) {
            Some(text) => Ok((path, Some(text))),
            None => Err(EditError::Unsupported(format!("{path} cannot be read as text"))),
        }
    }

    /// The first of `paths` that exists, else `path`, else the last of `paths`.
    fn target(&self) -> Result<String, EditError> {
        for candidate in &self.spec.paths {
            let path = self.text(candidate)?;
            // A file git does not track is not ours to edit, whatever its name.
            if self.run.overlay.read(&path).is_some() && !(self.run.engine.ignored)(&path) {
                return Ok(path);
            }
        }
        match (&self.spec.path, self.spec.paths.last()) {
            (Some(path), _) | (None, Some(path)) => self.text(path),
            (None, None) => Err(self.broken("needs a path")),
        }
    }

    fn path(&self) -> Result<String, EditError> {
        let path = self.text(self.spec.path.as_deref().unwrap_or_default())?;
        let sound = !path.is_empty() && path.split('/').all(|part| !matches!(part, "" | "." | ".." | ".git"));
        if sound { Ok(path) } else { Err(self.broken(&format!("`{path}` is no path inside the repository"))) }
    }

    fn module_of(&self, importer: &str, target: &str) -> Result<String, EditError> {
        // A new file imports as the site's file would: they belong together.
        let importer = match self.site {
            Some(site) if !self.run.overlay.exists(importer) => &site.file.path,
            _ => importer,
        };
        let language = Language::of_path(importer);
        if language.is_ecmascript() {
            return Ok(ecmascript_path::module_of(importer, target));
        }
        if language != Language::Python {
            return Err(self.broken("`module_file` is for Python and ECMAScript; name the module instead"));
        }
        python_path::module_of(&*self.run.overlay, &self.run.project.root, importer, target)
            .map(|path| path.module)
            .map_err(EditError::Unsupported)
    }

    fn insert_place(&self) -> InsertAt {
        match self.spec.place.as_deref() {
            Some("before-branch") => InsertAt::BeforeBranch,
            Some("after") => InsertAt::After,
            Some("body-start") => InsertAt::BodyStart,
            Some("body-end") => InsertAt::BodyEnd,
            Some("file-end") => InsertAt::FileEnd,
            _ => InsertAt::Before,
        }
    }

    fn decorator_place(&self) -> Result<DecoratorPlace, EditError> {
        Ok(match (self.spec.place.as_deref(), &self.spec.pattern) {
            (Some("outermost"), _) => DecoratorPlace::Outermost,
            (Some("below"), Some(pattern)) => DecoratorPlace::BelowMatching(self.regex(pattern)?),
            _ => DecoratorPlace::Innermost,
        })
    }

    fn body(&self) -> Result<String, EditError> {
        self.body_with(self.context)
    }

    /// The operation's text: its template file, or its code.
    fn body_with(&self, context: &Context) -> Result<String, EditError> {
        let (name, source) = match (&self.spec.template, &self.spec.code) {
            (Some(name), _) => (name.as_str(), self.run.rule.texts.get(name).map_or("", String::as_str)),
            (None, code) => (self.run.rule.id.as_str(), code.as_deref().unwrap_or_default()),
        };
        render(name, source, &context.to_value()).map_err(EditError::Rule)
    }

    fn text(&self, template: &str) -> Result<String, EditError> {
        if !template.contains('{') {
            return Ok(template.to_owned());
        }
        render(&self.run.rule.id, template, &self.context.to_value()).map_err(EditError::Rule)
    }

    /// A value whose strings are templates.
    fn value(&self, value: &Json) -> Result<Json, EditError> {
        Ok(match value {
            Json::String(text) => Json::String(self.text(text)?),
            Json::Array(items) => Json::Array(items.iter().map(|item| self.value(item)).collect::<Result<_, _>>()?),
            Json::Object(fields) => {
                Json::Object(fields.iter().map(|(key, value)| Ok((key.clone(), self.value(value)?))).collect::<Result<
                    _,
                    EditError,
                >>(
                )?)
            }
            other => other.clone(),
        })
    }

    fn regex(&self, pattern: &str) -> Result<Regex, EditError> {
        Regex::new(pattern).map_err(|error| self.broken(&format!("its pattern does not compile: {error}")))
    }

    fn broken(&self, what: &str) -> EditError {
        EditError::Rule(format!("the rule's `{}` {what}", self.spec.op))
    }
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
