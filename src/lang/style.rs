//! The style of one file, read from the file itself, so that new code looks as if it had always been there.

use super::Language;

/// One level of indentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indent {
    /// A tab.
    Tab,
    /// That many spaces.
    Spaces(usize),
}

impl Indent {
    /// The white space of one level.
    pub fn unit(self) -> String {
        match self {
            Indent::Tab => "\t".to_owned(),
            Indent::Spaces(width) => " ".repeat(width),
        }
    }
}

/// What the project's formatters are told, as far as new code depends on it; `None` where nobody says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Conventions {
    /// Does a formatter lay out all code of the project?
    pub formatted: bool,
    /// How long lines may get.
    pub line_limit: Option<usize>,
    /// One level of indentation.
    pub indent: Option<Indent>,
    /// `'` or `"`.
    pub quote: Option<char>,
    /// The same of attributes of JSX.
    pub jsx_quote: Option<char>,
    /// ECMAScript: do statements end with a semicolon?
    pub semicolons: Option<bool>,
    /// Which multi-line lists end with a comma?
    pub trailing_comma: Option<Commas>,
    /// Python: are lists joined in spite of a comma behind their last item?
    pub commas_join: bool,
    /// ECMAScript: `{ a }` and not `{a}`?
    pub bracket_spacing: Option<bool>,
    /// ECMAScript: `(a) => a` and not `a => a`?
    pub arrow_parens: Option<bool>,
    /// ECMAScript: does a tool sort imports?
    pub sorts_imports: bool,
    /// ECMAScript: does it want a blank line between packages and the project's own modules?
    pub separates_imports: bool,
    /// How Python's imports are sorted.
    pub imports: ImportOrder,
}

/// Which multi-line lists of ECMAScript end with a comma.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Commas {
    /// None.
    Never,
    /// Those of elements and properties, but not those of arguments and parameters.
    Elements,
    /// All.
    Always,
}

/// How Python's imports are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportOrder {
    /// How long an import may get, where that differs from other lines.
    pub line_limit: Option<usize>,
    /// How many blank lines follow the last import.
    pub lines_after: Option<usize>,
    /// Is every name imported by a statement of its own?
    pub one_per_line: bool,
    /// What decides within a section.
    pub sorted: Sorted,
    /// Are names sorted whatever their case, and not by constants, classes and the rest?
    pub caseless: bool,
    /// Do names of `typing` stay together where others have statements of their own?
    pub typing_together: bool,
    /// How many blank lines stand between `import a` and `from a import b` of a section.
    pub between_forms: Option<usize>,
}

impl ImportOrder {
    /// Has every name of this module a statement of its own?
    pub fn singles(&self, module: &str) -> bool {
        self.one_per_line && module != "__future__" && !(self.typing_together && module == "typing")
    }
}

/// By what the imports of a section are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorted {
    /// `import a` before `from a import b`, each by their modules.
    #[default]
    Forms,
    /// All by their modules, as ruff has it.
    Modules,
    /// All by their text behind the first word, capital letters first, as isort has it.
    Lines,
}

/// How long lines may get where nobody says: as black, ruff and prettier have it.
pub fn usual_limit(language: Language) -> usize {
    if language == Language::Python { 88 } else { 80 }
}

/// The columns that a text takes; a tab counts four.
pub fn width(text: &str) -> usize {
    text.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// Everything new code copies from the file it goes into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// `"\n"` or `"\r\n"`, whichever the file uses more.
    pub newline: &'static str,
    /// One level of indentation.
    pub indent: Indent,
    /// `'` or `"`, whichever the file uses more for strings.
    pub quote: char,
    /// The same of attributes of JSX.
    pub jsx_quote: char,
    /// ECMAScript: do statements end with a semicolon?
    pub semicolons: bool,
    /// Do multi-line lists end with a comma?
    pub trailing_comma: bool,
    /// ECMAScript: do those of arguments and parameters?
    pub trailing_argument: bool,
    /// ECMAScript: `{ a }` and not `{a}`?
    pub bracket_spacing: bool,
    /// ECMAScript: `(a) => a` and not `a => a`?
    pub arrow_parens: bool,
    /// Python: are lists joined in spite of a comma behind their last item?
    pub commas_join: bool,
    /// How long lines may get before formatters break them.
    pub line_limit: usize,
    /// Does the file end with a line break?
    pub final_newline: bool,
}

