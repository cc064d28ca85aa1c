//! Turns the case folders of rules into pages: `convert_cases RULES AREA…`; an area may be a single rule.
//!
//! To be run once more when everybody's folders are merged, and to be deleted then. It can be run again at any
//! time: bases that are there are used, and the folders of a rule that has a page already are appended to it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rayon::prelude::*;
use sentry_retrofit::report::Outcome;
use sentry_retrofit::rules::Pack;
use sentry_retrofit::rules::load::{folder_cases, folder_files, read};
use sentry_retrofit::testing::patch::Files;
use sentry_retrofit::testing::{self, Case, CaseFiles, Home, Verdict, page, patch};

/// A base has to save this many bytes to be worth a file.
const WORTH: usize = 3000;
/// What it costs to name a file or a base.
const NAMING: usize = 24;

struct Found {
    case: Case,
    toml: String,
    heading: String,
    verdict: Verdict,
    /// Written with other line ends or tabs by hand, which the runner does from now on.
    mechanical: bool,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let folder = Path::new(&args[0]);
    let wanted = |rule: &str| args[1..].iter().any(|area| rule == area || rule.starts_with(&format!("{area}/")));
    let texts = folder_files(folder).expect("rules");
    let pack = read(&texts).expect("a pack");
    let files = folder_cases(folder).expect("cases");
    let all = testing::cases(&[(texts.clone(), files.clone(), None)]).expect("cases that are cases");

    let of_rules: Vec<Case> =
        all.into_iter().filter(|case| wanted(&case.rule) && matches!(case.home, Home::Folder(_))).collect();
    let total = of_rules.len();
    let found: Vec<Found> = of_rules.into_par_iter().map(|case| plain(&pack, &files, case)).collect();
    let failing: Vec<String> =
        found.iter().filter(|one| !one.verdict.failures.is_empty()).map(|one| one.case.place()).collect();
    assert!(failing.is_empty(), "these do not hold before: {failing:#?}");

