//! The pull-request body as a reviewer gets it.

use snapbox::{IntoData, assert_data_eq, str};

use super::*;
use crate::render::samples::{file, rule, three_projects, unchanged};

/// The body without what changes from one version of the tool to the next.
fn body(plan: &Plan) -> String {
    let tool = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
    markdown(plan).replace(&plan.short_id(), "PLAN").replace(tool, "TOOL")
}

#[test]
fn a_pull_request_body_for_three_projects() {
    let mut plan = three_projects();
    plan.files.retain(|file| !file.path.ends_with("setup.py"));
    assert_data_eq!(body(&plan), str![[r#"
**4 files, +8 −3, by 5 rules.** Plan `PLAN`, made by TOOL at `3f2a9c1`.

| Project | Found | Rules at work | Left by hand |
|---|---|---|---|
| `.` | Pipes<br>deploys in .ci/deploy.yml, job "ship" | `pipe/release` | 1 step |
| `backend` | Acme 3.1, Quarry 2.0<br>app built in create\_app(), backend/app/\_\_init\_\_.py:11 | `acme/init`, `acme/user`, `acme/dependency` | 1 step |
| `web` | Panes 16.4<br>config web/panes.config.ts:1 | `panes/config` | – |

### Please look here

- [ ] `pipe/release`, `.ci/deploy.yml`: It changes a job that deploys.

### By hand

- [ ] **backend**: run `lock`
- [ ] **repository**: add the secret `ACME_TOKEN`

### What changes, and why

**`acme/init`**, backend: Start the monitor before the app is built.
Integrations patch the framework when the SDK starts; an app built earlier is only partly traced. [Documentation](<https://docs.example.org/init>)
In `backend/app/__init__.py`.

**`acme/user`**, backend: Do what acme/user does.
In `backend/app/__init__.py`.

**`panes/config`**, web: Do what panes/config does.
In `web/panes.config.ts`.

**`acme/dependency`**, backend: Do what acme/dependency does.
In `backend/requirements.txt`.

**`pipe/release`**, repository: Tell the monitor which commits went out.
In `.ci/deploy.yml`.

### Left alone

- `acme/entry`, ambiguous: two functions build the app (`backend/a.py:12`, `backend/b c.py:3`)

<details>
<summary>The diff, 4 files</summary>

`.ci/deploy.yml`, +1 −0

```diff
@@ -2,3 +2,4 @@
   ship:
     steps:
       - run: ./deploy
+      - run: tell
```

`backend/app/__init__.py`, +3 −0

```diff
@@ -1,5 +1,6 @@
 from acme import App
 
+from app.setup import bind_app, init
 from app.extensions import db
 from app.views import pages
 
@@ -9,6 +10,8 @@
 
 
 def create_app(config=Config):
+    init()
     app = App(__name__)
+    bind_app(app)
     db.bind(app)
     return app
```

`backend/requirements.txt`, +1 −0

```diff
@@ -1 +1,2 @@
 acme==3.1
+monitor[acme]>=2
```

`web/panes.config.ts`, +3 −3

```diff
@@ -1,4 +1,4 @@
-export default {
-  trace: false,
+export default wrap({
+  trace: true,
   name: 'shop',
-};
+});
```

</details>

"#]].raw());
}

#[test]
fn nothing_to_change_is_said_in_one_paragraph() {
    assert_data_eq!(
        body(&unchanged()),
        str![[r#"
**Nothing to change: what the rules want is there already.** Plan `PLAN`, made by TOOL at `3f2a9c1`.

| Project | Found | Rules at work | Left by hand |
|---|---|---|---|
| `.` | Acme 3.1 | – | – |

"#]]
        .raw()
    );
}

#[test]
fn instructions_of_several_lines_stay_ready_to_paste() {
    let mut plan = unchanged();
    let mut by_hand = rule("acme/wrap", ".", Outcome::Unsupported);
    by_hand.manual = Some("wrap the app:\n```\napp = wrap(app)".to_owned());
    plan.rules = vec![by_hand];
    let out = markdown(&plan);
    assert!(out.contains("- [ ] wrap the app:\n\n  ````\n  ```\n  app = wrap(app)\n  ````\n"), "{out}");
}

#[test]
fn a_body_stays_below_sixty_kilobytes_and_says_what_is_missing() {
    let mut plan = unchanged();
    let long: String = (0..4_000).map(|n| format!("line_{n} = {n}\n")).collect();
    plan.files = vec![
        file("a_small.py", None, &[("r/x", ".", "small = 1\n")]),
        file("b_large.py", None, &[("r/x", ".", &long)]),
        file("c_small.py", None, &[("r/x", ".", "small = 3\n")]),
    ];
    plan.rules = (0..2_000).map(|n| rule(&format!("r/{n}"), ".", Outcome::Unsupported)).collect();
    let out = markdown(&plan);
    assert!(out.len() < 60_000, "{}", out.len());
    assert!(out.contains("small = 1") || out.contains("is left out here"), "{out}");
    plan.rules.truncate(2);
    let out = markdown(&plan);
    assert!(out.contains("small = 1") && out.contains("small = 3") && !out.contains("line_3 "), "{out}");
    assert!(out.contains("The diff of 1 file is left out here to stay below 60 kB: `b_large.py`."), "{out}");
}

#[test]
fn prose_means_nothing_to_markdown_but_its_code_spans() {
    for (text, shown) in [
        ("run `uv lock`", "run `uv lock`"),
        ("one ` tick", "one \\` tick"),
        ("a *b* _c_ <i> [d]", "a \\*b\\* \\_c\\_ \\<i\\> \\[d\\]"),
        ("ask @someone or a @ b", "ask @<!-- -->someone or a @ b"),
    ] {
        assert_eq!(prose(text), shown);
    }
    assert_eq!(code("a`b``c"), "```a`b``c```");
    assert_eq!(code("`a"), "`` `a ``");
}
