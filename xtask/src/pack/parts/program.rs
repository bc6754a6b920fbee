//! What has to be known of a program before it is taken apart.
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use wasmparser::{
    ElementItems, ElementKind, ExternalKind, FuncType, FunctionBody, GlobalType, KnownCustom, MemoryType, Name,
    Operator, Parser, Payload, TableType, TypeRef,
};

/// The table whose slots hold functions.
pub const SLOTS: u32 = 0;

/// The number of a function in the program that is taken apart: those that it imports first, then its own.
pub type Function = u32;

pub struct Program<'a> {
    pub bytes: &'a [u8],
    pub types: Vec<FuncType>,
    pub imported: Vec<Imported<'a>>,
    own: Vec<Own<'a>>,
    /// Which function stands in which slot.
    pub slots: BTreeMap<u32, Function>,
    /// Functions that the script may call.
    pub exported: Vec<Function>,
    pub tables: Vec<TableType>,
    pub memories: Vec<MemoryType>,
    pub globals: Vec<GlobalType>,
    names: BTreeMap<Function, &'a str>,
}

/// A function of the script.
pub struct Imported<'a> {
    pub module: &'a str,
    pub name: &'a str,
    pub of_type: u32,
}

/// A function of the program.
pub struct Own<'a> {
    pub of_type: u32,
    pub body: FunctionBody<'a>,
    /// The functions that it calls by number.
    pub calls: Vec<Function>,
}

impl Own<'_> {
    /// Bytes of its body.
    pub fn size(&self) -> usize {
        self.body.as_bytes().len()
    }
}

impl<'a> Program<'a> {
    /// Fails where the program does what the parts could not: begin by itself, or hand functions around by reference.
    pub fn read(bytes: &'a [u8]) -> Result<Program<'a>> {
        let mut program = Program {
            bytes,
            types: Vec::new(),
            imported: Vec::new(),
            own: Vec::new(),
            slots: BTreeMap::new(),
            exported: Vec::new(),
            tables: Vec::new(),
            memories: Vec::new(),
            globals: Vec::new(),
            names: BTreeMap::new(),
        };
        let mut of_types = Vec::new();
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::TypeSection(types) => {
                    program.types = types.into_iter_err_on_gc_types().collect::<Result<_, _>>()?
                }
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let import = import?;
                        let TypeRef::Func(of_type) = import.ty else {
                            bail!("The app imports {}, which is no function.", import.name)
                        };
                        program.imported.push(Imported { module: import.module, name: import.name, of_type });
                    }
                }
                Payload::FunctionSection(functions) => of_types = functions.into_iter().collect::<Result<_, _>>()?,
                Payload::TableSection(tables) => {
                    program.tables =
                        tables.into_iter().map(|table| Ok(table?.ty)).collect::<Result<_, wasmparser::Error>>()?
                }
                Payload::MemorySection(memories) => {
                    program.memories = memories.into_iter().collect::<Result<_, _>>()?
                }
                Payload::GlobalSection(globals) => {
                    program.globals =
                        globals.into_iter().map(|global| Ok(global?.ty)).collect::<Result<_, wasmparser::Error>>()?
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            program.exported.push(export.index);
                        }
                    }
                }
                Payload::ElementSection(elements) => {
                    for element in elements {
                        program.take_slots(element?)?;
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let of_type = *of_types.get(program.own.len()).context("A function of the app has no type.")?;
                    let calls = calls(&body)?;
                    program.own.push(Own { of_type, body, calls });
                }
                Payload::StartSection { .. } => bail!("The app begins by itself, before the rest of it could come."),
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(names) = section.as_known() {
                        program.take_names(names)?;
                    }
                }
                _ => {}
            }
        }
        // Sections that are not there would not be added to either.
        if program.globals.is_empty() || program.slots.is_empty() || program.exported.is_empty() {
            bail!("The app has no stack, no table of functions or nothing that its script calls.");
        }
        Ok(program)
    }

    /// Every function of the program with its number.
    pub fn own(&self) -> impl Iterator<Item = (Function, &Own<'a>)> {
        (self.first_own()..).zip(&self.own)
    }

    /// The number of the first function that is not imported.
    pub fn first_own(&self) -> Function {
        self.imported.len() as Function
    }

    pub fn is_own(&self, function: Function) -> bool {
        function >= self.first_own()
    }

    /// Its name in the sources; without one where the compiler gave none.
    pub fn name(&self, function: Function) -> &str {
        self.names.get(&function).copied().unwrap_or_default()
    }

    pub fn slots_in_table(&self) -> Result<u32> {
        let table = self.tables.get(SLOTS as usize).context("The app has no table of functions.")?;
        Ok(u32::try_from(table.initial)?)
    }

    fn take_slots(&mut self, element: wasmparser::Element<'a>) -> Result<()> {
        let ElementKind::Active { table_index, offset_expr } = element.kind else {
            bail!("The app puts functions into its table while it runs.")
        };
        let (Operator::I32Const { value }, ElementItems::Functions(functions), SLOTS) =
            (offset_expr.get_operators_reader().read()?, element.items, table_index.unwrap_or(SLOTS))
        else {
            bail!("The app fills its table of functions in a way that is new to us.")
        };
        for (slot, function) in (u32::try_from(value)?..).zip(functions) {
            self.slots.insert(slot, function?);
        }
        Ok(())
    }

    fn take_names(&mut self, names: wasmparser::NameSectionReader<'a>) -> Result<()> {
        for name in names {
            let Name::Function(functions) = name? else { continue };
            for named in functions {
                let named = named?;
                self.names.insert(named.index, named.name);
            }
        }
        Ok(())
    }
}

fn calls(body: &FunctionBody<'_>) -> Result<Vec<Function>> {
    let mut calls = Vec::new();
    let mut operators = body.get_operators_reader()?;
    while !operators.eof() {
        match operators.read()? {
            Operator::Call { function_index } => calls.push(function_index),
            Operator::ReturnCall { .. } | Operator::RefFunc { .. } => {
                bail!("The app hands functions around in a way that is new to us.")
            }
            _ => {}
        }
    }
    calls.sort_unstable();
    calls.dedup();
    Ok(calls)
}
