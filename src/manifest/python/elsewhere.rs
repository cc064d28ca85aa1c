//! Where a Python application without a manifest is installed from: an environment of conda, or a line of
//! `pip install` in an image, a pipeline or a README.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::json;
use yaml_rust2::{Yaml, YamlLoader};

use super::pep508::{self, normalise};
use crate::edit::EditError;
use crate::edit::merge::{Merge, Place, Segment, merge};
use crate::files::{Files, name_of};
use crate::lang::Language;
use crate::manifest::{Ensured, Requirement, line_after};

/// The pip section of an environment of conda gets the package; `None` where no environment names one of the
/// packages it belongs beside.
///
/// # Errors
/// [`EditError::Unsupported`] for an environment without a pip section.
pub(super) fn conda(
    files: &dyn Files,
    project: &str,
    want: &Requirement,
    text: &str,
) -> Option<Result<Ensured, EditError>> {
    let path = files.below(project).into_iter().find(|path| is_environment(path) && names_anchor(files, path, want))?;
    let source = files.read_text(&path)?;
    Some(in_environment(&path, &source, want, text))
}

fn in_environment(path: &str, source: &str, want: &Requirement, text: &str) -> Result<Ensured, EditError> {
    let listed = requirements(source);
    if listed.iter().any(|one| named(one) == normalise(&want.name)) {
        return Ok(Ensured { holds: true, ..Ensured::default() });
    }
    let Some(section) = pip_section(source) else {
        return Err(EditError::Unsupported(format!(
            "{path} has no pip section; add `- pip:` with `- {text}` to its dependencies by hand"
        )));
    };
    let wanted = Merge {
        path: vec![Segment::Key("dependencies".into()), Segment::Index(section), Segment::Key("pip".into())],
        value: json!([text]),
        identity: None,
        comment: None,
        place: Place::End,
    };
    let edits = merge(Language::Yaml, source, &[wanted])?.into_edits();
    let site = edits.first().map(|edit| (path.to_owned(), line_after(source, edit)));
    let manual = vec![format!("Run `conda env update -f {path}` where the app runs, or build its image again.")];
    Ok(Ensured { edits: vec![(path.to_owned(), edits)], site, manual, ..Ensured::default() })
}

/// The line on which a command installs one of the packages the new one belongs beside: images first, then
/// pipelines and scripts, then what people read.
pub(super) fn command(files: &dyn Files, project: &str, want: &Requirement) -> Option<(String, usize)> {
    static INSTALL: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"\b(?:pip3?|uv add|poetry add|pipenv) ?(?:install)?(?:\\\r?\n|[^\n;&|])*").ok());
    let install = INSTALL.as_ref()?;
    let rank = |path: &str| {
        let name = name_of(path).to_ascii_lowercase();
        let script = [".sh", ".yml", ".yaml", ".toml", ".nix"].iter().any(|ending| name.ends_with(ending));
        match name.as_str() {
            _ if name.contains("dockerfile") || name.contains("containerfile") => Some(0),
            "makefile" | "justfile" | "procfile" => Some(1),
            _ if script => Some(1),
            _ if name.starts_with("readme") => Some(2),
            _ => None,
        }
    };
    let mut paths: Vec<(usize, String)> =
        files.below(project).into_iter().filter_map(|path| Some((rank(&path)?, path))).collect();
    paths.sort();
    paths.into_iter().find_map(|(_, path)| {
        let text = files.read_text(&path)?;
        let found = install.find_iter(&text).find(|found| {
            let words =
                found.as_str().split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | '[' | ']'));
            found.as_str().contains("install") && words.into_iter().any(|word| is_anchor(word, want))
        })?;
        let line = text[..found.start()].matches('\n').count() + 1;
        Some((path, line))
    })
}

fn is_environment(path: &str) -> bool {
    let name = name_of(path);
    (name.ends_with(".yml") || name.ends_with(".yaml")) && (name.contains("environment") || name.contains("conda"))
}

