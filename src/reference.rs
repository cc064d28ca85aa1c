//! The reference for authors of rules: every key, operation, condition, predicate, function, filter and fact, made
//! from the types and tables that read them.

use std::collections::BTreeSet;

use crate::engine::context::{FIELDS, FUNCTIONS};
use crate::rules::conditions::Condition;
use crate::rules::model::{FactKind, FactSpec};
use crate::rules::predicates::Kind;
use crate::rules::schema::{self, Table};
use crate::rules::template::FILTERS;
use crate::rules::{Pack, Rule};

const HEAD: &str = "\
# The rule format

<!-- Made from the types of `src/rules/`: `cargo run -- rules reference > docs/rules.md`. A test keeps it current. -->

A rule is a folder with a `rule.toml`, queries (`match.scm`, `done.scm`) and templates. `rules new` writes one that works,
`rules lint` finds what is wrong with it, `rules schema` prints the JSON schema of `rule.toml` for editors, and
`rules reference NAME` shows what stands here about a name.
";

/// The directives about shapes: name, meaning and example.
const SHAPES: &[(&str, &str, &str)] = &[
    (
        "shape!",
        "Gives a part of a pattern a name: a pattern with this in it matches nothing by itself. What follows the name are \
         values: a word stands as `$word` in the texts of the part and of the predicates behind it, a capture for the one it \
         is used with. A shape may have predicates alone, and use others.",
        "; acme.connect(timeout=3)\n((call function: (_) @_callee arguments: (argument_list) @given) @site\n  (#shape! \"call-of\" makers)\n  (#names? @_callee \"$makers\"))\n\n((#shape! \"short\" @name)\n  (#match? @name \"^.{1,3}$\"))",
    ),
    (
        "use!",
        "Stands for a shape: as the only thing in `(_ …)` for its part, where its predicates hold for the whole pattern; by \
         itself, among the predicates of a pattern, for those of a shape without a part.",
        "(assignment\n  left: (identifier) @target\n  right: (_ (#use! \"call-of\" \"acme.makers\"))\n  (#use! \"short\" @target))",
    ),
];

/// One thing that has a name.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The section it stands in.
    pub section: &'static str,
    /// Its name.
    pub name: String,
    /// Names within it: the fields of a table.
    pub inner: Vec<String>,
    /// What there is to know, in Markdown.
    pub text: String,
}

/// All of the reference, with the facts of a pack.
pub fn markdown(pack: &Pack) -> String {
    let (mut text, mut section) = (HEAD.to_owned(), "");
    for entry in entries(pack) {
        if entry.section != section {
            section = entry.section;
            let introduction = introduction(section);
            text.push_str(&format!("\n## {section}\n\n{introduction}"));
            text.push_str(if introduction.is_empty() || entry.text.contains('\n') { "" } else { "\n" });
        }
        // What is said in a line needs no heading.
        text.push_str(&if entry.text.contains('\n') {
            format!("\n### `{}`\n\n{}\n", entry.name, entry.text)
        } else {
            format!("- `{}`: {}\n", entry.name, entry.text)
        });
    }
    text
}

/// What stands about a name; nothing where it is unknown.
pub fn about(pack: &Pack, name: &str) -> Vec<Entry> {
    let plain = name.trim_start_matches(['#', '|', '@']).trim_end_matches(['(', ')', ':']);
    let plain = plain.strip_prefix("not-").unwrap_or(plain);
    let is = |word: &str| {
        let word = word.trim_matches(['[', ']']);
        word == plain || word.split(['(', ':']).next() == Some(plain) || word.trim_end_matches('?') == plain
    };
    let (direct, others): (Vec<Entry>, Vec<Entry>) = entries(pack).into_iter().partition(|entry| is(&entry.name));
    if !direct.is_empty() {
        return direct;
    }
    others.into_iter().filter(|entry| entry.inner.iter().any(|field| field == plain)).collect()
}

