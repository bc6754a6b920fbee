//! The private PostgreSQL on real processes: killed, orphaned, doubled, joined, in deep folders. Nothing committed is lost.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where something is not as it must be")]

use server::store::private_postgres::{PostgresError, PrivatePostgres};
use sqlx::{Connection, PgConnection};
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Names the data directory for the copy of this program that plays the server (see `plays_the_server`).
const PLAY_SERVER_ON: &str = "WAYBILL_TEST_PLAY_SERVER_ON";

/// A data directory that goes away with the test.
struct DataDir(PathBuf);

impl DataDir {
    fn new(name: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("waybill-pg-{name}-{:016x}", rand::random::<u64>()));
        fs::create_dir_all(&dir).unwrap();
        fs::set_permissions(&dir, fs::Permissions::from_mode(0o711)).unwrap();
        Self(dir)
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for DataDir {
    fn drop(&mut self) {
        let place = self.0.join("postgres");
        if let Ok(elsewhere) = fs::read_link(&place) {
            fs::remove_dir_all(elsewhere).ok();
        }
        fs::remove_dir_all(&self.0).ok();
    }
}

async fn write(url: &str, word: &str) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    sqlx::query("create table if not exists word (word text)").execute(&mut connection).await.unwrap();
    sqlx::query("insert into word values ($1)").bind(word).execute(&mut connection).await.unwrap();
}

async fn words(url: &str) -> Vec<String> {
    let mut connection = PgConnection::connect(url).await.unwrap();
    sqlx::query_scalar("select word from word order by word").fetch_all(&mut connection).await.unwrap()
}

async fn setting(url: &str, name: &str) -> String {
    let mut connection = PgConnection::connect(url).await.unwrap();
    sqlx::query_scalar("select current_setting($1)").bind(name).fetch_one(&mut connection).await.unwrap()
}

fn kill_hard(pid: u32) {
    let pid = rustix::process::Pid::from_raw(i32::try_from(pid).unwrap()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
}

/// Starts a copy of this program that runs PostgreSQL on `data_dir`, and waits until it says that it is up.
fn server_process(data_dir: &Path) -> (Child, String) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "plays_the_server", "--nocapture"])
        .env(PLAY_SERVER_ON, data_dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let url = lines
        .map(|line| line.unwrap())
        .find_map(|line| Some(line.split_once("up at ")?.1.to_owned()))
        .expect("the server process starts PostgreSQL");
    (child, url)
}

fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::yield_now();
    }
}

