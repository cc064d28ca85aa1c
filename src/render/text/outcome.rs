//! What a person reads after `apply`, or instead of it.

use std::fmt::Write as _;

use super::TextOptions;
use super::labelled::Labelled;
use super::overview::write_steps;
use super::paint::{ERROR, Paint, STRONG, WIDEST_PROSE, pad, wrap};
use crate::render::escape::{is_unsafe, visible};
use crate::render::summary::{by_hand, count, sentence as full_stop};
use crate::report::Plan;

/// What `apply` did, as far as its report needs to know.
#[derive(Clone, Debug, Default)]
pub struct AppliedView {
    /// The new commit; `None` where files were written and nothing was committed.
    pub commit: Option<String>,
    /// The branch the commit is on.
    pub branch: Option<String>,
    /// Was the branch made for this commit, so that the work tree is as it was?
    pub new_branch: bool,
    /// Did the branch hold this very plan before, so that nothing was written?
    pub already: bool,
    /// Files in the commit, or written.
    pub files: usize,
    /// Hooks that are installed and did not run.
    pub hooks_not_run: Vec<String>,
    /// The command that plans the same again, where there is one.
    pub plan: Option<String>,
}

/// The report of a successful `apply`: what happened, how to look at it, switch to it and undo it, and what is
/// left to a person.
pub fn applied(plan: &Plan, view: &AppliedView, options: &TextOptions) -> String {
    let paint = Paint { color: options.color };
    let files = count(view.files, "file");
    let mut out = String::new();
    let mut commands: Vec<(&str, String)> = Vec::new();
    match (&view.commit, &view.branch) {
        (Some(commit), Some(branch)) if view.new_branch => {
            let (short, word) = (short(commit), shell_word(branch));
            if view.already {
                let said = format!("{} holds this plan already, as {short} ({files}).", visible(branch));
                let _ = writeln!(out, "{} Nothing was written.", paint.paint(STRONG, &said));
            } else {
                let said = format!("Committed {short} on {} ({files}).", visible(branch));
                let _ = writeln!(out, "{} Your work tree is as it was.", paint.paint(STRONG, &said));
            }
            commands.push(("look", format!("git diff HEAD...{word}")));
            commands.push(("switch", format!("git switch {word}")));
            commands.push(("undo", format!("sentry-retrofit undo {word}")));
            commands.push(("describe", describe(view, &word)));
        }
        (Some(commit), branch) => {
            let short = short(commit);
            let place = branch.as_deref().map_or_else(String::new, |branch| format!(" on {}", visible(branch)));
            let _ = writeln!(out, "{}", paint.paint(STRONG, &format!("Committed {short}{place} ({files}).")));
            commands.push(("look", format!("git show {short}")));
            commands.push(("undo", format!("git revert {short}")));
            commands.push(("describe", describe(view, &short)));
        }
        (None, _) => {
            let _ = writeln!(out, "{} Nothing is committed.", paint.paint(STRONG, &format!("Wrote {files}.")));
            commands.push(("look", "git status, git diff".to_owned()));
        }
    }
    for (name, command) in commands {
        let _ = writeln!(out, "  {}{command}", pad(name, 10));
    }
    let columns = options.width.min(WIDEST_PROSE);
    if !view.hooks_not_run.is_empty() {
        let hooks = visible(&view.hooks_not_run.join(", ")).into_owned();
        write_wrapped(&mut out, &format!("Hooks not run: {hooks} (`git commit` would have run them)."), columns);
    }
    write_left(&mut out, plan, options);
    out
}

/// What a pull request can say: the plan where it can be made again, else the message of the commit.
fn describe(view: &AppliedView, commit: &str) -> String {
    match &view.plan {
        Some(plan) => format!("{} --format markdown", visible(plan)),
        None => format!("git log -1 --format=%B {commit}"),
    }
}

/// The steps where nothing else told them; otherwise how many stand above.
fn write_left(out: &mut String, plan: &Plan, options: &TextOptions) {
    match by_hand(plan).len() {
        0 => {}
        steps if !options.quiet => {
            let _ = writeln!(out, "{} left to do by hand, as said above.", count(steps, "step"));
        }
        _ => {
            let columns = options.width.min(WIDEST_PROSE);
            let mut labelled = Labelled::new(out, Paint { color: options.color }, columns, []);
            write_steps(&mut labelled, plan, options);
        }
    }
}

/// A refusal: what stands in the way, and what to do about it. Nothing was written.
pub fn refused(sentence: &str, hint: Option<&str>, options: &TextOptions) -> String {
    let paint = Paint { color: options.color };
    let columns = options.width.min(WIDEST_PROSE);
    let hint = match hint.map(str::trim) {
        Some(hint) if !hint.is_empty() => format!("{} Nothing was written.", full_stop(hint)),
        _ => "Nothing was written.".to_owned(),
    };
    let mut out = String::new();
    for (label, style, text) in [("Refused:", ERROR, sentence), ("hint:", STRONG, hint.as_str())] {
        let text = visible(&text.replace(['\n', '\r'], " ")).into_owned();
        for (at, line) in wrap(&format!("{label} {text}"), columns).iter().enumerate() {
            let line = match line.strip_prefix(label).filter(|_| at == 0) {
                Some(rest) => paint.paint(style, label) + rest,
                None => line.clone(),
            };
            let _ = writeln!(out, "{line}");
        }
    }
    out
}

fn write_wrapped(out: &mut String, text: &str, columns: usize) {
    for line in wrap(text, columns) {
        let _ = writeln!(out, "{line}");
    }
}

fn short(commit: &str) -> String {
    commit.chars().filter(char::is_ascii_alphanumeric).take(7).collect()
}

/// A word a person can paste into a POSIX shell.
pub(crate) fn shell_word(word: &str) -> String {
    let plain = |c: char| {
        c.is_alphanumeric() && !is_unsafe(c) || matches!(c, '/' | '.' | '_' | '-' | ':' | '@' | '+' | ',' | '=')
    };
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", visible(&word.replace('\'', "'\\''")))
    }
}
