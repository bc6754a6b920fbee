//! Import of a year of real orders by the command: the `online-retail` file when it lies beside the project, else a
//! made one of the same shape.
use super::server::Server;
use super::{Bench, Figure};
use crate::{console, process, project};
use anyhow::{Context, Result, bail};
use std::env;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const GOAL_SECONDS: f64 = 60.0;
const LINES: u64 = 541_909;
const LINES_AN_INVOICE: u64 = 21;

pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let folder = bench.folder("import")?;
    let file = orders_file(&folder)?;
    let data = folder.join("data");
    // The first start makes a shop for the orders to go to.
    Server::start(&bench.server, &data, &[])?.stop()?;
    let begun = Instant::now();
    let mut import = Command::new(&bench.server)
        .args(["import", "orders"])
        .arg(&file)
        .args(["--channel", "online-retail", "--create-products", "--skip-bad-rows", "--data"])
        .arg(&data)
        .stdin(Stdio::null())
        .spawn()
        .with_context(|| format!("{} could not be started.", bench.server.display()))?;
    let peak = watch(&mut import)?;
    let took = begun.elapsed();
    let status = import.wait()?;
    if !status.success() {
        bail!("The import ended with {status}; what it said is above.");
    }
    Ok(vec![
        Figure::new("import of 541,909 lines, with start and stop", took.as_secs_f64(), "s", Some(GOAL_SECONDS)),
        Figure::new("memory of the import at its peak", peak as f64 / 1_024.0, "MiB", None),
    ])
}

/// Waits for the end and answers with the most memory that was in use, in kilobytes.
fn watch(import: &mut Child) -> Result<u64> {
    let status = format!("/proc/{}/status", import.id());
    let mut peak = 0;
    while import.try_wait()?.is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let now =
            text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB")?.trim().parse().ok());
        peak = now.unwrap_or(peak);
        process::pause(Duration::from_millis(20));
    }
    Ok(peak)
}

fn orders_file(folder: &Path) -> Result<PathBuf> {
    let file = folder.join("online-retail.csv");
    let squeezed = env::var_os("WAYBILL_BENCH_ORDERS")
        .map_or_else(|| project::root().join("../shared/data/online-retail.csv.xz"), PathBuf::from);
    if squeezed.is_file() {
        console::say(&format!("orders: {}", squeezed.display()));
        process::run(Command::new("xz").arg("-dkc").arg(&squeezed).stdout(File::create(&file)?))?;
        return Ok(file);
    }
    console::say("orders: made up (name a file in WAYBILL_BENCH_ORDERS for real ones)");
    write_orders(&file, LINES)?;
    Ok(file)
}

/// The same numbers every time.
fn write_orders(file: &Path, lines: u64) -> Result<()> {
    let mut out = BufWriter::new(File::create(file)?);
    writeln!(out, "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country")?;
    let mut state: u64 = 20_101_201;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for line in 0..lines {
        let invoice = line / LINES_AN_INVOICE;
        let product = next(3_900);
        writeln!(
            out,
            "{},{},\"THING NUMBER {product}, BOXED\",{},{}-{:02}-{:02} {:02}:{:02}:00,{}.{:02},{},United Kingdom",
            536_365 + invoice,
            20_000 + product,
            1 + next(24),
            2_011,
            1 + invoice * 12 / (lines / LINES_AN_INVOICE + 1),
            1 + invoice % 28,
            8 + invoice % 11,
            invoice % 60,
            next(20),
            next(100),
            12_346 + invoice % 4_300,
        )?;
    }
    out.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_orders_have_the_shape_of_real_ones_and_are_the_same_every_time() {
        let file = env::temp_dir().join(format!("waybill-orders-{}.csv", std::process::id()));
        write_orders(&file, 50).unwrap();
        let first = fs::read_to_string(&file).unwrap();
        write_orders(&file, 50).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), first);
        assert_eq!(first.lines().count(), 51);
        assert!(first.lines().nth(1).unwrap().starts_with("536365,"));
        assert!(first.lines().nth(50).unwrap().starts_with("536367,"));
        fs::remove_file(&file).unwrap();
    }
}
