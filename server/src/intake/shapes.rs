//! The shapes of the REST API. Amounts are decimal texts (`"12.50"`), moments ISO 8601, and every name is frozen with v1.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// An order to place.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOrder {
    /// Where the order comes from. Together with `external_id` it names one order for ever.
    #[serde(default = "api")]
    #[schema(example = "web shop", max_length = 200)]
    pub channel: String,
    /// The number of the order there. Posting the same one again changes nothing and answers 200.
    #[serde(default)]
    #[schema(example = "SO-1001", max_length = 200)]
    pub external_id: Option<String>,
    pub customer: ApiCustomer,
    #[serde(default)]
    pub ship_to: Option<ApiAddress>,
    /// ISO 4217; the currency of the shop if left out, and no other one.
    #[serde(default)]
    #[schema(example = "CNY")]
    pub currency: Option<String>,
    /// 1 to 1,500.
    pub lines: Vec<NewLine>,
    #[serde(default)]
    #[schema(example = "10.00")]
    pub shipping_fee: Option<String>,
    /// `prepaid` waits for its money; the other two do not.
    #[serde(default)]
    pub terms: ApiTerms,
    /// Paid already.
    #[serde(default)]
    #[schema(example = "106.00")]
    pub paid: Option<String>,
    /// When the customer ordered; now if left out.
    #[serde(default)]
    #[schema(example = "2026-11-21T14:02:00+08:00", format = DateTime)]
    pub placed_at: Option<String>,
    #[serde(default)]
    pub urgent: bool,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub note: Option<String>,
    /// Promise stock at once, as far as there is some.
    #[serde(default)]
    pub reserve: bool,
    /// From which warehouse to reserve; the shop's usual one if left out.
    #[serde(default)]
    #[schema(example = "HZ")]
    pub warehouse: Option<String>,
}

fn api() -> String {
    "api".to_owned()
}

#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLine {
    #[schema(example = "MUG-NAVY")]
    pub sku: String,
    /// Whole units, at least 1.
    #[schema(value_type = i64, minimum = 1, example = 2)]
    pub quantity: serde_json::Number,
    /// Price of one unit; the product's own if left out.
    #[serde(default)]
    #[schema(example = "58.00")]
    pub unit_price: Option<String>,
}

#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiCustomer {
    #[schema(example = "王小明", max_length = 160)]
    pub name: String,
    #[serde(default)]
    #[schema(example = "customer@example.com")]
    pub email: Option<String>,
    /// With country code, or as it is written in the country of the address.
    #[serde(default)]
    #[schema(example = "+447700900123")]
    pub phone: Option<String>,
    /// Language of messages: `zh-CN` or `en`; the shop's if left out.
    #[serde(default)]
    #[schema(example = "zh-CN")]
    pub language: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ApiAddress {
    /// ISO 3166 code; the shop's country if left out.
    #[schema(example = "CN")]
    pub country: String,
    /// Province, state or region.
    #[schema(example = "浙江省")]
    pub region: String,
    #[schema(example = "杭州市")]
    pub city: String,
    #[schema(example = "西湖区")]
    pub district: String,
    pub postcode: String,
    /// Street, number, building, room.
    #[schema(example = "文三路 90 号")]
    pub street: String,
}

/// How an order is paid.
#[derive(Debug, Clone, Copy, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApiTerms {
    #[default]
    Prepaid,
    CashOnDelivery,
    OnAccount,
}

/// An order as it stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApiOrder {
    pub id: Uuid,
    /// People's number of the order.
    #[schema(example = "#10482")]
    pub number: String,
    pub channel: String,
    pub external_id: Option<String>,
    /// `on_hold`, `to_reserve`, `to_pick`, `picking`, `to_pack`, `packed`, `partly_shipped`, `shipped`, `delivered`, `cancelled`.
    #[schema(example = "to_pick")]
    pub status: String,
    /// `unpaid`, `partly_paid`, `paid`, `cash_on_delivery`, `on_account`.
    #[schema(example = "paid")]
    pub payment: String,
    pub currency: String,
    pub total: String,
    pub paid: String,
    pub due: String,
    pub shipping_fee: String,
    pub customer: ApiCustomer,
    pub ship_to: ApiAddress,
    pub lines: Vec<ApiLine>,
    /// What keeps the order from going on.
    pub holds: Vec<ApiHold>,
    pub shipments: Vec<ApiShipment>,
    pub warehouse: Option<String>,
    pub placed_at: String,
    pub ship_by: String,
    pub urgent: bool,
    pub note: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApiLine {
    pub no: u16,
    pub sku: String,
    pub name: String,
    pub quantity: u32,
    pub unit_price: String,
    pub reserved: u32,
    pub picked: u32,
    pub packed: u32,
    pub shipped: u32,
    pub cancelled: u32,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApiHold {
    /// `payment`, `address`, `notice`, `customer_request`, `fraud`, `manual`.
    pub kind: String,
    /// What the check found, in words.
    pub findings: Vec<String>,
    pub note: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApiShipment {
    pub id: Uuid,
    pub carrier: Option<String>,
    pub tracking_number: Option<String>,
    /// `pending`, `picked_up`, `in_transit`, `out_for_delivery`, `delivered`, …
    pub status: String,
    pub handed_over_at: String,
    /// The customer's page of this parcel.
    pub parcel_url: String,
}

/// A page of orders.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OrderPage {
    pub orders: Vec<ApiOrder>,
    /// Ask again with this to go on; none at the end. Orders come in the order of their last change, so a cursor that is
    /// kept brings exactly what has changed since.
    pub next_cursor: Option<String>,
}

/// Stock of one product in one warehouse.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApiStock {
    pub sku: String,
    pub warehouse: String,
    /// What is there. Below zero while facts are missing.
    pub on_hand: i64,
    /// Promised to orders.
    pub reserved: u32,
    /// What can still be promised.
    pub available: u32,
    /// Announced by suppliers.
    pub incoming: u32,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StockPage {
    pub stock: Vec<ApiStock>,
    pub next_cursor: Option<String>,
}

/// A product to put into the catalogue, or to change.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProduct {
    #[schema(example = "MUG-NAVY", max_length = 40)]
    pub sku: String,
    #[schema(example = "马克杯 藏青 · Mug, navy", max_length = 160)]
    pub name: String,
    /// Every code printed on it; each belongs to one product only.
    #[serde(default)]
    pub barcodes: Vec<String>,
    /// Price of one unit in the shop's currency.
    #[schema(example = "58.00")]
    pub price: String,
    /// Grams; 0 when unknown.
    #[serde(default)]
    pub weight_g: u32,
    /// Below this available quantity it shows as low; 0 switches the warning off.
    #[serde(default)]
    pub low_at: u32,
    #[serde(default = "yes")]
    pub active: bool,
}

fn yes() -> bool {
    true
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApiProduct {
    pub sku: String,
    pub name: String,
    pub barcodes: Vec<String>,
    pub price: String,
    pub currency: String,
    pub weight_g: u32,
    pub low_at: u32,
    pub active: bool,
}

/// Every error: RFC 9457.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApiProblem {
    #[schema(example = "/problems/invalid")]
    pub r#type: String,
    pub title: String,
    pub status: u16,
    /// A frozen word for programs.
    #[schema(example = "invalid")]
    pub code: String,
    /// What happened and what to do, in the language of `Accept-Language`.
    pub detail: String,
    /// Where values of the body are not usable.
    pub errors: Option<Vec<ApiFieldProblem>>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApiFieldProblem {
    /// JSON pointer into the body.
    #[schema(example = "/lines/0/quantity")]
    pub pointer: String,
    pub detail: String,
}
