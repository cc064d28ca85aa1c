//! What a shell and `man` know of the program, made from the command line's own types.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::{Cli, ShowArgs};
use crate::commands::output::Output;
use crate::commands::run::DONE;

/// Prints the completions for a shell.
///
/// # Errors
/// Where standard output does not take them.
pub(super) fn completions(shell: Shell) -> Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut offered(&Cli::command()), env!("CARGO_PKG_NAME"), &mut script);
    Output::new(&ShowArgs::default()).emit(&String::from_utf8_lossy(&script))?;
    Ok(DONE)
}

/// Writes a page for the program and for every command.
///
/// # Errors
/// Where the folder does not take them.
pub(super) fn manual(folder: &Path) -> Result<u8> {
    let write = || {
        fs::create_dir_all(folder)?;
        clap_mangen::generate_to(Cli::command(), folder)
    };
    write().with_context(|| format!("cannot write manual pages into {}", folder.display()))?;
    Ok(DONE)
}

/// The commands and options to offer: without what only the program itself calls.
fn offered(command: &clap::Command) -> clap::Command {
    let commands = command.get_subcommands().filter(|command| !command.is_hide_set());
    let args = command.get_arguments().filter(|arg| !arg.is_hide_set());
    clap::Command::new(env!("CARGO_PKG_NAME")).version(env!("CARGO_PKG_VERSION")).args(args).subcommands(commands)
}
