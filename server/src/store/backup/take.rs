//! Takes a back-up.
use super::frames::{self, Kind, MAGIC};
use super::{BackupError, FORMAT, Foot, Head, TableHead, tables};
use flate2::Compression;
use flate2::write::GzEncoder;
use futures::TryStreamExt;
use sqlx::{Connection, Executor, PgConnection};
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// What was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    pub shops: usize,
    pub rows: u64,
    /// Size of the file.
    pub bytes: u64,
}

/// Writes all shops of the database at `url` into a new file. It gets its name when it is whole and on the disk.
/// `progress` hears the name of each table and how many shops are done.
pub async fn take(
    url: &str,
    file: &Path,
    secret: Option<String>,
    taken_ms: i64,
    progress: impl Fn(&str, usize),
) -> Result<Taken, BackupError> {
    if file.exists() {
        return Err(BackupError::File(std::io::Error::new(std::io::ErrorKind::AlreadyExists, "it exists already")));
    }
    let unfinished = Unfinished::create(file)?;
    let mut owner = PgConnection::connect(url).await?;
    tables::check(&mut owner).await?;
    // One moment for all shops and tables, and nobody waits for it.
    owner.execute(sqlx::raw_sql("begin isolation level repeatable read read only")).await?;
    let shops: Vec<Uuid> = sqlx::query_scalar("select tenant_id from merchants()").fetch_all(&mut owner).await?;
    let head = Head {
        format: FORMAT,
        waybill: env!("CARGO_PKG_VERSION").to_owned(),
        schema: tables::schema(&mut owner).await?,
        taken_ms,
        shops: shops.len(),
        secret,
    };
    let mut out = GzEncoder::new(BufWriter::new(unfinished.file.try_clone()?), Compression::fast());
    out.write_all(MAGIC)?;
    frames::write_json(&mut out, Kind::Head, &head)?;
    let mut foot = Foot::default();
    for (done, shop) in shops.iter().enumerate() {
        for table in tables::KEPT {
            progress(table, done);
            write_table(&mut owner, *shop, table, &mut out, &mut foot).await?;
        }
    }
    owner.execute(sqlx::raw_sql("commit")).await?;
    owner.close().await?;
    frames::write_json(&mut out, Kind::Foot, &foot)?;
    out.finish()?.flush()?;
    let bytes = unfinished.finish(file)?;
    Ok(Taken { shops: shops.len(), rows: foot.rows, bytes })
}

async fn write_table(
    owner: &mut PgConnection,
    shop: Uuid,
    table: &str,
    out: &mut impl Write,
    foot: &mut Foot,
) -> Result<(), BackupError> {
    // Row-level security is forced on an owner who is no superuser, so the shop is named in both ways.
    sqlx::query("select set_config('app.tenant', $1, true)").bind(shop.to_string()).execute(&mut *owner).await?;
    let columns = tables::columns(owner, table).await?;
    let names = tables::quoted(&columns);
    frames::write_json(out, Kind::Table, &TableHead { table: table.to_owned(), columns })?;
    let statement = format!("copy (select {names} from {table} where tenant_id = '{shop}') to stdout");
    let mut rows = owner.copy_out_raw(&statement).await?;
    while let Some(chunk) = rows.try_next().await? {
        // In the text form a line feed ends a row and never stands inside one.
        foot.rows += chunk.iter().filter(|byte| **byte == b'\n').count() as u64;
        foot.bytes += chunk.len() as u64;
        frames::write(out, Kind::Rows, &chunk)?;
    }
    drop(rows);
    frames::write(out, Kind::TableEnd, &[])
}

/// A file under another name until it is whole; removed when it never is.
struct Unfinished {
    file: File,
    path: PathBuf,
    is_finished: bool,
}

impl Unfinished {
    /// Readable by its owner only: it holds the hashes of passwords and the addresses of customers.
    fn create(file: &Path) -> Result<Unfinished, BackupError> {
        let mut name = file.as_os_str().to_owned();
        name.push(".part");
        let path = PathBuf::from(name);
        let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&path)?;
        Ok(Unfinished { file, path, is_finished: false })
    }

    fn finish(mut self, file: &Path) -> Result<u64, BackupError> {
        self.file.sync_all()?;
        let bytes = self.file.metadata()?.len();
        std::fs::rename(&self.path, file)?;
        self.is_finished = true;
        Ok(bytes)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.is_finished {
            // Nobody can be told here; the next try writes over it.
            std::fs::remove_file(&self.path).ok();
        }
    }
}
