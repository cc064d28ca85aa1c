//! What words a text is made of. The build script reads the bundled rules by it, too.

/// The words of a text: letters, digits and `_`, with what joins them.
pub fn each_word<'t>(text: &'t str, joins: &[u8], mut each: impl FnMut(&'t str)) {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || joins.contains(&byte);
    let inside: [bool; 256] = std::array::from_fn(|byte| byte >= 0x80 || plain(byte as u8));
    let (mut start, mut ascii) = (0, true);
    // What divides words is ASCII, so that none starts or ends within a character.
    for (at, &byte) in text.as_bytes().iter().chain(b" ").enumerate() {
        if inside[usize::from(byte)] {
            ascii &= byte < 0x80;
            continue;
        }
        match text.get(start..at) {
            Some("") | None => {}
            Some(word) if ascii => each(word),
            Some(word) => word.split(|c: char| !c.is_ascii() && !c.is_alphanumeric()).for_each(&mut each),
        }
        (start, ascii) = (at + 1, true);
    }
}
