//! Which folders of the repository a text speaks of: a step of a pipeline, a Dockerfile, the list of paths that
//! start something.
//!
//! A word counts where it can only be a path: it leads to a file or folder and has a slash or a dot in it, or it
//! stands where commands and data files have a path (`cd web`, `--filter web`, `context: web`).

use std::sync::{Arc, LazyLock};

use regex::Regex;
use serde_json::{Value as Json, json};

use crate::files::{is_below, join};
use crate::pattern::compiled;

/// What `named(…)` and `brought(…)` know of a repository.
pub struct Places<'a> {
    /// Every file, sorted.
    pub files: &'a [String],
    /// The folders that count, such as those with a manifest.
    pub folders: &'a [String],
    /// Names and files that stand for folders: `(name, folders)`.
    pub aliases: &'a [(String, Vec<String>)],
}

impl Places<'_> {
    /// What a text names, in its order: records of the `path`, the `folder` that counts around it, the line that
    /// `said` so, and whether it was an `alias`. Paths are looked up from the folder `from`, then from the top.
    pub fn named(&self, text: &str, from: &str) -> Vec<Json> {
        let mut found: Vec<Json> = Vec::new();
        for line in text.lines() {
            for (word, told) in words(line) {
                for (path, folder, alias) in self.lead(word, told, from) {
                    let row = json!({ "path": path, "folder": folder, "alias": alias, "said": line.trim() });
                    if !found.iter().any(|known| known["path"] == row["path"] && known["folder"] == row["folder"]) {
                        found.push(row);
                    }
                }
            }
        }
        // A file that is named outweighs the one that a context has by itself.
        let files = |row: &Json| row["alias"] == true && self.files.iter().any(|file| row["path"] == file.as_str());
        if found.iter().any(files) {
            found.retain(|row| row["path"] != "." && (files(row) || row["folder"] != ""));
        }
        found
    }

    /// Where a word leads: path, folder, and whether an alias said so. An alias for nothing leads to no folder.
    fn lead(&self, word: &str, told: bool, from: &str) -> Vec<(String, String, bool)> {
        let alias = |name: &str| self.aliases.iter().find(|(known, _)| known == name);
        let stands = |path: &str, folders: &[String]| match folders {
            [] => vec![(path.to_owned(), String::new(), true)],
            folders => folders.iter().map(|folder| (path.to_owned(), folder.clone(), true)).collect(),
        };
        if !told && !word.contains('/') && !word.contains('.') || word.starts_with('/') {
            return Vec::new();
        }
        let found = [joined(from, word), joined(".", word)].into_iter().flatten().find(|path| self.is_there(path));
        let Some(path) = found else {
            let name = alias(word).map(|(name, folders)| stands(name, folders));
            return name.or_else(|| self.called(word)).filter(|_| told).unwrap_or_default();
        };
        let image = ["Dockerfile", "Containerfile"].iter().filter_map(|name| alias(&join(&path, name))).next();
        match alias(&path).or(image.filter(|_| told || word == ".")) {
            Some((_, folders)) => stands(&path, folders),
            None => self.around(&path).map(|folder| (path.clone(), folder.to_owned(), false)).into_iter().collect(),
        }
    }

    /// The one folder that goes by a name.
    fn called(&self, word: &str) -> Option<Vec<(String, String, bool)>> {
        let mut alike = self.folders.iter().filter(|folder| folder.rsplit('/').next() == Some(word));
        let folder = alike.next().filter(|first| alike.all(|other| other == *first))?;
        Some(vec![(folder.clone(), folder.clone(), false)])
    }

    /// The folders whose code comes along where these lines of a Dockerfile copy from a context.
    pub fn brought(&self, lines: &str, context: &str) -> Vec<String> {
        let mut brought: Vec<String> = Vec::new();
        for line in lines.lines() {
            let words: Vec<&str> =
                line.split([' ', '\t', '"', '\'', ',', '[', ']']).filter(|w| !w.is_empty()).collect();
            let sources = words.iter().skip(1).filter(|word| !word.starts_with("--"));
            let sources: Vec<&&str> = sources.collect();
            for source in sources.iter().take(sources.len().saturating_sub(1)) {
                let Some(path) = joined(context, source) else { continue };
                let inside = |folder: &&String| **folder == path || is_below(folder, &path);
                brought.extend(self.folders.iter().filter(inside).cloned());
                if self.has_code(&path) {
                    brought.push(self.around(&path).unwrap_or(".").to_owned());
                }
            }
        }
        brought.sort();
        brought.dedup();
        brought
    }

    /// Is a file of code at the path or below it, or something that only a build makes?
    fn has_code(&self, path: &str) -> bool {
        let below = self.below(path);
        let code = |file: &String| CODE.iter().any(|end| file.ends_with(end)) && !file.contains(".config.");
        let made = !path.rsplit('/').next().is_some_and(|name| name.trim_start_matches('.').contains('.'));
        below.iter().any(code) || below.is_empty() && made && !path.contains('$')
    }

    /// The files in a folder; a file by itself.
    fn below(&self, path: &str) -> &[String] {
        if path == "." {
            return self.files;
        }
        let all = self.files;
        if let Ok(at) = all.binary_search_by(|file| file.as_str().cmp(path)) {
            return &all[at..=at];
        }
        let folder = join(path, "");
        let from = &all[all.partition_point(|file| *file < folder)..];
        &from[..from.partition_point(|file| file.starts_with(&folder))]
    }

    fn is_there(&self, path: &str) -> bool {
        path == "." || !self.below(path).is_empty()
    }

    /// The nearest folder that counts around a path. The top is around everything, which says nothing.
    fn around(&self, path: &str) -> Option<&str> {
        let holds = |folder: &&String| *folder != "." && (path == folder.as_str() || is_below(path, folder));
        self.folders.iter().filter(holds).max_by_key(|folder| folder.len()).map(String::as_str)
    }
}

