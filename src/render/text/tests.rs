//! Whole screens, as a person sees them.

use snapbox::{IntoData, assert_data_eq, str};

use super::paint::width;
use super::*;
use crate::render::samples::{because, file, project, rule, three_projects, unchanged};
use crate::report::{Outcome, Place, Safety};

fn piped() -> TextOptions {
    TextOptions { next: Some("retrofit apply       one commit on the new branch x".to_owned()), ..Default::default() }
}

fn narrow() -> TextOptions {
    TextOptions { width: 60, terminal: true, elapsed: Some(Duration::from_millis(41)), ..Default::default() }
}

#[test]
fn three_projects_piped() {
    assert_data_eq!(
        text(&three_projects(), &piped()),
        str![[r#"
shop · 3f2a9c1 · 1,204 files, 37 read, 19 parsed

  .        Pipes                   deploys in .ci/deploy.yml, job "ship"
  backend  Acme 3.1, Quarry 2.0    app built in create_app(), backend/app/__init__.py:11
  web      Panes 16.4              config web/panes.config.ts:1

5 files (1 new), +38 −3, by 5 rules.
  backend     2 edited, 1 new, by acme: init, user, dependency
  web         1 edited, by panes: config
  repository  1 edited, by pipe: release
  look at     pipe/release
  decide      acme/entry: two functions build the app
                --at backend/a.py:12
                --at 'backend/b c.py:3'
  by hand     1. backend: run `lock`
              2. repository: add the secret `ACME_TOKEN`

Next: retrofit apply       one commit on the new branch x

── backend ─────────────────────────────────────────────────────────────────────────────────────────

acme/init
Start the monitor before the app is built.
Integrations patch the framework when the SDK starts; an app built earlier is only partly traced.

  backend/app/__init__.py
     1   from acme import App
     2
     3 + from app.setup import bind_app, init
     4   from app.extensions import db
     5   from app.views import pages
     6
     ⋮  also acme/user
    10
    11
    12   def create_app(config=Config):
    13 +     init()
    14       app = App(__name__)
    15 +     bind_app(app)
    16       db.bind(app)
    17       return app

acme/user
Do what acme/user does.

  backend/app/__init__.py  shown under acme/init

acme/dependency
Do what acme/dependency does.

  backend/requirements.txt
     1   acme==3.1
     2 + monitor[acme]>=2

new files (-v shows all of them, --show FILE one)
  backend/app/setup.py    30 lines  Start the monitor before the app is built

── web ─────────────────────────────────────────────────────────────────────────────────────────────

panes/config
Do what panes/config does.

  web/panes.config.ts
       - export default {
       -   trace: false,
     1 + export default wrap({
     2 +   trace: true,
     3     name: 'shop',
       - };
     4 + });

── repository ──────────────────────────────────────────────────────────────────────────────────────

pipe/release                                                                               look here
Tell the monitor which commits went out.
It changes a job that deploys.

  .ci/deploy.yml
     2     ship:
     3       steps:
     4         - run: ./deploy
     5 +       - run: tell

  left alone  cove/init, cove/root: not-applicable, no dependency cove
              there already: env/example
  skipped     backend/old.py: it is encoded in UTF-16

Next: retrofit apply       one commit on the new branch x

"#]]
        .raw()
    );
}

#[test]
fn three_projects_on_a_narrow_terminal() {
    assert_data_eq!(
        text(&three_projects(), &narrow()),
        str![[r#"
shop · 3f2a9c1 · 1,204 files, 37 read, 19 parsed · 41 ms

  .        Pipes
           deploys in .ci/deploy.yml, job "ship"
  backend  Acme 3.1, Quarry 2.0
           app built in create_app(),
           backend/app/__init__.py:11
  web      Panes 16.4
           config web/panes.config.ts:1

5 files (1 new), +38 −3, by 5 rules.
  backend     2 edited, 1 new, by acme: init, user,
                dependency
  web         1 edited, by panes: config
  repository  1 edited, by pipe: release
  look at     pipe/release
  decide      acme/entry: two functions build the app
                --at backend/a.py:12
                --at 'backend/b c.py:3'
  by hand     1. backend: run `lock`
              2. repository: add the secret `ACME_TOKEN`

── backend ─────────────────────────────────────────────────

acme/init
Start the monitor before the app is built.
Integrations patch the framework when the SDK starts; an app
built earlier is only partly traced.

  backend/app/__init__.py
     1   from acme import App
     2
     3 + from app.setup import bind_app, init
     4   from app.extensions import db
     5   from app.views import pages
     6
     ⋮  also acme/user
    10
    11
    12   def create_app(config=Config):
    13 +     init()
    14       app = App(__name__)
    15 +     bind_app(app)
    16       db.bind(app)
    17       return app

acme/user
Do what acme/user does.

  backend/app/__init__.py  shown under acme/init

acme/dependency
Do what acme/dependency does.

  backend/requirements.txt
     1   acme==3.1
     2 + monitor[acme]>=2

new files (-v shows all of them, --show FILE one)
  backend/app/setup.py    30 lines  Start the monitor …

── web ─────────────────────────────────────────────────────

panes/config
Do what panes/config does.

  web/panes.config.ts
       - export default {
       -   trace: false,
     1 + export default wrap({
     2 +   trace: true,
     3     name: 'shop',
       - };
     4 + });

── repository ──────────────────────────────────────────────

pipe/release                                       look here
Tell the monitor which commits went out.
It changes a job that deploys.

  .ci/deploy.yml
     2     ship:
     3       steps:
     4         - run: ./deploy
     5 +       - run: tell

  left alone  cove/init, cove/root: not-applicable, no
                dependency cove
              there already: env/example
  skipped     backend/old.py: it is encoded in UTF-16

"#]]
        .raw()
    );
}

#[test]
fn an_unchanged_repository_is_one_short_screen() {
    assert_data_eq!(
        text(&unchanged(), &TextOptions::default()),
        str![[r#"
shop · 3f2a9c1 · 1,204 files, 37 read, 19 parsed

  .  Acme 3.1

Nothing to change: what the rules want is there already.

  left alone  cove/init: not-applicable, no dependency cove
              there already: acme/init, acme/user

"#]]
        .raw()
    );
}

#[test]
fn a_repository_of_another_kind_is_told_so() {
    let mut plan = Plan::default();
    plan.repo.name = "notes".to_owned();
    plan.repo.files = 1;
    let said =
        "Nothing to change in notes, which is no git repository: no rule has business in its 1 file (-v says why).";
    let words = text(&plan, &TextOptions::default());
    assert_eq!(words.split_whitespace().collect::<Vec<_>>().join(" "), said);
}

#[test]
fn what_needs_a_decision_comes_with_the_flag_that_makes_it() {
    let mut plan = unchanged();
    let mut entry = because(rule("acme/entry", ".", Outcome::Ambiguous), "two functions build the app");
    entry.sites = vec![Place { file: "a.py".into(), line: 12 }, Place { file: "it's.py".into(), line: 3 }];
    let mut wrap = because(rule("acme/wrap", ".", Outcome::Unsupported), "the app is built in a loop");
    wrap.sites = vec![Place { file: "b.py".into(), line: 7 }];
    wrap.manual = Some("wrap the app yourself:\n\n    app = wrap(app)\n".to_owned());
    plan.rules = vec![wrap, entry];
    assert_data_eq!(
        text(&plan, &TextOptions::default()),
        str![[r#"
shop · 3f2a9c1 · 1,204 files, 37 read, 19 parsed

  .  Acme 3.1

Nothing changes: 2 rules would, and need you first.
  decide      acme/entry: two functions build the app
                --at a.py:12
                --at 'it'\''s.py:3'
  by hand     wrap the app yourself:

                  app = wrap(app)

  left alone  acme/wrap: unsupported, the app is built in a loop (b.py:7)

"#]]
        .raw()
    );
}

#[test]
fn where_nothing_is_found_a_sentence_says_so() {
    let mut plan = unchanged();
    plan.projects = vec![project(".", &[], &[])];
    plan.rules = vec![because(rule("acme/entry", ".", Outcome::NotApplicable), "no dependency acme")];
    let said = "Nothing to change in shop: no rule has business in its 1,204 files (-v says why).\n";
    assert_eq!(text(&plan, &TextOptions::default()), said);
    let verbose = TextOptions { verbose: true, ..TextOptions::default() };
    assert!(text(&plan, &verbose).contains("no dependency acme"));
    plan.projects = vec![project(".", &["Acme 3.1"], &[])];
    assert!(text(&plan, &TextOptions::default()).contains("Acme 3.1"));
}

#[test]
fn a_place_that_wants_a_look_stands_above_why_where_a_line_does_not_hold_both() {
    let mut plan = three_projects();
    let why = "the key of this one is read from a file, and the file is written where the app is built";
    for rule in &mut plan.rules {
        rule.notes = vec![crate::report::SiteNote { file: "a.py".into(), line: 12, text: why.to_owned() }];
    }
    let out = text(&plan, &TextOptions { width: 60, verbose: true, ..TextOptions::default() });
    assert!(
        out.contains("\n  a.py:12\n    the key of this one is read from a file, and the file is\n    written"),
        "{out}"
    );
}

#[test]
fn many_idle_rules_and_skipped_files_are_counted_unless_asked_for() {
    let mut plan = unchanged();
    plan.rules =
        (0..12).map(|n| because(rule(&format!("r/{n:02}"), ".", Outcome::NotApplicable), &format!("no {n}"))).collect();
    plan.rules.extend((0..9).map(|n| because(rule(&format!("s/{n}"), ".", Outcome::NotApplicable), "no dependency s")));
    plan.notes =
        (0..9).map(|n| crate::report::Note { file: format!("f{n}"), reason: "it is too large".into() }).collect();
    assert_data_eq!(
        text(&plan, &TextOptions::default()),
        str![[r#"
shop · 3f2a9c1 · 1,204 files, 37 read, 19 parsed

  .  Acme 3.1

Nothing to change: no rule has business here.

  left alone  21 rules have no business here (-v lists them)
  skipped     f0: it is too large
              f1: it is too large
              f2: it is too large
              and 6 more (-v lists them)

"#]]
        .raw()
    );
    let all = text(&plan, &TextOptions { verbose: true, ..Default::default() });
    assert!(all.contains("r/11") && all.contains("s/8") && all.contains("f8"), "{all}");
}

#[test]
fn quiet_keeps_the_sums_and_what_is_left_to_do() {
    assert_data_eq!(
        text(&three_projects(), &TextOptions { quiet: true, ..piped() }),
        str![[r#"
5 files (1 new), +38 −3, by 5 rules.
  look at     pipe/release
  decide      acme/entry: two functions build the app
                --at backend/a.py:12
                --at 'backend/b c.py:3'
  by hand     1. backend: run `lock`
              2. repository: add the secret `ACME_TOKEN`

Next: retrofit apply       one commit on the new branch x

"#]]
        .raw()
    );
}

#[test]
fn every_hunk_is_shown_once() {
    let plan = three_projects();
    let out = text(&plan, &TextOptions { verbose: true, ..Default::default() });
    for line in plan.files.iter().flat_map(|file| &file.hunks).flat_map(|hunk| &hunk.lines) {
        if line.kind == crate::report::LineKind::Added && line.text.trim().len() > 3 {
            let shown = format!(" + {}", line.text);
            assert_eq!(out.matches(&shown).count(), 1, "{shown}\n{out}");
        }
    }
}

#[test]
fn a_hunk_of_an_unreported_rule_is_not_lost() {
    let mut plan = unchanged();
    plan.files = vec![
        file("x.py", Some("a\n"), &[("ghost/rule", ".", "a\nb\n")]),
        file("new/__init__.py", None, &[("ghost/rule", ".", "")]),
    ];
    let out = text(&plan, &TextOptions::default());
    assert!(
        out.contains("other changes\n\n  x.py\n     1   a\n     2 + b\n\nnew files")
            && out.contains("\n  new/__init__.py       empty\n"),
        "{out}"
    );
}

#[test]
fn long_lines_wrap_on_a_terminal_and_nowhere_else() {
    let mut plan = unchanged();
    let line = "word ".repeat(16);
    plan.files = vec![file("x.py", Some(""), &[("r/x", ".", &format!("{line}\n"))])];
    let out = text(&plan, &TextOptions { width: 60, terminal: true, ..Default::default() });
    assert!(out.lines().all(|line| paint::width(line) <= 60), "{out}");
    assert!(out.contains("\n     \u{b7} + "), "{out}");
    assert!(text(&plan, &TextOptions { width: 60, ..Default::default() }).contains(line.trim_end()));
}

#[test]
fn only_odd_line_ends_are_shown() {
    let shown = |before: &str, after: &str| {
        let mut plan = unchanged();
        plan.files = vec![file("x.txt", Some(before), &[("r/x", ".", after)])];
        text(&plan, &TextOptions::default())
    };
    assert!(!shown("a\r\n", "a\r\nb\r\n").contains('\u{240d}'));
    assert!(shown("a\n", "a\nb\r\n").contains("2 + b\u{240d}\n"));
    assert!(shown("a\n", "a\nb").contains("2 + b\n         \\ no line break at the end of the file\n"));
}

#[test]
fn words_that_changed_stand_out_in_changed_pairs_only() {
    let plan = three_projects();
    let out = text(&plan, &TextOptions { color: true, ..Default::default() });
    assert!(out.contains("\x1b[31m  trace: \x1b[0m\x1b[7m\x1b[31mfalse\x1b[0m\x1b[31m,\x1b[0m"), "{out}");
    assert!(out.contains("\x1b[32m  trace: \x1b[0m\x1b[7m\x1b[32mtrue\x1b[0m\x1b[32m,\x1b[0m"), "{out}");
    assert!(out.contains("\x1b[32m    bind_app(app)\x1b[0m"), "{out}");
    assert!(!text(&plan, &TextOptions::default()).contains('\x1b'));
}

#[test]
fn look_here_stands_at_the_right_edge() {
    let out = text(&three_projects(), &TextOptions { width: 80, ..Default::default() });
    let line = out.lines().find(|line| line.ends_with("look here")).unwrap();
    assert_eq!(paint::width(line), 80);
    let mut plan = unchanged();
    let mut long = rule(&"long/".repeat(20), ".", Outcome::Applies);
    long.safety = Safety::Review;
    plan.files = vec![file("x", None, &[(&long.id, ".", "a\n")])];
    plan.rules.push(long);
    assert!(text(&plan, &TextOptions { width: 60, ..Default::default() }).contains("  look here\n"));
}

#[test]
fn wide_letters_keep_the_columns_aligned() {
    let mut plan = unchanged();
    plan.projects =
        vec![project("\u{5546}\u{5e97}", &["Acme 3.1"], &["found"]), project("shop", &["Acme"], &["found"])];
    let out = text(&plan, &TextOptions::default());
    assert!(out.contains("  \u{5546}\u{5e97}  Acme 3.1    found\n  shop  Acme        found\n"), "{out}");
}

#[test]
fn applied_says_what_happened_and_how_to_undo_it() {
    let view = AppliedView {
        commit: Some("9b1e77d0a1b2c3d4".to_owned()),
        branch: Some("retrofit/9f2c1e07".to_owned()),
        new_branch: true,
        already: false,
        files: 14,
        hooks_not_run: vec!["pre-commit".to_owned(), "commit-msg".to_owned()],
        plan: Some("sentry-retrofit plan --only acme".to_owned()),
    };
    assert_data_eq!(
        applied(&three_projects(), &view, &TextOptions::default()),
        str![[r#"
Committed 9b1e77d on retrofit/9f2c1e07 (14 files). Your work tree is as it was.
  look      git diff HEAD...retrofit/9f2c1e07
  switch    git switch retrofit/9f2c1e07
  undo      sentry-retrofit undo retrofit/9f2c1e07
  describe  sentry-retrofit plan --only acme --format markdown
Hooks not run: pre-commit, commit-msg (`git commit` would have run them).
2 steps left to do by hand, as said above.

"#]]
        .raw()
    );
    let again = AppliedView { already: true, hooks_not_run: Vec::new(), plan: None, ..view.clone() };
    assert_data_eq!(
        applied(&unchanged(), &again, &TextOptions::default()),
        str![[r#"
retrofit/9f2c1e07 holds this plan already, as 9b1e77d (14 files). Nothing was written.
  look      git diff HEAD...retrofit/9f2c1e07
  switch    git switch retrofit/9f2c1e07
  undo      sentry-retrofit undo retrofit/9f2c1e07
  describe  git log -1 --format=%B retrofit/9f2c1e07

"#]]
        .raw()
    );
    let in_place = AppliedView { branch: Some("main".to_owned()), new_branch: false, files: 1, ..Default::default() };
    let in_place = AppliedView { commit: view.commit.clone(), ..in_place };
    assert_data_eq!(
        applied(&unchanged(), &in_place, &TextOptions::default()),
        str![[r#"
Committed 9b1e77d on main (1 file).
  look      git show 9b1e77d
  undo      git revert 9b1e77d
  describe  git log -1 --format=%B 9b1e77d

"#]]
        .raw()
    );
    let files = AppliedView { files: 2, ..Default::default() };
    assert_data_eq!(
        applied(&three_projects(), &files, &TextOptions { quiet: true, ..Default::default() }),
        str![[r#"
Wrote 2 files. Nothing is committed.
  look      git status, git diff
  by hand     1. backend: run `lock`
              2. repository: add the secret `ACME_TOKEN`

"#]]
        .raw()
    );
}

#[test]
fn a_line_per_file_fits_a_narrow_terminal() {
    let rows = |width| text(&three_projects(), &TextOptions { stat: true, width, ..narrow() });
    let (wide, small) = (rows(100), rows(40));
    assert!(wide.contains("  backend/app/__init__.py"), "{wide}");
    assert!(small.lines().all(|line| width(line) <= 40) && small.lines().count() > wide.lines().count(), "{small}");
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&wide), words(&small));
}

#[test]
fn a_refusal_is_a_sentence_and_a_hint() {
    let sentence = "backend/app.py has uncommitted changes, and this plan edits it.";
    let hint = "commit or stash that file, or plan on HEAD with --ignore-dirty.";
    assert_data_eq!(
        refused(sentence, Some(hint), &TextOptions::default()),
        str![[r#"
Refused: backend/app.py has uncommitted changes, and this plan edits it.
hint: commit or stash that file, or plan on HEAD with --ignore-dirty. Nothing was written.

"#]]
        .raw()
    );
    assert_eq!(refused("No.", None, &TextOptions::default()), "Refused: No.\nhint: Nothing was written.\n");
}
