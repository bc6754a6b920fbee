//! `waybill import orders`: the command itself, on a database that a server uses at the same time.
use crate::house::House;
use shared::engine::{Kind, Record};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        let folder = std::env::temp_dir().join(format!("waybill-import-{:016x}", rand::random::<u64>()));
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

async fn import(house: &House, file: &Path, options: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waybill"));
    command.args(["import", "orders"]).arg(file).args(options);
    command.env("WAYBILL_DATABASE_URL", &house.url).env("WAYBILL_SECRET", "a secret for tests");
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

const FILE: &str = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,WHITE HANGING HEART T-LIGHT HOLDER,6.0,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
536365,71053,WHITE METAL LANTERN,6.0,2010-12-01 08:26:00,3.39,17850.0,United Kingdom
536366,85123A,,1.5,2010-12-01 08:28:00,2.55,17850.0,United Kingdom
C536379,D,Discount,-1.0,2010-12-01 09:41:00,27.50,14527.0,United Kingdom
536370,22728,ALARM CLOCK BAKELIKE PINK,24.0,2010-12-01 08:45:00,3.75,12583.0,France
";

async fn orders(house: &House) -> usize {
    house.office.list(house.tenant, Kind::Order, None, 1_000).await.unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_comes_in_once_with_a_report() {
    let (house, folder) = (House::open().await, Folder::new());
    let file = folder.file("retail.csv", FILE);
    let report = folder.0.join("report.csv");
    let options = ["--create-products", "--channel", "retail", "--report", report.to_str().unwrap()];
    let dry = import(&house, &file, &["--create-products", "--channel", "retail", "--dry-run"]).await;
    assert!(said(&dry).contains("nothing was written"));
    assert_eq!(orders(&house).await, 0);
    let first = import(&house, &file, &options).await;
    assert!(said(&first).contains("2 orders are placed, 0 were here already."), "{}", said(&first));
    assert_eq!(orders(&house).await, 2);
    let report = std::fs::read_to_string(&report).unwrap();
    assert!(report.contains("1.5") && report.contains("C536379"), "{report}");
    let again = import(&house, &file, &options).await;
    assert!(said(&again).contains("There is nothing to place."), "{}", said(&again));
    assert_eq!(orders(&house).await, 2);
    let imports = house.office.list(house.tenant, Kind::Import, None, 10).await.unwrap();
    let [Record::Import(import)] = imports.as_slice() else { panic!("{} imports", imports.len()) };
    assert_eq!(
        (import.file.as_str(), import.orders, import.state),
        ("retail.csv", 2, shared::orders::ImportState::Done)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_and_encodings_can_be_named() {
    let (house, folder) = (House::open().await, Folder::new());
    let text = "单号;货号;品名;件数;姓名\nA-1;杯子-1;马克杯;2;王小明\n";
    let (gbk, _, _) = encoding_rs::GB18030.encode(text);
    let file = folder.file("orders.csv", gbk);
    let unmapped = import(&house, &file, &["--map", "external_id=nothing"]).await;
    assert!(!unmapped.status.success());
    assert!(
        String::from_utf8_lossy(&unmapped.stderr).contains("the file has no column nothing"),
        "{}",
        String::from_utf8_lossy(&unmapped.stderr)
    );
    let maps = ["external_id=单号", "sku=货号", "name=品名", "quantity=件数", "customer=姓名"];
    let mut options = vec!["--create-products", "--encoding", "gbk"];
    options.extend(maps.iter().flat_map(|map| ["--map", map]));
    let done = import(&house, &file, &options).await;
    let price_is_missing = said(&done);
    assert!(
        price_is_missing.contains("There is nothing to place."),
        "a product without a price is not made up: {price_is_missing}"
    );
    let priced = folder.file(
        "priced.csv",
        encoding_rs::GB18030.encode("单号;货号;品名;件数;姓名;单价\nA-1;杯子-1;马克杯;2;王小明;28.00\n").0,
    );
    assert!(said(&import(&house, &priced, &options).await).contains("1 orders are placed"));
    let found = house.office.list(house.tenant, Kind::Order, None, 10).await.unwrap();
    let [Record::Order(order)] = found.as_slice() else { panic!("{} orders", found.len()) };
    assert_eq!((order.customer.name.as_str(), order.lines[0].name.as_str()), ("王小明", "马克杯"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_said_plainly() {
    let (house, folder) = (House::open().await, Folder::new());
    for (name, bytes) in
        [("empty.csv", &b""[..]), ("sheet.csv", &b"PK\x03\x04aaaa"[..]), ("other.csv", &b"a,b\n1,2\n"[..])]
    {
        let output = import(&house, &folder.file(name, bytes), &[]).await;
        assert!(!output.status.success());
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(error.contains("waybill: ") && !error.contains("panicked"), "{name}: {error}");
    }
    let missing = import(&house, Path::new("/nowhere/orders.csv"), &[]).await;
    assert!(String::from_utf8_lossy(&missing.stderr).contains("cannot read /nowhere/orders.csv"));
}
