//! Two servers on one PostgreSQL: started together, used in turn, killed in the middle, telling each other.
use crate::audit::audit;
use crate::device::Device;
use crate::house::{House, empty_database, execute, number, person, send, serve, until};
use crate::process::{DataDir, Server, waybill};
use crate::wire;
use rustix::process::Signal;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpStream;
use std::process::Stdio;
use std::sync::Mutex;
use std::time::Instant;

#[test]
fn two_that_start_at_once_on_an_empty_database_both_come_up_and_open_one_demo() {
    let url = empty_database();
    let data = [DataDir::new(), DataDir::new()];
    let start = |data: &DataDir| {
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--database-url", &url];
        Server::run(waybill(&data.0, &arguments).env("WAYBILL_SECRET", crate::house::KEY))
    };
    let servers: Vec<Server> = std::thread::scope(|threads| {
        let starting: Vec<_> = data.iter().map(|data| threads.spawn(|| start(data))).collect();
        starting.into_iter().map(|started| started.join().unwrap()).collect()
    });
    assert_eq!(number(&url, "select count(*) from tenant"), 1, "one demo shop");
    let demo = |server: &Server| send(&server.address, "GET", "/api/gate/info", "", &Value::Null).unwrap().json();
    let hints: Vec<Value> = servers.iter().map(|server| demo(server)["demo"].clone()).collect();
    assert_eq!(hints[0], hints[1]);

    let form = serde_json::json!({ "email": hints[0]["people"][0]["email"], "password": hints[0]["password"] });
    let owner = send(&servers[0].address, "POST", "/api/gate/sign-in", "", &form).unwrap();
    let cookie = owner.cookie().unwrap();
    assert_eq!(send(&servers[0].address, "POST", "/api/app/demo/remove", cookie, &Value::Null).unwrap().status, 204);
    assert_eq!(demo(&servers[1])["demo"], Value::Null, "the other server does not offer what is gone");
}

#[test]
fn a_server_with_another_key_is_refused() {
    let house = House::open();
    let elsewhere = DataDir::new();
    let arguments = ["serve", "--no-demo", "--listen", "127.0.0.1:0", "--database-url", &house.url];
    let mut refused = waybill(&elsewhere.0, &arguments);
    let mut refused = refused.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut ready, mut said) = (String::new(), String::new());
    BufReader::new(refused.stdout.take().unwrap()).read_line(&mut ready).unwrap();
    if !ready.is_empty() {
        refused.kill().unwrap();
    }
    assert_eq!(ready, "");
    refused.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(!refused.wait().unwrap().success() && said.contains("WAYBILL_SECRET"), "{said}");
    let adopt = ["migrate", "--new-key", "--database-url", &house.url];
    assert!(crate::process::output(&mut waybill(&elsewhere.0, &adopt), "").status.success());
    drop(Server::run(&mut waybill(&elsewhere.0, &arguments)));
}

#[test]
fn a_device_that_goes_from_one_to_the_other_while_they_are_killed() {
    let house = House::open();
    let other = DataDir::new();
    let addresses = Mutex::new([house.server.address.clone(), String::new()]);
    let mut servers = [house.server, serve(&other.0, &house.url)];
    addresses.lock().unwrap()[1].clone_from(&servers[1].address);
    let at = |n: usize| addresses.lock().unwrap()[n % 2].clone();
    let mut devices: Vec<Device> = (0..3).map(|_| Device::of(person(&at(0), &house.owner))).collect();
    let working = Mutex::new(devices.len());
    std::thread::scope(|threads| {
        for device in &mut devices {
            let (at, working) = (&at, &working);
            threads.spawn(move || {
                for n in 0..60 {
                    device.work(1 + n % 3);
                    for turn in 0.. {
                        if device.is_done() || !device.broken.is_empty() {
                            break;
                        }
                        // Every answer is asked for at the other server than the one before.
                        let address = at(turn + n as usize);
                        if device.push_to(&address).is_err() {
                            device.hello_to(&at(turn + 1 + n as usize)).ok();
                        }
                    }
                }
                *working.lock().unwrap() -= 1;
            });
        }
        let data = [&house.data, &other];
        for n in (0..2).cycle() {
            if *working.lock().unwrap() == 0 {
                break;
            }
            assert!(!servers[n].signal(Signal::KILL).success());
            servers[n] = serve(&data[n].0, &house.url);
            addresses.lock().unwrap()[n].clone_from(&servers[n].address);
        }
    });
    let audit = audit(&house.url, house.tenant, &devices.iter().collect::<Vec<_>>());
    assert!(audit.is_clean(), "{audit:?}");
    assert_eq!(audit.acknowledged, 3 * 120);
}