/// Every name of the reference, for suggestions.
pub fn names(pack: &Pack) -> BTreeSet<String> {
    let short = |name: &str| {
        let name = name.trim_matches(['[', ']']);
        name.split(['(', ':']).next().unwrap_or_default().to_owned()
    };
    entries(pack).into_iter().flat_map(|entry| entry.inner.into_iter().chain([short(&entry.name)])).collect()
}

/// Everything that has a name, section by section.
pub fn entries(pack: &Pack) -> Vec<Entry> {
    let mut all = Vec::new();
    all.extend(schema::tables(&schema::of_rule(), "rule.toml").iter().map(|table| of_table("rule.toml", table)));
    all.extend(schema::tables(&schema::of_pack(), "pack.toml").iter().map(|table| of_table("pack.toml", table)));
    all.extend(schema::tables(&schema::of_area(), "area.toml").iter().map(|table| of_table("area.toml", table)));
    all.extend(schema::operations().iter().map(|table| of_table("Operations", table)));
    let conditions = schema::variants::<Condition>().into_iter();
    all.extend(conditions.map(|(name, about)| plain("Conditions", &format!("{name}:"), about)));
    all.extend(Kind::all().into_iter().map(|(name, about)| plain("Predicates", &name, about)));
    all.extend(
        SHAPES
            .iter()
            .map(|(name, about, example)| plain("Shapes", name, format!("{about}\n\n```query\n{example}\n```"))),
    );
    let fields = FIELDS.iter().map(|field| plain("Captures", field.name, field.about.to_owned()));
    all.extend(fields);
    all.extend(FUNCTIONS.iter().map(|function| {
        let text = format!("{}\n\n```jinja\n{}\n```", function.about, function.example);
        plain("Functions", function.signature, text)
    }));
    all.extend(FILTERS.iter().map(|filter| {
        let gives = filter.gives.replace('\n', "\\n");
        let text = format!("{}\n\n```jinja\n{}   {{# {gives} #}}\n```", filter.about, filter.example);
        plain("Filters", filter.name, text)
    }));
    let facts = pack.rules.iter().filter_map(|rule| Some((rule, rule.manifest.fact.as_ref()?)));
    all.extend(facts.map(|(rule, fact)| {
        let text = format!("{}, written by {}: {}.", kind_of(fact), rule.id, rule.manifest.title);
        plain("Facts", &fact.name, text)
    }));
    all
}

fn introduction(section: &str) -> &'static str {
    match section {
        "Operations" => {
            "What an `[[edit]]` does. Each says what holds once it is done, and does nothing where it holds already. \
             All take `when`, `because` and `otherwise` too.\n"
        }
        "Conditions" => "What `[when]`, `when = { … }` and `[[unsupported]]` ask.\n",
        "Predicates" => {
            "What a query asks of a captured node, beside tree-sitter's own `#eq?`, `#match?` and `#any-of?`. `not-` in front \
             of any of them asks for the opposite. `(#set! choose \"ask\")` leaves a pattern's sites to a person, \
             `(#set! choose \"last\")` takes the last of those beside each other, `(#set! by-name \"why\")` says why a bare \
             name is enough.\n"
        }
        "Shapes" => {
            "Parts of patterns that have a name, so that queries say them once. They stand in the query's own file, in \
             `shapes.scm` of its area, or in `lib/shapes.scm`, where they are looked for in this order. A query is spelled \
             out when the rules are loaded; what is wrong with it is shown where it was written. Where a rule is for \
             several languages (`ecmascript`), an alternative with a kind of node that one of them lacks is left out there, \
             so `[(required_parameter pattern: (identifier) @a) (identifier) @a]` says both in one pattern; \
             the alternative that all have comes last.\n"
        }
        "Captures" => {
            "What templates see of `site` and of every capture `@name`: `{{ name.line }}`. `@_name` is for the query alone.\n"
        }
        "Functions" => "What templates and `[vars]` may call, beside the functions of minijinja.\n",
        "Filters" => {
            "Beside those of minijinja. A value of the repository that is no plain word has to pass one of those that quote.\n"
        }
        "Facts" => "What the bundled rules know. `rules facts` says who reads them.\n",
        _ => "",
    }
}