const CODE: [&str; 7] = [".py", ".js", ".jsx", ".mjs", ".ts", ".tsx", ".cjs"];

/// A path as written in a folder, from the top of the repository; what a pattern may stand for is left out.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
        match part {
            ".." => drop(parts.pop()?),
            part if part.contains(['*', '?', '{']) => break,
            part => parts.push(part),
        }
    }
    Some(if parts.is_empty() { ".".to_owned() } else { parts.join("/") })
}

/// The words of a line that may be paths, each with whether it stands where a path stands.
fn words(line: &str) -> Vec<(&str, bool)> {
    static WORD: LazyLock<Option<Arc<Regex>>> = LazyLock::new(|| {
        compiled(
            r#"(?x)
            (?: (?P<key>(?:^\s*(?:-\s+)?|[{,]\s*)["']?[\w-]*(?i:build|dir|directory|folder|path|context|file|location|root|cwd|source|package|workspace)["']?\s*[:=]\s*["']?)
              | (?P<item>^\s*-\s+["']?)
              | (?P<option>(?:^|\s)(?:-[CFfw]|--[\w-]*(?:cwd|dir|directory|file|filter|folder|path|prefix|root|scope|source|workspace|context)|cd|pushd|workspace)[\s=]["']?)
            )?
            (?:\$(?:\{\{\s*\w+\.workspace\s*\}\}|\{?\w*(?:WORKSPACE|PROJECT_DIR|SOURCESDIRECTORY|CLONE_DIR)\}?|\(Build\.SourcesDirectory\))/)?
            (?P<word>[\w.@/*~+-]+)"#,
        )
        .ok()
    });
    let Some(pattern) = WORD.as_ref() else { return Vec::new() };
    let mut words = Vec::new();
    for found in pattern.captures_iter(line) {
        let Some(word) = found.name("word") else { continue };
        // Part of an address, or of a value that is put together.
        let before = line[..word.start()].chars().next_back();
        if matches!(before, Some(':' | '}' | '$' | '@')) && found.name("key").is_none() && found.get(0) == Some(word) {
            continue;
        }
        let told = found.name("key").is_some() || found.name("option").is_some();
        let alone = found.name("item").is_some() && line[word.end()..].trim_matches(['"', '\'', ' ', '\r']).is_empty();
        words.push((trimmed(word.as_str()), told || alone));
    }
    words
}

/// A word without a slash or dots at its end (`web/`, `--filter web...`); a lone dot stays.
fn trimmed(word: &str) -> &str {
    let short = word.trim_end_matches("...").trim_end_matches('/');
    if short.is_empty() { word } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [&str; 9] = [
        "api/Dockerfile",
        "api/app.py",
        "deploy.sh",
        "docker/nginx.conf",
        "docker/proxy.Dockerfile",
        "web-old/index.html",
        "web/package.json",
        "web/page.tsx",
        "worker/main.go",
    ];

    fn folders_in(text: &str, from: &str) -> Vec<String> {
        let files = FILES.map(str::to_owned);
        let folders = ["api", "web", "worker", "packages/tool"].map(str::to_owned);
        let aliases = [
            ("@acme/web".to_owned(), vec!["web".to_owned()]),
            ("api/Dockerfile".to_owned(), vec!["api".to_owned()]),
            ("docker/proxy.Dockerfile".to_owned(), vec![]),
        ];
        let places = Places { files: &files, folders: &folders, aliases: &aliases };
        let text_of = |row: &Json| row["folder"].as_str().unwrap_or_default().to_owned();
        places.named(text, from).iter().map(text_of).collect()
    }

    #[test]
    fn a_word_counts_where_it_can_only_be_a_path() {
        for (text, folders) in [
            ("working-directory: web", vec!["web"]),
            ("  context: \"./api\"", vec!["api"]),
            ("with: { context: api, push: true }", vec!["api"]),
            ("turbo build --filter=tool", vec!["packages/tool"]),
            ("run: cd web && npm run deploy", vec!["web"]),
            ("pnpm --filter @acme/web... deploy", vec!["web"]),
            ("- web/**", vec!["web"]),
            ("- worker", vec!["worker"]),
            ("run: ./deploy.sh", vec![]),
            ("file: docker/proxy.Dockerfile", vec![""]),
            ("run: docker build -t web:1 -f docker/proxy.Dockerfile .", vec![""]),
            ("context: .\nfile: docker/proxy.Dockerfile", vec![""]),
            ("context: ${{ ci.workspace }}/web", vec!["web"]),
            ("name: web", vec![]),
            ("run: gcloud run deploy web", vec![]),
            ("tags: ghcr.io/acme/web:latest", vec![]),
            ("image: ${{ env.REGISTRY }}/web/page.tsx", vec![]),
            ("uses: actions/checkout@v4", vec![]),
        ] {
            assert_eq!(folders_in(text, "."), folders, "{text}");
        }
        assert_eq!(folders_in("run: docker build .", "api"), ["api"]);
        assert_eq!(folders_in("run: cat page.tsx", "web"), ["web"]);
    }

    #[test]
    fn an_image_brings_the_folders_whose_code_it_copies() {
        let files = FILES.map(str::to_owned);
        let folders = [".", "api", "web", "worker"].map(str::to_owned);
        let places = Places { files: &files, folders: &folders, aliases: &[] };
        assert_eq!(places.brought("COPY docker/nginx.conf /etc/nginx/", "."), [""; 0]);
        assert_eq!(places.brought("COPY --chown=app web/package.json ./", "."), [""; 0]);
        assert_eq!(places.brought("COPY . .", "api"), ["api"]);
        assert_eq!(places.brought("ADD [\"api\", \"web/.next/standalone\", \"./\"]", "."), ["api", "web"]);
        assert_eq!(places.brought("COPY . .", "."), [".", "api", "web", "worker"]);
    }
}
