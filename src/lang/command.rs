//! The words of a command, wherever it is written: in a shell script, an image, a service file, or as a list.

/// The words of the command in which a place stands, from there to its end.
///
/// A list (`["serve", "-p", "80"]`, or `- serve` and what follows in YAML) has one word per element; anything else
/// is read as a shell would: quotes hold words together, a backslash or a folded text carries on behind the line,
/// and the command ends where another begins.
pub fn words(text: &str, at: usize) -> Vec<String> {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let before = &text[line..at];
    let quote = before.chars().next_back().filter(|c| matches!(c, '"' | '\''));
    // `"serve", "-p"`: what opens the string begins an element. A path may stand before the program's name.
    let opened = open_quote(before);
    if let Some(mark) = quote.or(opened) {
        let end = text[at..].find([mark, '\n']).map_or(text.len(), |end| at + end);
        let inside = shell(&text[at..end], &ends_of_line);
        let behind = &text[(end + 1).min(text.len())..];
        let more = match behind.trim_start().starts_with(',') {
            true => list(behind),
            // In an image what is started may be said first, and then with which words.
            false if before.starts_with("ENTRYPOINT") => arguments(behind),
            false if inside.len() == 1 && is_item(before) => items(text, line),
            // `VARIABLE="serve app"` holds all of it, `"serve" app` the first word.
            false if inside.len() == 1 && !behind.starts_with(['\r', '\n']) => shell(behind, &ends_of_line),
            false => Vec::new(),
        };
        return inside.into_iter().chain(more).collect();
    }
    let indent = before.len() - before.trim_start().len();
    let first = shell(&text[at..], &ends_of_line);
    if is_item(before) && first.len() == 1 {
        return first.into_iter().chain(items(text, line)).collect();
    }
    // A text that is folded carries on with every line of its own depth.
    let deep = |next: &str| !next.trim().is_empty() && next.len() - next.trim_start().len() == indent;
    if is_folded(text[..line].trim_end()) { shell(&text[at..], &deep) } else { first }
}

/// No line carries on by itself.
fn ends_of_line(_: &str) -> bool {
    false
}

/// Does a text end with the head of a folded scalar: `key: >-`?
fn is_folded(above: &str) -> bool {
    let head = above.rsplit('\n').next().unwrap_or_default().trim_end().trim_end_matches(['-', '+']);
    head.ends_with(": >") || head.ends_with("- >")
}

/// Is what stands before on the line the mark of an element, with a path or a quote at most?
fn is_item(before: &str) -> bool {
    before.trim_start().strip_prefix("- ").is_some_and(|rest| !rest.trim_matches(['"', '\'']).contains([' ', ':']))
}

/// The quote that is open behind a piece of a line.
fn open_quote(before: &str) -> Option<char> {
    before.chars().fold(None, |open, c| match (open, c) {
        (None, '"' | '\'') => Some(c),
        (Some(mark), c) if c == mark => None,
        _ => open,
    })
}

/// The strings that follow in a list, behind one of its elements.
fn list(behind: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = behind.trim_start();
    while let Some(next) = rest.strip_prefix(',') {
        let next = next.trim_start();
        let Some(mark) = next.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return found };
        let Some(end) = next[1..].find(mark) else { return found };
        found.push(next[1..=end].to_owned());
        rest = next[end + 2..].trim_start();
    }
    found
}

/// The words that an image hands to its entry point: the list of the next `CMD` of the same stage.
fn arguments(behind: &str) -> Vec<String> {
    let stage = behind.split("\nFROM ").next().unwrap_or(behind);
    let words = stage.split("\nCMD").nth(1).and_then(|words| words.trim_start().strip_prefix('['));
    words.map(|words| list(&format!(",{words}"))).unwrap_or_default()
}

/// The elements that follow in a list of YAML, behind the one on the line that begins there.
fn items(text: &str, line: usize) -> Vec<String> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut lines = text[line..].lines();
    let own = lines.next().map_or(0, indent);
    let items = lines.take_while(|next| indent(next) == own).map_while(|next| next.trim().strip_prefix('-'));
    items.map(|item| item.trim().trim_matches(['"', '\'']).to_owned()).collect()
}

/// The words of a shell's command, to the end of the first line that does not carry on.
fn shell(text: &str, carries_on: &dyn Fn(&str) -> bool) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match (quote, c) {
            (None, '\n') => {
                let next = text[at + 1..].lines().next().unwrap_or_default();
                if !carries_on(next) {
                    break;
                }
                words.extend(word.take());
            }
            (_, '\\') => {
                // At the end of a line it joins that one to the next.
                if chars.peek().is_some_and(|(_, next)| *next == '\r') {
                    chars.next();
                }
                match chars.next() {
                    Some((_, '\n')) if quote.is_none() => words.extend(word.take()),
                    Some((_, next)) => word.get_or_insert_default().push(next),
                    None => {}
                }
            }
            (None, ';' | '|' | '>' | '<') => break,
            // `a && b` begins another command; `a &` leaves this one behind.
            (None, '&') => break,
            (None, '#') if word.is_none() => break,
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (Some(mark), c) if c == mark => quote = None,
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(text: &str) -> String {
        words(text, text.find("serve").expect("the program")).join("|")
    }

    #[test]
    fn words_are_read_from_every_way_to_write_a_command() {
        let cases = [
            ("exec serve -p 80 'shop:make(\"x\")' && next\n", "serve|-p|80|shop:make(\"x\")"),
            ("serve \\\n  -p 80 \\\r\n  shop:app\nnext", "serve|-p|80|shop:app"),
            ("CMD [\"serve\", \"-p\", \"80\",\n     \"shop:app\"]\n", "serve|-p|80|shop:app"),
            ("CMD [\"sh\", \"-c\", \"cd x; exec serve shop:app\"]\n", "serve|shop:app"),
            ("ExecStart=/bin/sh -c 'a; /opt/serve -p 1 shop:app'\n", "serve|-p|1|shop:app"),
            ("LINE=\"serve shop:app -p 80\"\nnext\n", "serve|shop:app|-p|80"),
            ("args:\n  - serve\n  - \"-p\"\n  - shop:app\nnext: 1\n", "serve|-p|shop:app"),
            ("args:\n  - /bin/serve\n  - shop:app\n", "serve|shop:app"),
            ("command: >\n  serve -p 80\n  shop:app\nnext: 1\n", "serve|-p|80|shop:app"),
            ("command: |\n  serve shop:app\n  other x\n", "serve|shop:app"),
            ("web: serve shop:app # why\n", "serve|shop:app"),
            ("ENTRYPOINT [ \"serve\" ]\nCMD [ \"-p\", \"shop.py\" ]\nFROM x\nCMD [\"no\"]\n", "serve|-p|shop.py"),
        ];
        for (text, wanted) in cases {
            assert_eq!(from(text), wanted, "{text}");
        }
    }
}
