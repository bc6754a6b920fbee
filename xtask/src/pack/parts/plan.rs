//! Which function lies in which part, and what the parts need of each other.
use super::program::{Function, Program};
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};

pub struct Plan {
    /// What the first part holds. Everything else is the rest.
    pub first: BTreeSet<Function>,
    /// Functions of the rest for which the first part holds a stub, and the slot in which the function will stand: whatever the first
    /// part calls by number, the script calls by name, or anybody may call by slot.
    pub stubs: BTreeMap<Function, u32>,
    /// Functions of the first part that the rest calls.
    pub shared: BTreeSet<Function>,
    /// How many slots more the table needs for them.
    pub more_slots: u32,
}

impl Plan {
    pub fn new(program: &Program<'_>, first: BTreeSet<Function>) -> Result<Plan> {
        let mut wanted: BTreeSet<Function> = program.exported.iter().chain(program.slots.values()).copied().collect();
        let mut shared = BTreeSet::new();
        for (function, own) in program.own() {
            let called = own.calls.iter().filter(|called| program.is_own(**called));
            if first.contains(&function) {
                wanted.extend(called);
            } else {
                shared.extend(called.filter(|called| first.contains(called)));
            }
        }
        let slot_of: BTreeMap<Function, u32> =
            program.slots.iter().map(|(slot, function)| (*function, *slot)).collect();
        let slots = program.slots_in_table()?;
        let mut stubs = BTreeMap::new();
        let mut more_slots = 0;
        for function in wanted {
            if !program.is_own(function) || first.contains(&function) {
                continue;
            }
            let slot = slot_of.get(&function).copied().unwrap_or_else(|| {
                more_slots += 1;
                slots + more_slots - 1
            });
            stubs.insert(function, slot);
        }
        Ok(Plan { first, stubs, shared, more_slots })
    }
}
