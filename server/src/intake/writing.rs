//! From records to what programs read.

use super::shapes::{ApiAddress, ApiCustomer, ApiHold, ApiLine, ApiOrder, ApiProduct, ApiShipment, ApiStock};
use shared::base::{Address, Money};
use shared::catalog::Product;
use shared::inventory::Stock;
use shared::orders::{Contact, Order};
use shared::people::Language;
use shared::shipping::Shipment;
use shared::text::refusals;

/// The word of a closed enum as it stands on the wire.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// `parcel_url` makes the customer's link of a shipment. Findings are put in words of `language`.
pub fn order(
    order: &Order,
    shipments: &[&Shipment],
    parcel_url: impl Fn(&Shipment) -> String,
    language: Language,
) -> ApiOrder {
    let money = |minor: i64| Money::new(minor, order.currency).plain();
    ApiOrder {
        id: order.id.0,
        number: order.number.to_string(),
        channel: order.channel.to_string(),
        external_id: order.external_id.as_ref().map(ToString::to_string),
        status: order.status().name().to_owned(),
        payment: word(&order.payment_state()),
        currency: order.currency.to_string(),
        total: order.total().plain(),
        paid: order.paid().plain(),
        due: order.due().plain(),
        shipping_fee: money(order.shipping_fee),
        customer: customer(&order.customer),
        ship_to: address(&order.ship_to),
        lines: order
            .lines
            .iter()
            .map(|line| ApiLine {
                no: line.no,
                sku: line.sku.to_string(),
                name: line.name.to_string(),
                quantity: line.quantity.get(),
                unit_price: money(line.unit_price),
                reserved: line.reserved.get(),
                picked: line.picked.get(),
                packed: line.packed.get(),
                shipped: line.shipped.get(),
                cancelled: line.cancelled.get(),
            })
            .collect(),
        holds: order
            .holds
            .iter()
            .map(|hold| ApiHold {
                kind: word(&hold.kind),
                findings: hold.findings.iter().map(|finding| refusals::finding(language, finding)).collect(),
                note: hold.note.to_string(),
            })
            .collect(),
        shipments: shipments.iter().map(|shipment| self::shipment(shipment, parcel_url(shipment))).collect(),
        warehouse: order.warehouse.as_ref().map(ToString::to_string),
        placed_at: order.placed_at.iso(),
        ship_by: order.ship_by.iso(),
        urgent: order.urgent,
        note: order.note.to_string(),
    }
}

fn shipment(shipment: &Shipment, parcel_url: String) -> ApiShipment {
    ApiShipment {
        id: shipment.id.0,
        carrier: shipment.carrier.map(|carrier| carrier.code().to_owned()),
        tracking_number: shipment.tracking_number.clone(),
        status: shipment.status().name().to_owned(),
        handed_over_at: shipment.handed_over_at.iso(),
        parcel_url,
    }
}

fn customer(contact: &Contact) -> ApiCustomer {
    ApiCustomer {
        name: contact.name.to_string(),
        email: contact.email.as_ref().map(ToString::to_string),
        phone: contact.phone.as_ref().map(ToString::to_string),
        language: Some(contact.language.tag().to_owned()),
    }
}

fn address(address: &Address) -> ApiAddress {
    ApiAddress {
        country: address.country.to_string(),
        region: address.region.to_string(),
        city: address.city.to_string(),
        district: address.district.to_string(),
        postcode: address.postcode.to_string(),
        street: address.street.to_string(),
    }
}

pub fn stock(stock: &Stock) -> ApiStock {
    ApiStock {
        sku: stock.sku.to_string(),
        warehouse: stock.warehouse.to_string(),
        on_hand: stock.on_hand(),
        reserved: stock.reserved.get(),
        available: stock.available().get(),
        incoming: stock.incoming.get(),
    }
}

pub fn product(product: &Product) -> ApiProduct {
    ApiProduct {
        sku: product.sku.to_string(),
        name: product.name.to_string(),
        barcodes: product.barcodes.iter().map(ToString::to_string).collect(),
        price: product.price.plain(),
        currency: product.price.currency.to_string(),
        weight_g: product.weight_g,
        low_at: product.low_at.get(),
        active: product.active,
    }
}
