//! From an operation of a rule to the ensure-operation that does it: templates rendered, captures looked
//! up, paths resolved.

mod code;
mod data;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use regex::Regex;
use serde_json::Value as Json;

use super::context::Context;
use super::rule_run::RuleRun;
use crate::edit::import::ImportSpec;
use crate::edit::merge::Merge;
use crate::edit::{ArgumentStyle, EditError, TextEdit};
use crate::facts::FactValue;
use crate::files::Files;
use crate::lang::data::Step;
use crate::lang::python_imports::arranged;
use crate::lang::{Language, SourceFile, Style, ecmascript_path, python_path, reflow, restyle};
use crate::pattern::compiled;
use crate::report::Place;
use crate::rules::edits::{Body, Create, Edit, Op};
use crate::rules::template::{render, render_value};
use crate::sweep::Site;

pub use data::new_file;

/// What an operation came to.
pub enum Produced {
    /// Edits of an existing file; none where the postcondition holds.
    Edits(String, Vec<TextEdit>),
    /// A new file.
    File(String, String),
    /// Where a data file lacks a value once edits that were produced too are made.
    Gone(String, usize, Vec<Step>),
    /// A place worth naming in the report.
    Site(Place),
    /// Something a person has to do now.
    Manual(String),
    /// An argument whose edits were produced too: several of one call have to be laid out together.
    Argument(AddedArgument),
    /// An import whose edits were produced too: several of one module belong into one statement.
    Import(AddedImport),
    /// A value whose edits were produced too: several of one file may need the same new parent.
    Value(AddedValue),
    /// An entry whose removal was produced too: neighbours share the comma between them.
    Removed(RemovedEntry),
}

/// An entry an operation takes out, and the edits that would take it out alone.
#[derive(Debug)]
pub struct RemovedEntry {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The entry.
    pub entry: Range<usize>,
    /// The edits for it alone.
    pub alone: Vec<TextEdit>,
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

/// An import an operation adds, and the edits that would add it alone.
#[derive(Debug)]
pub struct AddedImport {
    /// The file.
    pub file: Arc<SourceFile>,
    /// What is imported.
    pub spec: ImportSpec,
    /// Which top-level names are the project's own.
    pub own: BTreeSet<String>,
    /// Where it is used first.
    pub before: Option<usize>,
    /// Ahead of every other import?
    pub first: bool,
    /// What adds it alone.
    pub alone: Vec<TextEdit>,
}

/// A value an operation adds to a data file, and the edits that would add it alone.
#[derive(Debug)]
pub struct AddedValue {
    /// The file.
    pub path: String,
    /// Its text; `None` for a new file.
    pub text: Option<String>,
    /// What is wanted, and where.
    pub wanted: Merge,
    /// What adds it alone.
    pub alone: Vec<TextEdit>,
}

type Produce = Result<Vec<Produced>, EditError>;

/// Runs one operation at one site, or once where the rule has none. `begun` holds the new files of the rule's
/// operations so far: what is added to one of them builds on it.
///
/// # Errors
/// [`EditError`] where the operation would not touch the file.
pub fn run(
    run: &RuleRun<'_, '_, '_>,
    edit: &Edit,
    site: Option<&Site>,
    context: &Context,
    begun: &BTreeMap<String, String>,
) -> Produce {
    // A pattern without the capture is a kind of site this operation is not for.
    let lacks = |site: &Site| edit.op.at().is_some_and(|name| site.capture(name).is_none());
    if site.is_some_and(lacks) {
        return Ok(Vec::new());
    }
    let op = Operation { run, edit, site, context, begun };
    let produced = match &edit.op {
        Op::Create(create) => op.create(create),
        Op::Import(import) => op.import(import),
        Op::Merge(merge) => op.merge(merge),
        Op::Variables(variables) => op.variables(variables),
        Op::Line(line) => op.line(line),
        Op::Dependency(dependency) => op.dependency(dependency),
        of_code => op.code(of_code),
    };
    match (produced, &edit.otherwise) {
        (Err(EditError::Unsupported(reason)), Some(text)) => {
            let context = &context.with("reason", Json::from(reason));
            let text = Operation { context, ..op }.value_text(text)?;
            Ok(vec![Produced::Manual(text.trim().to_owned())])
        }
        (produced, _) => produced,
    }
}

struct Operation<'s, 'r, 'a, 'o> {
    run: &'s RuleRun<'r, 'a, 'o>,
    edit: &'s Edit,
    site: Option<&'s Site>,
    context: &'s Context,
    begun: &'s BTreeMap<String, String>,
}

impl Operation<'_, '_, '_, '_> {
    fn create(&self, create: &Create) -> Produce {
        let path = self.path(&create.path)?;
        let mut context = self.context.clone();
        for (name, target) in &create.imports {
            let module = self.module_of(&path, &self.value_text(target)?)?;
            context = context.with(name, Json::from(module));
        }
        let text = self.in_style(&path, self.body_with(&create.body, &context)?);
        let files = &*self.run.overlay;
        if files.exists(&path) {
            return match files.read_text(&path) {
                Some(there) if there.replace("\r\n", "\n") == text.replace("\r\n", "\n") => Ok(Vec::new()),
                Some(there) if says_nothing(&path, &there) => {
                    let all = TextEdit::replace(0..there.len(), text);
                    Ok(vec![Produced::Edits(path, vec![all])])
                }
                _ => Err(EditError::Conflict(format!("{path} is there already and says something else"))),
            };
        }
        if (self.run.engine.ignored)(&path) {
            return Err(EditError::Conflict(format!("git ignores {path}, so it would never be committed")));
        }
        Ok(vec![Produced::File(path, text)])
    }

