//! What the columns of a file mean: guessed from their headers in English and Chinese, changed by people.

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

/// Headers that shops' systems write, without spaces and signs, lower case.
const HEADERS: &[(Column, &[&str])] = &[
    (Column::ExternalId, &["invoiceno", "invoice", "invoicenumber", "ordernumber", "orderno", "orderid", "order", "externalid", "ordername", "reference", "订单号", "订单编号", "单号", "原始单号", "平台单号", "网店订单号", "订单", "交易号", "主订单编号"]),
    (Column::Sku, &["sku", "stockcode", "productcode", "itemcode", "itemno", "itemnumber", "variantsku", "lineitemsku", "articleno", "productsku", "商品编码", "商家编码", "货号", "商品编号", "规格编码", "商品代码", "sku编码", "商品sku", "外部编码"]),
    (Column::Name, &["description", "productname", "itemname", "product", "title", "item", "lineitemname", "productdescription", "商品名称", "品名", "商品", "宝贝标题", "商品标题", "货品名称", "名称"]),
    (Column::Quantity, &["quantity", "qty", "amountordered", "units", "pieces", "count", "lineitemquantity", "数量", "商品数量", "购买数量", "件数", "宝贝数量", "下单数量"]),
    (Column::UnitPrice, &["unitprice", "price", "itemprice", "priceeach", "lineitemprice", "unitcost", "单价", "价格", "商品单价", "商品价格", "售价", "成交单价"]),
    (Column::PlacedAt, &["invoicedate", "orderdate", "date", "createdat", "placedat", "purchasedate", "ordertime", "ordered", "created", "下单时间", "订单时间", "下单日期", "订单日期", "创建时间", "订单创建时间", "付款时间", "日期"]),
    (Column::Customer, &["customer", "customername", "name", "recipient", "recipientname", "shippingname", "shiptoname", "buyer", "buyername", "fullname", "收货人", "收货人姓名", "收件人", "姓名", "客户", "客户姓名", "客户名称", "买家", "买家姓名", "联系人"]),
    (Column::CustomerId, &["customerid", "customernumber", "customerno", "clientid", "buyerid", "客户编号", "会员号", "客户id", "买家id", "买家会员名", "会员名", "买家昵称"]),
    (Column::Email, &["email", "emailaddress", "customeremail", "buyeremail", "mail", "邮箱", "电子邮箱", "邮件", "电子邮件"]),
    (Column::Phone, &["phone", "phonenumber", "mobile", "tel", "telephone", "shippingphone", "contactphone", "手机", "手机号", "手机号码", "联系手机", "电话", "联系电话", "收货人电话", "收货人手机", "收件人电话", "收件人手机", "联系方式"]),
    (Column::Country, &["country", "shippingcountry", "countrycode", "shiptocountry", "国家", "国家地区", "收货国家"]),
    (Column::Region, &["region", "province", "state", "shippingprovince", "stateprovince", "county", "省", "省份", "收货省份", "州省"]),
    (Column::City, &["city", "town", "shippingcity", "shiptocity", "城市", "市", "收货城市"]),
    (Column::District, &["district", "suburb", "区", "区县", "县", "收货区县", "收货区"]),
    (Column::Postcode, &["postcode", "zip", "zipcode", "postalcode", "shippingzip", "邮编", "邮政编码", "收货邮编"]),
    (Column::Street, &["street", "address1", "addressline1", "shippingaddress1", "streetaddress", "shippingstreet", "街道", "街道地址", "详细地址", "街道门牌"]),
    (Column::Address, &["address", "shippingaddress", "fulladdress", "shipto", "deliveryaddress", "地址", "收货地址", "收件地址", "收件人地址", "收货人地址", "完整地址"]),
    (Column::ShippingFee, &["shipping", "shippingfee", "shippingcost", "postage", "freight", "deliveryfee", "运费", "邮费", "快递费", "配送费"]),
    (Column::Paid, &["paid", "amountpaid", "paidamount", "实付金额", "实付", "已付金额", "付款金额", "实收金额", "买家实付金额"]),
    (Column::PaymentStatus, &["paymentstatus", "financialstatus", "paymentstate", "ispaid", "付款状态", "支付状态", "是否付款"]),
    (Column::Note, &["note", "notes", "comment", "comments", "remark", "remarks", "message", "备注", "买家留言", "卖家备注", "留言", "订单备注"]),
    (Column::Currency, &["currency", "currencycode", "币种", "货币"]),
    (Column::Barcode, &["barcode", "ean", "gtin", "upc", "ean13", "条码", "商品条码", "条形码", "国际条码"]),
];

impl Column {
    pub const ALL: &'static [Column] = &[
        Column::ExternalId, Column::Sku, Column::Name, Column::Quantity, Column::UnitPrice, Column::PlacedAt, Column::Customer,
        Column::CustomerId, Column::Email, Column::Phone, Column::Address, Column::Street, Column::District, Column::City,
        Column::Region, Column::Postcode, Column::Country, Column::ShippingFee, Column::Paid, Column::PaymentStatus, Column::Note,
        Column::Currency, Column::Barcode,
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
        Column::REQUIRED.iter().copied().filter(|column| !has(*column) && !(*column == Column::Sku && has(Column::Barcode))).collect()
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
        let retail = Mapping::guess(&header("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"));
        let meanings: Vec<_> = (0..8).map(|at| retail.meaning_of(at)).collect();
        assert_eq!(meanings, [ExternalId, Sku, Name, Quantity, PlacedAt, UnitPrice, CustomerId, Country].map(Some));
        assert_eq!(retail.missing(), vec![]);
        let chinese = Mapping::guess(&header("订单号,商品编码,商品名称,数量,单价,下单时间,收货人,手机,地址,买家留言,店小二"));
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
