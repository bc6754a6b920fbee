//! What the columns of a file mean: guessed from their headers in English and Chinese, changed by people.

use super::headers::HEADERS;
use serde::{Deserialize, Serialize};

/// Something that a column of an order file can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    ExternalId,
    Sku,
    Name,
    Quantity,
    UnitPrice,
    PlacedAt,
    Customer,
    CustomerId,
    Email,
    Phone,
    Country,
    Region,
    City,
    District,
    Postcode,
    Street,
    /// Everything in one cell.
    Address,
    ShippingFee,
    Paid,
    PaymentStatus,
    Note,
    Currency,
    Barcode,
}

impl Column {
    pub const ALL: &'static [Column] = &[
        Column::ExternalId,
        Column::Sku,
        Column::Name,
        Column::Quantity,
        Column::UnitPrice,
        Column::PlacedAt,
        Column::Customer,
        Column::CustomerId,
        Column::Email,
        Column::Phone,
        Column::Address,
        Column::Street,
        Column::District,
        Column::City,
        Column::Region,
        Column::Postcode,
        Column::Country,
        Column::ShippingFee,
        Column::Paid,
        Column::PaymentStatus,
        Column::Note,
        Column::Currency,
        Column::Barcode,
    ];

    /// Without these there is no order.
    pub const REQUIRED: &'static [Column] = &[Column::ExternalId, Column::Sku, Column::Quantity];

    /// Word in commands: `--map sku=StockCode`.
    pub fn name(self) -> &'static str {
        match self {
            Column::ExternalId => "external_id",
            Column::Sku => "sku",
            Column::Name => "name",
            Column::Quantity => "quantity",
            Column::UnitPrice => "unit_price",
            Column::PlacedAt => "placed_at",
            Column::Customer => "customer",
            Column::CustomerId => "customer_id",
            Column::Email => "email",
            Column::Phone => "phone",
            Column::Country => "country",
            Column::Region => "region",
            Column::City => "city",
            Column::District => "district",
            Column::Postcode => "postcode",
            Column::Street => "street",
            Column::Address => "address",
            Column::ShippingFee => "shipping_fee",
            Column::Paid => "paid",
            Column::PaymentStatus => "payment_status",
            Column::Note => "note",
            Column::Currency => "currency",
            Column::Barcode => "barcode",
        }
    }

    pub fn from_name(name: &str) -> Option<Column> {
        Column::ALL.iter().copied().find(|column| column.name() == name)
    }

    /// What a header most likely means.
    pub fn guess(header: &str) -> Option<Column> {
        let plain = plain(header);
        HEADERS.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(column, _)| *column)
    }
}

/// Letters and digits only, lower case: `Unit Price (GBP)` is not `unitprice`, but `Unit_Price` is.
fn plain(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Which column of the file says what. Each meaning at most once.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mapping {
    columns: Vec<Option<Column>>,
}

impl Mapping {
    /// From the header; the first column with a meaning has it.
    pub fn guess(header: &[String]) -> Mapping {
        let mut mapping = Mapping { columns: vec![None; header.len()] };
        for (at, name) in header.iter().enumerate() {
            if let Some(column) = Column::guess(name)
                && mapping.place_of(column).is_none()
            {
                mapping.set(at, Some(column));
            }
        }
        // `地址` beside a city of its own is the street only.
        if let Some(at) = mapping.place_of(Column::Address)
            && mapping.place_of(Column::City).is_some()
            && mapping.place_of(Column::Street).is_none()
        {
            mapping.set(at, Some(Column::Street));
        }
        mapping
    }

    /// A column of the file gets a meaning; whichever had it before loses it.
    pub fn set(&mut self, at: usize, column: Option<Column>) {
        if column.is_some() {
            for other in self.columns.iter_mut().filter(|other| **other == column) {
                *other = None;
            }
        }
        if self.columns.len() <= at {
            self.columns.resize(at + 1, None);
        }
        if let Some(place) = self.columns.get_mut(at) {
            *place = column;
        }
    }

    pub fn meaning_of(&self, at: usize) -> Option<Column> {
        self.columns.get(at).copied().flatten()
    }

    pub fn place_of(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|known| *known == Some(column))
    }

    /// Meanings that are needed and not there. A barcode can stand in for the SKU.
    pub fn missing(&self) -> Vec<Column> {
        let has = |column| self.place_of(column).is_some();
        Column::REQUIRED
            .iter()
            .copied()
            .filter(|column| !(has(*column) || *column == Column::Sku && has(Column::Barcode)))
            .collect()
    }

    /// Places by meaning, for reading many rows.
    pub(super) fn places(&self) -> Places {
        let mut places = Places::default();
        for (at, column) in self.columns.iter().enumerate() {
            if let Some(place) = column.and_then(|column| places.0.get_mut(column as usize)) {
                *place = Some(at);
            }
        }
        places
    }
}

/// Where in a row each meaning stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Places([Option<usize>; Column::ALL.len()]);

impl Places {
    pub(super) fn of(&self, column: Column) -> Option<usize> {
        self.0.get(column as usize).copied().flatten()
    }

    /// The last place that is needed for a row to make sense.
    pub(super) fn last_required(&self) -> usize {
        Column::REQUIRED.iter().filter_map(|column| self.of(*column)).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(cells: &str) -> Vec<String> {
        cells.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn guesses_english_and_chinese_headers() {
        use Column::*;
        let retail = Mapping::guess(&header(
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
        ));
        let meanings: Vec<_> = (0..8).map(|at| retail.meaning_of(at)).collect();
        assert_eq!(meanings, [ExternalId, Sku, Name, Quantity, PlacedAt, UnitPrice, CustomerId, Country].map(Some));
        assert_eq!(retail.missing(), vec![]);
        let chinese =
            Mapping::guess(&header("订单号,商品编码,商品名称,数量,单价,下单时间,收货人,手机,地址,买家留言,店小二"));
        let meanings: Vec<_> = (0..11).map(|at| chinese.meaning_of(at)).collect();
        let expected = [ExternalId, Sku, Name, Quantity, UnitPrice, PlacedAt, Customer, Phone, Address, Note].map(Some);
        assert_eq!(meanings, [expected.as_slice(), &[None]].concat());
        let parts = Mapping::guess(&header("订单编号,SKU,数量,省,市,区,地址"));
        assert_eq!(parts.meaning_of(6), Some(Street));
    }

    #[test]
    fn people_change_the_mapping() {
        let mut mapping = Mapping::guess(&header("id,thing,how many"));
        assert_eq!(mapping.missing(), Column::REQUIRED.to_vec());
        mapping.set(0, Some(Column::ExternalId));
        mapping.set(1, Some(Column::Sku));
        mapping.set(2, Some(Column::Sku));
        assert_eq!((mapping.meaning_of(1), mapping.meaning_of(2)), (None, Some(Column::Sku)));
        mapping.set(1, Some(Column::Quantity));
        assert_eq!(mapping.missing(), vec![]);
        for column in Column::ALL {
            assert_eq!(Column::from_name(column.name()), Some(*column));
        }
    }
}
