//! Query files read into patterns, without a grammar: what stands there, and where.

pub use super::written::{Arg, Call, File, Item, Kind, Node, Problem, Times, What, Written};

/// Patterns nest no deeper; no node of real code is found by a longer path.
const DEPTH: usize = 64;

/// Reads a query file.
///
/// # Errors
/// The first place that is no pattern.
pub fn read(source: &str) -> Result<File, Problem> {
    let mut reader = Reader { source, at: 0, predicates: Vec::new() };
    let mut file = File::default();
    reader.space();
    while reader.at < source.len() {
        let item = reader.item(false, 0)?.ok_or_else(|| reader.problem())?;
        file.patterns.push(Written { item, predicates: std::mem::take(&mut reader.predicates) });
        reader.space();
    }
    Ok(file)
}

struct Reader<'s> {
    source: &'s str,
    at: usize,
    predicates: Vec<Call>,
}

impl Reader<'_> {
    fn next(&self) -> Option<char> {
        self.source[self.at..].chars().next()
    }

    fn eat(&mut self, c: char) -> bool {
        let there = self.next() == Some(c);
        self.at += if there { c.len_utf8() } else { 0 };
        there
    }

    fn problem(&self) -> Problem {
        let message = match self.next() {
            Some(c) => format!("Syntax error: `{c}` is not expected here"),
            None => "Syntax error: the file ends in the middle of a pattern".to_owned(),
        };
        Problem { message, offset: self.at }
    }

    fn space(&mut self) {
        while let Some(c) = self.next() {
            match c {
                ';' => self.at += self.source[self.at..].find('\n').unwrap_or(self.source.len() - self.at),
                c if c.is_whitespace() => self.at += c.len_utf8(),
                _ => return,
            }
        }
    }

    fn word(&mut self) -> Result<String, Problem> {
        let rest = &self.source[self.at..];
        let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        if !rest.starts_with(part) {
            return Err(self.problem());
        }
        let length = rest.find(|c| !part(c) && c != '.').unwrap_or(rest.len());
        self.at += length;
        Ok(rest[..length].to_owned())
    }

    fn string(&mut self) -> Result<String, Problem> {
        let start = self.at;
        let mut text = String::new();
        let mut chars = self.source[start + 1..].char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.at = start + 1 + at + 1;
                    return Ok(text);
                }
                '\\' => text.extend(chars.next().map(|(_, c)| match c {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    '0' => '\0',
                    c => c,
                })),
                '\n' => break,
                c => text.push(c),
            }
        }
        Err(Problem { message: "Syntax error: this text is not closed on its line".to_owned(), offset: start })
    }

    /// One part, and the predicates before it; `None` where what follows closes the part around it.
    fn item(&mut self, mut anchored: bool, depth: usize) -> Result<Option<Item>, Problem> {
        while self.call_starts() {
            if depth == 0 {
                return Err(Problem { message: "this predicate stands in no pattern".to_owned(), offset: self.at });
            }
            self.call()?;
            self.space();
            anchored = false;
        }
        let at = self.at;
        if depth > DEPTH {
            return Err(Problem { message: format!("patterns nest no deeper than {DEPTH}"), offset: at });
        }
        let what = match self.next() {
            Some(')' | ']') => return Ok(None),
            Some('[') => {
                self.at += 1;
                self.space();
                let mut items = Vec::new();
                while let Some(item) = self.item(anchored, depth + 1)? {
                    items.push(item);
                }
                if items.is_empty() || !self.eat(']') {
                    return Err(self.problem());
                }
                What::Either(items)
            }
            Some('(') => {
                self.at += 1;
                self.space();
                match self.next() {
                    Some('(' | '"' | '[') => What::Group(self.group(anchored, depth)?),
                    _ => What::Node(self.node(depth)?),
                }
            }
            Some('"') => What::Token(self.string()?),
            Some('_') => {
                self.at += 1;
                What::Anything
            }
            Some(_) => {
                let name = self.word()?;
                self.space();
                if !self.eat(':') {
                    return Err(Problem {
                        message: format!("Syntax error: `{name}` is no part of a pattern"),
                        offset: at,
                    });
                }
                self.space();
                let item = self.item(anchored, depth + 1)?.ok_or_else(|| self.problem())?;
                return Ok(Some(Item { field: Some((name, at)), ..item }));
            }
            None => return Err(self.problem()),
        };
        let mut item = Item { what, field: None, anchored, times: Times::One, captures: Vec::new(), at, end: self.at };
        loop {
            item.end = self.at;
            self.space();
            let times = match self.next() {
                Some('+') => Times::Some,
                Some('*') => Times::Any,
                Some('?') => Times::Optional,
                Some('@') => {
                    self.at += 1;
                    let name = self.word()?;
                    item.captures.push(name);
                    continue;
                }
                _ => return Ok(Some(item)),
            };
            self.at += 1;
            item.times = match (item.times, times) {
                (Times::One, times) => times,
                (a, b) if a == b => a,
                _ => Times::Any,
            };
        }
    }

    /// Parts beside each other, behind their opening parenthesis.
    fn group(&mut self, anchored: bool, depth: usize) -> Result<Vec<Item>, Problem> {
        let mut items = Vec::new();
        let mut anchored = anchored;
        loop {
            self.space();
            if self.eat('.') {
                anchored = true;
                self.space();
                if self.next() == Some(')') {
                    return Err(self.problem());
                }
            }
            match self.item(anchored, depth + 1)? {
                Some(item) => items.push(item),
                None if self.eat(')') => return Ok(items),
                None => return Err(self.problem()),
            }
            anchored = false;
        }
    }

    /// A node, behind its opening parenthesis.
    fn node(&mut self, depth: usize) -> Result<Node, Problem> {
        let kind = self.kind(true)?;
        let subtype = if self.eat('/') { Some(self.kind(false)?) } else { None };
        let mut node = Node { kind, subtype, children: Vec::new(), without: Vec::new(), closed: false };
        let mut anchored = false;
        loop {
            self.space();
            if self.eat('!') {
                self.space();
                let at = self.at;
                let name = self.word()?;
                node.without.push((name, at));
                continue;
            }
            if self.eat('.') {
                anchored = true;
                self.space();
            }
            match self.item(anchored, depth + 1)? {
                Some(item) => node.children.push(item),
                None if self.next() == Some(')') => {
                    if anchored && node.children.is_empty() {
                        return Err(self.problem());
                    }
                    node.closed = anchored;
                    self.at += 1;
                    return Ok(node);
                }
                None => return Err(self.problem()),
            }
            anchored = false;
        }
    }

    fn kind(&mut self, may_miss: bool) -> Result<Kind, Problem> {
        if self.next() == Some('"') && !may_miss {
            return Ok(Kind::Token(self.string()?));
        }
        let name = self.word()?;
        Ok(match name.as_str() {
            "_" => Kind::Any,
            "MISSING" if may_miss => {
                self.space();
                Kind::Missing(Box::new(match self.next() {
                    Some('"') => Kind::Token(self.string()?),
                    Some(')') => Kind::Any,
                    _ => Kind::Named(self.word()?),
                }))
            }
            _ => Kind::Named(name),
        })
    }

    /// Goes behind the `#` of a predicate, where one starts here.
    fn call_starts(&mut self) -> bool {
        let start = self.at;
        if self.eat('(') {
            self.space();
            if self.eat('#') {
                return true;
            }
        }
        self.at = start;
        false
    }

    /// A predicate, behind its `#`.
    fn call(&mut self) -> Result<(), Problem> {
        let mut name = self.word()?;
        match self.next() {
            Some(mark @ ('?' | '!')) => name.push(mark),
            _ => return Err(self.problem()),
        }
        self.at += 1;
        let mut args = Vec::new();
        loop {
            self.space();
            args.push(match self.next() {
                Some(')') => break,
                Some('@') => {
                    self.at += 1;
                    Arg::Capture(self.word()?)
                }
                Some('"') => Arg::Text(self.string()?),
                _ => Arg::Text(self.word()?),
            });
        }
        self.at += 1;
        self.predicates.push(Call { name, args });
        Ok(())
    }
}

impl Item {
    /// The part itself and all parts in it, outermost first.
    pub fn all(&self) -> Vec<&Item> {
        let (mut all, mut pending) = (Vec::new(), vec![self]);
        while let Some(item) = pending.pop() {
            all.push(item);
            let inner: &[Item] = match &item.what {
                What::Node(node) => &node.children,
                What::Group(items) | What::Either(items) => items,
                What::Anything | What::Token(_) => &[],
            };
            pending.extend(inner.iter().rev());
        }
        all
    }
}
