//! SARIF 2.1.0, for code hosts that show findings beside the code: what is missing, and where.
//!
//! One result for every file a rule would change, one for every rule that needs a person first, and one for every
//! place that a rule names without editing anything. Levels: `warning` for drift, `note` for what only a person can
//! decide. Secrets are masked as in the text view.
//!
//! Source: Static Analysis Results Interchange Format 2.1.0, OASIS Standard, 27 March 2020.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::escape;
use super::secrets::masked_prose;
use super::summary::{Part, count, sections, sentence};
use crate::report::{Change, LineKind, Outcome, Place, Plan, RuleReport, Safety, SiteNote, blob_id};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The plan as one SARIF document, with a final line break.
///
/// # Errors
/// Only where a value cannot be written as JSON, which no value of a plan is.
pub fn sarif(plan: &Plan) -> Result<String, serde_json::Error> {
    let mut results = Vec::new();
    for section in sections(plan) {
        let Some(rule) = section.rule else { continue };
        results.extend(section.parts.iter().map(|part| drift(plan, rule, part)));
    }
    let open = plan
        .rules
        .iter()
        .filter(|rule| matches!(rule.outcome, Outcome::Ambiguous | Outcome::Unsupported | Outcome::Conflict));
    results.extend(open.map(|rule| undecided(plan, rule)));
    let told = plan.rules.iter().filter(|rule| rule.outcome == Outcome::Applies && rule.safety == Safety::Manual);
    results.extend(told.flat_map(|rule| rule.notes.iter().map(|note| named(rule, note))));
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": described(plan),
            }},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { "SRCROOT": { "description": { "text": "The root of the repository." } } },
            "results": results,
        }],
    });
    let mut text = escape::json_text(&serde_json::to_string_pretty(&document)?);
    text.push('\n');
    Ok(text)
}

/// The rules that ran, each once.
fn described(plan: &Plan) -> Vec<Value> {
    let mut seen: Vec<&str> = Vec::new();
    let mut rules = Vec::new();
    for rule in &plan.rules {
        if seen.contains(&rule.id.as_str()) {
            continue;
        }
        seen.push(&rule.id);
        let mut entry = json!({
            "id": rule.id,
            "shortDescription": { "text": sentence(&rule.title) },
            "defaultConfiguration": { "level": "warning" },
        });
        if !rule.why.is_empty() {
            entry["fullDescription"] = json!({ "text": sentence(&rule.why) });
        }
        if let Some(docs) = &rule.docs {
            entry["helpUri"] = json!(docs);
        }
        rules.push(entry);
    }
    rules
}

/// A file that does not say yet what the rule wants.
fn drift(plan: &Plan, rule: &RuleReport, part: &Part<'_>) -> Value {
    let (path, new) = (part.file.path.as_str(), part.file.change == Change::Create);
    let lines = || part.hunks.iter().flat_map(|hunk| &hunk.lines);
    let added: String = lines().filter(|line| line.kind == LineKind::Added).map(|line| line.text.as_str()).collect();
    let mut message = sentence(&rule.title);
    let what = match (new, lines().filter(|line| line.kind == LineKind::Added).count()) {
        (true, _) => format!("{path} is missing"),
        (false, 0) => format!("Lines of {path} have to go"),
        (false, lines) => format!("{} to add to {path}", count(lines, "line")),
    };
    let _ = write!(message, " {}.", masked_prose(&what));
    if let (Safety::Review, Some(reason)) = (rule.safety, &rule.reason) {
        let _ = write!(message, " {}", sentence(&masked_prose(reason)));
    }
    let first = part.hunks.first().map_or(1, |hunk| hunk.old_start.max(1));
    // A file that is not there cannot be shown: what asks for it can.
    let place = if new { stand_in(plan, rule, path) } else { Place { file: path.to_owned(), line: first } };
    result(rule, "warning", &message, &place, &format!("{path}\n{added}"))
}

/// A rule that waits for a person.
fn undecided(plan: &Plan, rule: &RuleReport) -> Value {
    let mut message = sentence(&rule.title);
    if let Some(reason) = &rule.reason {
        let _ = write!(message, " Left to you: {}", sentence(&masked_prose(reason)));
    }
    let place = stand_in(plan, rule, "");
    let mut result = result(rule, "note", &message, &place, &message);
    if rule.sites.len() > 1 {
        result["relatedLocations"] = rule.sites.iter().map(location).collect();
    }
    result
}

/// A place that a rule names to a person.
fn named(rule: &RuleReport, note: &SiteNote) -> Value {
    let message = sentence(&masked_prose(&format!("{}: {}", rule.title, note.text)));
    let place = Place { file: note.file.clone(), line: note.line };
    result(rule, "note", &message, &place, &format!("{}\n{}", note.file, note.text))
}

