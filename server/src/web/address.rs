//! Where a request comes from and how: proxies are believed only when the operator named them.
use crate::config::Config;
use actix_web::HttpRequest;
use std::net::{IpAddr, Ipv4Addr};

/// The address of whoever asks, for limits; never logged.
pub fn client_ip(request: &HttpRequest, config: &Config) -> IpAddr {
    let peer = request.peer_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |address| address.ip());
    if !config.serving.trusts(peer) {
        return peer;
    }
    // From the right: the first address that no trusted proxy can have made up.
    let forwarded = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = forwarded.flat_map(|value| value.split(',')).collect();
    // A hop that cannot be read ends the search: what stands left of it can be made up.
    let mut from = peer;
    for next in hops.into_iter().rev().map_while(hop) {
        from = next;
        if !config.serving.trusts(next) {
            break;
        }
    }
    from
}

/// `10.0.0.7`, `10.0.0.7:41123`, `2001:db8::1`, `[2001:db8::1]`, `"[2001:db8::1]:41123"`: proxies write all of them.
fn hop(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    if let Some(v6) = text.strip_prefix('[') {
        return v6.split(']').next()?.parse().ok();
    }
    text.parse().ok().or_else(|| text.rsplit_once(':')?.0.parse().ok())
}

/// One household or office: a whole IPv6 /64 counts as one.
pub fn neighbourhood(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(ip) => ip.to_string(),
            None => {
                let [a, b, c, d, ..] = ip.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        },
    }
}

/// Whether the browser speaks https with us, or with a proxy that we believe.
pub fn is_https(request: &HttpRequest, config: &Config) -> bool {
    if config.serving.tls() {
        return true;
    }
    let trusted = request.peer_addr().is_some_and(|peer| config.serving.trusts(peer.ip()));
    trusted
        && request
            .headers()
            .get("x-forwarded-proto")
            .is_some_and(|proto| proto.as_bytes().eq_ignore_ascii_case(b"https"))
}

/// Whether the browser keeps a `Secure` cookie for this address: over https, and on the machine itself.
pub fn keeps_secure_cookies(request: &HttpRequest, config: &Config) -> bool {
    if is_https(request, config) {
        return true;
    }
    let host = request.headers().get("host").and_then(|host| host.to_str().ok()).unwrap_or("");
    let name = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or(""),
        None => host.split(':').next().unwrap_or(""),
    };
    let name = name.to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost") || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hops_are_read_as_proxies_write_them() {
        for (text, address) in [
            (" 10.0.0.7", "10.0.0.7"),
            ("10.0.0.7:41123", "10.0.0.7"),
            ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("\"[2001:db8::1]:41123\"", "2001:db8::1"),
        ] {
            assert_eq!(hop(text), Some(address.parse().unwrap()), "{text}");
        }
        assert_eq!(hop("unknown"), None);
    }

    #[test]
    fn a_v6_neighbourhood_is_a_64() {
        assert_eq!(
            neighbourhood("2001:db8:1:2:3:4:5:6".parse().unwrap()),
            neighbourhood("2001:db8:1:2:ffff::1".parse().unwrap())
        );
        assert_eq!(neighbourhood("::ffff:10.0.0.1".parse().unwrap()), "10.0.0.1");
    }
}
