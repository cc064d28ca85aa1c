//! `rules new`: writes the skeleton of a rule, which works: it passes `rules lint` and `rules test`.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::cli::RulesArgs;
use crate::rules::testing::PAGE;
use crate::rules_command::output;

/// The files of a new rule, relative to its folder.
const SKELETON: &[(&str, &str)] = &[
    (
        "rule.toml",
        r#"# One imperative sentence without full stop; why it is worth doing; where that is written down.
title = "Pass a timeout to acme.connect"
why = "Without one, a server that does not answer stops the program for good."
# docs = "https://…"

# The language of match.scm, the files it runs on, and literals of which one must occur in a file
# before it is parsed.
language = "python"
files = ["**/*.py"]
anchors = ["acme"]

# safe: cannot break a working build. review: a person should look, and `review` says at what.
safety = "review"
review = "Ten seconds may be too short for your network."

# When it is wanted at all; the first condition that fails is the reason given.
# [when]
# "dep:acme" = ">=2"

[match]
none = "nothing calls acme.connect"

# Operations say what has to hold, and do nothing where it holds already.
[[edit]]
op = "argument"
name = "timeout"
code = "10"
"#,
    ),
    (
        "match.scm",
        r#"; acme.connect(...), under whatever name it was imported. Operations work on @site; templates see
; @name as {{ name.text }}, and @_name is for this query alone.
((call function: [(identifier) (attribute)] @_callee) @site
  (#imported-from? @_callee "acme.connect"))
"#,
    ),
    (
        PAGE,
        r#"# Cases

A path names the file below it, and the diff is all that may change. `rules test --accept` writes it.

## A connection that is made by the module

`app.py`

```python
import acme

server = acme.connect("localhost")
```

```diff
--- a/app.py
+++ b/app.py
@@ -1,3 +1,3 @@
 import acme

-server = acme.connect("localhost")
+server = acme.connect("localhost", timeout=10)
```

## A timeout of one's own stays

```toml
outcome = "present"
```

`app.py`

```python
from acme import connect

server = connect("localhost", timeout=60)
```

## Other functions called connect are left alone

```toml
outcome = "not-applicable"
reason = "nothing calls acme.connect"
```

`app.py`

```python
import acme
import ajax

acme.log("started")
socket = ajax.connect("localhost")
```
"#,
    ),
];

/// Writes the skeleton of the rule `id` into the pack at `dir`. Nothing is overwritten.
///
/// # Errors
/// Where the id is none, where something is there already, or where the disk does not take it.
pub fn run(id: &str, dir: &Path) -> Result<u8> {
    if !is_id(id) {
        bail!("`{id}` is no id for a rule; write area/name, for example acme/timeout");
    }
    let folder = dir.join(id);
    if fs::symlink_metadata(&folder).is_ok() {
        bail!("{} is there already", folder.display());
    }
    for (path, text) in SKELETON {
        write(&folder.join(path), text)?;
    }
    let rules = if dir == Path::new(crate::session::CUSTOM_RULES) {
        String::new()
    } else {
        format!(" --rules {}", dir.display())
    };
    output(&RulesArgs::default()).emit(&format!(
        "Wrote {}. It works as it is; change its cases first, then the rule.\n\n  sentry-retrofit rules lint{rules}\n  sentry-retrofit rules test {id}{rules}\n",
        folder.display()
    ))?;
    Ok(0)
}

/// `area/name`, or deeper: lower-case letters, digits and hyphens. No part may be `tests`, which is where
/// cases lie.
fn is_id(id: &str) -> bool {
    let part = |part: &str| {
        !matches!(part, "" | "tests")
            && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            && !part.starts_with('-')
    };
    id.contains('/') && id.split('/').all(part)
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    }
    let file = fs::OpenOptions::new().write(true).create_new(true).open(path);
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::load::{folder_cases, folder_files, read};
    use crate::rules::{lint, testing};

    #[test]
    fn the_skeleton_passes_lint_and_its_own_cases() {
        let dir = tempfile::tempdir().expect("a folder");
        run("ours/timeout", dir.path()).expect("written");
        let texts = folder_files(dir.path()).expect("readable");
        let pack = read(&texts).expect("loads");
        let problems = lint::lint(&pack);
        assert!(problems.is_empty(), "{}", problems[0]);
        let cases = testing::cases(&[(texts, folder_cases(dir.path()).expect("cases"), None)]).expect("cases");
        assert_eq!(cases.len(), 3);
        for case in &cases {
            assert_eq!(testing::run(&pack, case).failures, [], "{}", case.name);
        }
    }

    #[test]
    fn nothing_is_overwritten() {
        let dir = tempfile::tempdir().expect("a folder");
        run("ours/timeout", dir.path()).expect("written");
        let rule = dir.path().join("ours/timeout/rule.toml");
        fs::write(&rule, "mine").expect("written");
        let error = run("ours/timeout", dir.path()).expect_err("refused");
        assert!(error.to_string().ends_with("ours/timeout is there already"), "{error}");
        assert_eq!(fs::read_to_string(&rule).expect("readable"), "mine");
    }

    #[test]
    fn an_id_is_area_and_name() {
        for id in ["timeout", "../timeout", "/etc/x", "a//b", "A/b", "a/tests", "a/.git", "a/b c"] {
            assert!(run(id, Path::new("nowhere")).is_err(), "{id}");
        }
        assert!(is_id("a/b") && is_id("web-shop/login/v2"));
    }
}
