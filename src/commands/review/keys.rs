//! The keys of a review: those of `git add -p`, in its order, where they make sense for the parts of a plan.

/// What a key stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Take,
    Leave,
    Quit,
    TakeAll,
    LeaveAll,
    NextOpen,
    Next,
    PreviousOpen,
    Previous,
    GoTo,
    Search,
    Split,
    Again,
    Page,
}

/// The keys and what they do. Git's `e` is none of them, see [`NO_EDIT`].
const KEYS: [(char, Answer, &str); 14] = [
    ('y', Answer::Take, "take this"),
    ('n', Answer::Leave, "leave it out"),
    ('q', Answer::Quit, "quit; nothing is written"),
    ('a', Answer::TakeAll, "take it and all that is not decided"),
    ('d', Answer::LeaveAll, "leave it out, and all that is not decided"),
    ('j', Answer::NextOpen, "see the next part that is not decided"),
    ('J', Answer::Next, "see the next part"),
    ('k', Answer::PreviousOpen, "see the part before that is not decided"),
    ('K', Answer::Previous, "see the part before"),
    ('g', Answer::GoTo, "go to a part"),
    ('/', Answer::Search, "look for a part by a regular expression"),
    ('s', Answer::Split, "split it into the places that can stand alone"),
    ('p', Answer::Again, "print it again, new files in full"),
    ('P', Answer::Page, "the same through the pager"),
];

/// Why one of git's keys is none here: a hunk as somebody rewrote it is no result of a rule, so no law can be checked on
/// it, and a plan on it would want the hunk back.
pub(super) const NO_EDIT: &str = "What is applied is planned again and checked, so it is not edited here. Edit it in the \
                                  commit, or take it with --worktree and edit the files.\n";

/// The letters of what is offered, as the question shows them: `y,n,q,?`.
pub(super) fn letters(offered: &dyn Fn(Answer) -> bool) -> String {
    let keys = KEYS.iter().filter(|(_, answer, _)| offered(*answer));
    keys.map(|(key, ..)| format!("{key},")).chain(["?".to_owned()]).collect()
}

/// A line for each key that is offered.
pub(super) fn help(offered: &dyn Fn(Answer) -> bool) -> String {
    let keys = KEYS.iter().filter(|(_, answer, _)| offered(*answer));
    keys.map(|(key, _, does)| format!("{key} - {does}\n")).collect()
}

/// What a line stands for: a key, in the other case where that one is no key, and what was typed behind `g` and `/`.
pub(super) fn read(typed: &str, offered: &dyn Fn(Answer) -> bool) -> Option<(Answer, String)> {
    let mut letters = typed.chars();
    let (key, rest) = (letters.next()?, letters.as_str());
    let named = |key: char| KEYS.iter().find(|(known, answer, _)| *known == key && offered(*answer));
    let (_, answer, _) = named(key).or_else(|| named(key.to_ascii_lowercase()))?;
    let with_more = matches!(answer, Answer::GoTo | Answer::Search);
    (with_more || rest.is_empty()).then(|| (*answer, rest.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_key_and_what_stands_behind_it() {
        let all = |typed| read(typed, &|_| true);
        let key = |answer, rest: &str| Some((answer, rest.to_owned()));
        assert_eq!(all("y"), key(Answer::Take, ""));
        assert_eq!(all("Y"), key(Answer::Take, ""));
        assert_eq!(all("j"), key(Answer::NextOpen, ""));
        assert_eq!(all("J"), key(Answer::Next, ""));
        assert_eq!(all("g3"), key(Answer::GoTo, "3"));
        assert_eq!(all("/ init"), key(Answer::Search, "init"));
        for nothing in ["", "yes", "?", "e", "x"] {
            assert_eq!(all(nothing), None, "{nothing}");
        }
        let few = |answer| matches!(answer, Answer::Take | Answer::Quit);
        assert_eq!(read("j", &few), None);
        assert_eq!(
            (letters(&few), help(&few)),
            ("y,q,?".to_owned(), "y - take this\nq - quit; nothing is written\n".to_owned())
        );
    }
}
