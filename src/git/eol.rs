//! Line endings between work tree and repository, as git converts them.
//!
//! With `core.autocrlf` or a `text` attribute a file may hold CRLF on disk and LF in the repository.
//! Such a file is clean, and what is committed for it is its new content in the repository's form.
//! This follows git's `convert.c`, which offers no way to ask for the result without writing.

use super::store::Attribute;

/// What git does to a file on its way into the repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Conversion {
    /// Stored as it is.
    None,
    /// CRLF becomes LF.
    Text,
    /// CRLF becomes LF unless the content looks binary or is stored with CRLF already.
    Auto,
}

impl Conversion {
    /// From the attributes `text`, `crlf` (its old name) and `eol`, and the setting `core.autocrlf`.
    pub(super) fn new(text: &Attribute, crlf: &Attribute, eol: &Attribute, autocrlf: bool) -> Self {
        let of = |attribute: &Attribute| match attribute {
            Attribute::Set => Some(Self::Text),
            Attribute::Unset => Some(Self::None),
            Attribute::Value(value) if value == "auto" => Some(Self::Auto),
            Attribute::Value(value) if value == "input" => Some(Self::Text),
            _ => None,
        };
        let names_eol = matches!(eol, Attribute::Value(value) if value == "lf" || value == "crlf");
        match of(text).or_else(|| of(crlf)) {
            Some(conversion) => conversion,
            // An `eol` alone says that the file is text.
            None if names_eol => Self::Text,
            None if autocrlf => Self::Auto,
            None => Self::None,
        }
    }

    /// The bytes git would store. `stored` is what it holds for the path now.
    pub(super) fn store(self, bytes: &[u8], stored: Option<&[u8]>) -> Vec<u8> {
        let convert = match self {
            Self::None => false,
            Self::Text => true,
            Self::Auto => {
                !looks_binary(bytes) && !stored.is_some_and(|stored| has_crlf(stored) && !looks_binary(stored))
            }
        };
        if !convert || !has_crlf(bytes) {
            return bytes.to_vec();
        }
        let mut result = Vec::with_capacity(bytes.len());
        let mut rest = bytes;
        while let Some(at) = memchr::memmem::find(rest, b"\r\n") {
            result.extend_from_slice(rest.get(..at).unwrap_or_default());
            // The CR goes; the LF is the next thing copied.
            rest = rest.get(at + 1..).unwrap_or_default();
        }
        result.extend_from_slice(rest);
        result
    }
}

fn has_crlf(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, b"\r\n").is_some()
}

/// git's own test: a zero byte, a CR alone, or more than one unprintable byte in 128.
fn looks_binary(bytes: &[u8]) -> bool {
    let (mut printable, mut unprintable) = (0_usize, 0_usize);
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            0 => return true,
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => {}
            b'\r' => return true,
            b'\n' => {}
            0x08 | b'\t' | 0x1b | 0x0c => printable += 1,
            // A final ^Z is how DOS ended a text file.
            0x1a if at + 1 == bytes.len() => {}
            0x01..=0x1f | 0x7f => unprintable += 1,
            _ => printable += 1,
        }
    }
    printable >> 7 < unprintable
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Attribute {
        Attribute::Value(text.into())
    }

    #[test]
    fn attributes_win_over_autocrlf() {
        use Attribute::{Set, Unset, Unspecified};
        let table = [
            (Unspecified, Unspecified, Unspecified, false, Conversion::None),
            (Unspecified, Unspecified, Unspecified, true, Conversion::Auto),
            (Unset, Unspecified, value("crlf"), true, Conversion::None),
            (Set, Unspecified, Unspecified, false, Conversion::Text),
            (value("auto"), Unspecified, value("lf"), false, Conversion::Auto),
            (Unspecified, Unspecified, value("crlf"), false, Conversion::Text),
            (Unspecified, Unset, Unspecified, true, Conversion::None),
            (Unspecified, value("input"), Unspecified, false, Conversion::Text),
        ];
        for (text, crlf, eol, autocrlf, expected) in table {
            assert_eq!(Conversion::new(&text, &crlf, &eol, autocrlf), expected, "{text:?} {crlf:?} {eol:?} {autocrlf}");
        }
    }

    #[test]
    fn only_a_cr_before_an_lf_goes() {
        assert_eq!(Conversion::Text.store(b"a\r\nb\r\r\nc\rd\n", None), b"a\nb\r\nc\rd\n");
        assert_eq!(Conversion::None.store(b"a\r\n", None), b"a\r\n");
    }

    #[test]
    fn automatic_conversion_leaves_binary_files_and_stored_crlf_alone() {
        assert_eq!(Conversion::Auto.store(b"a\r\nb\r\n", Some(b"a\n")), b"a\nb\n");
        assert_eq!(Conversion::Auto.store(b"a\r\nb\r\n", Some(b"a\r\n")), b"a\r\nb\r\n");
        assert_eq!(Conversion::Auto.store(b"a\r\n\0", None), b"a\r\n\0");
        assert_eq!(Conversion::Auto.store(b"a\r\nb\rc", None), b"a\r\nb\rc");
    }
}
