//! What is missing: walks a wanted path through a document and names the first insertion that brings
//! the document nearer to what is wanted. Knows nothing of how bytes look.

use std::collections::{HashSet, VecDeque};

use serde_json::{Map, Value};

use super::doc::{Doc, Entry, Id, Kind};
use super::{Identity, Merge, Place, Segment};
use crate::edit::EditError;

/// One insertion.
#[derive(Debug)]
pub(super) struct Insert<'a> {
    /// The container, or an empty place that is to become one.
    pub into: Id,
    /// How many of the container's entries stay in front of the new one.
    pub at: usize,
    /// The new key; `None` for a list element.
    pub key: Option<String>,
    pub value: Value,
    pub comment: Option<&'a str>,
}

/// A node on the way, and why nothing may be inserted below it, if so.
#[derive(Clone, Copy)]
struct Spot {
    id: Id,
    shared: Option<Shared>,
}

/// Why a node shows in several places of the document.
#[derive(Clone, Copy)]
enum Shared {
    /// This node is an alias of it.
    Alias(Id),
    /// This node, which holds it, has an anchor that is used elsewhere.
    Anchor(Id),
    /// It is this value, which comes in through a merge key.
    MergeKey(Id),
}

/// A place, and the entry wanted just before the new one: several wanted at the start stay in order.
#[derive(Clone, Copy)]
struct Spoken<'p> {
    place: &'p Place,
    previous: Option<usize>,
}

/// The first insertion that is missing; `None` where all of it is there.
pub(super) fn missing<'a>(doc: &Doc<'_>, merge: &Merge) -> Result<Option<Insert<'a>>, EditError> {
    let mut spot = enter(doc, Spot { id: root(doc, &merge.path)?, shared: None })?;
    for (index, segment) in merge.path.iter().enumerate() {
        let rest = &merge.path[index + 1..];
        let found = match segment {
            Segment::Key(key) => {
                want_mapping(doc, &spot)?;
                find(doc, &spot, key)?
            }
            Segment::Item { key, value } => {
                want_list(doc, &spot)?;
                find_item(doc, &spot, key, value)?
            }
            Segment::Index(index) => {
                want_list(doc, &spot)?;
                let element = doc.entries(spot.id).get(*index);
                element.map(|entry| Spot { id: entry.value, shared: spot.shared })
            }
        };
        if let Some(next) = found {
            spot = enter(doc, next)?;
            continue;
        }
        let place = if rest.is_empty() { &merge.place } else { &Place::End };
        let place = Spoken { place, previous: None };
        let value = nest(rest, &merge.value)?;
        return match segment {
            Segment::Key(key) => insertion(doc, &spot, Some(key), value, place, None).map(Some),
            Segment::Item { key, value: name } => {
                let value = identified(key, name, value)?;
                let identity = Identity::Key(key.clone());
                insertion(doc, &spot, None, value, place, Some(&identity)).map(Some)
            }
            Segment::Index(index) => Err(EditError::Rule(format!("{} has no element {index}", doc.name(spot.id)))),
        };
    }
    below(doc, spot, merge)
}

/// The first part of the wanted value that is missing in the node at the path's end.
fn below<'a>(doc: &Doc<'_>, top: Spot, merge: &Merge) -> Result<Option<Insert<'a>>, EditError> {
    let identity = merge.identity.as_ref();
    let mut queue = VecDeque::from([(top, &merge.value, &merge.place)]);
    while let Some((spot, value, place)) = queue.pop_front() {
        match value {
            Value::Object(wanted) => {
                want_mapping(doc, &spot)?;
                let mut previous = None;
                for (key, value) in wanted {
                    let place = Spoken { place, previous };
                    match find(doc, &spot, key)? {
                        Some(next) => queue.push_back((enter(doc, next)?, value, &Place::End)),
                        None => return insertion(doc, &spot, Some(key), value.clone(), place, identity).map(Some),
                    }
                    previous = doc.entries(spot.id).iter().position(|entry| entry.key.as_ref() == Some(key));
                }
            }
            Value::Array(wanted) => {
                want_list(doc, &spot)?;
                let mut previous = None;
                for value in wanted {
                    let mut there = None;
                    for (index, entry) in doc.entries(spot.id).iter().enumerate() {
                        let element = enter(doc, Spot { id: entry.value, shared: None })?;
                        if same(identity, &doc.value(element.id), value) {
                            there = Some(index);
                            break;
                        }
                    }
                    if there.is_none() {
                        let place = Spoken { place, previous };
                        return insertion(doc, &spot, None, value.clone(), place, identity).map(Some);
                    }
                    previous = there;
                }
            }
            // Whatever stands there is the user's.
            _ => {}
        }
    }
    Ok(None)
}