    /// A new file's text as the project's formatters are told to write it, or else in the style of the site's file where
    /// both are of one language. Templates are written with four spaces (Python) or two.
    fn in_style(&self, path: &str, text: String) -> String {
        let language = Language::of_path(path);
        let told = self.run.engine.conventions.of(self.run.engine.tree, path);
        let usual = Style::of("", language);
        let here = self.site.map(|site| (site.file.language, site.file.shown()));
        let newline = here.map_or(usual.newline, |(_, style)| style.newline);
        let alike = |of: Language| language == of || (language.is_ecmascript() && of.is_ecmascript());
        let style = here.filter(|(of, _)| alike(*of)).map_or(usual, |(_, style)| style);
        let style = Style { newline, line_limit: usual.line_limit, ..style }.under(&told);
        let width = if language == Language::Python { 4 } else { 2 };
        let unit = style.indent.unit();
        let text = restyle(language, &style, &text);
        let indented = text.split_inclusive('\n').map(|line| {
            let body = line.trim_start_matches(' ');
            let spaces = line.len() - body.len();
            format!("{}{}{body}", unit.repeat(spaces / width), " ".repeat(spaces % width))
        });
        let code = language == Language::Python || language.is_ecmascript();
        let text = if code && unit != " ".repeat(width) { indented.collect() } else { text };
        let text = reflow(language, &style, &text, 0);
        let text = if language == Language::Python { arranged(&text, &style, &told) } else { text };
        style.with_newlines(&text)
    }

    /// The file with what the project's formatters are told about it.
    fn told(&self, file: &Arc<SourceFile>) -> Arc<SourceFile> {
        self.run.engine.conventions.told(self.run.engine.tree, file)
    }

    fn path(&self, template: &str) -> Result<String, EditError> {
        let path = self.value_text(template)?;
        let sound = !path.is_empty() && path.split('/').all(|part| !matches!(part, "" | "." | ".." | ".git"));
        if sound { Ok(path) } else { Err(self.broken(&format!("`{path}` is no path inside the repository"))) }
    }

    fn module_of(&self, importer: &str, target: &str) -> Result<String, EditError> {
        let language = Language::of_path(importer);
        if language.is_ecmascript() {
            return Ok(ecmascript_path::module_of(importer, target));
        }
        if language != Language::Python {
            return Err(self.broken("`module_file` is for Python and ECMAScript; name the module instead"));
        }
        // What runs decides how Python imports, and for a new file that is what runs the site's: they belong
        // together.
        let like = match self.site {
            Some(site) if !self.run.overlay.exists(importer) => &site.file.path,
            _ => importer,
        };
        let root = self.root_of(like);
        let evidence = python_path::Evidence { project: &self.run.project.root, like, root: root.as_deref() };
        python_path::module_of(&*self.run.overlay, evidence, importer, target)
            .map(|path| path.module)
            .map_err(EditError::Unsupported)
    }

    /// The folder that the commands which start a file import it from, where they agree.
    fn root_of(&self, file: &str) -> Option<String> {
        let started =
            self.run.pass.facts.get(self.run.engine.pack.manifest.started.as_deref()?, &self.run.project.root)?;
        let FactValue::Table(rows) = &started.value else { return None };
        let starts = |row: &&BTreeMap<String, String>| {
            row.get("apps").is_some_and(|apps| apps.split(' ').any(|app| app.split('#').next() == Some(file)))
        };
        let roots: BTreeSet<&str> =
            rows.iter().filter(starts).filter_map(|row| row.get("root")).map(String::as_str).collect();
        let [root] = roots.into_iter().collect::<Vec<_>>()[..] else { return None };
        Some(if root.is_empty() { ".".to_owned() } else { root.trim_end_matches('/').to_owned() })
    }

    fn body(&self, body: &Body) -> Result<String, EditError> {
        self.body_with(body, self.context)
    }

    /// The operation's text: its template file, or its code.
    fn body_with(&self, body: &Body, context: &Context) -> Result<String, EditError> {
        let (name, source) = match body {
            Body::Template(name) => (name.as_str(), self.run.rule.texts.get(name).map_or("", String::as_str)),
            Body::Code(code) => (self.run.rule.id.as_str(), code.as_str()),
        };
        render(name, source, &context.to_value()).map_err(EditError::Rule)
    }

    fn text(&self, template: &str) -> Result<String, EditError> {
        if !template.contains('{') {
            return Ok(template.to_owned());
        }
        render(&self.run.rule.id, template, &self.context.to_value()).map_err(EditError::Rule)
    }

    /// The same for what no file gets: a path, or a text for a person, may hold whatever git can.
    fn value_text(&self, template: &str) -> Result<String, EditError> {
        render_value(&self.run.rule.id, template, &self.context.to_value()).map_err(EditError::Rule)
    }

    fn regex(&self, pattern: &str) -> Result<Arc<Regex>, EditError> {
        compiled(pattern).map_err(|error| self.broken(&format!("its pattern does not compile: {error}")))
    }

    fn broken(&self, what: &str) -> EditError {
        EditError::Rule(format!("the rule's `{}` {what}", self.edit.op.name()))
    }
}

/// Does a file hold no code at all: nothing, comments, or the `export {}` that makes a module of it?
fn says_nothing(path: &str, text: &str) -> bool {
    let language = Language::of_path(path);
    if !language.is_ecmascript() {
        return text.trim().is_empty();
    }
    let file = SourceFile::parse_again(path, language, text.to_owned(), false);
    let Some(root) = file.root() else { return false };
    let is_empty = |node: tree_sitter::Node<'_>| match node.kind() {
        "comment" | "empty_statement" => true,
        "export_statement" => {
            file.text_of(node).split_whitespace().collect::<String>().trim_end_matches(';') == "export{}"
        }
        _ => false,
    };
    root.named_children(&mut root.walk()).all(is_empty)
}