fn plain(section: &'static str, name: &str, text: String) -> Entry {
    Entry { section, name: name.to_owned(), inner: Vec::new(), text }
}

fn of_table(section: &'static str, table: &Table) -> Entry {
    let mut text = format!("{}\n", table.about);
    for field in &table.fields {
        let needed = table.needs.iter().find(|names| names.contains(&field.name));
        let needed = match needed.map(Vec::as_slice) {
            None => String::new(),
            Some([_]) => ", needed".to_owned(),
            Some(names) => format!(", this or `{}`", others(names, &field.name)),
        };
        text.push_str(&format!(
            "\n- `{}` ({}{needed}): {}",
            field.name,
            field.holds,
            field.about.replace('\n', "\n  ")
        ));
        for (value, about) in &field.values {
            text.push_str(&format!("\n  - `{value}`: {}", about.replace('\n', "\n    ")));
        }
    }
    let inner = table.fields.iter().map(|field| field.name.clone()).collect();
    Entry { section, name: table.name.clone(), inner, text }
}

fn others(names: &[String], field: &str) -> String {
    names.iter().filter(|name| *name != field).cloned().collect::<Vec<_>>().join("`, `")
}

fn kind_of(fact: &FactSpec) -> String {
    match fact.kind {
        FactKind::One => "one value".to_owned(),
        FactKind::Set => "a set".to_owned(),
        FactKind::Table => {
            let columns: Vec<&str> = fact.columns.keys().map(String::as_str).collect();
            format!("a table of `{}`", columns.join("`, `"))
        }
    }
}

/// The facts of a pack with who writes and who reads them.
pub fn facts(pack: &Pack) -> String {
    let mut text = String::new();
    for rule in &pack.rules {
        let Some(fact) = &rule.manifest.fact else { continue };
        let readers: Vec<String> = readers(pack, &fact.name).collect();
        let readers = if readers.is_empty() { "nobody".to_owned() } else { readers.join(", ") };
        let kind = kind_of(fact).replace('`', "");
        text.push_str(&format!(
            "{} ({kind})\n  written by {}: {}\n  read by {readers}\n",
            fact.name, rule.id, rule.manifest.title
        ));
    }
    text
}