/// The document a path means.
fn root(doc: &Doc<'_>, path: &[Segment]) -> Result<Id, EditError> {
    let [first, others @ ..] = doc.roots.as_slice() else {
        return Err(EditError::Unsupported("it holds no document".to_owned()));
    };
    if others.is_empty() {
        return Ok(*first);
    }
    let reaches =
        |path: &[Segment]| -> Vec<Id> { doc.roots.iter().copied().filter(|&root| follow(doc, root, path)).collect() };
    if let Some(&root) = reaches(path).first() {
        return Ok(root);
    }
    let parent = path.split_last().map_or(&[][..], |(_, parent)| parent);
    match reaches(parent).as_slice() {
        [root] if !parent.is_empty() => Ok(*root),
        _ => Err(EditError::Unsupported(format!(
            "it holds {} YAML documents and none of them has the wanted path, so the right one is not clear",
            doc.roots.len()
        ))),
    }
}

/// Does the path exist below this root?
fn follow(doc: &Doc<'_>, root: Id, path: &[Segment]) -> bool {
    let mut spot = Spot { id: root, shared: None };
    for segment in path {
        let found = match segment {
            Segment::Key(key) => find(doc, &spot, key),
            Segment::Item { key, value } => find_item(doc, &spot, key, value),
            Segment::Index(index) => {
                Ok(doc.entries(spot.id).get(*index).map(|entry| Spot { id: entry.value, shared: None }))
            }
        };
        match found {
            Ok(Some(next)) => match enter(doc, next) {
                Ok(next) => spot = next,
                Err(_) => return false,
            },
            _ => return false,
        }
    }
    true
}

/// Steps onto a node: looks through an alias, and remembers where a change would show in two places.
fn enter(doc: &Doc<'_>, mut spot: Spot) -> Result<Spot, EditError> {
    if let Kind::Alias(name) = &doc.node(spot.id).kind {
        spot.shared.get_or_insert(Shared::Alias(spot.id));
        spot.id = anchored(doc, name, spot.id)?;
    }
    if doc.used_anchor(spot.id).is_some() {
        spot.shared.get_or_insert(Shared::Anchor(spot.id));
    }
    Ok(spot)
}

/// The refusal to add to a node that shows in several places.
fn refusal(doc: &Doc<'_>, shared: Shared) -> EditError {
    let reason = match shared {
        Shared::Alias(id) => match &doc.node(id).kind {
            Kind::Alias(name) => format!("{} is the alias *{name}", doc.name(id)),
            _ => format!("{} is an alias", doc.name(id)),
        },
        Shared::Anchor(id) => {
            let anchor = doc.used_anchor(id).unwrap_or_default();
            format!("{} is anchored as &{anchor} and used in other places too", doc.name(id))
        }
        Shared::MergeKey(id) => format!("{} comes in through a merge key (<<)", doc.name(id)),
    };
    EditError::Unsupported(format!("{reason}, so adding to it would change more than one place"))
}

/// The node an alias stands for.
fn anchored(doc: &Doc<'_>, name: &str, alias: Id) -> Result<Id, EditError> {
    doc.anchored(name, alias)
        .ok_or_else(|| EditError::Unsupported(format!("it has the alias *{name} without an anchor of that name")))
}

