//! A shop with one product, and parcels that leave it.
use crate::house::House;
use serde_json::{Value, json};
use server::office::now;
use server::store::merchants::new_uuid;
use shared::base::{Moment, OpId, OrderId, ShipmentId};
use shared::engine::{Actor, Command, Envelope};

pub fn command(name: &str, args: Value) -> Command {
    serde_json::from_value(json!({ "name": name, "args": args })).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What a test wants to be different.
#[derive(Clone)]
pub struct Parcel {
    pub order: OrderId,
    pub shipment: ShipmentId,
    pub name: String,
    pub email: String,
    pub phone: String,
    pub language: &'static str,
    pub external_id: Option<String>,
    pub happened: Moment,
}

impl Parcel {
    pub fn new() -> Parcel {
        Parcel {
            order: OrderId(new_uuid()),
            shipment: ShipmentId(new_uuid()),
            name: "Maya Okafor".to_owned(),
            email: "maya@example.com".to_owned(),
            phone: "+447700900123".to_owned(),
            language: "en",
            external_id: None,
            happened: now(),
        }
    }

    fn commands(&self) -> Vec<Command> {
        let (order, shipment) = (self.order, self.shipment);
        vec![
            command("inventory.put_warehouse.1", json!({ "code": "HZ", "name": "Hangzhou" })),
            command(
                "catalog.put_product.1",
                json!({ "sku": "MUG", "name": "Mug <b>blue</b> & white", "price": { "minor": 2800, "currency": "CNY" } }),
            ),
            command(
                "inventory.adjust.1",
                json!({ "warehouse": "HZ", "bin": "A-01-01", "sku": "MUG", "by": 5, "reason": "first_stock" }),
            ),
            command(
                "orders.place.1",
                json!({
                    "order": order, "channel": "shop", "external_id": self.external_id, "currency": "CNY", "paid": 5600,
                    "customer": { "name": self.name, "email": self.email, "phone": self.phone, "language": self.language },
                    "ship_to": { "country": "GB", "region": "", "city": "London", "district": "", "postcode": "E8 3RL", "street": "1 Graham Road" },
                    "lines": [{ "sku": "MUG", "quantity": 2, "unit_price": 2800 }],
                }),
            ),
            command("orders.reserve.1", json!({ "order": order, "warehouse": "HZ" })),
            command(
                "fulfilment.pick.1",
                json!({ "order": order, "line": 1, "sku": "MUG", "warehouse": "HZ", "bin": "A-01-01", "quantity": 2 }),
            ),
            command("fulfilment.pack.1", json!({ "order": order, "line": 1, "sku": "MUG", "quantity": 2 })),
            command(
                "shipping.ship.1",
                json!({ "order": order, "shipment": shipment, "carrier": "sf", "tracking_number": number(shipment) }),
            ),
        ]
    }

    /// The parcel leaves the house.
    pub async fn leaves(self, house: &House) -> Parcel {
        told(house, self.happened, self.commands()).await;
        self
    }

    pub async fn tracked(&self, house: &House, status: &str, at: Moment) {
        let track = json!({ "shipment": self.shipment, "status": status, "at": at, "place": "Shenzhen", "text": "" });
        told(house, at, vec![command("shipping.track.1", track)]).await;
    }

    pub fn path(&self, house: &House) -> String {
        format!("/t/{}", house.office.parcel_token(house.tenant, self.shipment))
    }

    pub fn notice(&self) -> String {
        format!("shipped|{}", self.shipment)
    }
}

fn number(shipment: ShipmentId) -> String {
    format!("SF{:013}", shipment.0.as_u128() % 10_000_000_000_000)
}

/// Commands that happened at a moment; every one must be accepted.
pub async fn told(house: &House, at: Moment, commands: Vec<Command>) {
    let envelopes =
        commands.into_iter().map(|command| Envelope { op: OpId(new_uuid()), occurred_at: at, command }).collect();
    for answer in house.office.execute_as_told(house.tenant, Actor::office(), envelopes).await.unwrap() {
        answer.unwrap();
    }
}
