//! How the bytes of a file stand in a page: as they are where that shows them, else in a form that is named.

/// What the lines of a page do not show of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// A byte-order mark comes first.
    pub bom: bool,
    /// Every line ends with `\r\n`.
    pub crlf: bool,
    /// Backslashes, control characters and bytes that are no text stand as `\\`, `\r` and `\xNN`.
    pub escaped: bool,
}

const BOM: &str = "\u{feff}";
const ESCAPED: Form = Form { bom: false, crlf: false, escaped: true };

impl Form {
    /// The form that shows these bytes most plainly.
    pub fn of(bytes: &[u8]) -> Form {
        let plain = [(false, false), (false, true), (true, false), (true, true)];
        let plain = plain.map(|(bom, crlf)| Form { bom, crlf, escaped: false });
        plain.into_iter().find(|form| form.encode(bytes).is_some()).unwrap_or(ESCAPED)
    }

    /// The form that shows both.
    pub fn of_both(before: &[u8], after: &[u8]) -> Form {
        let form = Form::of(before);
        if form.encode(after).is_some() { form } else { ESCAPED }
    }

    /// The words a page has for it, none for plain text.
    pub fn words(self) -> Vec<&'static str> {
        let words = [(self.bom, "BOM"), (self.crlf, "CRLF"), (self.escaped, "escaped")];
        words.into_iter().filter_map(|(is, word)| is.then_some(word)).collect()
    }

    /// Takes a word up; `None` where there is no such word.
    pub fn with(mut self, word: &str) -> Option<Form> {
        match word {
            "BOM" => self.bom = true,
            "CRLF" => self.crlf = true,
            "escaped" => self.escaped = true,
            _ => return None,
        }
        Some(self)
    }

    /// The lines that stand for these bytes; `None` where this form cannot say them.
    pub fn encode(self, bytes: &[u8]) -> Option<String> {
        if self.escaped {
            return Some(escape(bytes));
        }
        let text = std::str::from_utf8(bytes).ok()?;
        let text = if self.bom { text.strip_prefix(BOM)? } else { text };
        let text = if self.crlf { text.replace("\r\n", "\n") } else { text.to_owned() };
        let hidden = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || c == '\u{feff}';
        // A line that ends otherwise than the others would be lost.
        (!text.contains(hidden) && self.decode(&text).ok()? == bytes).then_some(text)
    }

    /// The bytes these lines stand for.
    ///
    /// # Errors
    /// An escape that is none.
    pub fn decode(self, text: &str) -> Result<Vec<u8>, String> {
        let text = if self.crlf { text.replace('\n', "\r\n") } else { text.to_owned() };
        let mut bytes = if self.bom { BOM.as_bytes().to_vec() } else { Vec::new() };
        bytes.extend(if self.escaped { unescape(&text)? } else { text.into_bytes() });
        Ok(bytes)
    }
}

fn escape(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\\' => text.push_str("\\\\"),
                '\r' => text.push_str("\\r"),
                '\n' | '\t' => text.push(c),
                c if c.is_control() || c == '\u{feff}' => {
                    c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| text.push_str(&format!("\\x{byte:02x}")));
                }
                c => text.push(c),
            }
        }
        chunk.invalid().iter().for_each(|byte| text.push_str(&format!("\\x{byte:02x}")));
    }
    text
}

fn unescape(text: &str) -> Result<Vec<u8>, String> {
    let mut parts = text.split('\\');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    while let Some(part) = parts.next() {
        let hex =
            part.strip_prefix('x').and_then(|rest| rest.get(..2)).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let rest = match (part.as_bytes().first(), hex) {
            // Two backslashes: what follows the second is text.
            (None, _) => {
                bytes.push(b'\\');
                parts.next().ok_or("a backslash at the end escapes nothing")?
            }
            (Some(b'r'), _) => {
                bytes.push(b'\r');
                &part[1..]
            }
            (_, Some(byte)) => {
                bytes.push(byte);
                &part[3..]
            }
            _ => {
                return Err(format!(
                    "`\\{}` is no escape; there are \\\\, \\r and \\xNN",
                    part.lines().next().unwrap_or_default()
                ));
            }
        };
        bytes.extend(rest.as_bytes());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_bytes_come_back_as_they_were() {
        for (bytes, words) in [
            (&b"a\nb"[..], &[][..]),
            (b"", &[]),
            (b"\\x41\n", &[]),
            (b"a\r\nb\r\n", &["CRLF"]),
            (b"\xef\xbb\xbfa\n", &["BOM"]),
            (b"\xef\xbb\xbfa\r\n", &["BOM", "CRLF"]),
            (b"a\r\nb\n\\", &["escaped"]),
            (b"\xff\x00\\\\r\xc3\xa9\n", &["escaped"]),
        ] {
            let form = Form::of(bytes);
            assert_eq!(form.words(), words, "{bytes:?}");
            assert_eq!(form.decode(&form.encode(bytes).expect("its own form")), Ok(bytes.to_vec()));
        }
    }

    #[test]
    fn what_is_no_escape_is_refused() {
        assert_eq!(ESCAPED.decode("a\\n"), Err("`\\n` is no escape; there are \\\\, \\r and \\xNN".to_owned()));
    }
}
