//! The two databases and their stores. `waybill-outbox` version 1 is frozen: older and newer apps open the same one.
//! `waybill-cache` may change with every release: what a newer app cannot use of it is made or fetched again.

use super::Stored;
use indexed_db_futures::KeyPath;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;

pub(super) const OUTBOX: &str = "waybill-outbox";
pub(super) const COMMANDS: &str = "commands";
pub(super) const META: &str = "meta";
/// Index of `commands`: whose and where it stands, for example `<client>/waiting`.
pub(super) const SHELF: &str = "shelf";

pub(super) const CACHE: &str = "waybill-cache";
pub(super) const CHUNKS: &str = "chunks";
/// What the first screen needs of each chunk, under the key of the chunk.
pub(super) const ROWS: &str = "rows";

pub(super) async fn open_outbox() -> Stored<Database> {
    let opened = Database::open(OUTBOX)
        .with_version(1u8)
        .with_on_upgrade_needed(|_event, database| {
            let commands = database.create_object_store(COMMANDS).build()?;
            commands.create_index(SHELF, KeyPath::from(SHELF)).build()?;
            database.create_object_store(META).build()?;
            Ok(())
        })
        .await?;
    Ok(opened)
}

pub(super) async fn open_cache() -> Stored<Database> {
    let opened = Database::open(CACHE)
        .with_version(2u8)
        .with_on_upgrade_needed(|event, database| {
            if event.old_version() < 1.0 {
                database.create_object_store(CHUNKS).with_auto_increment(true).build()?;
                database.create_object_store(META).build()?;
            }
            database.create_object_store(ROWS).build()?;
            Ok(())
        })
        .await?;
    Ok(opened)
}
