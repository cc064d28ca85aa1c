//! JSON with comments and trailing commas, read from tokens into a [`Doc`].

use jsonc_parser::tokens::Token;
use jsonc_parser::{Scanner, ScannerOptions};
use serde_json::Value;

use super::doc::{Doc, Entry, Id, Kind, Layout};
use crate::edit::EditError;
use crate::lang::Language;

/// What the next token may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    /// A key, an element or the closing bracket.
    Element,
    Colon,
    Value,
    /// A comma or the closing bracket.
    Comma,
    End,
}

/// Reads a document; a broken one is left alone with the line of the break.
pub(super) fn parse(text: &str) -> Result<Doc<'_>, EditError> {
    let mut doc = Doc::new(text, Language::Json);
    let mut scanner = Scanner::new(text, &ScannerOptions::default());
    let mut open: Vec<Id> = Vec::new();
    let mut key: Option<(String, std::ops::Range<usize>)> = None;
    let mut expect = Expect::Value;
    loop {
        let token = match scanner.scan() {
            Ok(Some(token)) => token,
            Ok(None) => break,
            Err(_) => return Err(broken(&doc, scanner.token_start())),
        };
        let range = scanner.token_start()..scanner.token_end();
        let in_object = open.last().is_some_and(|&id| matches!(doc.node(id).kind, Kind::Mapping(_)));
        match token {
            Token::CommentLine(_) | Token::CommentBlock(_) => doc.comments = true,
            Token::CloseBrace | Token::CloseBracket
                if matches!(expect, Expect::Element | Expect::Comma)
                    && in_object == matches!(token, Token::CloseBrace) =>
            {
                let Some(id) = open.pop() else { return Err(broken(&doc, range.start)) };
                doc.nodes[id].range.end = range.end;
                close(&mut doc, id);
                expect = if open.is_empty() { Expect::End } else { Expect::Comma };
            }
            Token::Comma if expect == Expect::Comma => expect = Expect::Element,
            Token::Colon if expect == Expect::Colon => expect = Expect::Value,
            Token::String(_) | Token::Word(_) | Token::Number(_) | Token::Boolean(_) | Token::Null
                if in_object && expect == Expect::Element =>
            {
                key = Some((token.as_str().to_owned(), range));
                expect = Expect::Colon;
            }
            Token::Word(_) | Token::Colon | Token::Comma | Token::CloseBrace | Token::CloseBracket => {
                return Err(broken(&doc, range.start));
            }
            _ if !matches!(expect, Expect::Value | Expect::Element) => return Err(broken(&doc, range.start)),
            _ => {
                let container = matches!(token, Token::OpenBrace | Token::OpenBracket);
                let kind = kind_of(&token);
                let id = doc.add(open.last().copied(), range.clone(), kind, Layout::Flow)?;
                if let Some(&parent) = open.last() {
                    let (key, key_range) = key.take().map_or((None, range.start..range.start), |(k, r)| (Some(k), r));
                    doc.push(parent, Entry { key, range: key_range.start..range.end, key_range, value: id });
                } else {
                    doc.roots.push(id);
                }
                expect = match (container, open.is_empty()) {
                    (true, _) => Expect::Element,
                    (false, true) => Expect::End,
                    (false, false) => Expect::Comma,
                };
                if container {
                    open.push(id);
                }
            }
        }
    }
    if !open.is_empty() {
        return Err(broken(&doc, text.len()));
    }
    if doc.roots.is_empty() {
        let root = doc.add(None, text.len()..text.len(), Kind::Empty, Layout::Flow)?;
        doc.roots.push(root);
    }
    Ok(doc)
}

fn kind_of(token: &Token<'_>) -> Kind {
    Kind::Scalar(match token {
        Token::OpenBrace => return Kind::Mapping(Vec::new()),
        Token::OpenBracket => return Kind::Sequence(Vec::new()),
        Token::String(value) => Value::String(value.to_string()),
        Token::Boolean(value) => Value::Bool(*value),
        // Spellings only JSON5 knows (`0x1F`, `.5`) compare by their text.
        Token::Number(value) => serde_json::from_str(value).unwrap_or(Value::String((*value).to_owned())),
        _ => Value::Null,
    })
}

/// The entry that holds a container ends where the container ends.
fn close(doc: &mut Doc<'_>, id: Id) {
    let end = doc.node(id).range.end;
    let Some(parent) = doc.node(id).parent else { return };
    if let Kind::Mapping(entries) | Kind::Sequence(entries) = &mut doc.nodes[parent].kind
        && let Some(entry) = entries.last_mut()
    {
        entry.range.end = end;
    }
}

fn broken(doc: &Doc<'_>, offset: usize) -> EditError {
    EditError::Unsupported(format!("it is not valid JSON (line {})", doc.line_of(offset)))
}
