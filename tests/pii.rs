//! Promise: the scrubber's list follows the models. What they hold of people is in it from the start, a
//! column added later is one more line, and the settings have the last word.

// A helper of a test fails the test it helps.
#![allow(clippy::expect_used)]

use std::collections::BTreeMap;
use std::path::Path;

use sentry_retrofit::engine::core::Inputs;
use sentry_retrofit::engine::make;
use sentry_retrofit::git::sha1_blob_id;
use sentry_retrofit::repo::WorkTree;
use sentry_retrofit::report::Plan;
use sentry_retrofit::rules::bundled::bundled;
use sentry_retrofit::settings::Settings;

const SCRUBBER: &str = "library/sentry_scrubber.py";

const APP: &str = "\
from flask import Flask


def create_app():
    app = Flask(__name__)
    return app
";

const MODELS: &str = "\
from sqlalchemy.orm import Mapped, mapped_column

from library.database import Base


class Reader(Base):
    id: Mapped[int] = mapped_column(primary_key=True)
    reader_email: Mapped[str]
    email_verified: Mapped[bool]
    shelf: Mapped[str] = mapped_column(info={\"pii\": \"user.behavior\"})


class Member(Base):
    name: Mapped[str]
    reader_email: Mapped[str]


class Book(Base):
    name: Mapped[str]
";

type Files = BTreeMap<String, Vec<u8>>;

/// A Flask app with models, not yet patched.
fn library() -> Files {
    let files = [
        ("requirements.txt", "flask>=3.0\nsqlalchemy>=2.0\n"),
        ("library/__init__.py", APP),
        ("library/models.py", MODELS),
    ];
    files.into_iter().map(|(path, text)| (path.to_owned(), text.into())).collect()
}

fn plan(files: &Files) -> Plan {
    let pack = bundled().expect("the bundled rules");
    let contents = files.clone();
    let paths = files.keys().map(|path| (path.clone(), false)).collect();
    let tree =
        WorkTree::committed(Path::new("library"), paths, Box::new(move |path: &str| contents.get(path).cloned()));
    let settings = Settings::default().over_file(&tree).expect("settings");
    let settings = settings.over_defaults(&pack.manifest.settings, &pack.manifest.choices).expect("settings");
    let inputs = Inputs {
        tree: &tree,
        scope: ".",
        name: "library",
        host: "",
        pack: &pack,
        settings: &settings,
        ignored: &|_| false,
        blob_id: &|bytes| sha1_blob_id(bytes).unwrap_or_default(),
        begun: &|_| (),
    };
    make::plan(inputs).expect("a plan")
}

/// The repository once the plan is applied.
fn patched(mut files: Files) -> Files {
    let plan = plan(&files);
    files.extend(plan.files.into_iter().map(|file| (file.path, file.after)));
    files
}

fn edit(files: &mut Files, path: &str, change: impl Fn(&str) -> String) {
    let text = String::from_utf8(files.remove(path).unwrap_or_default()).expect("text");
    files.insert(path.to_owned(), change(&text).into_bytes());
}

/// The lines of `PII_FIELDS` in the scrubber.
fn fields(files: &Files) -> Vec<String> {
    let text = String::from_utf8_lossy(&files[SCRUBBER]).into_owned();
    let lines = text.lines().skip_while(|line| !line.starts_with("PII_FIELDS"));
    lines.skip(2).take_while(|line| *line != "    }").map(|line| line.trim().to_owned()).collect()
}

/// What a plan changes, as `path: +line` and `path: -line`.
fn changes(plan: &Plan) -> Vec<String> {
    use sentry_retrofit::report::LineKind;
    let mut changes = Vec::new();
    for file in &plan.files {
        for line in file.hunks.iter().flat_map(|hunk| &hunk.lines) {
            match line.kind {
                LineKind::Added => changes.push(format!("{}: +{}", file.path, line.text.trim())),
                LineKind::Removed => changes.push(format!("{}: -{}", file.path, line.text.trim())),
                LineKind::Context => {}
            }
        }
    }
    changes
}

#[test]
fn each_field_is_one_row_that_says_why() {
    let plan = plan(&library());
    let fact = plan.facts.iter().find(|fact| fact.name == "python.pii").expect("the fact");
    let rows: Vec<String> = fact
        .value
        .as_array()
        .expect("a table")
        .iter()
        .map(|row| format!("{} | {} | {} | {}", row["name"], row["model"], row["category"], row["why"]))
        .collect();
    assert_eq!(
        rows,
        [
            r#""name" | "Member" | "user.name" | "Member: user.name""#,
            r#""reader_email" | "Reader" | "user.contact.email" | "Reader: user.contact.email""#,
            r#""shelf" | "Reader" | "user.behavior" | "Reader: user.behavior, marked""#,
        ]
    );
    let places: Vec<String> = fact.evidence.iter().map(|place| format!("{}:{}", place.file, place.line)).collect();
    assert_eq!(places, ["library/models.py:14", "library/models.py:8", "library/models.py:10"]);
}

#[test]
fn the_scrubber_starts_with_the_models_fields_in_order() {
    assert_eq!(
        fields(&patched(library())),
        [
            r#""date_of_birth",  # date of birth"#,
            r#""email",  # e-mail address"#,
            r#""first_name",  # name"#,
            r#""full_name",  # name"#,
            r#""ip_address",  # IP address"#,
            r#""last_name",  # name"#,
            r#""name",  # Member: user.name"#,
            r#""phone",  # phone number"#,
            r#""reader_email",  # Reader: user.contact.email"#,
            r#""shelf",  # Reader: user.behavior, marked"#,
        ]
    );
}

#[test]
fn a_column_added_later_is_a_diff_of_one_line() {
    let mut files = patched(library());
    assert_eq!(changes(&plan(&files)), [] as [&str; 0]);
    edit(&mut files, "library/models.py", |text| text.replace("class Book", "    iban: Mapped[str]\n\n\nclass Book"));
    let drift = plan(&files);
    assert_eq!(changes(&drift), [format!(r#"{SCRUBBER}: +"iban",  # Member: user.financial.bank_account"#)]);
    assert_eq!(drift.files[0].rules, ["python/pii"]);
}

#[test]
fn what_a_person_took_out_stays_out_where_the_settings_say_so() {
    let mut files = patched(library());
    edit(&mut files, SCRUBBER, |text| text.replace("        \"name\",  # Member: user.name\n", ""));
    assert_eq!(changes(&plan(&files)), [format!(r#"{SCRUBBER}: +"name",  # Member: user.name"#)]);
    files.insert(".sentry-retrofit.toml".to_owned(), b"[set]\npii_exclude = [\"name\"]\n".to_vec());
    assert_eq!(changes(&plan(&files)), [] as [&str; 0]);
}

#[test]
fn the_settings_add_and_exclude_from_the_start() {
    let mut files = library();
    let settings = b"[set]\npii_extra = [\"card\", \"email\"]\npii_exclude = [\"shelf\", \"full_name\", \"phone\"]\n";
    files.insert(".sentry-retrofit.toml".to_owned(), settings.to_vec());
    let fields = fields(&patched(files));
    let names: Vec<&str> = fields.iter().filter_map(|line| line.split('"').nth(1)).collect();
    assert_eq!(
        names,
        ["card", "date_of_birth", "email", "first_name", "ip_address", "last_name", "name", "reader_email"]
    );
    assert_eq!(fields[0], r#""card",  # named in the settings"#);
}

#[test]
fn a_generic_name_is_personal_only_on_a_person() {
    let mut files = library();
    edit(&mut files, "library/models.py", |text| text.replace("class Member", "class Branch"));
    assert!(!fields(&patched(files)).iter().any(|line| line.starts_with("\"name\"")));
}
