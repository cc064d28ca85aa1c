//! What the engine knows about languages: grammar, comments, quotes, indentation.
//!
//! A [`Language`] is everything a rule may name in `language = "…"`. Code languages come with a
//! tree-sitter grammar; data languages (`json`, `toml`, `yaml`) too, so rules can match in them;
//! `dotenv` and `text` are plain lines. No framework is ever mentioned here.

pub mod bindings;
pub mod command;
pub mod copies;
pub mod data;
pub mod ecmascript_path;
mod guard;
mod imports;
mod modules;
mod names;
pub mod python_imports;
pub mod python_path;
mod reflow;
mod restyle;
pub mod shapes;
mod source;
mod style;
mod walk;
pub(crate) mod yaml_scalar;

pub use imports::{Imports, ImportsOf};
pub use modules::{Module, modules};
pub use names::Names;
pub use reflow::reflow;
pub use restyle::restyle;
pub use source::SourceFile;
pub use style::{Commas, Conventions, ImportOrder, Indent, Sorted, Style, usual_limit, width};
pub(crate) use walk::walk;

/// A language the engine can read and edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Python 3 (`.py`, `.pyi`, `.wsgi`).
    Python,
    /// JavaScript, JSX included.
    JavaScript,
    /// TypeScript without JSX.
    TypeScript,
    /// TypeScript with JSX.
    Tsx,
    /// JSON, with comments and trailing commas tolerated.
    Json,
    /// TOML 1.0.
    Toml,
    /// YAML 1.2.
    Yaml,
    /// Dockerfiles and Containerfiles.
    Dockerfile,
    /// `KEY=value` lines.
    Dotenv,
    /// Any other text, seen as lines.
    Text,
}

impl Language {
    /// Every language, in the order the documentation lists them.
    pub const ALL: [Language; 10] = [
        Language::Python,
        Language::JavaScript,
        Language::TypeScript,
        Language::Tsx,
        Language::Json,
        Language::Toml,
        Language::Yaml,
        Language::Dockerfile,
        Language::Dotenv,
        Language::Text,
    ];

    /// The name used in rule files and reports.
    pub fn name(self) -> &'static str {
        match self {
            Language::Python => "python",
            Language::JavaScript => "javascript",
            Language::TypeScript => "typescript",
            Language::Tsx => "tsx",
            Language::Json => "json",
            Language::Toml => "toml",
            Language::Yaml => "yaml",
            Language::Dockerfile => "dockerfile",
            Language::Dotenv => "dotenv",
            Language::Text => "text",
        }
    }

    /// The languages a rule's `language` value stands for; `ecmascript` is JavaScript, TypeScript and TSX.
    pub fn named(name: &str) -> Option<&'static [Language]> {
        if name == "ecmascript" {
            return Some(&[Language::JavaScript, Language::TypeScript, Language::Tsx]);
        }
        Language::ALL.iter().find(|language| language.name() == name).map(std::slice::from_ref)
    }

    /// The language of a file, told by its name alone.
    pub fn of_path(path: &str) -> Language {
        let name = path.rsplit('/').next().unwrap_or(path);
        if is_dotenv_name(name) {
            return Language::Dotenv;
        }
        match name.rsplit_once('.').map(|(_, extension)| extension) {
            Some("py" | "pyi" | "pyw" | "wsgi") => Language::Python,
            Some("js" | "mjs" | "cjs" | "jsx") => Language::JavaScript,
            Some("ts" | "mts" | "cts") => Language::TypeScript,
            Some("tsx") => Language::Tsx,
            Some("json" | "jsonc" | "json5") => Language::Json,
            Some("toml") => Language::Toml,
            Some("yml" | "yaml") => Language::Yaml,
            _ if name == "Pipfile" => Language::Toml,
            _ if is_dockerfile_name(name) => Language::Dockerfile,
            _ => Language::Text,
        }
    }

    /// The tree-sitter grammar; `None` for languages that are plain lines.
    pub fn grammar(self) -> Option<tree_sitter::Language> {
        let grammar = match self {
            Language::Python => tree_sitter_python::LANGUAGE.into(),
            Language::JavaScript => tree_sitter_javascript::LANGUAGE.into(),
            Language::TypeScript => tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
            Language::Tsx => tree_sitter_typescript::LANGUAGE_TSX.into(),
            Language::Json => tree_sitter_json::LANGUAGE.into(),
            Language::Toml => tree_sitter_toml_ng::LANGUAGE.into(),
            Language::Yaml => tree_sitter_yaml::LANGUAGE.into(),
            Language::Dockerfile => tree_sitter_containerfile::LANGUAGE.into(),
            Language::Dotenv | Language::Text => return None,
        };
        Some(grammar)
    }

    /// Is this one of the ECMAScript dialects?
    pub fn is_ecmascript(self) -> bool {
        matches!(self, Language::JavaScript | Language::TypeScript | Language::Tsx)
    }

    /// Do files of this language name modules and bind names?
    pub fn is_code(self) -> bool {
        self == Language::Python || self.is_ecmascript()
    }

    /// The token that starts a comment running to the end of the line.
    pub fn line_comment(self) -> &'static str {
        match self {
            Language::JavaScript | Language::TypeScript | Language::Tsx | Language::Json => "//",
            _ => "#",
        }
    }
}

