//! Orders from files: what people and shops' systems export, and what goes wrong in it.

use super::harness::*;
use shared::base::{Moment, OrderId};
use shared::engine::{Command, Outcome};
use shared::orders::intake::{
    Broken, Choice, Column, Encoding, Kind, KnownSets, Options, Plan, Reader, Severity, What, look, plan,
};
use shared::orders::{OrderNumber, Terms};
use shared::people::{Language, Merchant};
use shared::text;

fn options() -> Options {
    Options { create_products: true, customer_word: "Customer".into(), ..Options::new(line("file"), cny()) }
}

fn known() -> KnownSets {
    let products = [("MUG", 2_800), ("BAG", 9_900)].map(|(code, price)| (sku(code), price));
    KnownSets { products: products.into(), ..KnownSets::default() }
}

fn read_with(text: &str, options: Options) -> Plan {
    let bytes = text.as_bytes();
    plan(bytes.to_vec(), &look(bytes, Choice::default()).unwrap(), options, &known()).unwrap()
}

fn read(text: &str) -> Plan {
    read_with(text, options())
}

const HEAD: &str = "order,sku,description,quantity,price,date,name,email,phone,country,city,postcode,street\n";

fn row(cells: &str) -> String {
    format!("{HEAD}{cells}\n")
}

fn kinds(plan: &Plan) -> Vec<(u32, Kind)> {
    plan.report.notes.iter().map(|note| (note.row, note.what.kind())).collect()
}

#[test]
fn a_whole_file_becomes_orders_that_the_books_take() {
    let file = "订单号,商品编码,商品名称,数量,单价,下单时间,收货人,手机,地址,运费,实付金额,备注\n\
        A1,mug,马克杯,2,28.00,2026-11-20 10:00,林雨薇,13800138000,浙江省杭州市西湖区文三路90号,8,64,礼品包装\n\
        A2,TEA,龙井茶 50g,1,¥68.00,2026/11/20 11:30,,,张三 13900139000 上海市浦东新区世纪大道100号,,,\n\
        A1,BAG,帆布托特包,1,99,,,,,,,\n";
    let (bytes, _, _) = encoding_rs_gbk(file);
    let seen = look(&bytes, Choice::default()).unwrap();
    assert_eq!(seen.encoding, Encoding::Gb18030);
    let options = Options { utc_offset_minutes: 480, country: line("CN"), ..options() };
    let plan = plan(bytes, &seen, options, &known()).unwrap();
    assert_eq!(kinds(&plan), vec![]);
    assert_eq!((plan.orders.len(), plan.products.len()), (2, 1));
    let first = &plan.orders[0];
    assert_eq!(first.lines.len(), 2, "rows of one order need not stand together");
    assert_eq!((first.shipping_fee, first.paid), (800, 6_400));
    assert_eq!(first.placed_at, Some(Moment::parse("2026-11-20T02:00:00Z", 0).unwrap()));
    assert_eq!(first.ship_to.missing(), vec![]);
    let second = &plan.orders[1];
    assert_eq!(second.customer.name.as_str(), "张三");
    assert_eq!(second.customer.phone.as_ref().unwrap().e164(), "+8613900139000");
    assert_eq!(second.ship_to.district.as_str(), "浦东新区");
    let mut books = Books::shop();
    for command in
        plan.products.iter().cloned().map(Command::from).chain(plan.orders.iter().cloned().map(Command::from))
    {
        books.must(command);
    }
    let again = plan.orders[0].clone();
    assert_eq!(books.act(again), Ok(Outcome::Unchanged), "the same file twice places nothing twice");
    let order = books.get::<shared::orders::Order>(OrderId::from_channel("file", "A1")).unwrap();
    assert_eq!(order.number, OrderNumber::Issued(10_001));
}

fn encoding_rs_gbk(text: &str) -> (Vec<u8>, (), ()) {
    (encoding_rs::GB18030.encode(text).0.into_owned(), (), ())
}

