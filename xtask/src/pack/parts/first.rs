//! The first part: the functions of the first screens, everything that is not a function, and a stub for each function of the rest
//! that may be called from here. A stub asks for the rest, which puts the function itself into the table, and calls it there.
use super::link::{self, READY};
use super::plan::Plan;
use super::program::{Function, Own, Program, SLOTS};
use super::script::short_name;
use anyhow::{Context, Error as Reason, Result, anyhow};
use std::collections::BTreeMap;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection,
    Function as Body, FunctionSection, GlobalSection, ImportSection, Module, TableSection, TypeSection,
};
use wasmparser::Parser;

/// The bytes of the first part.
pub fn write(program: &Program<'_>, plan: &Plan) -> Result<Vec<u8>> {
    let mut numbers: BTreeMap<Function, u32> = (0..program.first_own()).map(|imported| (imported, imported)).collect();
    // The script's function that brings the rest comes behind what the program imports anyway.
    let ask = program.first_own();
    let mut next = ask + 1;
    for (function, _) in program.own() {
        if plan.first.contains(&function) || plan.stubs.contains_key(&function) {
            numbers.insert(function, next);
            next += 1;
        }
    }
    let globals = u32::try_from(program.globals.len())?;
    let mut part = First { program, plan, numbers, ask, need: next, is_here: globals };
    let mut module = Module::new();
    part.parse_core_module(&mut module, Parser::new(0), program.bytes).map_err(|error| anyhow!("{error}"))?;
    Ok(module.finish())
}

struct First<'p, 'a> {
    program: &'p Program<'a>,
    plan: &'p Plan,
    /// From the whole program to this part.
    numbers: BTreeMap<Function, u32>,
    /// The script's function that brings the rest.
    ask: u32,
    /// The function that every stub calls: asks once.
    need: u32,
    /// The global that tells whether the rest was asked for.
    is_here: u32,
}

impl First<'_, '_> {
    /// What stands in this part, in its order.
    fn standing(&self) -> impl Iterator<Item = (Function, &Own<'_>)> {
        self.program.own().filter(|(function, _)| self.numbers.contains_key(function))
    }

    /// The type of a function that takes nothing and gives nothing.
    fn nothing(&self) -> u32 {
        self.program.types.len() as u32
    }

    fn stub(&self, of_type: u32, slot: u32) -> Option<Body> {
        let parameters = self.program.types.get(of_type as usize)?.params().len();
        let mut stub = Body::new([]);
        stub.instructions().call(self.need);
        for parameter in 0..parameters {
            stub.instructions().local_get(parameter as u32);
        }
        stub.instructions().i32_const(slot as i32).call_indirect(SLOTS, of_type).end();
        Some(stub)
    }
}

impl Reencode for First<'_, '_> {
    type Error = Reason;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Reason>> {
        let number = self.numbers.get(&function).copied();
        number.with_context(|| format!("The first part has no function {function}.")).map_err(Error::UserError)
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: wasmparser::TypeSectionReader<'_>,
    ) -> Result<(), Error<Reason>> {
        utils::parse_type_section(self, types, section)?;
        types.ty().function([], []);
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        _whole: wasmparser::ImportSectionReader<'_>,
    ) -> Result<(), Error<Reason>> {
        for (place, imported) in self.program.imported.iter().enumerate() {
            imports.import(imported.module, &short_name(place), EntityType::Function(imported.of_type));
        }
        imports.import(link::SCRIPT, link::NEED, EntityType::Function(self.nothing()));
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _whole: wasmparser::FunctionSectionReader<'_>,
    ) -> Result<(), Error<Reason>> {
        for (_, own) in self.standing() {
            functions.function(own.of_type);
        }
        functions.function(self.nothing());
        Ok(())
    }

    fn parse_table(&mut self, tables: &mut TableSection, table: wasmparser::Table<'_>) -> Result<(), Error<Reason>> {
        let of_type = self.table_type(table.ty)?;
        let is_slots = tables.len() == SLOTS;
        tables.table(if is_slots { link::with_more_slots(of_type, self.plan) } else { of_type });
        Ok(())
    }

    fn parse_global_section(
        &mut self,
        globals: &mut GlobalSection,
        section: wasmparser::GlobalSectionReader<'_>,
    ) -> Result<(), Error<Reason>> {
        utils::parse_global_section(self, globals, section)?;
        globals.global(READY, &ConstExpr::i32_const(0));
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: wasmparser::ExportSectionReader<'_>,
    ) -> Result<(), Error<Reason>> {
        utils::parse_export_section(self, exports, section)?;
        for (place, function) in self.plan.shared.iter().enumerate() {
            let number = self.function_index(*function)?;
            exports.export(&link::function(place), ExportKind::Func, number);
        }
        for (kind, count) in [
            (ExportKind::Table, self.program.tables.len()),
            (ExportKind::Memory, self.program.memories.len()),
            (ExportKind::Global, self.program.globals.len()),
        ] {
            for place in 0..count {
                exports.export(&link::thing(kind, place), kind, place as u32);
            }
        }
        Ok(())
    }

    fn parse_element_section(
        &mut self,
        elements: &mut ElementSection,
        section: wasmparser::ElementSectionReader<'_>,
    ) -> Result<(), Error<Reason>> {
        utils::parse_element_section(self, elements, section)?;
        let begin = self.program.slots_in_table().map_err(Error::UserError)?;
        let added: BTreeMap<u32, Function> =
            self.plan.stubs.iter().filter(|(_, slot)| **slot >= begin).map(|(stub, slot)| (*slot, *stub)).collect();
        let numbers: Vec<u32> = added.into_values().map(|stub| self.function_index(stub)).collect::<Result<_, _>>()?;
        elements.active(None, &ConstExpr::i32_const(begin as i32), Elements::Functions(numbers.into()));
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        _whole: wasmparser::CodeSectionReader<'_>,
    ) -> Result<(), Error<Reason>> {
        let program = self.program;
        for (function, own) in program.own() {
            if self.plan.first.contains(&function) {
                self.parse_function_body(code, own.body.clone())?;
            } else if let Some(slot) = self.plan.stubs.get(&function) {
                let stub = self.stub(own.of_type, *slot).context("A function of the app has an unknown type.");
                code.function(&stub.map_err(Error::UserError)?);
            }
        }
        let mut need = Body::new([]);
        need.instructions().global_get(self.is_here).i32_eqz().if_(BlockType::Empty);
        need.instructions().call(self.ask).i32_const(1).global_set(self.is_here).end().end();
        code.function(&need);
        Ok(())
    }

    /// Names have done their work.
    fn parse_custom_section(
        &mut self,
        _module: &mut Module,
        _section: wasmparser::CustomSectionReader<'_>,
    ) -> Result<(), Error<Reason>> {
        Ok(())
    }
}