/// `Dockerfile`, `Dockerfile.dev`, `api.dockerfile`, and the same of Containerfiles; no templates or ignore files of theirs.
fn is_dockerfile_name(name: &str) -> bool {
    let name = name.to_lowercase();
    let (stem, ending) = name.split_once('.').unwrap_or((&name, ""));
    let is = |word: &str| matches!(word, "dockerfile" | "containerfile");
    let other = ["dockerignore", "erb", "in", "j2", "jinja", "jinja2", "md", "sh", "template", "tmpl", "tpl", "txt"];
    is(stem) && !other.contains(&ending.rsplit('.').next().unwrap_or(ending))
        || is(ending.rsplit('.').next().unwrap_or(ending))
}

/// `.env`, `.env.example`, `env.sample`, `example.env` and their kin.
fn is_dotenv_name(name: &str) -> bool {
    name == ".env"
        || name.starts_with(".env.")
        || name.ends_with(".env")
        || matches!(
            name,
            "env.example"
                | "env.sample"
                | "env.template"
                | "env.dist"
                | "env-example"
                | "env-sample"
                | ".env-example"
                | ".env-sample"
                | ".env_example"
                | ".env_sample"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_grammar_loads_into_the_runtime() {
        for language in Language::ALL {
            if let Some(grammar) = language.grammar() {
                let mut parser = tree_sitter::Parser::new();
                assert!(parser.set_language(&grammar).is_ok(), "{}", language.name());
            }
        }
    }

    #[test]
    fn file_names_decide_the_language() {
        assert_eq!(Language::of_path("a/b/app.py"), Language::Python);
        assert_eq!(Language::of_path("deploy/site.wsgi"), Language::Python);
        assert_eq!(Language::of_path("web/next.config.mjs"), Language::JavaScript);
        assert_eq!(Language::of_path("web/app/layout.tsx"), Language::Tsx);
        assert_eq!(Language::of_path(".env.example"), Language::Dotenv);
        assert_eq!(Language::of_path("Pipfile"), Language::Toml);
        for path in ["Dockerfile", "ops/Dockerfile.dev", "api.dockerfile", "web.Containerfile"] {
            assert_eq!(Language::of_path(path), Language::Dockerfile, "{path}");
        }
        for path in ["Dockerfile.j2", "Dockerfile.dockerignore", "dockerfiles"] {
            assert_eq!(Language::of_path(path), Language::Text, "{path}");
        }
    }
}