#[test]
fn each_bad_row_says_what_is_wrong() {
    let cases = [
        ("1,MUG,Mug,0,1,,,,,,,,", Kind::QuantityZero),
        ("1,MUG,Mug,-1,1,,,,,,,,", Kind::QuantityNegative),
        ("C1,MUG,Mug,-1,1,,,,,,,,", Kind::Cancellation),
        ("1,MUG,Mug,1.5,1,,,,,,,,", Kind::QuantityFraction),
        ("1,MUG,Mug,six,1,,,,,,,,", Kind::Malformed),
        ("1,MUG,Mug,99999999999,1,,,,,,,,", Kind::Malformed),
        ("1,MUG,Mug,,1,,,,,,,,", Kind::Missing),
        ("1,,Mug,1,1,,,,,,,,", Kind::Missing),
        (",MUG,Mug,1,1,,,,,,,,", Kind::Missing),
        ("1,NEW,New,1,,,,,,,,,", Kind::Missing),
        ("1,a|b,Mug,1,1,,,,,,,,", Kind::Malformed),
        ("1,a\u{0}b,Mug,1,1,,,,,,,,", Kind::Malformed),
        ("1,a\u{fffd}b,Mug,1,1,,,,,,,,", Kind::Malformed),
        ("1,MUG,Mug,1,-1,,,,,,,,", Kind::PriceNegative),
        ("1,MUG,Mug,1,1.005,,,,,,,,", Kind::PriceDecimals),
        ("1,MUG,Mug,1,free,,,,,,,,", Kind::Malformed),
        ("1,MUG,Mug,1,0,,,,,,,,", Kind::PriceZero),
        ("1,MUG,Mug,1,1,2011-02-29,,,,,,,", Kind::BadDate),
        ("1,MUG,Mug,1,1,yesterday,,,,,,,", Kind::BadDate),
        ("1,MUG,Mug,1,1,,Maya,no mail,,,,,", Kind::BadEmail),
        ("1,MUG,Mug,1,1,,Maya,,12,GB,,,", Kind::BadPhone),
        ("1,MUG,Mug,1,1,,Maya,,,Atlantis,,,", Kind::BadCountry),
        ("1,MUG", Kind::TooFewCells),
        ("1,MUG,\"lost,1,1", Kind::Broken),
        ("1,NEW,,1,5,,,,,,,,", Kind::ProductWithoutName),
    ];
    for (cells, kind) in cases {
        let plan = read(&row(cells));
        assert_eq!(kinds(&plan).into_iter().map(|(_, kind)| kind).collect::<Vec<_>>(), vec![kind], "{cells}");
        let rejected = matches!(kind.severity(), Severity::Rejected) || kind == Kind::Cancellation;
        assert_eq!(plan.orders.len(), usize::from(!rejected), "{cells}");
    }
}

#[test]
fn five_megabytes_in_a_cell_are_one_bad_row() {
    let file = format!(
        "{HEAD}1,MUG,{},1,1,,,,,,,,\n2,MUG,\"{}\",1,1,,,,,,,,\n3,MUG,Mug,1,1,,,,,,,,\n",
        "x".repeat(5_000_000),
        "y".repeat(5_000_000)
    );
    let plan = read(&file);
    assert_eq!(kinds(&plan), vec![(2, Kind::CellTooLong), (3, Kind::CellTooLong)]);
    assert_eq!(plan.orders.len(), 1);
}

#[test]
fn an_order_with_a_bad_row_is_left_out_whole_unless_asked_otherwise() {
    let file = row("1,MUG,Mug,2,5,,,,,,,,\n1,BAG,Bag,1.5,5,,,,,,,,\n2,MUG,Mug,1,5,,,,,,,,");
    let careful = read(&file);
    assert_eq!(careful.orders.len(), 1);
    assert_eq!(kinds(&careful), vec![(2, Kind::OrderLeftOut), (3, Kind::QuantityFraction)]);
    assert_eq!((careful.summary.rejected_orders, careful.summary.rejected_rows, careful.summary.used_rows), (1, 1, 1));
    let hasty = read_with(&file, Options { skip_bad_rows: true, ..options() });
    assert_eq!((hasty.orders.len(), hasty.orders[0].lines.len()), (2, 1));
}

