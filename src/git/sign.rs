//! Signs a commit where `commit.gpgsign` asks for it, with the program the *user* configured.
//!
//! git takes the program from any configuration, the repository's own included. Here a program named by
//! the repository is an error: applying a plan runs no code that a repository brought along.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Git, GitError, disk, shown};

/// The commit text, signed where the configuration asks for it.
pub(super) fn sign_if_asked(git: &Git, text: &str, committer: &str) -> Result<String, GitError> {
    if !git.store.setting_is_true("commit.gpgsign", false)? {
        return Ok(text.to_owned());
    }
    let format = git.store.setting("gpg.format")?.map_or_else(|| "openpgp".to_owned(), |setting| setting.value);
    let signature = match format.as_str() {
        "openpgp" => openpgp(git, &program(git, &["gpg.openpgp.program", "gpg.program"], "gpg")?, text, committer)?,
        "x509" => openpgp(git, &program(git, &["gpg.x509.program"], "gpgsm")?, text, committer)?,
        "ssh" => ssh(git, &program(git, &["gpg.ssh.program"], "ssh-keygen")?, text)?,
        other => return Err(unsigned(&format!("gpg.format is \"{}\", which git does not know", shown(other)))),
    };
    Ok(with_signature(text, git.object_format().signature_header(), &signature))
}

fn unsigned(reason: &str) -> GitError {
    GitError::new(format!("commit.gpgsign is set, and the commit could not be signed: {reason}"))
        .with_hint("nothing was changed; mend the signing set-up, or use --worktree and commit yourself")
}

fn program(git: &Git, keys: &[&str], default: &str) -> Result<PathBuf, GitError> {
    for key in keys {
        let Some(setting) = git.store.setting(key)? else { continue };
        if setting.of_repository {
            return Err(GitError::new(format!("{key} is set by the repository itself, and its programs are not run"))
                .with_hint(format!(
                    "if you trust it, put it into your own configuration: git config --global {key} …"
                )));
        }
        let path = git.store.setting_path(key)?.unwrap_or_else(|| PathBuf::from(&setting.value));
        // A relative path would be looked up in the repository; a bare name is looked up on PATH.
        if path.is_relative() && path.components().count() > 1 {
            return Err(unsigned(&format!("{key} is a relative path")));
        }
        return Ok(path);
    }
    Ok(PathBuf::from(default))
}

fn openpgp(git: &Git, program: &Path, text: &str, committer: &str) -> Result<String, GitError> {
    let key = match git.store.setting("user.signingkey")? {
        Some(setting) => setting.value,
        // The name and mail address, without the time.
        None => committer.rsplit_once('>').map_or(committer, |(name, _)| name).to_owned() + ">",
    };
    // As one argument, so that a key that starts with a dash stays a key.
    let output = run(git, Command::new(program).args(["--status-fd=2", "-bsa", &format!("--local-user={key}")]), text)?;
    if !output.log.contains("[GNUPG:] SIG_CREATED ") {
        return Err(unsigned(&output.reason()));
    }
    Ok(output.signature)
}

fn ssh(git: &Git, program: &Path, text: &str) -> Result<String, GitError> {
    let Some(setting) = git.store.setting("user.signingkey")? else {
        return Err(unsigned("user.signingkey is not set, and keys are not asked from a command"));
    };
    let literal =
        setting.value.strip_prefix("key::").or_else(|| setting.value.starts_with("ssh-").then_some(&*setting.value));
    let mut command = Command::new(program);
    command.args(["-Y", "sign", "-n", "git", "-f"]);
    let output = match literal {
        Some(key) => {
            // ssh-keygen wants a file; the agent holds the private half.
            let file = git.git_dir().join(format!("sentry-retrofit-key-{}", std::process::id()));
            let written = disk::remove(&file)
                .and_then(|()| disk::write_new(&file, format!("{key}\n").as_bytes(), None, false))
                .map_err(|error| unsigned(&format!("the key cannot be written to a file: {error}")));
            let output = written.and_then(|()| run(git, command.arg(&file).arg("-U"), text));
            let _ = fs::remove_file(&file);
            output?
        }
        None => {
            let key = git.store.setting_path("user.signingkey")?.unwrap_or_else(|| PathBuf::from(&setting.value));
            run(git, command.arg(git.root().join(key)), text)?
        }
    };
    if !output.ok || !output.signature.starts_with("-----BEGIN SSH SIGNATURE-----") {
        return Err(unsigned(&output.reason()));
    }
    Ok(output.signature)
}

struct Output {
    ok: bool,
    signature: String,
    log: String,
}

impl Output {
    fn reason(&self) -> String {
        let mut lines = self.log.lines().filter(|line| !line.starts_with("[GNUPG:]"));
        shown(lines.next_back().unwrap_or("the signing program gave no reason"))
    }
}

fn run(git: &Git, command: &mut Command, text: &str) -> Result<Output, GitError> {
    let name = command.get_program().to_string_lossy().into_owned();
    let missing = |error: std::io::Error| unsigned(&format!("cannot run {}: {error}", shown(&name)));
    let mut child = command
        .current_dir(git.root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(missing)?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that ends early says why on stderr.
        let _ = stdin.write_all(text.as_bytes());
    }
    let output = child.wait_with_output().map_err(missing)?;
    Ok(Output {
        ok: output.status.success(),
        signature: String::from_utf8_lossy(&output.stdout).replace('\r', ""),
        log: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
    })
}

/// Puts the signature where git does: the last header, further lines indented by a space.
fn with_signature(text: &str, header: &str, signature: &str) -> String {
    let (headers, message) = text.split_once("\n\n").unwrap_or((text, ""));
    let signature = signature.trim_end().replace('\n', "\n ");
    format!("{headers}\n{header} {signature}\n\n{message}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_becomes_the_last_header() {
        let text = "tree 1\nparent 2\nauthor a\ncommitter c\n\nSubject\n\nBody\n";
        let signed = with_signature(text, "gpgsig", "-----BEGIN-----\n\nabc\n-----END-----\n");
        assert_eq!(
            signed,
            "tree 1\nparent 2\nauthor a\ncommitter c\ngpgsig -----BEGIN-----\n \n abc\n -----END-----\n\nSubject\n\nBody\n"
        );
    }
}
