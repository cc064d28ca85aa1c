//! Parses the arguments, calls [`sentry_retrofit::commands::run`], and maps errors to exit codes.

use std::io::Write;
use std::panic::PanicHookInfo;
use std::process::ExitCode;

use clap::Parser;
use sentry_retrofit::cli::Cli;

/// Usage, configuration or internal error.
const ERROR: u8 = 2;

fn main() -> ExitCode {
    if let Some(sentence) = sentry_retrofit::cli::misspelt(std::env::args_os().nth(1).as_deref()) {
        say(&sentence);
        return ExitCode::from(ERROR);
    }
    let cli = Cli::parse();
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        report(info);
        if std::env::var_os("RUST_BACKTRACE").is_some() {
            usual(info);
        }
        // Where panics unwind and where they do not, a mistake ends like any other error.
        std::process::exit(ERROR.into());
    }));
    sentry_retrofit::commands::run::run(cli).unwrap_or_else(|error| {
        say(&sentry_retrofit::commands::run::error_text(&error));
        ExitCode::from(ERROR)
    })
}

/// A mistake of this program, in words that help to mend it.
fn report(info: &PanicHookInfo<'_>) {
    let place = info.location().map(|place| format!(" at {}:{}", place.file(), place.line())).unwrap_or_default();
    let what = info.payload_as_str().unwrap_or("something unforeseen");
    say(&format!(
        "error: a mistake in sentry-retrofit itself{place}: {what}\n\
         hint: please report it; RUST_BACKTRACE=1 shows the way there"
    ));
}

fn say(text: &str) {
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(anstream::stderr(), "{text}");
}
