//! The pager a person has chosen for git, for what is longer than the screen.
//!
//! A repository is never asked: its configuration could name any program.

use std::ffi::OsString;
use std::io::Write;
use std::process::{Command, Stdio};

/// Shows a text through the pager, and waits until the person is done; answers whether there was one.
pub(super) fn page(text: &str) -> bool {
    let configured = || git2::Config::open_default().ok()?.get_string("core.pager").ok();
    let Some(program) = chosen(|name| std::env::var_os(name), configured) else { return false };
    let mut command = Command::new("sh");
    command.arg("-c").arg(program).stdin(Stdio::piped());
    // As git sets them: end at once where the text fits, pass colours on, leave the text on the screen.
    for (name, value) in [("LESS", "FRX"), ("LV", "-c")] {
        if std::env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
    let Ok(mut pager) = command.spawn() else { return false };
    if let Some(mut stdin) = pager.stdin.take() {
        // A pager that is left before the end has shown enough.
        let _ = stdin.write_all(text.as_bytes());
    }
    // What a shell answers where it cannot run a program.
    pager.wait().is_ok_and(|status| !matches!(status.code(), Some(126 | 127)))
}

/// In git's order: the environment's, the person's own configuration, the system's, `less`. `cat` is none.
fn chosen(variable: impl Fn(&str) -> Option<OsString>, configured: impl Fn() -> Option<String>) -> Option<OsString> {
    if variable("TERM").is_none_or(|terminal| terminal == "dumb") {
        return None;
    }
    let pager = variable("GIT_PAGER")
        .or_else(|| configured().map(OsString::from))
        .or_else(|| variable("PAGER"))
        .unwrap_or_else(|| OsString::from("less"));
    (!pager.is_empty() && pager != "cat").then_some(pager)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_person_decides_in_gits_order() {
        let of = |variables: &[(&str, &str)], configured: Option<&str>| {
            let variable = |name: &str| {
                let mut all = variables.iter().chain(&[("TERM", "xterm")]);
                all.find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
            };
            chosen(variable, || configured.map(str::to_owned))
        };
        assert_eq!(of(&[], None), Some("less".into()));
        assert_eq!(of(&[("PAGER", "more")], None), Some("more".into()));
        assert_eq!(of(&[("PAGER", "more")], Some("delta")), Some("delta".into()));
        assert_eq!(of(&[("GIT_PAGER", "bat -p"), ("PAGER", "more")], Some("delta")), Some("bat -p".into()));
        assert_eq!(of(&[("GIT_PAGER", "")], Some("delta")), None);
        assert_eq!(of(&[("PAGER", "cat")], None), None);
        assert_eq!(of(&[("TERM", "dumb")], None), None);
    }
}
