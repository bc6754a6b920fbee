//! Commands that tests need often: a warehouse, a product, stock of it, an order for it.
use serde_json::json;
use shared::base::OrderId;
use shared::engine::Command;

/// Reads a command from what a device would send.
pub fn command(name: &str, args: serde_json::Value) -> Command {
    serde_json::from_value(json!({ "name": name, "args": args })).unwrap()
}

pub fn warehouse() -> Command {
    command("inventory.put_warehouse.1", json!({ "code": "HZ", "name": "Hangzhou" }))
}

pub fn product(sku: &str) -> Command {
    command(
        "catalog.put_product.1",
        json!({ "sku": sku, "name": format!("Thing {sku}"), "price": { "minor": 2800, "currency": "CNY" } }),
    )
}

pub fn stock(sku: &str, by: i64) -> Command {
    command(
        "inventory.adjust.1",
        json!({ "warehouse": "HZ", "bin": "A-01", "sku": sku, "by": by, "reason": "first_stock" }),
    )
}

pub fn bin() -> Command {
    command("inventory.put_location.1", json!({ "warehouse": "HZ", "bin": "A-01" }))
}

pub fn order(id: OrderId, sku: &str, quantity: u32) -> Command {
    command(
        "orders.place.1",
        json!({
            "order": id, "channel": "desk", "currency": "CNY", "terms": "on_account",
            "customer": { "name": "Lin Yuwei", "email": "lin@example.com", "phone": null, "language": "zh-CN" },
            "lines": [{ "sku": sku, "quantity": quantity, "unit_price": 2800 }],
        }),
    )
}

pub fn reserve(id: OrderId) -> Command {
    command("orders.reserve.1", json!({ "order": id, "warehouse": "HZ" }))
}
