//! Devices that hang up in the middle of whatever they asked, a thousand times: afterwards no connection to PostgreSQL is
//! left inside a transaction, and the pool still lends all it has.
use crate::audit::audit;
use crate::device::Device;
use crate::house::{House, number, send, until};
use crate::wire;
use serde_json::{Value, json};
use shared::engine::codec::SCHEMA;
use std::io::{Read, Write};

const DEVICES: usize = 4;
const DROPPED: usize = 1_000;

/// More askers at once than the pool has connections.
const MORE_THAN_THE_POOL: usize = 40;

/// Asks and hangs up: in the middle of asking, while the server works, or in the middle of its answer.
fn hang_up_on(address: &str, request: &[u8]) {
    let Some(mut stream) = wire::connect(address) else { return };
    match rand::random_range(0..3) {
        0 => drop(stream.write_all(&request[..rand::random_range(0..=request.len())])),
        1 => {
            stream.write_all(request).ok();
            // Anything from at once to long after the answer.
            for _ in 0..rand::random_range(0..20_000u32) {
                std::hint::spin_loop();
            }
        }
        _ => {
            stream.write_all(request).ok();
            let mut some = vec![0; rand::random_range(1..400)];
            drop(stream.read(&mut some));
        }
    }
}

fn pull(device: &Device) -> Vec<u8> {
    let scopes: Vec<Value> = ["settings", "catalog", "stock"].map(|scope| json!({ "scope": scope, "since": 0 })).into();
    let pull = json!({ "client": device.client, "epoch": "", "schema": SCHEMA, "scopes": scopes });
    device.request("/api/sync/pull", &pull)
}

#[test]
fn a_thousand_devices_that_hang_up_leave_no_transaction_open() {
    let house = House::open();
    let mut devices: Vec<Device> = (0..DEVICES).map(|_| Device::of(house.person())).collect();
    std::thread::scope(|threads| {
        for device in &mut devices {
            let address = &house.server.address;
            threads.spawn(move || {
                for n in 0..DROPPED / DEVICES {
                    if n % 10 == 0 {
                        device.settle(&[address]);
                        device.work(3);
                    }
                    let request = if n % 2 == 0 { device.push() } else { pull(device) };
                    hang_up_on(address, &request);
                }
                device.settle(&[address]);
            });
        }
    });

    until("no session of the server is inside a transaction", || {
        number(
            &house.url,
            "select count(*) from pg_stat_activity
             where datname = current_database() and application_name like 'waybill%' and state like 'idle in transaction%'",
        ) == 0
    });
    // One that was left inside would be ended by PostgreSQL after a while: that is not how it may have come about.
    assert_eq!(
        number(&house.url, "select sessions_fatal from pg_stat_database where datname = current_database()"),
        0,
        "sessions that PostgreSQL had to end"
    );

    std::thread::scope(|threads| {
        let asking: Vec<_> = (0..MORE_THAN_THE_POOL)
            .map(|_| threads.spawn(|| send(&house.server.address, "GET", "/api/gate/me", &house.owner, &Value::Null)))
            .collect();
        for asked in asking {
            assert_eq!(asked.join().unwrap().unwrap().status, 200);
        }
    });
    let audit = audit(&house.url, house.tenant, &devices.iter().collect::<Vec<_>>());
    assert!(audit.is_clean(), "{audit:?}");
}