/// A key's value: the mapping's own, else the one that YAML merge keys (`<<`) bring in.
fn find(doc: &Doc<'_>, spot: &Spot, key: &str) -> Result<Option<Spot>, EditError> {
    if let Some(id) = doc.find(spot.id, key)? {
        return Ok(Some(Spot { id, shared: spot.shared }));
    }
    let mut queue: VecDeque<Id> = merged_in(doc, spot.id).collect();
    let mut seen = HashSet::from([spot.id]);
    while let Some(id) = queue.pop_front() {
        let id = match &doc.node(id).kind {
            Kind::Alias(name) => anchored(doc, name, id)?,
            _ => id,
        };
        if !seen.insert(id) {
            continue;
        }
        if let Kind::Sequence(entries) = &doc.node(id).kind {
            queue.extend(entries.iter().map(|entry| entry.value));
        } else if let Some(id) = doc.find(id, key)? {
            return Ok(Some(Spot { id, shared: Some(Shared::MergeKey(id)) }));
        } else {
            queue.extend(merged_in(doc, id));
        }
    }
    Ok(None)
}

fn merged_in<'d>(doc: &'d Doc<'_>, mapping: Id) -> impl Iterator<Item = Id> + 'd {
    doc.entries(mapping).iter().filter(|entry| entry.key.as_deref() == Some("<<")).map(|entry| entry.value)
}

/// The first list element that is a mapping with this key and value.
fn find_item(doc: &Doc<'_>, spot: &Spot, key: &str, value: &str) -> Result<Option<Spot>, EditError> {
    for entry in doc.entries(spot.id) {
        let element = enter(doc, Spot { id: entry.value, shared: spot.shared })?;
        if let Some(id) = doc.find(element.id, key)?
            && text_of(&doc.value(id)).as_deref() == Some(value)
        {
            return Ok(Some(element));
        }
    }
    Ok(None)
}

fn want_mapping(doc: &Doc<'_>, spot: &Spot) -> Result<(), EditError> {
    match doc.node(spot.id).kind {
        Kind::Mapping(_) | Kind::Empty => Ok(()),
        _ => Err(misfit(doc, spot.id, "a mapping")),
    }
}

fn want_list(doc: &Doc<'_>, spot: &Spot) -> Result<(), EditError> {
    match doc.node(spot.id).kind {
        Kind::Sequence(_) | Kind::Empty => Ok(()),
        _ => Err(misfit(doc, spot.id, "a list")),
    }
}

fn misfit(doc: &Doc<'_>, id: Id, wanted: &str) -> EditError {
    let name = doc.name(id);
    let found = match &doc.node(id).kind {
        Kind::Opaque(what) => return EditError::Unsupported(format!("{name} {what}")),
        Kind::Mapping(_) => "a mapping",
        Kind::Sequence(_) => "a list",
        Kind::Scalar(Value::String(_)) => "a string",
        Kind::Scalar(Value::Number(_)) => "a number",
        Kind::Scalar(Value::Bool(_)) => "a boolean",
        Kind::Scalar(_) | Kind::Empty | Kind::Alias(_) => "null",
    };
    EditError::Conflict(format!("{name} is {found}, and {wanted} is wanted there"))
}

/// Wraps a value into the mappings and lists the rest of a path asks for.
fn nest(path: &[Segment], value: &Value) -> Result<Value, EditError> {
    let mut value = value.clone();
    for segment in path.iter().rev() {
        value = match segment {
            Segment::Key(key) => Value::Object(Map::from_iter([(key.clone(), value)])),
            Segment::Item { key, value: name } => Value::Array(vec![identified(key, name, value)?]),
            Segment::Index(_) => Value::Array(vec![value]),
        };
    }
    Ok(value)
}

/// A mapping with the key that identifies it in front.
fn identified(key: &str, name: &str, value: Value) -> Result<Value, EditError> {
    let Value::Object(rest) = value else {
        return Err(EditError::Rule(format!("the list element with `{key}` = `{name}` has to be a mapping")));
    };
    let mut all = Map::from_iter([(key.to_owned(), Value::String(name.to_owned()))]);
    all.extend(rest.into_iter().filter(|(other, _)| other != key));
    Ok(Value::Object(all))
}