impl Style {
    /// Reads the style of a text. An empty text gets the language's most common style.
    pub fn of(text: &str, language: Language) -> Style {
        let crlf = text.matches("\r\n").count();
        let lf = memchr::memchr_iter(b'\n', text.as_bytes()).count() - crlf;
        // JSON knows none.
        let trailing_comma = language != Language::Json && trailing_comma(text);
        Style {
            newline: if crlf > lf { "\r\n" } else { "\n" },
            indent: indent_of(text, language),
            quote: quote_of(text, language).unwrap_or('"'),
            jsx_quote: '"',
            semicolons: !language.is_ecmascript() || semicolons(text),
            trailing_comma,
            trailing_argument: trailing_comma,
            bracket_spacing: true,
            arrow_parens: true,
            commas_join: false,
            line_limit: usual_limit(language),
            final_newline: text.is_empty() || text.ends_with('\n'),
        }
    }

    /// The same style where the project's formatters are told otherwise.
    pub fn under(self, told: &Conventions) -> Style {
        let commas = told.trailing_comma;
        Style {
            indent: told.indent.unwrap_or(self.indent),
            quote: told.quote.unwrap_or(self.quote),
            jsx_quote: told.jsx_quote.unwrap_or(self.jsx_quote),
            semicolons: told.semicolons.unwrap_or(self.semicolons),
            trailing_comma: commas.map_or(self.trailing_comma, |commas| commas != Commas::Never),
            trailing_argument: commas.map_or(self.trailing_argument, |commas| commas == Commas::Always),
            bracket_spacing: told.bracket_spacing.unwrap_or(self.bracket_spacing),
            arrow_parens: told.arrow_parens.unwrap_or(self.arrow_parens),
            commas_join: told.commas_join,
            line_limit: told.line_limit.unwrap_or(self.line_limit),
            ..self
        }
    }

    /// Gives text written with `\n` the line endings of the file.
    pub fn with_newlines(&self, text: &str) -> String {
        if self.newline == "\n" { text.to_owned() } else { text.replace("\r\n", "\n").replace('\n', self.newline) }
    }

    /// Puts a string into the file's quotes, escaping what must be escaped.
    pub fn quoted(&self, value: &str) -> String {
        let mut out = String::with_capacity(value.len() + 2);
        out.push(self.quote);
        for c in value.chars() {
            match c {
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                c if c == self.quote => out.extend(['\\', c]),
                c if (c as u32) < 0x20 => out.push_str(&format!("\\x{:02x}", c as u32)),
                c => out.push(c),
            }
        }
        out.push(self.quote);
        out
    }
}

/// The smallest step by which indentation grows from one line to the next, by majority.
fn indent_of(text: &str, language: Language) -> Indent {
    let mut tabs = 0usize;
    let mut steps = [0usize; 9];
    let mut previous = 0usize;
    for line in text.lines() {
        let body = line.trim_start_matches([' ', '\t']);
        if body.is_empty() || body.starts_with('*') {
            continue;
        }
        if line.starts_with('\t') {
            tabs += 1;
            continue;
        }
        let width = line.len() - body.len();
        if width > previous && width - previous < steps.len() {
            steps[width - previous] += 1;
        }
        previous = width;
    }
    let spaces: usize = steps.iter().sum();
    if tabs > spaces {
        return Indent::Tab;
    }
    let default = if language == Language::Python { 4 } else { 2 };
    let best = (1..steps.len()).max_by_key(|&width| (steps[width], width == default)).unwrap_or(default);
    Indent::Spaces(if steps[best] == 0 { default } else { best })
}

