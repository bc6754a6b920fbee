//! Takes the app apart. Of its functions a quarter runs until the first screens stand; they and everything that is not a function are
//! the first part, which the browser loads before it can show anything. The rest is loaded behind the first picture.
//!
//! Nothing in the sources knows of it. Where the first part calls a function of the rest stands a stub, which waits for the rest; so a
//! profile that has grown old costs time and breaks nothing. How: the two parts share memory, table and globals, as the parts of a
//! program do that Binaryen's `wasm-split` takes apart.
mod first;
mod link;
mod plan;
mod profile;
mod program;
mod rest;

use super::app_files::{AppFiles, named};
use super::script;
use crate::project;
use anyhow::{Context, Result};
pub use link::{NEED, SCRIPT};
use plan::Plan;
use profile::{Mark, Profile};
pub use program::Imported;
use program::{Function, Own, Program};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The stem of the file that comes behind the first picture.
pub const REST: &str = "rest";

/// Rooms that only the app for the bench has; no recorded profile knows them.
const OF_BENCH: [&str; 2] = ["::bench::", "::contest::"];

/// Bytes of a function that is first in any case: a stub is hardly smaller.
const SMALL: usize = 24;

/// Puts two parts where the whole was, and answers with the page that loads the first. The whole is kept in a folder of its own, for
/// whoever records the profile.
pub fn take_apart(dist: &Path, page: &str, whole: &Path) -> Result<String> {
    let files = AppFiles::read(dist)?;
    keep(whole, &files)?;
    let program = Program::read(&files.program).context("Reading the app's program")?;
    let profile = Profile::read(&kept_at())?;
    let plan = Plan::new(&program, first_functions(&program, &profile))?;
    let (first, rest) = (first::write(&program, &plan)?, rest::write(&program, &plan)?);
    let rest_name = named(REST, &rest, ".wasm");
    let script = script::shipped(&files.script, &program.imported, &format!("/{rest_name}"))?;
    let page = files.replace(page, &script, &first)?;
    fs::write(dist.join(&rest_name), &rest).with_context(|| format!("Writing {rest_name}"))?;
    Ok(page)
}

fn first_functions(program: &Program<'_>, profile: &Profile) -> BTreeSet<Function> {
    let is_recorded = |name: &str| profile.holds(Mark::of(name)) || OF_BENCH.iter().any(|room| name.contains(room));
    let is_first = |function: Function, own: &Own<'_>| own.size() <= SMALL || is_recorded(program.name(function));
    program.own().filter(|(function, own)| is_first(*function, own)).map(|(function, _)| function).collect()
}

/// The profile in the project.
pub fn kept_at() -> PathBuf {
    project::root().join("app/first-part.txt")
}

/// The script and the program as they were before, under names without a hash.
pub const WHOLE_SCRIPT: &str = "app.js";
pub const WHOLE_PROGRAM: &str = "app_bg.wasm";

fn keep(whole: &Path, files: &AppFiles) -> Result<()> {
    fs::create_dir_all(whole).with_context(|| format!("Making {}", whole.display()))?;
    fs::write(whole.join(WHOLE_SCRIPT), &files.script)?;
    fs::write(whole.join(WHOLE_PROGRAM), &files.program)?;
    Ok(())
}

