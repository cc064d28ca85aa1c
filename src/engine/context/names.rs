//! The names of a context, as an object that works out an expression when a template asks for it: a rule has
//! dozens of them in reach and uses two.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::{Object, Value};

use crate::rules::template::evaluate;

/// Expressions by name, shared by all contexts of a run.
pub type Expressions = Arc<BTreeMap<String, String>>;

/// Values by name, and expressions over them and over each other.
#[derive(Debug)]
pub struct Names {
    values: BTreeMap<String, Value>,
    expressions: Vec<Expressions>,
    /// What expressions came to; `None` for one that does not evaluate, and for one that is being worked out:
    /// within itself its name stands for the value it hides.
    found: Mutex<BTreeMap<String, Option<Value>>>,
}

impl Names {
    /// Names for one template or expression. An expression that evaluates hides a value of its name.
    pub fn new(values: BTreeMap<String, Value>, expressions: Vec<Expressions>) -> Names {
        Names { values, expressions, found: Mutex::default() }
    }

    fn worked_out(self: &Arc<Self>, name: &str) -> Option<Value> {
        let expression = self.expressions.iter().rev().find_map(|layer| layer.get(name))?;
        let found = || self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = found().get(name) {
            return known.clone();
        }
        found().insert(name.to_owned(), None);
        let value = evaluate(expression, &Value::from_dyn_object(self.clone()));
        let value = value.ok().filter(|value| !value.is_undefined());
        found().insert(name.to_owned(), value.clone());
        value
    }
}

impl Object for Names {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let name = key.as_str()?;
        self.worked_out(name).or_else(|| self.values.get(name).cloned())
    }
}