/// The other side of `server_process`. Run as an ordinary test there is nobody to serve, and it returns at once.
#[tokio::test]
async fn plays_the_server() {
    let Some(data_dir) = std::env::var_os(PLAY_SERVER_ON) else {
        return;
    };
    let postgres = PrivatePostgres::start(Path::new(&data_dir)).await.unwrap();
    println!("up at {}", postgres.url());
    // Until the other side kills us or lets go of us.
    std::io::stdin().read_line(&mut String::new()).unwrap();
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn what_was_written_is_there_after_a_clean_stop() {
    let dir = DataDir::new("clean");
    let postgres = PrivatePostgres::start(dir.path()).await.unwrap();
    write(&postgres.url(), "kept").await;
    let pid = postgres.pid().unwrap();
    postgres.stop().await.unwrap();
    assert!(!Path::new(&format!("/proc/{pid}")).exists(), "stop waits until PostgreSQL is gone");

    let postgres = PrivatePostgres::start(dir.path()).await.unwrap();
    assert_eq!(words(&postgres.url()).await, ["kept"]);
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn it_is_durable_private_and_speaks_utf8() {
    let dir = DataDir::new("settings");
    let postgres = PrivatePostgres::start(dir.path()).await.unwrap();
    let url = postgres.url();
    for (name, value) in [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
        ("TimeZone", "UTC"),
    ] {
        assert_eq!(setting(&url, name).await, value, "{name}");
    }
    let files = dir.path().join("postgres").metadata().unwrap();
    assert_eq!(files.mode() & 0o077, 0, "only PostgreSQL's user gets in");
    assert_ne!(files.uid(), 0, "PostgreSQL does not run as root");
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn a_killed_postgres_is_noticed_and_comes_back_with_its_data() {
    let dir = DataDir::new("killed");
    let mut postgres = PrivatePostgres::start(dir.path()).await.unwrap();
    let url = postgres.url();
    for round in ["first", "second", "third"] {
        write(&url, round).await;
        kill_hard(postgres.pid().unwrap());
        postgres.ended().await;
        postgres.revive().await.unwrap();
        assert_eq!(postgres.url(), url, "the address stays the same");
    }
    assert_eq!(words(&url).await, ["first", "second", "third"]);
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn a_killed_server_leaves_nothing_that_keeps_the_next_one_from_starting() {
    let dir = DataDir::new("orphan");
    for round in 0..5 {
        let (mut server, url) = server_process(dir.path());
        write(&url, &format!("round {round}")).await;
        server.kill().unwrap();
        server.wait().unwrap();
    }
    let postgres = PrivatePostgres::start(dir.path()).await.unwrap();
    let expected: Vec<String> = (0..5).map(|round| format!("round {round}")).collect();
    assert_eq!(words(&postgres.url()).await, expected);
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn a_killed_server_takes_its_postgres_with_it() {
    let dir = DataDir::new("leash");
    let (mut server, url) = server_process(dir.path());
    write(&url, "kept").await;
    server.kill().unwrap();
    server.wait().unwrap();
    let lock = dir.path().join("postgres/cluster/postmaster.pid");
    wait_until("PostgreSQL stops when its server is gone", || !lock.exists());
}

#[tokio::test]
async fn server_and_postgres_killed_together_lose_nothing() {
    let dir = DataDir::new("both");
    let (mut server, url) = server_process(dir.path());
    write(&url, "kept").await;
    let lock = fs::read_to_string(dir.path().join("postgres/cluster/postmaster.pid")).unwrap();
    kill_hard(lock.lines().next().unwrap().parse().unwrap());
    server.kill().unwrap();
    server.wait().unwrap();
    let postgres = PrivatePostgres::start(dir.path()).await.unwrap();
    assert_eq!(words(&postgres.url()).await, ["kept"]);
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn a_lock_file_that_names_a_strangers_process_does_not_stop_the_start() {
    let dir = DataDir::new("stale");
    let postgres = PrivatePostgres::start(dir.path()).await.unwrap();
    write(&postgres.url(), "kept").await;
    let lock = dir.path().join("postgres/cluster/postmaster.pid");
    let text = fs::read_to_string(&lock).unwrap();
    let owner = lock.metadata().unwrap();
    postgres.stop().await.unwrap();

    // The same lock file, but its process id now belongs to somebody else who lives: this test.
    let (_, rest) = text.split_once('\n').unwrap();
    fs::write(&lock, format!("{}\n{rest}", std::process::id())).unwrap();
    std::os::unix::fs::chown(&lock, Some(owner.uid()), Some(owner.gid())).unwrap();

    let postgres = PrivatePostgres::start(dir.path()).await.unwrap();
    assert_eq!(words(&postgres.url()).await, ["kept"]);
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn a_first_start_that_was_interrupted_begins_again() {
    let dir = DataDir::new("half");
    let postgres = PrivatePostgres::start(dir.path()).await.unwrap();
    postgres.stop().await.unwrap();
    let home = dir.path().join("postgres");
    fs::rename(home.join("cluster"), home.join("cluster.new")).unwrap();
    fs::remove_file(home.join("cluster.new/PG_VERSION")).unwrap();

    let postgres = PrivatePostgres::start(dir.path()).await.unwrap();
    write(&postgres.url(), "new").await;
    assert!(!home.join("cluster.new").exists());
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn two_data_directories_live_side_by_side() {
    let (one, two) = (DataDir::new("one"), DataDir::new("two"));
    let (first, second) = tokio::join!(PrivatePostgres::start(one.path()), PrivatePostgres::start(two.path()));
    let (first, second) = (first.unwrap(), second.unwrap());
    write(&first.url(), "first").await;
    write(&second.url(), "second").await;
    assert_eq!(words(&first.url()).await, ["first"]);
    assert_eq!(words(&second.url()).await, ["second"]);
    first.stop().await.unwrap();
    second.stop().await.unwrap();
}

#[tokio::test]
async fn a_second_server_on_the_same_data_is_refused_but_a_command_may_join() {
    let dir = DataDir::new("same");
    let server = PrivatePostgres::start(dir.path()).await.unwrap();
    write(&server.url(), "by the server").await;

    let second = PrivatePostgres::start(dir.path()).await;
    assert!(matches!(second, Err(PostgresError::InUse(_))));
    let erased = PrivatePostgres::erase(dir.path()).await;
    assert!(matches!(erased, Err(PostgresError::InUse(_))));

    let command = PrivatePostgres::open(dir.path()).await.unwrap();
    assert_eq!(command.pid(), None);
    write(&command.url(), "by the command").await;
    command.stop().await.unwrap();

    assert_eq!(words(&server.url()).await, ["by the command", "by the server"]);
    server.stop().await.unwrap();

    // Without a server the command runs PostgreSQL itself.
    let command = PrivatePostgres::open(dir.path()).await.unwrap();
    assert!(command.pid().is_some());
    command.stop().await.unwrap();
}

#[tokio::test]
async fn a_path_too_long_for_a_socket_gets_a_short_one() {
    let dir = DataDir::new("long");
    let deep = dir.path().join("d".repeat(120)).join("ware house, 一号");
    let postgres = PrivatePostgres::start(&deep).await.unwrap();
    write(&postgres.url(), "deep").await;
    let joined = PrivatePostgres::open(&deep).await.unwrap();
    assert_eq!(words(&joined.url()).await, ["deep"]);
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn odd_names_of_folders_are_no_problem() {
    let dir = DataDir::new("odd");
    let odd = dir.path().join("it's a \"shop\", 数 & co");
    let postgres = PrivatePostgres::start(&odd).await.unwrap();
    write(&postgres.url(), "odd").await;
    assert_eq!(words(&postgres.url()).await, ["odd"]);
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn erased_means_empty_and_a_missing_database_is_not_taken_for_an_empty_one() {
    let dir = DataDir::new("erase");
    let postgres = PrivatePostgres::start(dir.path()).await.unwrap();
    write(&postgres.url(), "old").await;
    postgres.stop().await.unwrap();
    PrivatePostgres::erase(dir.path()).await.unwrap();
    assert!(!dir.path().join("postgres").exists());

    std::os::unix::fs::symlink("/no/such/place", dir.path().join("postgres")).unwrap();
    let refused = PrivatePostgres::start(dir.path()).await;
    assert!(matches!(refused, Err(PostgresError::HomeMissing { .. })));
    PrivatePostgres::erase(dir.path()).await.unwrap();

    let postgres = PrivatePostgres::start(dir.path()).await.unwrap();
    write(&postgres.url(), "new").await;
    assert_eq!(words(&postgres.url()).await, ["new"]);
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn a_folder_that_postgres_may_not_enter_is_no_obstacle() {
    let dir = DataDir::new("closed");
    let closed = dir.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
    let data = closed.join("data");
    let postgres = PrivatePostgres::start(&data).await.unwrap();
    write(&postgres.url(), "inside").await;
    postgres.stop().await.unwrap();
    let postgres = PrivatePostgres::start(&data).await.unwrap();
    assert_eq!(words(&postgres.url()).await, ["inside"]);
    postgres.stop().await.unwrap();
    PrivatePostgres::erase(&data).await.unwrap();
}

#[tokio::test]
async fn a_disposable_one_is_gone_when_dropped() {
    let postgres = PrivatePostgres::disposable().await.unwrap();
    write(&postgres.url(), "short life").await;
    let data_dir = postgres.data_dir().to_path_buf();
    assert!(data_dir.is_dir());
    drop(postgres);
    wait_until("its folder is removed", || !data_dir.exists());
}