/// Writes the profile down: functions of the whole program, by their numbers. Answers with how many have a mark.
pub fn record(whole: &Path, functions: impl IntoIterator<Item = Function>) -> Result<usize> {
    let path = whole.join(WHOLE_PROGRAM);
    let bytes = fs::read(&path).with_context(|| format!("Reading {}", path.display()))?;
    let program = Program::read(&bytes)?;
    let of_app = functions.into_iter().filter(|function| program.is_own(*function));
    let profile = Profile::of(of_app.map(|function| Mark::of(program.name(function))));
    profile.write(&kept_at())?;
    Ok(profile.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasmparser::Validator;

    type Stubs = Vec<(Function, u32)>;

    const EARLY: Function = 1;
    const LATE: Function = 2;
    const BOTH: Function = 3;

    /// A program that imports `log`. `early`, which the script calls, calls `log` and `late`; `late` calls `both`, which gives what it was
    /// given and stands in slot 1. Early and late are long.
    fn whole() -> Vec<u8> {
        use wasm_encoder::{Function, *};
        let mut types = TypeSection::new();
        types.ty().function([ValType::I32], []);
        types.ty().function([ValType::I32], [ValType::I32]);
        let mut imports = ImportSection::new();
        imports.import("./app_bg.js", "log", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        functions.function(1).function(1).function(1);
        let mut tables = TableSection::new();
        let slots =
            TableType { element_type: RefType::FUNCREF, table64: false, minimum: 2, maximum: Some(2), shared: false };
        tables.table(slots);
        let mut memories = MemorySection::new();
        memories.memory(MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None });
        let mut globals = GlobalSection::new();
        let stack = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
        globals.global(stack, &ConstExpr::i32_const(65_536));
        let mut exports = ExportSection::new();
        exports.export("early", ExportKind::Func, EARLY).export("memory", ExportKind::Memory, 0);
        let mut elements = ElementSection::new();
        elements.active(None, &ConstExpr::i32_const(1), Elements::Functions([BOTH].as_slice().into()));
        let mut code = CodeSection::new();
        let mut early = Function::new([]);
        let mut late = Function::new([]);
        for long in [&mut early, &mut late] {
            for _ in 0..SMALL {
                long.instructions().nop();
            }
        }
        early.instructions().local_get(0).call(0).local_get(0).call(LATE).end();
        late.instructions().local_get(0).call(BOTH).end();
        let mut both = Function::new([]);
        both.instructions().local_get(0).end();
        code.function(&early).function(&late).function(&both);
        let mut names = NameSection::new();
        let mut of_functions = NameMap::new();
        for (number, name) in [(EARLY, "app::early"), (LATE, "app::late"), (BOTH, "app::both")] {
            of_functions.append(number, name);
        }
        names.functions(&of_functions);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&tables).section(&memories);
        module.section(&globals).section(&exports).section(&elements).section(&code).section(&names);
        module.finish()
    }

    /// What both parts weigh together, the stubs with their slots, and what the rest uses of the first.
    fn parts(first: &[Function]) -> (usize, Stubs, Vec<Function>) {
        let whole = whole();
        let program = Program::read(&whole).unwrap();
        let plan = Plan::new(&program, first.iter().copied().collect()).unwrap();
        let (first, rest) = (first::write(&program, &plan).unwrap(), rest::write(&program, &plan).unwrap());
        for part in [&first, &rest] {
            Validator::new().validate_all(part).unwrap();
        }
        (first.len() + rest.len(), plan.stubs.into_iter().collect(), plan.shared.into_iter().collect())
    }

    #[test]
    fn both_parts_are_programs_and_know_what_they_need_of_each_other() {
        let (bytes, stubs, shared) = parts(&[EARLY, BOTH]);
        assert_eq!((stubs, shared), (vec![(LATE, 2)], vec![BOTH]));
        assert!(bytes < 2 * whole().len(), "no function lies in both");
    }

    #[test]
    fn what_anybody_may_call_has_a_stub_where_it_stood() {
        let (_, stubs, shared) = parts(&[]);
        assert_eq!((stubs, shared), (vec![(EARLY, 2), (BOTH, 1)], vec![]));
    }

    #[test]
    fn what_was_recorded_is_first_and_so_is_what_is_small() {
        let whole = whole();
        let program = Program::read(&whole).unwrap();
        let first = first_functions(&program, &Profile::of([Mark::of("app::late")]));
        assert_eq!(first, BTreeSet::from([LATE, BOTH]));
        assert_eq!(first_functions(&program, &Profile::default()), BTreeSet::from([BOTH]));
    }
}