#[test]
fn the_same_push_at_both_at_once_is_one_push() {
    let house = House::open();
    let (other, mut device) = (DataDir::new(), Device::of(house.person()));
    let second = serve(&other.0, &house.url);
    for round in 0..40 {
        device.work(1 + round % 5);
        let push = device.push();
        let answers = std::thread::scope(|threads| {
            let asked = threads.spawn(|| wire::ask(&second.address, &push).unwrap());
            (wire::ask(&house.server.address, &push).unwrap(), asked.join().unwrap())
        });
        assert_eq!(answers.0.json()["answers"], answers.1.json()["answers"]);
        device.settle(&[&house.server.address, &second.address]);
    }
    let audit = audit(&house.url, house.tenant, &[&device]);
    assert!(audit.is_clean(), "{audit:?}");
}

/// Somebody who listens for news at a server.
struct Listener(BufReader<TcpStream>);

impl Listener {
    fn at(address: &str, cookie: &str) -> Listener {
        let mut stream = wire::connect(address).unwrap();
        let request = wire::request("GET", "/api/sync/live", &[("cookie", cookie)], "");
        std::io::Write::write_all(&mut stream, &request).unwrap();
        let mut listener = Listener(BufReader::new(stream));
        listener.next();
        listener
    }

    /// Waits for the next version that is told.
    fn next(&mut self) -> u64 {
        let (mut line, begun) = (String::new(), Instant::now());
        loop {
            // The stream says that it is there even when it has nothing to tell.
            assert!(begun.elapsed() < wire::FOR_EVER, "there is no news");
            line.clear();
            assert_ne!(self.0.read_line(&mut line).unwrap(), 0, "the stream ended");
            if let Some(told) = line.strip_prefix("data: {\"version\":") {
                return told.trim_end().trim_end_matches('}').parse().unwrap();
            }
        }
    }

    fn until(&mut self, version: u64) {
        while self.next() < version {}
    }
}

fn version(house: &House) -> u64 {
    number(&house.url, "select version from tenant").unsigned_abs()
}

#[test]
fn news_from_one_server_is_heard_at_the_other_whatever_happens_to_their_connections() {
    let house = House::open();
    let (other, mut device) = (DataDir::new(), Device::of(house.person()));
    let second = serve(&other.0, &house.url);
    let mut listener = Listener::at(&second.address, &house.owner);
    let mut change = |listener: &mut Listener| {
        device.work(1);
        device.settle(&[&house.server.address]);
        listener.until(version(&house));
    };
    change(&mut listener);
    for connections in ["waybill tells", "waybill hears", "waybill%"] {
        let before = number(&house.url, "select count(*) from pg_stat_activity where application_name like 'waybill%'");
        assert!(before > 0);
        execute(
            &house.url,
            "select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and application_name like $1",
            connections,
        );
        change(&mut listener);
    }
}

#[test]
fn a_server_that_died_before_it_told_leaves_nobody_without_the_news() {
    let house = House::open();
    let mut listener = Listener::at(&house.server.address, &house.owner);
    // What a server leaves that was killed right after its commit: a newer version that nobody has spoken of.
    execute(
        &house.url,
        "update tenant set version = version + 1 where tenant_id = $1::uuid",
        &house.tenant.to_string(),
    );
    listener.until(version(&house));
}

#[test]
fn both_stop_in_order_when_the_first_has_stopped() {
    let house = House::open();
    let other = DataDir::new();
    let mut second = serve(&other.0, &house.url);
    let mut first = house.server;
    assert!(first.signal(Signal::TERM).success());
    until("the other goes on", || send(&second.address, "GET", "/readyz", "", &Value::Null).unwrap().status == 200);
    assert!(second.signal(Signal::TERM).success());
}