#[test]
fn products_are_created_only_when_asked() {
    let file = row("1,NEW,?,-1,0,,,,,,,,\n2,NEW,damaged,1,0,,,,,,,,\n3,NEW,New thing,1,5,,,,,,,,");
    let plan = read(&file);
    assert_eq!(plan.products.len(), 1);
    assert_eq!(plan.products[0].name.as_str(), "New thing", "a row with a price knows the name best");
    assert_eq!(plan.products[0].price.minor, 500);
    assert!(plan.products[0].only_new, "a product that is here meanwhile is not overwritten");
    let strict = read_with(&file, Options { create_products: false, ..options() });
    assert_eq!((strict.products.len(), strict.orders.len()), (0, 0));
    assert_eq!(strict.report.count(Kind::UnknownProduct), 2);
}

#[test]
fn the_same_product_at_the_same_price_is_one_line() {
    let plan = read(&row("1,MUG,Mug,2,5,,,,,,,,\n1,mug,Mug,3,5,,,,,,,,\n1,MUG,Mug,1,4,,,,,,,,"));
    let lines: Vec<(u32, i64)> =
        plan.orders[0].lines.iter().map(|line| (line.quantity.get(), line.unit_price)).collect();
    assert_eq!(lines, vec![(5, 500), (1, 400)]);
    assert_eq!(kinds(&plan), vec![(3, Kind::Merged)]);
}

#[test]
fn a_price_that_is_not_said_is_the_products_own() {
    assert_eq!(read("order,sku,quantity\n1,MUG,2\n").orders[0].lines[0].unit_price, 2_800);
    let by_barcode = KnownSets {
        barcodes: [(shared::base::Barcode::parse("6901234567892").unwrap(), sku("MUG"))].into(),
        ..known()
    };
    let bytes = b"order,barcode,quantity\n1,6901234567892,2\n";
    let plan = plan(bytes.to_vec(), &look(bytes, Choice::default()).unwrap(), options(), &by_barcode).unwrap();
    assert_eq!(plan.orders[0].lines[0].sku, sku("MUG"));
}

#[test]
fn what_is_said_about_money_decides_whether_it_is_paid() {
    let paid = |status: &str, options: Options| {
        let plan = read_with(&format!("order,sku,quantity,price,payment status,paid\n1,MUG,2,5,{status}\n"), options);
        (plan.orders[0].paid, plan.orders[0].terms, plan.summary.unpaid)
    };
    assert_eq!(paid("paid,", options()), (1_000, Terms::Prepaid, 0));
    assert_eq!(paid("已付款,", options()), (1_000, Terms::Prepaid, 0));
    assert_eq!(paid("待付款,", Options { paid: true, ..options() }), (0, Terms::Prepaid, 1));
    assert_eq!(paid("货到付款,", options()), (0, Terms::CashOnDelivery, 0));
    assert_eq!(paid(",3.50", options()), (350, Terms::Prepaid, 1));
    assert_eq!(paid(",", Options { paid: true, ..options() }), (1_000, Terms::Prepaid, 0));
    assert_eq!(paid(",99", options()), (1_000, Terms::Prepaid, 0), "never more than it costs");
}

#[test]
fn what_is_here_already_stays_as_it_is() {
    let here = KnownSets { orders: [OrderId::from_channel("file", "1")].into(), ..known() };
    let text = row("1,MUG,Mug,1,5,,,,,,,,\n2,MUG,Mug,1,5,,,,,,,,");
    let plan =
        plan(text.clone().into_bytes(), &look(text.as_bytes(), Choice::default()).unwrap(), options(), &here).unwrap();
    assert_eq!((plan.orders.len(), plan.summary.known_orders), (1, 1));
}

#[test]
fn names_are_found_or_made() {
    let file = "order,sku,quantity,customer id\n1,MUG,1,17850.0\n2,MUG,1,\n";
    let plan = read(file);
    let names: Vec<&str> = plan.orders.iter().map(|order| order.customer.name.as_str()).collect();
    assert_eq!(names, ["Customer 17850", "—"]);
    assert_eq!(plan.summary.without_name, 1);
}

