//! The operations a rule may name, and the fields each takes.

/// One operation of the rule format.
#[derive(Debug)]
pub struct OpSpec {
    /// Its name in `op = "…"`.
    pub name: &'static str,
    /// What holds once it is done.
    pub ensures: &'static str,
    /// Fields it cannot do without; `a|b` means one of them.
    pub required: &'static [&'static str],
    /// Fields it also understands.
    pub optional: &'static [&'static str],
    /// The values of `place`, empty where it takes none.
    pub places: &'static [&'static str],
}

/// Every operation, in the order of the documentation. `op`, `when`, `because` and `otherwise` are
/// understood by all.
pub const OPS: &[OpSpec] = &[
    OpSpec {
        name: "create",
        ensures: "the file exists; one without any code is filled",
        required: &["path", "template|code"],
        optional: &["imports"],
        places: &[],
    },
    OpSpec {
        name: "insert",
        ensures: "the statements stand before, after or inside the captured code, or last in its file; in YAML, entries before or after the captured one",
        required: &["code|template", "place"],
        optional: &["at"],
        places: &["before", "before-branch", "after", "body-start", "body-end", "file-end"],
    },
    OpSpec {
        name: "replace",
        ensures: "the captured code reads like this; with empty code it goes, and the blanks behind it; with `pattern`, the part of it that its first group finds",
        required: &["code|template"],
        optional: &["at", "pattern"],
        places: &[],
    },
    OpSpec {
        name: "remove",
        ensures: "the captured entry of a list, property, argument or statement is gone, with its comma and its line",
        required: &[],
        optional: &["at"],
        places: &[],
    },
    OpSpec {
        name: "wrap",
        ensures: "the captured expression is the first argument of a call",
        required: &["code"],
        optional: &["at", "code_after"],
        places: &[],
    },
    OpSpec {
        name: "argument",
        ensures: "the captured call has the argument or option; the captured object literal has the property",
        required: &["name", "code"],
        optional: &["at", "index", "unless"],
        places: &[],
    },
    OpSpec {
        name: "join",
        ensures: "the captured object literal holds the entries of the one captured as `from` too, which is gone",
        required: &["from"],
        optional: &["at"],
        places: &[],
    },
    OpSpec {
        name: "rename",
        ensures: "the entries of the captured object literal stand where the table says, or are gone",
        required: &["value"],
        optional: &["at"],
        places: &[],
    },
    OpSpec {
        name: "decorator",
        ensures: "the captured definition has the decorator",
        required: &["code"],
        optional: &["at", "place", "pattern"],
        places: &["innermost", "below", "outermost"],
    },
    OpSpec {
        name: "import",
        ensures: "the names are imported",
        required: &["module|module_file"],
        optional: &["names", "default", "path", "at", "place"],
        places: &["first"],
    },
    OpSpec {
        name: "element",
        ensures: "the captured collection holds the elements",
        required: &["elements"],
        optional: &["at"],
        places: &[],
    },
    OpSpec {
        name: "merge",
        ensures: "the data file holds the value at that place",
        required: &["keys", "value", "path|paths|at"],
        optional: &["identity", "comment", "place", "pattern"],
        places: &["start", "end", "sorted", "after", "before"],
    },
    OpSpec {
        name: "variables",
        ensures: "the env file names the variables",
        required: &["variables", "path|paths"],
        optional: &["comment"],
        places: &[],
    },
    OpSpec {
        name: "line",
        ensures: "the plain file has the line",
        required: &["code", "path|paths"],
        optional: &["place", "pattern"],
        places: &["end", "after", "before"],
    },
    OpSpec {
        name: "dependency",
        ensures: "the project's hand-kept manifest asks for the package",
        required: &["ecosystem", "name", "at_least"],
        optional: &["extras", "beside", "pin", "range"],
        places: &[],
    },
];

/// The operation of that name.
pub fn op(name: &str) -> Option<&'static OpSpec> {
    OPS.iter().find(|op| op.name == name)
}
