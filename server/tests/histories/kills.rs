//! Kill campaigns: devices work while servers and PostgreSQL are killed at random moments. `cargo xtask kills` runs long
//! ones; short ones are tests like any other.
use crate::audit::{Audit, audit};
use crate::device::Device;
use crate::house::{House, open_shop, person, runtime, send, serve, until};
use crate::process::{DataDir, Server};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use server::store::private_postgres::PrivatePostgres;
use sqlx::{Connection, PgConnection};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

const DEVICES: usize = 4;

/// How far devices get between two kills, at most.
const MOST_ANSWERS_BETWEEN: usize = 12;
const MOST_SPINS: u32 = 3_000_000;

/// Commands that wait on a device at the same time.
const MOST_WAITING: u64 = 5;

/// Where the servers can be reached just now.
struct Addresses(Mutex<Vec<String>>);

impl Addresses {
    fn any(&self) -> String {
        let addresses = self.0.lock().unwrap();
        addresses[rand::random_range(0..addresses.len())].clone()
    }
}

/// Devices work until `kill` has killed as often as it wants; then they send what is left, and the books are looked through.
fn campaign(
    house: (&str, shared::base::TenantId),
    cookies: Vec<String>,
    addresses: &Addresses,
    kill: impl FnOnce(&dyn Fn()),
) -> Audit {
    let mut devices: Vec<Device> = cookies.into_iter().map(Device::of).collect();
    let (over, answers) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|threads| {
        for device in &mut devices {
            let (over, answers) = (&over, &answers);
            threads.spawn(move || {
                while !over.load(Ordering::SeqCst) && device.broken.is_empty() {
                    device.work(rand::random_range(1..=MOST_WAITING));
                    while !device.is_done() && !over.load(Ordering::SeqCst) && device.broken.is_empty() {
                        if device.push_to(&addresses.any()).is_ok() {
                            answers.fetch_add(1, Ordering::SeqCst);
                        } else {
                            device.hello_to(&addresses.any()).ok();
                        }
                    }
                }
                while !device.is_done() && device.broken.is_empty() {
                    device.settle(&[&addresses.any()]);
                }
            });
        }
        kill(&|| {
            let enough = answers.load(Ordering::SeqCst) + rand::random_range(1..=MOST_ANSWERS_BETWEEN);
            until("devices get answers", || answers.load(Ordering::SeqCst) >= enough);
            for _ in 0..rand::random_range(0..MOST_SPINS) {
                std::hint::spin_loop();
            }
        });
        over.store(true, Ordering::SeqCst);
    });
    audit(house.0, house.1, &devices.iter().collect::<Vec<_>>())
}

/// `kill -9` of one of two servers, again and again. PostgreSQL stays, and is durable.
fn servers_are_killed(kills: usize) -> Audit {
    let disk = DataDir::new();
    let postgres = runtime().block_on(PrivatePostgres::start(&disk.0)).unwrap();
    let other = DataDir::new();
    let house = House::open_on(postgres.url());
    let data = [&house.data, &other];
    let cookies = (0..DEVICES).map(|_| house.person()).collect();
    let mut servers = [house.server, serve(&other.0, &house.url)];
    let addresses = Addresses(Mutex::new(servers.iter().map(|server| server.address.clone()).collect()));
    let audit = campaign((&house.url, house.tenant), cookies, &addresses, |moment| {
        for kill in 1..=kills {
            moment();
            let n = rand::random_range(0..servers.len());
            assert!(!servers[n].signal(Signal::KILL).success());
            servers[n] = serve(&data[n].0, &house.url);
            addresses.0.lock().unwrap()[n].clone_from(&servers[n].address);
            progress("servers", kill, kills);
        }
    });
    drop(servers);
    runtime().block_on(postgres.stop()).unwrap();
    audit
}

/// `kill -9` of PostgreSQL, as a whole or only the process behind one connection. The server that runs it brings it back.
fn postgres_is_killed(kills: usize) -> Audit {
    let data = DataDir::new();
    let server = Server::start(&data.0);
    let (owner, tenant) = open_shop(&server.address);
    // Joins the PostgreSQL that the server runs.
    let postgres = runtime().block_on(PrivatePostgres::open(&data.0)).unwrap();
    let url = postgres.url();
    let cookies = (0..DEVICES).map(|_| person(&server.address, &owner)).collect();
    let addresses = Addresses(Mutex::new(vec![server.address.clone()]));
    let audit = campaign((&url, tenant), cookies, &addresses, |moment| {
        for kill in 1..=kills {
            moment();
            // Every connection ends when PostgreSQL falls, and this one does nothing else.
            let mut canary = connect(&url).unwrap();
            let victim = if kill % 3 == 0 { a_connection(&mut canary) } else { main_process(&data) };
            kill_process(Pid::from_raw(victim).unwrap(), Signal::KILL).unwrap();
            until("PostgreSQL has fallen", || runtime().block_on(canary.ping()).is_err());
            until("PostgreSQL is there again", || connect(&url).is_some());
            let ready =
                || send(&server.address, "GET", "/readyz", "", &Value::Null).is_some_and(|all| all.status == 200);
            until("the server is ready again", ready);
            progress("postgres", kill, kills);
        }
    });
    drop(server);
    audit
}

fn connect(url: &str) -> Option<PgConnection> {
    runtime().block_on(PgConnection::connect(url)).ok()
}

fn main_process(data: &DataDir) -> i32 {
    let text = std::fs::read_to_string(data.0.join("postgres/cluster/postmaster.pid")).unwrap();
    text.lines().next().unwrap().trim().parse().unwrap()
}

/// The process behind one of the server's connections.
fn a_connection(canary: &mut PgConnection) -> i32 {
    let sql = "select pid from pg_stat_activity where application_name like 'waybill%' order by random() limit 1";
    runtime().block_on(sqlx::query_scalar(sql).fetch_one(canary)).unwrap()
}

fn progress(what: &str, done: usize, of: usize) {
    if done.is_multiple_of(25) && done < of {
        println!("{what}: {done} of {of}");
    }
}

/// One line for each campaign; then it may fail.
fn tell(what: &str, kills: usize, audit: &Audit) {
    println!(
        "{what}: {kills} kills, {} commands acknowledged, {} lost, {} doubled, books balance: {}",
        audit.acknowledged,
        audit.lost.len(),
        audit.doubled.len(),
        if audit.unbalanced.is_empty() { "yes" } else { "no" },
    );
    assert!(audit.is_clean(), "{audit:?}");
    assert!(audit.acknowledged > kills);
}

/// Three times, unless `cargo xtask kills` asks for more.
fn asked(name: &str) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(3)
}

#[test]
fn servers_are_killed_while_devices_work() {
    let kills = asked("WAYBILL_KILL_SERVERS");
    tell("servers", kills, &servers_are_killed(kills));
}

#[test]
fn postgres_is_killed_while_devices_work() {
    let kills = asked("WAYBILL_KILL_POSTGRES");
    tell("postgres", kills, &postgres_is_killed(kills));
}