fn names_anchor(files: &dyn Files, path: &str, want: &Requirement) -> bool {
    let text = files.read_text(path).unwrap_or_default();
    requirements(&text).iter().any(|one| is_anchor(one, want))
}

fn is_anchor(requirement: &str, want: &Requirement) -> bool {
    let name = named(requirement);
    want.beside.iter().any(|anchor| normalise(anchor) == name)
}

/// The name in a requirement of conda (`conda-forge::kite=3.1`) or pip (`kite[async]==3.1`).
fn named(requirement: &str) -> String {
    let own = requirement.rsplit("::").next().unwrap_or(requirement).trim();
    let end = own.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.')).unwrap_or(own.len());
    pep508::normalise(&own[..end])
}

/// Everything an environment asks for, conda's own and pip's.
fn requirements(source: &str) -> Vec<String> {
    let listed = dependencies(source);
    let texts = |list: &[Yaml]| list.iter().filter_map(Yaml::as_str).map(str::to_owned).collect::<Vec<_>>();
    let pip = listed.iter().filter_map(|one| one["pip"].as_vec()).flat_map(|list| texts(list)).collect::<Vec<_>>();
    [texts(&listed), pip].concat()
}

/// Which of the dependencies is the list for pip.
fn pip_section(source: &str) -> Option<usize> {
    dependencies(source).iter().position(|one| one["pip"].as_vec().is_some())
}

fn dependencies(source: &str) -> Vec<Yaml> {
    let documents = YamlLoader::load_from_str(source).unwrap_or_default();
    documents.first().and_then(|document| document["dependencies"].as_vec().cloned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::splice;
    use crate::files::MemoryFiles;
    use crate::manifest::Ecosystem;

    fn want() -> Requirement {
        Requirement {
            ecosystem: Ecosystem::Python,
            name: "acme-sdk".into(),
            extras: vec!["web".into()],
            at_least: "2.0".into(),
            pin: None,
            range: None,
            dev: false,
            beside: vec!["kite".into()],
        }
    }

    fn after(source: &str) -> Option<Result<String, String>> {
        let files = MemoryFiles::of([("ops/environment.yml", source)]);
        let ensured = conda(&files, ".", &want(), "acme-sdk[web]>=2.0")?;
        Some(ensured.map_err(|error| error.to_string()).map(|ensured| match ensured.edits.first() {
            Some((_, edits)) => splice(source, edits).expect("edits that do not overlap"),
            None => "holds".to_owned(),
        }))
    }

    #[test]
    fn the_pip_section_of_an_environment_gets_the_package() {
        let before = "name: web\ndependencies:\n  - python=3.12\n  - conda-forge::kite=3.1\n  - pip\n  - pip:\n      - gunicorn==23.0\n";
        let wanted = format!("{before}      - acme-sdk[web]>=2.0\n");
        assert_eq!(after(before), Some(Ok(wanted.clone())));
        assert_eq!(after(&wanted), Some(Ok("holds".into())));
        assert_eq!(after("dependencies:\n  - kite\n  - acme-sdk=2.1\n"), Some(Ok("holds".into())));
        assert!(
            after("dependencies: [kite]\n")
                .is_some_and(|one| one.is_err_and(|reason| reason.contains("no pip section")))
        );
        assert_eq!(after("dependencies:\n  - other\n"), None);
    }

    #[test]
    fn the_command_that_installs_the_app_is_found() {
        let at = |path: &str, text: &str| command(&MemoryFiles::of([(path, text)]), ".", &want());
        assert_eq!(
            at("Dockerfile", "FROM x\nRUN pip install --no-cache-dir \\\n    gunicorn kite==3.1\n"),
            Some(("Dockerfile".into(), 2))
        );
        assert_eq!(at("ci/build.yml", "run: pip install 'kite>=3'\n"), Some(("ci/build.yml".into(), 1)));
        assert_eq!(at("README.md", "`pip install kite`\n"), Some(("README.md".into(), 1)));
        assert_eq!(at("Dockerfile", "RUN pip install kite-cors\nRUN echo kite\n"), None);
    }
}
