//! Puts a back-up into an empty database, in one transaction.
use super::frames::{self, Kind, MAGIC};
use super::{BackupError, FORMAT, Foot, Head, TableHead, tables};
use flate2::read::MultiGzDecoder;
use sqlx::{Connection, Executor, PgConnection};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use uuid::Uuid;

/// What was put back.
#[derive(Debug, Clone, PartialEq)]
pub struct PutBack {
    pub head: Head,
    pub rows: u64,
    /// Mails that were on their way when the back-up was taken. Whether they went out is not known any more.
    pub unsure_mails: u64,
}

/// Reads `file` into the database at `url`, whose schema is that of this program. All of it or nothing.
pub async fn put_back(url: &str, file: &Path, progress: impl Fn(&str)) -> Result<PutBack, BackupError> {
    let mut from = BufReader::new(MultiGzDecoder::new(BufReader::new(File::open(file)?)));
    let head = read_head(&mut from)?;
    let mut owner = PgConnection::connect(url).await?;
    tables::check(&mut owner).await?;
    if head.schema > tables::schema(&mut owner).await? {
        return Err(BackupError::Newer(head.waybill));
    }
    let mut books = owner.begin().await?;
    let shops: i64 = sqlx::query_scalar("select count(*) from merchants()").fetch_one(&mut *books).await?;
    if shops > 0 {
        return Err(BackupError::NotEmpty(shops));
    }
    // COPY refuses to write where row-level security holds for the writer. For an owner it does only while it is forced;
    // the transaction locks the tables, so nobody sees them without.
    force_security(&mut books, false).await?;
    let read = read_tables(&mut from, &mut books, &progress).await?;
    let unsure_mails = settle(&mut books).await?;
    force_security(&mut books, true).await?;
    books.commit().await?;
    owner.close().await?;
    Ok(PutBack { head, rows: read.rows, unsure_mails })
}

fn read_head(from: &mut impl Read) -> Result<Head, BackupError> {
    let mut magic = [0; MAGIC.len()];
    from.read_exact(&mut magic).map_err(|_| BackupError::Damaged("it does not begin like one"))?;
    if &magic != MAGIC {
        return Err(BackupError::Damaged("it does not begin like one"));
    }
    match frames::read(from)? {
        Some((Kind::Head, json)) => {
            let head: Head = frames::from_json(&json)?;
            if head.format == FORMAT { Ok(head) } else { Err(BackupError::Newer(head.waybill)) }
        }
        Some(_) => Err(BackupError::Damaged("it has no head")),
        None => Err(BackupError::CutOff),
    }
}

async fn read_tables(
    from: &mut impl Read,
    books: &mut PgConnection,
    progress: &impl Fn(&str),
) -> Result<Foot, BackupError> {
    let mut read = Foot::default();
    loop {
        match frames::read(from)? {
            Some((Kind::Table, json)) => {
                let table: TableHead = frames::from_json(&json)?;
                progress(&table.table);
                read_table(from, books, &table, &mut read).await?;
            }
            Some((Kind::Foot, json)) => {
                let told: Foot = frames::from_json(&json)?;
                return if told == read { Ok(read) } else { Err(BackupError::Damaged("rows are missing")) };
            }
            Some(_) => return Err(BackupError::Damaged("a frame stands where it cannot")),
            None => return Err(BackupError::CutOff),
        }
    }
}

async fn read_table(
    from: &mut impl Read,
    books: &mut PgConnection,
    head: &TableHead,
    read: &mut Foot,
) -> Result<(), BackupError> {
    // Names from a file get into a statement only when they are ours.
    let Some(table) = tables::KEPT.iter().find(|kept| **kept == head.table) else {
        return Err(BackupError::UnknownTable(head.table.clone()));
    };
    let known = tables::columns(books, table).await?;
    if head.columns.is_empty() || !head.columns.iter().all(|column| known.contains(column)) {
        return Err(BackupError::Damaged("it has columns that do not exist"));
    }
    let statement = format!("copy {table} ({}) from stdin", tables::quoted(&head.columns));
    let mut rows = books.copy_in_raw(&statement).await?;
    loop {
        match frames::read(from) {
            Ok(Some((Kind::Rows, bytes))) => {
                read.rows += bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
                read.bytes += bytes.len() as u64;
                rows.send(bytes).await?;
            }
            Ok(Some((Kind::TableEnd, _))) => {
                rows.finish().await?;
                return Ok(());
            }
            wrong => {
                // The transaction ends with it; the connection must not be left in the middle of a COPY.
                rows.abort("the file is damaged").await.ok();
                return Err(wrong.err().unwrap_or(BackupError::CutOff));
            }
        }
    }
}

/// Another epoch, so that devices offer what these books have not seen; and no mail goes out a second time: those that were
/// on their way are begun tries without an answer now, which a person decides about. Answers with their number.
async fn settle(books: &mut PgConnection) -> Result<u64, BackupError> {
    let shops: Vec<Uuid> = sqlx::query_scalar("select tenant_id from merchants()").fetch_all(&mut *books).await?;
    let mut unsure = 0;
    for shop in shops {
        sqlx::query("update tenant set epoch = gen_random_uuid() where tenant_id = $1")
            .bind(shop)
            .execute(&mut *books)
            .await?;
        sqlx::query(
            "with begun as (
                 update delivery set state = 'sending', attempts = attempts + 1
                 where tenant_id = $1 and state = 'waiting'
                 returning tenant_id, delivery_id, attempts
             )
             insert into delivery_attempt (tenant_id, delivery_id, number)
             select tenant_id, delivery_id, attempts from begun",
        )
        .bind(shop)
        .execute(&mut *books)
        .await?;
        let left = sqlx::query(
            "update delivery set lease_token = gen_random_uuid(), lease_until = now()
             where tenant_id = $1 and state = 'sending'",
        )
        .bind(shop)
        .execute(&mut *books)
        .await?;
        unsure += left.rows_affected();
    }
    Ok(unsure)
}

async fn force_security(books: &mut PgConnection, forced: bool) -> Result<(), BackupError> {
    let word = if forced { "force" } else { "no force" };
    for table in tables::KEPT.iter().chain(tables::MADE_AGAIN) {
        books
            .execute(sqlx::raw_sql(sqlx::AssertSqlSafe(format!("alter table {table} {word} row level security"))))
            .await?;
    }
    Ok(())
}
