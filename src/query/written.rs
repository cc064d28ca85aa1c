//! A query file as it is written, whatever the grammar.

/// A query file.
#[derive(Clone, Debug, Default)]
pub struct File {
    /// Its patterns, in order.
    pub patterns: Vec<Written>,
}

/// A pattern as it stands in a query file.
#[derive(Clone, Debug)]
pub struct Written {
    /// What it matches.
    pub item: Item,
    /// The predicates in it, wherever they stand.
    pub predicates: Vec<Call>,
}

/// One part of a pattern, with all that is said of it.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is.
    pub what: What,
    /// The field the node stands in, with its place.
    pub field: Option<(String, usize)>,
    /// Does an anchor stand before it?
    pub anchored: bool,
    /// How often it may stand there.
    pub times: Times,
    /// Captures, without the `@`.
    pub captures: Vec<String>,
    /// Where it starts in the file, behind the name of its field.
    pub at: usize,
    /// Where it ends, captures included.
    pub end: usize,
}

/// How often a part may stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    /// Once.
    One,
    /// `?`
    Optional,
    /// `*`
    Any,
    /// `+`
    Some,
}

/// What a part of a pattern is.
#[derive(Clone, Debug)]
pub enum What {
    /// `_`: any node, tokens included.
    Anything,
    /// A node in parentheses.
    Node(Node),
    /// A token in quotes.
    Token(String),
    /// `( … )`: parts beside each other.
    Group(Vec<Item>),
    /// `[ … ]`: one of them.
    Either(Vec<Item>),
}

/// A node in parentheses.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its kind.
    pub kind: Kind,
    /// The kind behind a slash, for a supertype before it.
    pub subtype: Option<Kind>,
    /// The parts among its children.
    pub children: Vec<Item>,
    /// Fields it must not have, with their places.
    pub without: Vec<(String, usize)>,
    /// Does an anchor stand behind the last child?
    pub closed: bool,
}

/// The kind of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `(_)`
    Any,
    /// `(name)`
    Named(String),
    /// `"token"`
    Token(String),
    /// `(MISSING …)`
    Missing(Box<Kind>),
}

/// A predicate.
#[derive(Clone, Debug)]
pub struct Call {
    /// Its name with the question mark.
    pub name: String,
    /// What follows.
    pub args: Vec<Arg>,
}

/// An argument of a predicate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// A capture, without the `@`.
    Capture(String),
    /// A text.
    Text(String),
}

/// Why a query file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// One sentence.
    pub message: String,
    /// Where.
    pub offset: usize,
}
