//! What a page must be whatever a repository holds.

use super::*;
use crate::render::samples::{because, file, rule, three_projects, unchanged};
use crate::report::{Outcome, Place, Safety};

#[test]
fn a_page_says_what_the_screen_says() {
    let mut plan = three_projects();
    plan.projects[0].sends = vec!["errors".to_owned(), "traces (sampler)".to_owned()];
    let page = html(&plan).unwrap().replace("&#x2f;", "/");
    for said in [
        "5 files (1 new), +38",
        "Acme 3.1, Quarry 2.0",
        "app built in create_app(), backend/app/__init__.py:11",
        "It changes a job that deploys.",
        "add the secret <code>ACME_TOKEN</code>",
        "<b>Sends once applied:</b> errors; traces (sampler)</p>",
        "--at backend/a.py:12",
        "<details class=\"file\" open>",
        "backend/old.py: it is encoded in UTF-16",
    ] {
        assert!(page.contains(said), "{said}\n{page}");
    }
    // A changed line stands beside the one it replaces.
    let pair = page.split("<tr>").find(|pair| pair.contains("<mark>false</mark>")).unwrap();
    assert!(pair.contains("<mark>true</mark>"), "{pair}");
    assert!(!html(&unchanged()).unwrap().contains("<fieldset"));
}

#[test]
fn nothing_on_a_page_runs_or_asks_for_anything() {
    let page = html(&three_projects()).unwrap();
    assert!(page.contains("default-src 'none'"));
    for way in ["<script", "<img", "<link", "<iframe", "url(", "@import", "javascript:", " on"] {
        let found = page.match_indices(way).find(|(at, _)| way != " on" || page[*at..].starts_with(" onc"));
        assert_eq!(found, None, "{way}");
    }
}

#[test]
fn what_a_repository_holds_stays_text() {
    let evil = "</style></code><script>alert(1)</script>\" onclick=\"x\" '{{ 7 * 7 }}' &amp; \u{202e}\u{1b}[31m";
    let mut plan = unchanged();
    plan.repo.name = evil.to_owned();
    plan.projects[0].root = evil.to_owned();
    plan.projects[0].stack = vec![evil.to_owned()];
    plan.projects[0].headlines = vec![evil.to_owned()];
    plan.projects[0].sends = vec![evil.to_owned()];
    let mut shown = because(rule("acme/init", evil, Outcome::Applies), evil);
    shown.safety = Safety::Review;
    shown.title = evil.to_owned();
    shown.why = evil.to_owned();
    shown.docs = Some(format!("https://example.org/{evil}"));
    shown.manual = Some(format!("{evil}\n    {evil}"));
    shown.notes = vec![crate::report::SiteNote { file: evil.to_owned(), line: 1, text: evil.to_owned() }];
    let mut asked = because(rule("acme/ask", evil, Outcome::Ambiguous), evil);
    asked.sites = vec![Place { file: evil.to_owned(), line: 3 }];
    plan.rules = vec![shown, asked];
    plan.files = vec![file(evil, Some("a\n"), &[("acme/init", evil, &format!("{evil}\n"))])];
    plan.notes = vec![crate::report::Note { file: evil.to_owned(), reason: evil.to_owned() }];
    let page = html(&plan).unwrap();
    assert!(!page.contains("<script"), "{page}");
    assert!(!page.contains("\" onclick"), "{page}");
    assert!(page.contains("&lt;script&gt;") && page.contains("{{ 7 * 7 }}"), "{page}");
    assert!(!page.contains(['\u{202e}', '\u{1b}']), "{page}");
    assert_eq!(page.matches("</style>").count(), 1);
}

#[test]
fn a_fleet_is_shown_by_what_it_needs_and_stays_text() {
    use crate::render::{Row, RowStatus};
    let evil = "</style><script>alert(1)</script>\" onclick=\"x\" {{ 7 * 7 }} \u{202e}";
    let quiet = Row { path: "b".to_owned(), status: RowStatus::Unchanged, ..Row::of(&unchanged()) };
    let busy = Row { path: evil.to_owned(), ..Row::of(&three_projects()) };
    let failed = Row { path: "z".to_owned(), ..Row::failed(evil, Some(evil)) };
    assert!(busy.needs_person() && !busy.apps.is_empty());
    let page = fleet_page(vec![quiet, busy, failed]).unwrap();
    assert!(page.contains("<h1>3 repositories</h1>"), "{page}");
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}\n{page}"));
    assert!(at("repository failed") < at("repository person") && at("repository person") < at("repository unchanged"));
    for way in ["<script", "\" onclick", "<link", "<img", "url("] {
        assert!(!page.contains(way), "{way}\n{page}");
    }
    assert!(page.contains("default-src 'none'") && page.contains("--at backend"), "{page}");
    assert!(!page.contains('\u{202e}') && page.matches("</style>").count() == 1);
}
