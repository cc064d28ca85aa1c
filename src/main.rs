//! Parses the arguments, calls [`sentry_retrofit::run`], and maps errors to exit codes.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use sentry_retrofit::cli::Cli;

/// Usage, configuration or internal error.
const ERROR: u8 = 2;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match sentry_retrofit::run::run(cli) {
        Ok(code) => code,
        Err(error) => {
            // Nobody is left to tell when standard error is closed.
            let _ = writeln!(anstream::stderr(), "{}", sentry_retrofit::run::error_text(&error));
            ExitCode::from(ERROR)
        }
    }
}
