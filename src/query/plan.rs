//! Where in a file the patterns of many queries can start.

use std::collections::HashMap;

use super::{Pattern, Root};

/// Which patterns are started where.
#[derive(Default)]
pub struct Plan {
    /// Started at every node,
    pub any: Vec<usize>,
    /// at nodes of a kind,
    pub rooted: HashMap<u16, Vec<usize>>,
    /// and at nodes with children.
    pub beside_any: Vec<usize>,
    /// By the kind of a child: the patterns, and whether they match beside each other.
    pub inner: HashMap<u16, Vec<(usize, bool)>>,
}

impl Plan {
    /// That of patterns, which go by their place.
    pub fn of(patterns: &[&Pattern]) -> Plan {
        let mut plan = Plan::default();
        for (at, pattern) in patterns.iter().enumerate() {
            match &pattern.root {
                Root::Any => plan.any.push(at),
                Root::BesideAny => plan.beside_any.push(at),
                Root::Above(kind) => plan.inner.entry(*kind).or_default().push((at, false)),
                Root::Beside(kinds) => {
                    kinds.iter().for_each(|kind| plan.inner.entry(*kind).or_default().push((at, true)))
                }
                Root::Kinds(kinds) => {
                    for kind in kinds {
                        let known = plan.rooted.entry(*kind).or_default();
                        if known.last() != Some(&at) {
                            known.push(at);
                        }
                    }
                }
            }
        }
        plan
    }
}
