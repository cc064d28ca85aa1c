//! Plans made by hand, for the tests of every format.

use std::collections::BTreeMap;

use crate::report::{
    Change, FactReport, FileChange, Note, Outcome, Place, Plan, ProjectReport, RepoSummary, RuleReport, Safety,
};

pub(super) fn rule(id: &str, project: &str, outcome: Outcome) -> RuleReport {
    RuleReport {
        id: id.to_owned(),
        title: format!("Do what {id} does"),
        why: String::new(),
        docs: None,
        project: project.to_owned(),
        group: format!("{id} \u{b7} {project}"),
        outcome,
        safety: Safety::Safe,
        reason: None,
        sites: Vec::new(),
        manual: None,
        notes: Vec::new(),
        apart: Vec::new(),
    }
}

pub(super) fn because(mut rule: RuleReport, reason: &str) -> RuleReport {
    rule.reason = Some(reason.to_owned());
    rule
}

pub(super) fn project(root: &str, stack: &[&str], headlines: &[&str]) -> ProjectReport {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    ProjectReport {
        root: root.to_owned(),
        manifests: vec![format!("{root}/manifest")],
        dependencies: BTreeMap::from([("acme".to_owned(), "3.1.0".to_owned())]),
        stack: owned(stack),
        headlines: owned(headlines),
        sends: Vec::new(),
    }
}

/// A file changed by one rule after the other: `(rule id, project, text after)`.
pub(super) fn file(path: &str, before: Option<&str>, steps: &[(&str, &str, &str)]) -> FileChange {
    let mut versions = vec![(None, before.unwrap_or(""))];
    versions.extend(steps.iter().map(|(id, project, text)| (Some(((*id).to_owned(), (*project).to_owned())), *text)));
    FileChange::between(path, if before.is_some() { Change::Modify } else { Change::Create }, &versions, false)
}

fn repo() -> RepoSummary {
    RepoSummary {
        name: "shop".to_owned(),
        root: "/tmp/shop".into(),
        head: Some("3f2a9c1d5b1e4b3f8a7c6d5e4f3a2b1c0d9e8f7a".to_owned()),
        git: true,
        own_rules: Vec::new(),
        files: 1204,
        read: 37,
        parsed: 19,
        timings: Default::default(),
    }
}

/// Two projects and a pipeline, four rules at work, one left alone of each kind.
pub(super) fn three_projects() -> Plan {
    let app = "from acme import App\n\nfrom app.extensions import db\nfrom app.views import pages\n\n\nclass Config:\n    SECRET_KEY = \"hunter2\"\n\n\ndef create_app(config=Config):\n    app = App(__name__)\n    db.bind(app)\n    return app\n";
    let with_init = app
        .replace("\nfrom app.extensions", "\nfrom app.setup import bind_app, init\nfrom app.extensions")
        .replace("    app = App", "    init()\n    app = App");
    let with_user = with_init.replace("    db.bind(app)\n", "    bind_app(app)\n    db.bind(app)\n");
    let setup: String = (1..=30).map(|n| format!("line_{n} = {n}\n")).collect();
    let config = "export default {\n  trace: false,\n  name: 'shop',\n};\n";
    let pipeline = "jobs:\n  ship:\n    steps:\n      - run: ./deploy\n";

    let mut init = rule("acme/init", "backend", Outcome::Applies);
    init.title = "Start the monitor before the app is built".to_owned();
    init.why =
        "Integrations patch the framework when the SDK starts; an app built earlier is only partly traced.".to_owned();
    init.docs = Some("https://docs.example.org/init".to_owned());
    let mut release = rule("pipe/release", ".", Outcome::Applies);
    release.title = "Tell the monitor which commits went out".to_owned();
    release.safety = Safety::Review;
    release.reason = Some("It changes a job that deploys".to_owned());
    release.manual = Some("add the secret `ACME_TOKEN`".to_owned());
    let mut lock = rule("acme/dependency", "backend", Outcome::Applies);
    lock.manual = Some("run `lock`".to_owned());
    let mut ambiguous = because(rule("acme/entry", "backend", Outcome::Ambiguous), "two functions build the app");
    ambiguous.sites =
        vec![Place { file: "backend/a.py".into(), line: 12 }, Place { file: "backend/b c.py".into(), line: 3 }];

    Plan {
        repo: repo(),
        projects: vec![
            project(".", &["Pipes"], &["deploys in .ci/deploy.yml, job \"ship\""]),
            project("backend", &["Acme 3.1", "Quarry 2.0"], &["app built in create_app(), backend/app/__init__.py:11"]),
            project("web", &["Panes 16.4"], &["config web/panes.config.ts:1"]),
        ],
        facts: vec![FactReport {
            name: "acme.constructors".to_owned(),
            project: Some("backend".to_owned()),
            value: serde_json::json!(["App"]),
            evidence: vec![Place { file: "backend/app/__init__.py".into(), line: 1 }],
        }],
        rules: vec![
            init,
            rule("acme/user", "backend", Outcome::Applies),
            rule("panes/config", "web", Outcome::Applies),
            lock,
            release,
            ambiguous,
            because(rule("acme/init", "web", Outcome::NotApplicable), "no dependency acme"),
            because(rule("cove/init", "backend", Outcome::NotApplicable), "no dependency cove"),
            because(rule("cove/init", "web", Outcome::NotApplicable), "no dependency cove"),
            because(rule("cove/root", "web", Outcome::NotApplicable), "no dependency cove"),
            rule("env/example", "web", Outcome::Present),
        ],
        files: vec![
            file(".ci/deploy.yml", Some(pipeline), &[("pipe/release", ".", &format!("{pipeline}      - run: tell\n"))]),
            file(
                "backend/app/__init__.py",
                Some(app),
                &[("acme/init", "backend", &with_init), ("acme/user", "backend", &with_user)],
            ),
            file("backend/app/setup.py", None, &[("acme/init", "backend", &setup)]),
            file(
                "backend/requirements.txt",
                Some("acme==3.1\n"),
                &[("acme/dependency", "backend", "acme==3.1\nmonitor[acme]>=2\n")],
            ),
            file(
                "web/panes.config.ts",
                Some(config),
                &[("panes/config", "web", "export default wrap({\n  trace: true,\n  name: 'shop',\n});\n")],
            ),
        ],
        notes: vec![Note { file: "backend/old.py".into(), reason: "it is encoded in UTF-16".into() }],
    }
}

/// Nothing to do: everything is there, or has no business here.
pub(super) fn unchanged() -> Plan {
    Plan {
        repo: repo(),
        projects: vec![project(".", &["Acme 3.1"], &[])],
        rules: vec![
            rule("acme/init", ".", Outcome::Present),
            rule("acme/user", ".", Outcome::Present),
            because(rule("cove/init", ".", Outcome::NotApplicable), "no dependency cove"),
        ],
        ..Plan::default()
    }
}