/// The quotes that a text uses more; `None` where it has no strings.
pub(super) fn quote_of(text: &str, language: Language) -> Option<char> {
    // Attributes of JSX have quotes of their own: the imports tell. Comments say nothing: a type in one
    // comes from a documentation page.
    let is_comment = |line: &&str| ["//", "/*", "*"].iter().any(|start| line.trim_start().starts_with(start));
    let (imports, code): (String, String) = match language.is_ecmascript() {
        true => text
            .lines()
            .filter(|line| !is_comment(line))
            .partition(|line| line.contains(" from ") || line.contains("require(")),
        false => (String::new(), text.to_owned()),
    };
    let text = if imports.contains(['\'', '"']) { imports.as_str() } else { code.as_str() };
    let single = memchr::memchr_iter(b'\'', text.as_bytes()).count();
    let double = memchr::memchr_iter(b'"', text.as_bytes()).count();
    let knows = language == Language::Python || language.is_ecmascript();
    (single + double > 0).then_some(if knows && single > double { '\'' } else { '"' })
}

/// Do most statements that could end with a semicolon do so?
fn semicolons(text: &str) -> bool {
    let (mut with, mut without, mut open) = (0usize, 0usize, false);
    for line in text.lines().map(str::trim_end) {
        let body = line.trim_start();
        // The last line of `export default {` and its like, at the margin as its first.
        if open && line.starts_with(['}', ']', ')']) {
            open = false;
            without += usize::from(line.ends_with(['}', ']', ')']));
        }
        let value = ["export default ", "const ", "let ", "var ", "module.exports "];
        if value.iter().any(|start| line.starts_with(start)) && line.ends_with(['{', '[', '(']) {
            open = !line.contains("function") && !line.contains("class ");
        }
        let declares = body.ends_with('}') && (body.contains("function") || body.contains("class "));
        let statement = ["import ", "export ", "const ", "let ", "var ", "return ", "module.exports"]
            .iter()
            .any(|start| body.starts_with(start) && !declares);
        if body.ends_with(';') {
            with += 1;
        } else if statement && !body.ends_with(['{', '(', '[', ',', '>', '=', '|', '&', '?', ':', '+', '.']) {
            without += 1;
        }
    }
    with >= without
}

/// Do most multi-line lists end with a comma?
fn trailing_comma(text: &str) -> bool {
    let (mut with, mut without) = (0usize, 0usize);
    let mut previous = "";
    for line in text.lines() {
        // Comments are no items: `"a",  # first` ends with its comma.
        let line = line.split(" # ").next().and_then(|line| line.split(" // ").next()).unwrap_or(line).trim();
        if line.starts_with('#') || line.starts_with("//") {
            continue;
        }
        if line.starts_with([')', ']', '}']) && !previous.is_empty() {
            match previous.chars().last() {
                Some(',') => with += 1,
                Some('(' | '[' | '{' | ';' | '>' | ':') | None => {}
                // Several items on one line are another layout, which says nothing about this one.
                Some(_) if previous.contains(", ") => {}
                // A block of statements ends without a comma whatever the style of its lists.
                Some(_) if line.starts_with('}') => {}
                Some(_) => without += 1,
            }
        }
        if !line.is_empty() {
            previous = line;
        }
    }
    with >= without
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_is_read_from_the_file() {
        let style = Style::of("def f():\r\n\treturn 'a'\r\n", Language::Python);
        assert_eq!((style.newline, style.indent, style.quote), ("\r\n", Indent::Tab, '\''));
        let style = Style::of("const a = 1\nexport default a\n", Language::TypeScript);
        assert!(!style.semicolons);
        let style = Style::of("if a:\n  if b:\n    c = 1\n", Language::Python);
        assert_eq!(style.indent, Indent::Spaces(2));
        assert_eq!(Style::of("", Language::Python).indent, Indent::Spaces(4));
        assert!(Style::of("a = [\n    1,  # one\n    # two\n]\n", Language::Python).trailing_comma);
        assert!(!Style::of("a = [\n    1,\n    2  # two\n]\n", Language::Python).trailing_comma);
    }

    #[test]
    fn quoting_cannot_be_escaped_from() {
        let style = Style::of("a = 'x'\n", Language::Python);
        assert_eq!(style.quoted("it's \\ \n"), r"'it\'s \\ \n'");
    }
}
