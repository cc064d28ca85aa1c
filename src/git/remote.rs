//! Which host a repository belongs to, by the address of its remote. Addresses may hold credentials: only the
//! host leaves this file.

use super::Git;

impl Git {
    /// The host of the remote `origin`, in lower case; `None` where there is no such remote, or it is a folder.
    pub fn remote_host(&self) -> Option<String> {
        let address = self.store.setting("remote.origin.url").ok().flatten()?;
        host_of(&address.value)
    }
}

/// `git.acme.org` of `https://token@git.acme.org:8443/shop.git` and of `git@git.acme.org:shop.git`.
fn host_of(address: &str) -> Option<String> {
    let (authority, local) = match address.split_once("://") {
        Some((scheme, rest)) => (rest.split('/').next()?, scheme.eq_ignore_ascii_case("file")),
        // A colon behind a slash belongs to a path, one behind a single letter to a drive.
        None => {
            let (authority, _) = address.split_once(':')?;
            (authority, authority.contains(['/', '\\']) || authority.len() < 2)
        }
    };
    let host = authority.rsplit('@').next()?;
    let host = if host.starts_with('[') { host } else { host.split(':').next()? };
    let plain = host.chars().all(|c| c.is_ascii_alphanumeric() || ".-_[]:".contains(c));
    (!local && plain && !host.is_empty()).then(|| host.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::host_of;

    #[test]
    fn only_the_host_of_an_address_is_kept() {
        for (address, host) in [
            ("https://code.example/acme/shop.git", Some("code.example")),
            ("https://oauth2:s3cret@Git.Acme.org:8443/shop", Some("git.acme.org")),
            ("https://a:p@ss@forge.example/acme/shop", Some("forge.example")),
            ("ssh://git@ssh.dev.azure.com:22/v3/acme", Some("ssh.dev.azure.com")),
            ("git@bucket.example:acme/shop.git", Some("bucket.example")),
            ("acme:shop.git", Some("acme")),
            ("/srv/git/shop.git", None),
            ("../a:b/shop.git", None),
            ("C:\\git\\shop", None),
            ("file:///srv/git/shop.git", None),
            ("", None),
        ] {
            assert_eq!(host_of(address).as_deref(), host, "{address}");
        }
    }
}