    let mut rules: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    for one in found {
        rules.entry(one.case.rule.clone()).or_default().push(one);
    }
    let mut dropped = 0;
    for cases in rules.values_mut() {
        dropped += drop_copies(&pack, cases);
        cases.sort_by_key(|one| (telling(one), size(&one.case.before) + size(&one.case.after)));
        typical_first(cases);
        let mut seen = BTreeSet::new();
        for one in cases {
            if !seen.insert(one.heading.clone()) {
                one.heading = format!("{} ({})", one.heading, words(&one.case.name));
                seen.insert(one.heading.clone());
            }
        }
    }
    let mut bases = bases_of(&files);
    let known: BTreeSet<String> = bases.keys().cloned().collect();
    greedy(&mut bases, &rules);
    for (name, base) in bases.iter().filter(|(name, _)| !known.contains(*name)) {
        let kind = name.split('-').next().unwrap();
        let path = folder.join(testing::BASES).join(format!("{kind}.md"));
        let mut text = fs::read_to_string(&path).unwrap_or_else(|_| "# What many cases start from\n".to_owned());
        let files: Vec<String> = base.iter().map(|(path, bytes)| page::write_file(path, bytes)).collect();
        let _ = write!(text, "\n## {name}\n\n{}", files.join("\n"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let mut pages = 0;
    for (rule, cases) in &rules {
        let path = folder.join(rule).join(testing::PAGE);
        let (start, mut text) = match fs::read_to_string(&path) {
            Ok(text) => (existing_start(&text, &bases), text),
            Err(_) => opening(rule, cases, &bases),
        };
        for one in cases {
            write_case(&mut text, one, &start, &bases);
        }
        pages += 1;
        fs::write(&path, text).unwrap();
    }
    check(folder, &rules);
    for rule in rules.keys() {
        fs::remove_dir_all(folder.join(rule).join("tests")).unwrap();
    }
    println!("{total} cases, {dropped} copies dropped, {pages} pages, {} new bases", bases.len() - known.len());
}

/// The case with plain line ends and indentation where it holds like that as well.
fn plain(pack: &Pack, files: &CaseFiles, case: Case) -> Found {
    let verdict = testing::run(pack, &case);
    let toml = files.get(&format!("{}/tests/{}/case.toml", case.rule, case.name));
    let toml = toml.map(|bytes| String::from_utf8_lossy(bytes).trim().to_owned()).unwrap_or_default();
    let by_hand = case.name.split('-').any(|word| matches!(word, "crlf" | "tabs" | "windows"));
    let rewrite = |files: &Files| -> Files {
        files.iter().map(|(path, bytes)| (path.clone(), plain_bytes(path, bytes, &case.name))).collect()
    };
    let mut other = Case { before: rewrite(&case.before), after: rewrite(&case.after), ..case.clone() };
    // A file that differed in its line ends alone differs no more.
    other.after.retain(|path, bytes| other.before.get(path) != Some(bytes));
    let changed = other.before != case.before;
    if changed {
        let again = testing::run(pack, &other);
        if again.failures.is_empty() && again.outcomes == verdict.outcomes {
            let heading = heading(pack, &other, &again);
            return Found { case: other, toml, heading, verdict: again, mechanical: true };
        }
        println!("kept as it is: {} {:?}", case.place(), again.failures.first().map(|failure| &failure.sentence));
    } else if by_hand {
        println!("nothing to make plain: {}", case.place());
    }
    let heading = heading(pack, &case, &verdict);
    Found { case, toml, heading, verdict, mechanical: false }
}

fn plain_bytes(path: &str, bytes: &[u8], name: &str) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(bytes) else { return bytes.to_vec() };
    let text = text.replace("\r\n", "\n");
    if !name.contains("tabs") {
        return text.into_bytes();
    }
    let unit = if path.ends_with(".py") { "    " } else { "  " };
    let line = |line: &str| {
        let rest = line.trim_start_matches('\t');
        format!("{}{rest}", unit.repeat(line.len() - rest.len()))
    };
    text.split_inclusive('\n').map(line).collect::<String>().into_bytes()
}

/// Takes away what shows nothing that the other cases of the rule do not show.
fn drop_copies(pack: &Pack, cases: &mut Vec<Found>) -> usize {
    let before = cases.len();
    let rule = pack.rules.iter().find(|rule| rule.id == cases[0].case.rule).expect("a rule");
    let mut at = 0;
    while at < cases.len() {
        let one = &cases[at];
        let others = || cases.iter().enumerate().filter(move |(index, _)| *index != at).map(|(_, other)| other);
        let hits: BTreeSet<_> = others().flat_map(|other| &other.verdict.hits).collect();
        let generic = name_words(&one.case.name).is_empty();
        let same = |other: &Found| {
            other.case.before == one.case.before && other.case.after == one.case.after && other.toml == one.toml
        };
        let own = |hit: &&(String, usize)| hit.0.starts_with(&rule.id);
        let covered = one.verdict.hits.iter().filter(own).all(|hit| hits.contains(hit))
            && one
                .verdict
                .outcomes
                .iter()
                .all(|outcome| others().any(|other| other.verdict.outcomes.contains(outcome)))
            && one
                .case
                .expect
                .facts
                .keys()
                .all(|fact| others().any(|other| other.case.expect.facts.contains_key(fact)))
            && (one.case.after.is_empty() || others().any(|other| !other.case.after.is_empty()));
        if one.mechanical && (others().any(same) || (generic && covered)) {
            cases.remove(at);
        } else {
            at += 1;
        }
    }
    before - cases.len()
}

/// The case that changes a file and has most in common with the others comes first.
fn typical_first(cases: &mut [Found]) {
    let changing = cases.iter().take_while(|one| telling(one) == 0).count();
    let odd = |one: &Found| {
        one.case
            .before
            .values()
            .any(|bytes| !bytes.ends_with(b"\n") || !page::write_file("a", bytes).starts_with("`a`\n"))
    };
    let shared = |at: usize| -> usize {
        let own = &cases[at].case.before;
        cases.iter().map(|other| size(&common(own, &other.case.before))).sum::<usize>() - size(own)
    };
    let order = |at: &usize| (!odd(&cases[*at]), shared(*at) * 100 / size(&cases[*at].case.before), usize::MAX - at);
    if let Some(first) = (0..changing).max_by_key(order) {
        cases[..=first].rotate_right(1);
    }
}

fn telling(one: &Found) -> usize {
    if !one.case.after.is_empty() {
        return usize::from(!one.case.after.keys().any(|path| one.case.before.contains_key(path)));
    }
    let order = [Outcome::Applies, Outcome::Ambiguous, Outcome::Unsupported, Outcome::Conflict, Outcome::Present];
    let outcome = one.verdict.outcomes.iter().next();
    2 + outcome.map_or(0, |outcome| order.iter().position(|known| known == outcome).unwrap_or(order.len()))
}

fn name_words(name: &str) -> Vec<&str> {
    let mut words: Vec<&str> = name.split('-').filter(|word| !matches!(*word, "crlf" | "tabs" | "windows")).collect();
    let stripped = words.len() < name.split('-').count();
    while stripped && words.first().is_some_and(|word| matches!(*word, "and" | "with" | "in")) {
        words.remove(0);
    }
    while stripped && words.last().is_some_and(|word| matches!(*word, "and" | "with" | "in")) {
        words.pop();
    }
    words
}

/// `next-and-expo` as words.
fn words(name: &str) -> String {
    let spelt = |word: &str| {
        let known = [
            ("typescript", "TypeScript"),
            ("javascript", "JavaScript"),
            ("next", "Next.js"),
            ("nextjs", "Next.js"),
            ("sdk", "SDK"),
            ("dsn", "DSN"),
            ("json", "JSON"),
            ("yaml", "YAML"),
            ("toml", "TOML"),
            ("ci", "CI"),
            ("eas", "EAS"),
            ("expo", "Expo"),
            ("flask", "Flask"),
            ("github", "GitHub"),
            ("gitlab", "GitLab"),
            ("circleci", "CircleCI"),
            ("bitbucket", "Bitbucket"),
            ("azure", "Azure"),
            ("esm", "ES modules"),
            ("url", "URL"),
            ("pii", "PII"),
            ("api", "API"),
            ("html", "HTML"),
            ("sql", "SQL"),
            ("sqlalchemy", "SQLAlchemy"),
            ("sentry", "Sentry"),
            ("commonjs", "CommonJS"),
            ("jsx", "JSX"),
            ("docker", "Docker"),
            ("dockerfile", "Dockerfile"),
            ("vercel", "Vercel"),
            ("metro", "Metro"),
            ("terraform", "Terraform"),
            ("prisma", "Prisma"),
            ("clerk", "Clerk"),
            ("supabase", "Supabase"),
            ("storybook", "Storybook"),
            ("turbopack", "Turbopack"),
            ("webpack", "webpack"),
            ("mkdocs", "MkDocs"),
            ("docusaurus", "Docusaurus"),
            ("markdown", "Markdown"),
            ("python", "Python"),
            ("react", "React"),
            ("node", "Node"),
            ("adr", "ADR"),
            ("crlf", "CRLF"),
            ("cors", "CORS"),
            ("http", "HTTP"),
            ("jwt", "JWT"),
        ];
        known.iter().find(|(from, _)| *from == word).map_or_else(|| word.to_owned(), |(_, to)| (*to).to_owned())
    };
    name_words(name).into_iter().map(spelt).collect::<Vec<_>>().join(" ")
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn heading(pack: &Pack, case: &Case, verdict: &Verdict) -> String {
    let ends = Outcome::ALL.iter().find(|end| case.name.starts_with(end.word()));
    let rest = ends.and_then(|end| case.name.strip_prefix(end.word()));
    let rest = rest.filter(|rest| rest.is_empty() || rest.starts_with('-')).map(|rest| rest.trim_start_matches('-'));
    let said = words(rest.unwrap_or(&case.name));
    let outcome = ends.filter(|_| rest.is_some()).copied();
    let first = outcome.map(|outcome| sentence(&outcome.word().replace('-', " ")));
    match (outcome, said.as_str()) {
        (None | Some(Outcome::Applies), "found") => "What is found".to_owned(),
        (None | Some(Outcome::Applies), "none") => "Nothing is found".to_owned(),
        (None | Some(Outcome::Applies), "said") => "What is said".to_owned(),
        (None | Some(Outcome::Applies), "") => "Plain".to_owned(),
        (None | Some(Outcome::Applies), said) => sentence(said),
        (Some(Outcome::Present), "") => "Present: there is nothing left to do".to_owned(),
        (Some(_), "") => {
            let reason = reason(pack, case, verdict);
            format!("{}: {reason}", first.unwrap_or_default())
        }
        (Some(_), said) => format!("{}: {said}", first.unwrap_or_default()),
    }
}

/// The reason the report gives, asked for by wanting another.
fn reason(pack: &Pack, case: &Case, _: &Verdict) -> String {
    let mut asked = case.clone();
    asked.expect.reason = Some("\u{1}".to_owned());
    let failures = testing::run(pack, &asked).failures;
    let said =
        failures.iter().find_map(|failure| failure.sentence.split_once("\u{1}\" and is \"").map(|(_, rest)| rest));
    let said = said.unwrap_or_default().trim_end_matches('"');
    let said: String = said.split("\", \"").next().unwrap_or_default().lines().next().unwrap_or_default().to_owned();
    let short = !said.is_empty() && said.len() < 90;
    if short { said } else { "its conditions do not hold".to_owned() }
}

fn size(files: &Files) -> usize {
    files.iter().map(|(path, bytes)| path.len() + bytes.len() + NAMING).sum()
}

fn bases_of(files: &CaseFiles) -> BTreeMap<String, Files> {
    let pages = files.iter().filter(|(path, _)| path.starts_with(testing::BASES));
    let sections = pages.flat_map(|(_, bytes)| page::parse(&String::from_utf8_lossy(bytes)).expect("bases"));
    sections.filter(|section| !section.heading.is_empty()).map(|section| (section.heading, section.files)).collect()
}

/// What it saves a case to start from `base`; `None` where it cannot.
fn saved(case: &Files, base: &Files) -> Option<usize> {
    let mut sum = 0;
    for (path, bytes) in base {
        let own = case.get(path)?;
        if own == bytes {
            sum += path.len() + bytes.len() + NAMING;
        }
    }
    Some(sum)
}

fn common(one: &Files, other: &Files) -> Files {
    one.iter()
        .filter(|(path, bytes)| other.get(*path) == Some(*bytes))
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect()
}

/// Adds the bases that make the pages smallest, one after the other.
fn greedy(bases: &mut BTreeMap<String, Files>, rules: &BTreeMap<String, Vec<Found>>) {
    let cases: Vec<(&str, &Files)> =
        rules.iter().flat_map(|(rule, cases)| cases.iter().map(move |one| (rule.as_str(), &one.case.before))).collect();
    let mut best: Vec<usize> = cases
        .iter()
        .map(|(_, files)| bases.values().filter_map(|base| saved(files, base)).max().unwrap_or_default())
        .collect();
    let mut candidates: BTreeSet<Files> = BTreeSet::new();
    for (index, (rule, files)) in cases.iter().enumerate() {
        for (other_rule, other) in &cases[index + 1..] {
            // What the cases of one rule share stands at the top of its page.
            if rule != other_rule {
                let shared = common(files, other);
                if !shared.is_empty() {
                    candidates.insert(shared);
                }
            }
        }
    }
    let mut candidates: Vec<Files> = candidates.into_iter().collect();
    println!("{} candidates for bases", candidates.len());
    loop {
        let gains: Vec<usize> = candidates
            .par_iter()
            .map(|base| {
                let gain: usize = cases
                    .iter()
                    .zip(&best)
                    .map(|((_, files), best)| {
                        saved(files, base).map_or(0, |saved| saved.saturating_sub(NAMING).saturating_sub(*best))
                    })
                    .sum();
                gain.saturating_sub(size(base))
            })
            .collect();
        let Some((at, gain)) = gains.iter().enumerate().max_by_key(|(_, gain)| **gain) else { return };
        if *gain < WORTH {
            return;
        }
        let base = candidates[at].clone();
        let mut index = 0;
        candidates.retain(|_| {
            index += 1;
            gains[index - 1] > WORTH / 4
        });
        for ((_, files), best) in cases.iter().zip(&mut best) {
            *best = (*best).max(saved(files, &base).unwrap_or_default().saturating_sub(NAMING));
        }
        let users: BTreeSet<&str> = cases
            .iter()
            .filter(|(_, files)| saved(files, &base).is_some())
            .filter_map(|(rule, _)| rule.split('/').next())
            .collect();
        let name = name_of(&base, &users, bases);
        println!("base {name}: saves {gain}: {:?}", base.keys().collect::<Vec<_>>());
        bases.insert(name, base);
    }
}

fn name_of(base: &Files, users: &BTreeSet<&str>, bases: &BTreeMap<String, Files>) -> String {
    let text: String =
        base.iter().map(|(path, bytes)| format!("{path}\n{}\n", String::from_utf8_lossy(bytes))).collect();
    let kinds =
        [("next", "\"next\""), ("expo", "\"expo\""), ("flask", "lask"), ("prisma", "prisma"), ("terraform", ".tf\n")];
    let mut words: Vec<String> =
        kinds.iter().filter(|(_, sign)| text.contains(sign)).map(|(kind, _)| (*kind).to_owned()).collect();
    if let [kind] = &words[..] {
        let version = text.split_once(&format!("\"{kind}\": \"")).and_then(|(_, rest)| rest.split_once('"'));
        let version = version.map(|(version, _)| version.trim_start_matches(['^', '~', '>', '=']));
        let version = version.map(|version| version.split('.').take(2).collect::<Vec<_>>().join("."));
        words.extend(version.map(|version| version.trim_end_matches(".0").to_owned()));
    }
    if words.is_empty() {
        words = users.iter().take(1).map(|user| (*user).to_owned()).collect();
    }
    let signs = [
        ("sentry", "@sentry/"),
        ("app", "app/layout."),
        ("src", "src/app"),
        ("pages", "pages/_app."),
        ("eas", "eas.json"),
        ("router", "expo-router"),
        ("typescript", "tsconfig.json"),
        ("config", "module.exports = nextConfig"),
        ("auth", "auth.ts"),
        ("workflow", ".github/workflows"),
        ("docker", "Dockerfile"),
        ("compose", "compose."),
        ("mkdocs", "mkdocs.yml"),
        ("docusaurus", "docusaurus.config"),
        ("models", "models.py"),
        ("factory", "def create_app"),
        ("started", "sentry_setup.py"),
        ("sampled", "sentry_sampling.py"),
        ("routes", "/health"),
    ];
    words.extend(signs.iter().filter(|(_, sign)| text.contains(sign)).map(|(word, _)| (*word).to_owned()));
    words.retain({
        // What TypeScript is started with needs no word for its configuration.
        let typescript = text.contains("tsconfig.json");
        move |word| word != "config" || !typescript
    });
    let name = words.join("-");
    let free = |name: &String| !bases.contains_key(name);
    std::iter::once(name.clone()).chain((2..).map(|count| format!("{name}-{count}"))).find(free).expect("a name")
}

/// What every case of a page starts from: a base and files.
struct Start {
    files: Files,
}

fn existing_start(text: &str, bases: &BTreeMap<String, Files>) -> Start {
    let section = page::parse(text).expect("a page").swap_remove(0);
    let base = section.settings.map(|block| block.text).unwrap_or_default();
    let mut files = base.split('"').nth(1).and_then(|name| bases.get(name)).cloned().unwrap_or_default();
    files.extend(section.files);
    Start { files }
}

/// The top of a page, with the start that makes it smallest.
fn opening(rule: &str, cases: &[Found], bases: &BTreeMap<String, Files>) -> (Start, String) {
    let mut candidates: BTreeSet<Files> = BTreeSet::from([Files::new()]);
    for (index, one) in cases.iter().enumerate() {
        for other in &cases[index + 1..] {
            candidates.insert(common(&one.case.before, &other.case.before));
        }
        candidates.extend(bases.values().filter(|base| saved(&one.case.before, base).is_some()).cloned());
    }
    let named = |files: &Files| {
        let fitting = bases.iter().filter(|(_, base)| base.iter().all(|(path, bytes)| files.get(path) == Some(bytes)));
        fitting.max_by_key(|(_, base)| size(base)).map(|(name, base)| (name.clone(), size(base)))
    };
    let cost = |start: &Files| {
        let own = size(start) - named(start).map_or(0, |(_, saved)| saved.saturating_sub(NAMING));
        own + cases.iter().map(|one| choose(&one.case.before, start, bases).1).sum::<usize>()
    };
    let start = candidates.into_iter().min_by_key(cost).expect("one at least");
    let mut text = format!("# Cases of [{rule}](rule.toml)\n");
    let mut own = start.clone();
    if let Some((name, _)) = named(&start) {
        own.retain(|path, _| !bases[&name].contains_key(path));
        let _ = write!(text, "\n{}", page::write_block("toml", &format!("base = \"{name}\"\n")));
    }
    for (path, bytes) in &own {
        let _ = write!(text, "\n{}", page::write_file(path, bytes));
    }
    (Start { files: start }, text)
}

/// The base a case names (`None`: that of the page), and what it costs to write it.
fn choose<'b>(case: &Files, start: &Files, bases: &'b BTreeMap<String, Files>) -> (Option<&'b str>, usize) {
    let whole = size(case);
    let page = saved(case, start).map(|saved| (None, whole - saved));
    let named =
        bases.iter().filter_map(|(name, base)| Some((Some(name.as_str()), whole - saved(case, base)? + NAMING)));
    let nothing = std::iter::once((Some(""), whole + NAMING));
    page.into_iter().chain(nothing).chain(named).min_by_key(|(_, cost)| *cost).expect("one at least")
}

fn write_case(text: &mut String, one: &Found, start: &Start, bases: &BTreeMap<String, Files>) {
    let (base, _) = choose(&one.case.before, &start.files, bases);
    let nothing = Files::new();
    let from = match base {
        None => &start.files,
        Some("") => &nothing,
        Some(name) => &bases[name],
    };
    let _ = write!(text, "\n## {}\n", one.heading);
    let base = base.map(|name| format!("base = \"{name}\"")).into_iter();
    let settings: Vec<String> = base.chain(Some(one.toml.clone()).filter(|toml| !toml.is_empty())).collect();
    if !settings.is_empty() {
        let _ = write!(text, "\n{}", page::write_block("toml", &format!("{}\n", settings.join("\n"))));
    }
    for (path, bytes) in one.case.before.iter().filter(|(path, bytes)| from.get(*path) != Some(*bytes)) {
        let _ = write!(text, "\n{}", page::write_file(path, bytes));
    }
    let diff = patch::write(&one.case.before, &one.case.after);
    if !diff.is_empty() {
        let _ = write!(text, "\n{}", page::write_block("diff", &diff));
    }
}

/// Reads everything again: what stands in the pages is what stood in the folders.
fn check(folder: &Path, rules: &BTreeMap<String, Vec<Found>>) {
    let texts = folder_files(folder).expect("rules");
    let files = folder_cases(folder).expect("cases");
    let all = testing::cases(&[(texts, files, None)]).unwrap_or_else(|problems| {
        problems.iter().for_each(|problem| eprintln!("{problem}"));
        panic!("the pages do not read")
    });
    for (rule, cases) in rules {
        for one in cases {
            let page =
                |case: &&Case| case.rule == *rule && case.name == one.heading && matches!(case.home, Home::Page { .. });
            let read = all.iter().find(page).unwrap_or_else(|| panic!("{rule}: {} is not there", one.heading));
            assert_eq!(read.before, one.case.before, "{rule}: {}", one.heading);
            assert_eq!(read.after, one.case.after, "{rule}: {}", one.heading);
            let mut expect = read.expect.clone();
            expect.base = None;
            assert_eq!(format!("{expect:?}"), format!("{:?}", one.case.expect));
        }
    }
}