fn same(identity: Option<&Identity>, there: &Value, wanted: &Value) -> bool {
    match identity {
        None | Some(Identity::Whole) => there == wanted,
        Some(Identity::Key(key)) => match (there.get(key), wanted.get(key)) {
            (Some(there), Some(wanted)) => there == wanted,
            _ => there == wanted,
        },
        Some(Identity::First) => match (first(there), first(wanted)) {
            (Some(there), Some(wanted)) => there == wanted,
            _ => there == wanted,
        },
    }
}

fn first(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.as_array()?.first()?.as_str())
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

fn insertion<'a>(
    doc: &Doc<'_>,
    spot: &Spot,
    key: Option<&str>,
    value: Value,
    Spoken { place, previous }: Spoken<'_>,
    identity: Option<&Identity>,
) -> Result<Insert<'a>, EditError> {
    if let Some(shared) = spot.shared {
        return Err(refusal(doc, shared));
    }
    let name = |value: &Value| match identity {
        Some(Identity::Key(key)) => value.get(key).and_then(text_of).or_else(|| text_of(value)),
        _ => first(value).map(str::to_owned).or_else(|| text_of(value)),
    };
    let entries = doc.entries(spot.id);
    let name_of = |entry: &Entry| entry.key.clone().or_else(|| name(&doc.value(entry.value)));
    let position = |neighbour: &str| entries.iter().position(|entry| name_of(entry).as_deref() == Some(neighbour));
    let at = match place {
        Place::End => entries.len(),
        Place::Start => previous.map_or(0, |index| index + 1),
        Place::After(_) if previous.is_some() => previous.map_or(entries.len(), |index| index + 1),
        Place::After(neighbour) => position(neighbour).map_or(entries.len(), |index| index + 1),
        Place::Before(neighbour) => position(neighbour).unwrap_or(entries.len()),
        Place::Sorted => {
            let new = key.map(str::to_owned).or_else(|| name(&value));
            let names: Option<Vec<String>> = entries.iter().map(name_of).collect();
            // Two keys at the top of a file are in order by chance more often than by intent.
            let by_chance = doc.node(spot.id).parent.is_none() && entries.len() < 3;
            match (new, names) {
                (Some(new), Some(names)) if !by_chance => sorted_place(&names, &new),
                _ => entries.len(),
            }
        }
    };
    Ok(Insert { into: spot.id, at, key: key.map(str::to_owned), value, comment: None })
}

/// Where `new` belongs among `names`, if these are in alphabetical order as one of the usual tools
/// understands it; else at the end.
fn sorted_place(names: &[String], new: &str) -> usize {
    let bytes = |name: &str| (name.to_owned(), String::new());
    let caseless = |name: &str| (name.to_lowercase(), String::new());
    // `acme>=2` sorts by the name in front, so that `acme-login` comes after it.
    let requirement = |name: &str| {
        let lower = name.to_lowercase();
        let end = lower.find(|c: char| !c.is_alphanumeric() && !"@/-_.".contains(c)).unwrap_or(lower.len());
        (lower[..end].replace('_', "-"), lower[end..].to_owned())
    };
    type Order = fn(&str) -> (String, String);
    let orders: [Order; 3] = [requirement, caseless, bytes];
    for order in orders {
        if names.windows(2).all(|pair| order(&pair[0]) <= order(&pair[1])) {
            return names.iter().position(|name| order(name) > order(new)).unwrap_or(names.len());
        }
    }
    names.len()
}

/// Refuses to add to a node that shows in several places because it, or what holds it, has an anchor that
/// is used elsewhere.
pub(super) fn refuse_shared(doc: &Doc<'_>, id: Id) -> Result<(), EditError> {
    let mut at = Some(id);
    while let Some(id) = at {
        if doc.used_anchor(id).is_some() {
            return Err(refusal(doc, Shared::Anchor(id)));
        }
        at = doc.node(id).parent;
    }
    Ok(())
}