/// Where to show what has no place of its own: the rule's site, the project's manifest, any file.
fn stand_in(plan: &Plan, rule: &RuleReport, otherwise: &str) -> Place {
    let project = plan.projects.iter().find(|project| project.root == rule.project);
    let manifest = project.and_then(|project| project.manifests.first());
    let there = |place: &&Place| plan.files.iter().all(|file| file.path != place.file || file.change != Change::Create);
    let file = || manifest.map_or(if otherwise.is_empty() { "." } else { otherwise }, String::as_str).to_owned();
    rule.sites.iter().find(there).cloned().unwrap_or_else(|| Place { file: file(), line: 1 })
}

fn result(rule: &RuleReport, level: &str, message: &str, place: &Place, identity: &str) -> Value {
    json!({
        "ruleId": rule.id,
        "level": level,
        "message": { "text": message },
        "locations": [location(place)],
        // The same finding keeps its name while lines above it come and go.
        "partialFingerprints": { "change/v1": blob_id(format!("{}\n{}\n{identity}", rule.id, rule.project).as_bytes()) },
    })
}

fn location(place: &Place) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(&place.file), "uriBaseId": "SRCROOT" },
        "region": { "startLine": place.line.max(1) },
    }})
}

/// A path as a relative URI (RFC 3986).
fn uri(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => text.push(byte.into()),
            _ => {
                let _ = write!(text, "%{byte:02X}");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::samples::{because, file, rule, three_projects};

    fn results(plan: &Plan) -> Vec<Value> {
        let document: Value = serde_json::from_str(&sarif(plan).expect("SARIF")).expect("JSON");
        assert_eq!(document["version"], "2.1.0");
        document["runs"][0]["results"].as_array().cloned().unwrap_or_default()
    }

    #[test]
    fn every_changed_file_of_a_rule_is_one_warning_at_its_first_change() {
        let plan = three_projects();
        let found = results(&plan);
        let warnings = found.iter().filter(|result| result["level"] == "warning");
        let places: Vec<String> = warnings
            .map(|result| {
                let place = &result["locations"][0]["physicalLocation"];
                format!("{} {}:{}", result["ruleId"], place["artifactLocation"]["uri"], place["region"]["startLine"])
            })
            .collect();
        let changed: usize = sections(&plan).iter().filter(|s| s.rule.is_some()).map(|s| s.parts.len()).sum();
        assert_eq!(places.len(), changed, "{places:?}");
        assert!(places.iter().all(|place| !place.contains(":0")), "{places:?}");
    }

    #[test]
    fn what_waits_for_a_person_is_a_note_with_its_reason() {
        let mut plan = Plan::default();
        let mut door = because(rule("acme/door", ".", Outcome::Ambiguous), "one bell, two doors");
        door.sites = vec![Place { file: "a b.py".to_owned(), line: 3 }, Place { file: "c.py".to_owned(), line: 4 }];
        plan.rules.push(door);
        let found = results(&plan);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0]["level"], "note");
        assert_eq!(found[0]["message"]["text"], "Do what acme/door does. Left to you: one bell, two doors.");
        let place = &found[0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%20b.py");
        assert_eq!(found[0]["relatedLocations"].as_array().map(Vec::len), Some(2));
    }

    #[test]
    fn every_place_a_manual_rule_names_is_a_note() {
        let mut plan = Plan::default();
        let mut bells = rule("acme/bells", ".", Outcome::Applies);
        bells.safety = Safety::Manual;
        bells.notes = [3, 4].map(|line| SiteNote { file: "a.py".to_owned(), line, text: "it rings".to_owned() }).into();
        plan.rules.push(bells);
        let found = results(&plan);
        let lines: Vec<&Value> =
            found.iter().map(|one| &one["locations"][0]["physicalLocation"]["region"]["startLine"]).collect();
        assert_eq!(lines, [3, 4]);
        assert_eq!(found[0]["message"]["text"], "Do what acme/bells does: it rings.");
        assert_eq!(found[0]["level"], "note");
    }

    #[test]
    fn a_new_file_is_shown_where_it_is_asked_for_and_keeps_its_fingerprint() {
        let mut plan = Plan::default();
        let mut init = rule("acme/init", ".", Outcome::Applies);
        init.sites = vec![Place { file: "app.py".to_owned(), line: 7 }];
        plan.rules.push(init);
        plan.files.push(file("setup.py", None, &[("acme/init", ".", "x = 1\n")]));
        let before = results(&plan);
        let place = &before[0]["locations"][0]["physicalLocation"];
        assert_eq!((&place["artifactLocation"]["uri"], &place["region"]["startLine"]), (&json!("app.py"), &json!(7)));
        plan.rules[0].sites[0].line = 9;
        let after = results(&plan);
        assert_eq!(before[0]["partialFingerprints"], after[0]["partialFingerprints"]);
    }

    #[test]
    fn no_secret_gets_in() {
        let text = sarif(&three_projects()).expect("SARIF");
        assert!(!text.contains("hunter2"));
    }
}