#[test]
fn odd_codes_of_real_catalogues_pass() {
    let codes = ["85123a", "POST", "gift_0001_20", "BANK CHARGES", "22423.0", "M", "C2"];
    let rows: String = codes.iter().map(|code| format!("1,{code},Thing,1,5,,,,,,,,\n")).collect();
    let plan = read(&format!("{HEAD}{rows}"));
    let skus: Vec<&str> = plan.orders[0].lines.iter().map(|line| line.sku.as_str()).collect();
    assert_eq!(skus, ["85123A", "POST", "GIFT_0001_20", "BANK CHARGES", "22423", "M", "C2"]);
}

#[test]
fn a_file_is_read_in_batches_with_the_same_result() {
    let rows: String = (0..997).map(|n| format!("{},MUG,Mug,{},5,,,,,,,,\n", n % 100, n % 7)).collect();
    let file = format!("{HEAD}{rows}");
    let seen = look(file.as_bytes(), Choice::default()).unwrap();
    let whole = plan(file.clone().into_bytes(), &seen, options(), &known()).unwrap();
    let mut reader = Reader::new(file.clone().into_bytes(), &seen, options()).unwrap();
    let mut before = 0;
    loop {
        let progress = reader.next_batch(10);
        assert!(progress.bytes >= before && progress.bytes <= progress.of_bytes);
        before = progress.bytes;
        if progress.finished {
            assert_eq!((progress.rows, progress.bytes), (997, file.len()));
            break;
        }
    }
    let batched = reader.plan(&known());
    assert_eq!(batched.orders, whole.orders);
    assert_eq!(batched.summary, whole.summary);
    assert_eq!(batched.report.notes, whole.report.notes);
}

#[test]
fn columns_that_are_needed_are_asked_for() {
    let bytes = b"order,colour\n1,red\n";
    let seen = look(bytes, Choice::default()).unwrap();
    let error = Reader::new(bytes.to_vec(), &seen, options()).unwrap_err();
    assert_eq!(error, Broken::MissingColumns { columns: vec![Column::Sku, Column::Quantity] });
    let said = text::intake::broken(Language::English, &error);
    assert_eq!(said, "No column is set for: SKU, Quantity. Choose the columns above.");
}

#[test]
fn the_report_is_a_file_in_the_language_of_the_reader() {
    let plan = read(&row("1,MUG,Mug,1.5,1,,,,,,,,\n2,NEW,,1,5,,,,,,,,"));
    let file = text::intake::report_file(Language::Chinese, &plan.report);
    assert!(file.starts_with("\u{feff}行,级别,备注\r\n"), "{file}");
    assert!(file.contains("2,未导入,“1.5”不是整数数量，已跳过。\r\n"), "{file}");
    let sentences = text::intake::summary(Language::English, &plan.summary);
    assert_eq!(sentences[0], "1 order will be placed.");
    assert!(sentences.contains(&"1 order has no address: it will wait on hold.".to_owned()));
}

#[test]
fn the_shop_gives_its_own_clock_country_and_words() {
    let books = Books::shop();
    let merchant = books.get::<Merchant>(Merchant::ID).unwrap();
    let options = text::intake::options(&merchant, line("taobao"));
    assert_eq!(
        (options.utc_offset_minutes, options.customer_word.as_str(), options.country.as_str()),
        (480, "客户", "CN")
    );
    assert!(!options.create_products && !options.paid && !options.skip_bad_rows, "nothing is done unasked");
}

#[test]
fn remarks_of_one_kind_do_not_fill_the_device() {
    let rows: String = (0..20_050).map(|n| format!("{n},MUG,Mug,1.5,5,,,,,,,,\n")).collect();
    let plan = read(&format!("{HEAD}{rows}"));
    assert_eq!(plan.report.count(Kind::QuantityFraction), 20_050);
    assert_eq!(plan.report.not_listed(Kind::QuantityFraction), 50);
    assert!(matches!(plan.report.notes[0].what, What::QuantityFraction { .. }));
}
