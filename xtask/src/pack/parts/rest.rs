//! The rest: every function that the first part does not hold. It works on the memory, the tables and the globals of the first part,
//! and puts its functions into the slots in which stubs stand.
use super::link;
use super::plan::Plan;
use super::program::{Function, Program, SLOTS};
use super::script::short_name;
use anyhow::{Context, Error as Reason, Result, anyhow};
use std::collections::{BTreeMap, BTreeSet};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, FunctionSection, ImportSection, Module,
    TypeSection,
};

/// The bytes of the rest.
pub fn write(program: &Program<'_>, plan: &Plan) -> Result<Vec<u8>> {
    encode(program, plan).map_err(|error| anyhow!("{error}"))
}

/// From the whole program to this part.
struct Rest {
    numbers: BTreeMap<Function, u32>,
}

impl Reencode for Rest {
    type Error = Reason;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Reason>> {
        let number = self.numbers.get(&function).copied();
        number.with_context(|| format!("The rest knows no function {function}.")).map_err(Error::UserError)
    }
}

fn encode(program: &Program<'_>, plan: &Plan) -> Result<Vec<u8>, Error<Reason>> {
    let mut part = Rest { numbers: BTreeMap::new() };
    let mut types = TypeSection::new();
    for of_type in &program.types {
        types.ty().func_type(&part.func_type(of_type.clone())?);
    }
    let imports = part.imports(program, plan)?;
    let mut functions = FunctionSection::new();
    let mut code = CodeSection::new();
    let begin = part.numbers.len() as u32;
    for (number, (function, own)) in (begin..).zip(program.own().filter(|(function, _)| !plan.first.contains(function)))
    {
        part.numbers.insert(function, number);
        functions.function(own.of_type);
    }
    for (_, own) in program.own().filter(|(function, _)| !plan.first.contains(function)) {
        part.parse_function_body(&mut code, own.body.clone())?;
    }
    let elements = part.elements(program, plan)?;
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions).section(&elements).section(&code);
    Ok(module.finish())
}

impl Rest {
    /// Functions of the script and of the first part, in the order of their numbers, then all that is shared besides.
    fn imports(&mut self, program: &Program<'_>, plan: &Plan) -> Result<ImportSection, Error<Reason>> {
        let used: BTreeSet<Function> = program
            .own()
            .filter(|(function, _)| !plan.first.contains(function))
            .flat_map(|(_, own)| own.calls.iter().copied())
            .collect();
        let mut imports = ImportSection::new();
        for (function, imported) in (0..).zip(&program.imported).filter(|(function, _)| used.contains(function)) {
            self.numbers.insert(function, self.numbers.len() as u32);
            imports.import(imported.module, &short_name(function as usize), EntityType::Function(imported.of_type));
        }
        let shared = program.own().filter(|(function, _)| plan.shared.contains(function));
        for (place, (function, own)) in shared.enumerate() {
            self.numbers.insert(function, self.numbers.len() as u32);
            imports.import(link::FIRST, &link::function(place), EntityType::Function(own.of_type));
        }
        for (place, table) in program.tables.iter().enumerate() {
            let table = self.table_type(*table)?;
            let table = if place == SLOTS as usize { link::with_more_slots(table, plan) } else { table };
            imports.import(link::FIRST, &link::thing(ExportKind::Table, place), table);
        }
        for (place, memory) in program.memories.iter().enumerate() {
            let memory = self.memory_type(*memory)?;
            imports.import(link::FIRST, &link::thing(ExportKind::Memory, place), memory);
        }
        for (place, global) in program.globals.iter().enumerate() {
            let global = self.global_type(*global)?;
            imports.import(link::FIRST, &link::thing(ExportKind::Global, place), global);
        }
        Ok(imports)
    }

    /// Its functions in their slots, a line for each row of slots without a gap.
    fn elements(&mut self, program: &Program<'_>, plan: &Plan) -> Result<ElementSection, Error<Reason>> {
        let is_here = |function: &Function| program.is_own(*function) && !plan.first.contains(function);
        let mut slots: BTreeMap<u32, Function> = program
            .slots
            .iter()
            .filter(|(_, function)| is_here(function))
            .map(|(slot, function)| (*slot, *function))
            .collect();
        slots.extend(plan.stubs.iter().map(|(function, slot)| (*slot, *function)));
        let mut rows: Vec<(u32, Vec<u32>)> = Vec::new();
        for (slot, function) in slots {
            let number = self.function_index(function)?;
            match rows.last_mut() {
                Some((begin, row)) if *begin + row.len() as u32 == slot => row.push(number),
                _ => rows.push((slot, vec![number])),
            }
        }
        let mut elements = ElementSection::new();
        for (begin, row) in rows {
            elements.active(None, &ConstExpr::i32_const(begin as i32), Elements::Functions(row.into()));
        }
        Ok(elements)
    }
}
