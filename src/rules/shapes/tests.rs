//! Shapes, spelled out.

use super::*;

const LIB: &str = "\
; a call of one of the makers
((call function: (_) @made) @site (#shape! \"made-by\" makers) (#names? @made \"$makers\"))
; a name ; that is short
((#shape! \"short\" @name) (#match? @name \"^.$\"))
";

fn spelled(query: &str) -> Result<Spelled, Vec<Diagnostic>> {
    let files = [("acme/calls.scm", query), ("lib/shapes.scm", LIB)];
    let files: PackFiles = files.map(|(path, text)| (path.to_owned(), text.to_owned())).into();
    let mut problems = Vec::new();
    let shapes = Shapes::of(&files, &mut problems);
    let (file, source) = files.get_key_value("acme/calls.scm").expect("a file");
    let spelled = shapes.spell(file, source, 0..source.len(), &mut problems);
    if problems.is_empty() { Ok(spelled.unwrap_or_default()) } else { Err(problems) }
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_part_stands_where_it_is_used_and_its_predicates_before_those_of_the_pattern() {
    let query = "(assignment left: (_) @n right: (_ (#use! \"made-by\" \"acme.makers\")) @v (#use! \"short\" @n))";
    assert_eq!(
        flat(&spelled(query).expect("sound").text),
        "(assignment left: (_) @n right: (call function: (_) @made) @site @v (#names? @made \"acme.makers\") \
         (#match? @n \"^.$\"))"
    );
}

#[test]
fn what_is_captured_behind_a_pattern_is_there_for_predicates() {
    let own = "([(call) (list)] (#shape! \"own\") (#eq? @all \"x\"))\n";
    assert_eq!(
        flat(&spelled(&format!("{own}(block (_ (#use! \"own\"))) @all")).expect("sound").text),
        "((block [(call) (list)]) @all (#eq? @all \"x\"))"
    );
    assert_eq!(
        flat(&spelled(&format!("{own}(_ (#use! \"own\")) @all")).expect("sound").text),
        "([(call) (list)] @all (#eq? @all \"x\"))"
    );
    assert_eq!(
        flat(&spelled(&format!("{own}((a) (#b? @all \"c\") (_ (#use! \"own\")) @all ; so\n)")).expect("sound").text),
        "((a) (#b? @all \"c\") [(call) (list)] @all ; so (#eq? @all \"x\") )"
    );
    assert_eq!(
        flat(&spelled(&format!("{own}[(list (_ (#use! own))) (set (_ (#use! own)))] @all")).expect("sound").text),
        "([(list [(call) (list)]) (set [(call) (list)])] @all (#eq? @all \"x\"))"
    );
}

#[test]
fn a_place_is_known_where_it_was_written() {
    let query = "; all\n((_ (#use! \"made-by\" \"acme.makers\"))\n  (#eq? @site \"x\"))";
    let spelled = spelled(query).expect("sound");
    let place = |text: &str| {
        let at = spelled.text.find(text).expect("it is there");
        let (file, source, span) = spelled.place(&(at..at + text.len())).expect("a place");
        (file.to_owned(), source[span].to_owned())
    };
    assert_eq!(place("@site \"x\""), ("acme/calls.scm".to_owned(), "@site \"x\"".to_owned()));
    assert_eq!(place("(call"), ("lib/shapes.scm".to_owned(), "(call".to_owned()));
    assert_eq!(place("(#names? @made"), ("lib/shapes.scm".to_owned(), "(#names? @made".to_owned()));
    assert_eq!(place(&spelled.text[6..]).1, query[6..]);
}

#[test]
fn what_cannot_be_used_is_said() {
    let said = |query: &str| {
        spelled(query).expect_err("unsound").into_iter().map(|one| (one.code, one.label)).collect::<Vec<_>>()
    };
    assert_eq!(said("((_ (#use! \"made-buy\" \"x\")))"), [("R053", "no such shape".to_owned())]);
    assert_eq!(said("((_ (#use! \"made-by\")))"), [("R054", "it takes 1 values: makers".to_owned())]);
    assert_eq!(said("((a) @b (#use! \"short\" \"b\"))"), [("R054", "it takes 1 values: @name".to_owned())]);
    assert_eq!(
        said("((a) (#use! \"made-by\" \"x\"))")[0].1,
        "it has a part: write `(_ (#use! made-by))` where that stands"
    );
    assert_eq!(said("((_ (#use! \"short\" @b)))")[0].1, "it has no part: write `(#use! short)`");
    assert_eq!(said("((_ (#use! \"a\")) (#shape! \"a\"))\n((_ (#use! \"a\")))")[0].1, "it uses itself");
    assert_eq!(said("((a) (#shape! \"a\"))\n((b) (#shape! \"a\"))\n(c)")[0].1, "again here");
}
