//! The JSON schema of the rule format, made from its types, and what can be read from it: the reference for
//! authors, and the names to offer where one is misspelt.

use schemars::JsonSchema;
use serde_json::{Value as Json, json};

use super::model::{AreaManifest, Manifest, PackManifest};

/// The schema of a `rule.toml`.
pub fn of_rule() -> Json {
    schema::<Manifest>()
}

/// The schema of a `pack.toml`.
pub fn of_pack() -> Json {
    schema::<PackManifest>()
}

/// The schema of an `area.toml`.
pub fn of_area() -> Json {
    schema::<AreaManifest>()
}

/// A table of the format, as its schema describes it.
#[derive(Clone, Debug)]
pub struct Table {
    /// The table's or the operation's name.
    pub name: String,
    /// What it is, with examples.
    pub about: String,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Fields of which one is needed each.
    pub needs: Vec<Vec<String>>,
}

/// A field of a table.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it holds, in a word or two.
    pub holds: String,
    /// What it is for.
    pub about: String,
    /// What else stands for what it says, with what that means: the values of an enumeration.
    pub values: Vec<(String, String)>,
}

/// The operation of that name.
pub fn operation(name: &str) -> Option<Table> {
    operations().into_iter().find(|table| table.name == name)
}

/// Every operation, with the fields it has of its own.
pub fn operations() -> Vec<Table> {
    let schema = schemars::schema_for!(super::edits::Op).to_value();
    let all = schema["oneOf"].as_array().cloned().unwrap_or_default();
    let named = all.iter().map(|op| {
        let name = op["properties"]["op"]["const"].as_str().unwrap_or_default();
        let mut table = table(name, &flat(op), &schema["$defs"]);
        table.fields.retain(|field| field.name != "op");
        table.needs.retain(|names| names != &["op"]);
        table
    });
    named.collect()
}

/// The tables of a `rule.toml` or `pack.toml`, the whole first; operations aside.
pub fn tables(schema: &Json, whole: &str) -> Vec<Table> {
    let definitions = &schema["$defs"];
    let mut found = vec![table(whole, schema, definitions)];
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let (inner, heading) = match (&property["items"], &property["additionalProperties"]) {
            (items, _) if items["$ref"].is_string() => (items, format!("[[{name}]]")),
            (_, values) if values["$ref"].is_string() => (values, format!("[{name}]")),
            _ => (property, format!("[{name}]")),
        };
        let inner = match name.as_str() {
            // What each operation takes is said of the operation.
            "edit" => schemars::schema_for!(super::edits::Edit).to_value(),
            _ => resolved(inner, definitions),
        };
        if inner["properties"].is_object() {
            found.push(table(&heading, &inner, definitions));
        }
    }
    found
}

/// The names of the variants of an enumeration, and what stands above each.
pub fn variants<T: JsonSchema>() -> Vec<(String, String)> {
    values_of(&schemars::schema_for!(T).to_value())
}

fn values_of(schema: &Json) -> Vec<(String, String)> {
    let all = schema["oneOf"].as_array().into_iter().flatten();
    let named = all.filter_map(|one| {
        let name = one["const"].as_str().or_else(|| one["required"][0].as_str())?;
        Some((name.to_owned(), one["description"].as_str().unwrap_or_default().to_owned()))
    });
    named.collect()
}

fn table(name: &str, schema: &Json, definitions: &Json) -> Table {
    let required = |schema: &Json| -> Vec<String> {
        let names = schema["required"].as_array().into_iter().flatten();
        names.filter_map(Json::as_str).map(str::to_owned).collect()
    };
    let mut needs: Vec<Vec<String>> = required(schema).into_iter().map(|name| vec![name]).collect();
    let either = schema["oneOf"].as_array().filter(|one| one.iter().all(|one| one.get("properties").is_none()));
    let either: Vec<String> = either.into_iter().flatten().flat_map(required).collect();
    needs.extend((!either.is_empty()).then_some(either));
    let fields = schema["properties"].as_object().into_iter().flatten().map(|(name, property)| {
        let target = resolved(property, definitions);
        Field {
            name: name.clone(),
            holds: holds(property, &target),
            about: property["description"].as_str().unwrap_or_default().to_owned(),
            values: values_of(&target).into_iter().filter(|_| target["oneOf"][0]["const"].is_string()).collect(),
        }
    });
    let about = schema["description"].as_str().unwrap_or_default().to_owned();
    Table { name: name.to_owned(), about, fields: fields.collect(), needs }
}