/// The rules that name a fact, in any of their files; `pack.toml` where a name for all rules does, and `area.toml` where
/// an area knows apps by it.
fn readers<'p>(pack: &'p Pack, fact: &str) -> impl Iterator<Item = String> + 'p {
    let quoted = [format!("\"{fact}\""), format!("'{fact}'")];
    let names = move |text: &str| quoted.iter().any(|quoted| text.contains(quoted.as_str()));
    let asks = {
        let fact = fact.to_owned();
        move |rule: &Rule| {
            let conditions = rule.manifest.conditions().flat_map(|conditions| &conditions.0);
            let mut asked =
                conditions.filter_map(|one| if let Condition::Fact { names, .. } = one { Some(names) } else { None });
            asked.any(|names| names.contains(&fact))
        }
    };
    let shared = pack.manifest.vars.values().any(|text| names(text)).then_some("pack.toml");
    let owner = fact.to_owned();
    let rules = pack.rules.iter().filter(move |rule| {
        let writes = rule.manifest.fact.as_ref().is_some_and(|fact| fact.name == owner);
        !writes && (asks(rule) || names(&rule.source) || rule.texts.values().any(|text| names(text)))
    });
    let known_by = fact.to_owned();
    let areas = pack.apps.iter().filter(move |(_, app)| {
        let found = app.found.iter().chain(&app.built).map(String::as_str);
        found.chain(app.facts()).any(|name| name == known_by)
    });
    let areas = areas.map(|(area, _)| format!("{area}/area.toml"));
    shared.map(str::to_owned).into_iter().chain(areas).chain(rules.map(|rule| rule.id.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::bundled::bundled;
    use crate::rules::edits::Edit;
    use crate::rules::model::{AreaManifest, Manifest, PackManifest};

    /// The example blocks of a text.
    fn examples(text: &str) -> Vec<&str> {
        let rest = text.split("```toml\n").skip(1);
        rest.filter_map(|rest| rest.split("```").next()).collect()
    }

    #[test]
    fn every_example_loads_and_names_every_field() {
        let rule = "title = \"t\"\nwhy = \"w\"\n";
        for table in schema::operations() {
            let all = examples(&table.about);
            for example in &all {
                toml_edit::de::from_str::<Edit>(example)
                    .unwrap_or_else(|error| panic!("{}: {error}\n{example}", table.name));
            }
            for field in &table.fields {
                let shown = all
                    .iter()
                    .any(|example| example.lines().any(|line| line.starts_with(&format!("{} =", field.name))));
                assert!(shown, "no example of `{}` shows `{}`", table.name, field.name);
            }
        }
        let tables = schema::tables(&schema::of_rule(), "rule.toml");
        for table in &tables {
            for example in examples(&table.about) {
                let whole = if table.name == "rule.toml" { example.to_owned() } else { format!("{rule}{example}") };
                toml_edit::de::from_str::<Manifest>(&whole).unwrap_or_else(|error| panic!("{}: {error}", table.name));
            }
            for field in &table.fields {
                let names = [format!("{} =", field.name), format!("[{}]", field.name)];
                assert!(
                    names.iter().any(|name| table.about.contains(name)),
                    "{} shows no `{}`",
                    table.name,
                    field.name
                );
            }
        }
        for table in schema::tables(&schema::of_pack(), "pack.toml") {
            for example in examples(&table.about).iter().filter(|_| table.name == "pack.toml") {
                toml_edit::de::from_str::<PackManifest>(example).expect("a pack");
            }
        }
        for table in schema::tables(&schema::of_area(), "area.toml") {
            for example in examples(&table.about) {
                let area: AreaManifest = toml_edit::de::from_str(example).expect("an area");
                assert!(area.app.is_some() || table.name != "[app]");
            }
        }
        for (name, about) in schema::variants::<Condition>() {
            let example = examples(&about).first().map(|example| format!("{rule}[when]\n{example}")).expect(&name);
            toml_edit::de::from_str::<Manifest>(&example).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
        for (name, about) in Kind::all() {
            assert!(about.contains("```query\n(#"), "no example of {name}");
        }
    }

    #[test]
    fn the_written_reference_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules.md");
        let written = std::fs::read_to_string(path).unwrap_or_default();
        let current = written == markdown(&bundled().expect("the pack"));
        assert!(current, "docs/rules.md is not what the types say: `cargo run -- rules reference > docs/rules.md`");
    }

    #[test]
    fn the_written_schema_is_current_and_every_rule_names_it() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/rule.schema.json");
        let written = std::fs::read_to_string(path).unwrap_or_default();
        let schema = serde_json::to_string_pretty(&schema::of_rule()).expect("JSON") + "\n";
        assert!(
            written == schema,
            "{path} is not what the types say: `cargo run -- rules schema > rules/rule.schema.json`"
        );
        let pack = bundled().expect("the pack");
        let first = |id: &str| format!("#:schema {}rule.schema.json\n", "../".repeat(id.split('/').count()));
        let silent = pack.rules.iter().filter(|rule| !rule.source.starts_with(&first(&rule.id)));
        assert_eq!(silent.map(|rule| rule.id.as_str()).collect::<Vec<_>>(), [""; 0]);
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        let pack = bundled().expect("the pack");
        for name in ["insert", "#not-names?", "names", "dep:", "edit", "anchors", "fill", "first_file()", "prefix"] {
            assert!(!about(&pack, name).is_empty(), "{name}");
        }
        assert!(about(&pack, "nothing-like-it").is_empty());
    }
}
