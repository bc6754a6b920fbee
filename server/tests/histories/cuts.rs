//! One server behind a wire that is cut at every byte, doubled, reset and slow.
use crate::audit::audit;
use crate::device::Device;
use crate::house::House;
use crate::proxy::{End, Fault, Proxy};

/// Devices that work at the same time; each takes every n-th byte.
const DEVICES: usize = 4;

/// How the connection ends is another one for every cut of a device.
fn end(n: usize) -> End {
    if (n / DEVICES).is_multiple_of(2) { End::Closed } else { End::Reset }
}

/// Each device works behind a wire of its own, all on one server; then the books are looked through.
fn history(work: impl Fn(usize, &mut Device, &Proxy) + Sync) {
    let house = House::open();
    let mut devices: Vec<Device> = (0..DEVICES).map(|_| Device::of(house.person())).collect();
    std::thread::scope(|threads| {
        for (n, device) in devices.iter_mut().enumerate() {
            let (work, address) = (&work, &house.server.address);
            threads.spawn(move || {
                let proxy = Proxy::before(address);
                work(n, device, &proxy);
                device.settle(&[&proxy.address]);
            });
        }
    });
    let audit = audit(&house.url, house.tenant, &devices.iter().collect::<Vec<_>>());
    assert!(audit.is_clean(), "{audit:?}");
    let noted: usize = devices.iter().map(|device| device.answered.len()).sum();
    assert_eq!(audit.acknowledged, noted);
    assert!(noted > 0);
}

#[test]
fn a_request_that_is_cut_at_any_byte() {
    history(|first, device, proxy| {
        let (mut byte, mut taken) = (first, 0);
        loop {
            device.work(2);
            let length = device.push().len();
            proxy.plan(Fault::CutRequest(byte, end(byte)));
            assert!(device.push_to(&proxy.address).is_err(), "nobody answered");
            let told = device.answered.keys().next_back().copied().unwrap_or(0);
            let known = device.hello_to(&proxy.address).unwrap();
            if known > told {
                taken += 1;
                assert!(byte >= length, "taken although {byte} of {length} bytes arrived");
            }
            device.settle(&[&proxy.address]);
            if byte >= length {
                break;
            }
            byte += DEVICES;
        }
        assert!(taken <= 1);
    });
}

#[test]
fn an_answer_that_is_cut_at_any_byte() {
    history(|first, device, proxy| {
        let mut byte = first;
        loop {
            device.work(2);
            let told = device.answered.keys().next_back().copied().unwrap_or(0);
            proxy.plan(Fault::CutAnswer(byte, end(byte)));
            if device.push_to(&proxy.address).is_ok() {
                // Not a cut any more: the answer is not so long.
                break;
            }
            let known = device.hello_to(&proxy.address).unwrap();
            assert_eq!(known, told + 2, "the server had begun to answer");
            device.settle(&[&proxy.address]);
            assert_eq!(device.broken, Vec::<String>::new());
            byte += DEVICES;
        }
        assert!(byte > 300, "an answer is longer than {byte} bytes");
    });
}

#[test]
fn a_request_that_arrives_twice_or_again_much_later() {
    history(|_, device, proxy| {
        for round in 0..60 {
            device.work(1 + round % 4);
            let fault = if round % 2 == 0 { Fault::Twice } else { Fault::AgainLater };
            proxy.plan(fault);
            assert_eq!(device.push_to(&proxy.address), Ok(()), "{fault:?}");
            if round % 7 == 0 {
                proxy.deliver_late();
            }
        }
        assert!(proxy.deliver_late() > 0, "old bytes arrive after everything else");
    });
}

#[test]
fn a_wire_that_is_slow() {
    history(|first, device, proxy| {
        for piece in [1, 7, 64].into_iter().skip(first % 3) {
            device.work(3);
            proxy.plan(Fault::Slow(piece));
            assert_eq!(device.push_to(&proxy.address), Ok(()), "in pieces of {piece}");
        }
    });
}