/// What a property refers to, or itself.
fn resolved(property: &Json, definitions: &Json) -> Json {
    let reference = property["$ref"].as_str().or_else(|| property["anyOf"][0]["$ref"].as_str());
    let name = reference.and_then(|reference| reference.rsplit('/').next());
    name.map_or_else(|| property.clone(), |name| definitions[name].clone())
}

/// What a field holds, in a word or two.
fn holds(property: &Json, target: &Json) -> String {
    let kind = |schema: &Json| match &schema["type"] {
        Json::Array(kinds) => kinds.first().and_then(Json::as_str).unwrap_or_default().to_owned(),
        kind => kind.as_str().unwrap_or("value").to_owned(),
    };
    if target["oneOf"][0]["const"].is_string() {
        return "word".to_owned();
    }
    if let Some(any) = target["anyOf"].as_array() {
        let mut words: Vec<String> = any.iter().map(|one| holds(one, one)).collect();
        words.retain(|word| word != "null");
        return words.join(" or ");
    }
    match kind(target).as_str() {
        "string" => "text".to_owned(),
        "array" if property["items"]["$ref"].is_string() => "tables".to_owned(),
        "array" => "list".to_owned(),
        "object" => "table".to_owned(),
        "integer" => "number".to_owned(),
        other => other.to_owned(),
    }
}

/// A schema as an editor takes it: an operation with all it takes in one place, and no null, which TOML lacks.
fn schema<T: JsonSchema>() -> Json {
    let mut schema = schemars::schema_for!(T).to_value();
    if let Some(edit) = schema["$defs"].get_mut("Edit") {
        let common = edit["properties"].take();
        let operations = edit["oneOf"].as_array().cloned().unwrap_or_default();
        let whole = operations.iter().map(|op| {
            let mut op = flat(op);
            let all = op["properties"].as_object_mut().into_iter();
            all.for_each(|all| all.extend(common.as_object().cloned().unwrap_or_default()));
            op["additionalProperties"] = Json::Bool(false);
            op
        });
        *edit = json!({ "description": edit["description"], "oneOf": whole.collect::<Vec<_>>() });
    }
    without_null(&mut schema);
    schema
}

/// An operation with the fields of which one is needed among its others.
fn flat(op: &Json) -> Json {
    let mut op = op.clone();
    let Some(either) = op.get_mut("oneOf").map(Json::take) else { return op };
    let mut needs = Vec::new();
    for one in either.as_array().into_iter().flatten() {
        for (name, property) in one["properties"].as_object().into_iter().flatten() {
            let mut property = property.clone();
            property["description"] = one["description"].clone();
            op["properties"][name] = property;
        }
        needs.push(json!({ "required": one["required"] }));
    }
    op["oneOf"] = Json::Array(needs);
    op
}

fn without_null(schema: &mut Json) {
    match schema {
        Json::Array(items) => items.iter_mut().for_each(without_null),
        Json::Object(fields) => {
            fields.retain(|name, value| name != "writeOnly" && !(name == "default" && value.is_null()));
            if let Some(kinds) = fields.get_mut("type").and_then(Json::as_array_mut) {
                kinds.retain(|kind| kind != "null");
                if let [only] = kinds.as_slice() {
                    let only = only.clone();
                    fields.insert("type".to_owned(), only);
                }
            }
            if let Some(any) = fields.get_mut("anyOf").and_then(Json::as_array_mut) {
                any.retain(|one| one["type"] != "null");
                if let [Json::Object(only)] = any.as_slice() {
                    let only = only.clone();
                    fields.remove("anyOf");
                    fields.extend(only);
                }
            }
            fields.values_mut().for_each(without_null);
        }
        _ => {}
    }
}
