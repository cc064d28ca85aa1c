//! Promise: what has the shape of a card number, an account number or a token leaves neither a web app nor a mobile
//! one, and what only looks like it arrives. Node runs both scrubbers over the cases that the live tests of Flask run
//! over the third one.
//!
//! Needs `node`; without it the test says so and is no failure.

// A helper of a test fails the test it helps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use sentry_retrofit::engine::core::Inputs;
use sentry_retrofit::engine::make;
use sentry_retrofit::git::sha1_blob_id;
use sentry_retrofit::repo::WorkTree;
use sentry_retrofit::rules::bundled::bundled;
use sentry_retrofit::settings::Settings;

/// A new file of the plan for a repository of a few files.
fn planned(files: &[(&str, &str)], path: &str) -> Vec<u8> {
    let pack = bundled().expect("the bundled rules");
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let paths = files.keys().map(|path| (path.clone(), false)).collect();
    let tree = WorkTree::committed(Path::new("app"), paths, Box::new(move |path: &str| files.get(path).cloned()));
    let settings = Settings::default().over_file(&tree).expect("settings");
    let settings = settings.over_defaults(&pack.manifest.settings, &pack.manifest.choices).expect("settings");
    let inputs = Inputs {
        tree: &tree,
        scope: ".",
        name: "app",
        host: "",
        pack: &pack,
        settings: &settings,
        ignored: &|_| false,
        blob_id: &|bytes| sha1_blob_id(bytes).unwrap_or_default(),
        begun: &|_| (),
    };
    let plan = make::plan(inputs).expect("a plan");
    plan.files.into_iter().find(|file| file.path == path).expect("the scrubber is planned").after
}

fn run(script: &str, scrubber: &[u8]) {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let module = temp.path().join("scrubber.mjs");
    std::fs::write(&module, scrubber).expect("write the scrubber");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scrubber").join(script);
    let Ok(output) = Command::new("node").arg(script).arg(&module).output() else {
        println!("SKIPPED: there is no node here");
        return;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    println!("{}", String::from_utf8_lossy(&output.stdout).trim());
}

#[test]
fn of_a_web_app() {
    let page = "export default function Page() {\n  return <p>hello</p>;\n}\n";
    let layout = "export default function Layout({ children }) {\n  return <html><body>{children}</body></html>;\n}\n";
    let manifest = "{\n  \"name\": \"web\",\n  \"dependencies\": { \"next\": \"16.0.0\", \"react\": \"19.1.0\" }\n}\n";
    let config = "module.exports = {};\n";
    let files =
        [("app/page.jsx", page), ("app/layout.jsx", layout), ("next.config.js", config), ("package.json", manifest)];
    run("run.mjs", &planned(&files, "sentry.scrubber.js"));
}

#[test]
fn of_a_mobile_app() {
    let app = "export default function App() {\n  return null;\n}\n";
    let manifest =
        "{\n  \"name\": \"app\",\n  \"dependencies\": { \"expo\": \"~54.0.1\", \"react-native\": \"0.81.4\" }\n}\n";
    let files = [("App.js", app), ("package.json", manifest)];
    run("run.mjs", &planned(&files, "lib/sentry-scrubber.js"));
    let settings = (".sentry-retrofit.toml", "[set]\nprivacy = \"strict\"\n");
    run("strict.mjs", &planned(&[files[0], files[1], settings], "lib/sentry-scrubber.js"));
}
