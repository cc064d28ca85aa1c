//! Bytes to text and back, without changing a single character.

/// How the bytes of a file decode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decode {
    /// UTF-8; `bom` says whether a byte-order mark preceded `text`.
    Text {
        /// The text after the byte-order mark, line endings as in the file.
        text: String,
        /// Whether the file starts with a UTF-8 byte-order mark.
        bom: bool,
    },
    /// Not text the engine may edit; the sentence says why.
    Unreadable(&'static str),
}

/// Decodes the bytes of a file without changing a single character.
pub fn decode(bytes: &[u8]) -> Decode {
    let (rest, bom) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Decode::Unreadable("it is encoded in UTF-16");
    }
    if memchr::memchr(0, rest).is_some() {
        return Decode::Unreadable("it is a binary file");
    }
    match std::str::from_utf8(rest) {
        Ok(text) => Decode::Text { text: text.to_owned(), bom },
        Err(_) => Decode::Unreadable("it is not encoded in UTF-8"),
    }
}

/// Text to bytes, with the byte-order mark where there was one.
pub fn encode(text: &str, bom: bool) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() + 3);
    if bom {
        bytes.extend_from_slice(b"\xEF\xBB\xBF");
    }
    bytes.extend_from_slice(text.as_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoding_keeps_line_endings_and_remembers_the_mark() {
        let bytes = b"\xEF\xBB\xBFa = 1\r\n";
        let Decode::Text { text, bom } = decode(bytes) else { panic!("text") };
        assert_eq!((text.as_str(), bom), ("a = 1\r\n", true));
        assert_eq!(encode(&text, bom), bytes);
        assert_eq!(decode(b"\xFF\xFEa\0"), Decode::Unreadable("it is encoded in UTF-16"));
        assert_eq!(decode(b"a\0b"), Decode::Unreadable("it is a binary file"));
        assert_eq!(decode(b"caf\xE9"), Decode::Unreadable("it is not encoded in UTF-8"));
    }
}
