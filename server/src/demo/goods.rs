//! What the demo shop sells and where it lies: twenty things in three colours, two warehouses of sixty bins.

use shared::base::barcode::ean13;
use shared::base::{Barcode, BinCode, Currency, Malformed, Money, Name, Quantity, Sku, WarehouseCode};
use shared::catalog::put_product::PutProduct;

/// One product of the demo, with its place on the shelves.
#[derive(Debug, Clone)]
pub struct Good {
    pub sku: Sku,
    pub name: Name,
    pub barcode: Option<Barcode>,
    /// Minor units.
    pub price: i64,
    pub picture: String,
    pub weight_g: u32,
    /// The same place in both warehouses.
    pub bin: BinCode,
    /// Only a handful are there, so that some orders have to wait.
    pub scarce: bool,
}

/// (code, Chinese, English, price in yuan, weight in grams, colours as the pictures show them).
type Thing = (&'static str, &'static str, &'static str, i64, u32, [&'static str; 3]);

/// In the order of the pictures.
const THINGS: [Thing; 20] = [
    ("MUG", "马克杯", "Mug", 58, 380, ["navy", "clay", "moss"]),
    ("TOTE", "帆布托特包", "Tote bag", 96, 240, ["navy", "sand", "clay"]),
    ("SOCK", "羊毛袜", "Wool socks", 39, 90, ["rose", "teal", "slate"]),
    ("NOTE", "布面笔记本", "Cloth notebook", 45, 320, ["moss", "plum", "navy"]),
    ("CNDL", "大豆蜡烛", "Soy candle", 88, 410, ["sand", "rose", "slate"]),
    ("LAMP", "小台灯", "Desk lamp", 268, 1450, ["teal", "clay", "slate"]),
    ("TEA", "茶叶罐", "Tea tin", 72, 260, ["moss", "clay", "navy"]),
    ("UMBR", "折叠伞", "Umbrella", 128, 430, ["plum", "navy", "rose"]),
    ("PLAT", "手绘餐盘", "Painted plate", 66, 520, ["slate", "teal", "sand"]),
    ("SCRF", "围巾", "Scarf", 158, 210, ["clay", "moss", "plum"]),
    ("SOAP", "手工皂", "Handmade soap", 32, 120, ["rose", "moss", "sand"]),
    ("PUZL", "木质拼图", "Wooden puzzle", 118, 640, ["navy", "rose", "teal"]),
    ("BOTL", "保温水瓶", "Water bottle", 139, 360, ["teal", "slate", "clay"]),
    ("CUSH", "靠垫", "Cushion", 108, 700, ["sand", "plum", "moss"]),
    ("CLCK", "挂钟", "Wall clock", 198, 820, ["clay", "navy", "slate"]),
    ("POT", "花盆", "Plant pot", 54, 980, ["clay", "slate", "teal"]),
    ("CAP", "棒球帽", "Cap", 79, 110, ["navy", "moss", "rose"]),
    ("PACK", "双肩包", "Backpack", 328, 890, ["slate", "teal", "sand"]),
    ("BORD", "砧板", "Cutting board", 99, 1150, ["sand", "clay", "moss"]),
    ("TPOT", "茶壶", "Teapot", 188, 760, ["teal", "plum", "navy"]),
];

const COLOURS: [(&str, &str); 8] = [
    ("navy", "藏青"),
    ("clay", "陶土红"),
    ("moss", "苔绿"),
    ("sand", "沙色"),
    ("plum", "梅紫"),
    ("slate", "石板灰"),
    ("rose", "玫粉"),
    ("teal", "蓝绿"),
];

/// Every so many products, one is scarce.
const SCARCE_EVERY: usize = 17;

pub fn goods() -> Result<Vec<Good>, Malformed> {
    let bins = bins()?;
    let coloured = THINGS.iter().flat_map(|thing| thing.5.iter().map(move |colour| (thing, *colour)));
    coloured
        .zip(bins)
        .enumerate()
        .map(|(at, ((thing, colour), bin))| {
            let (code, chinese, english, price, weight_g, _) = thing;
            let chinese_colour =
                COLOURS.iter().find(|(name, _)| *name == colour).map_or(colour, |(_, chinese)| chinese);
            Ok(Good {
                sku: Sku::parse(&format!("{code}-{colour}"))?,
                name: Name::parse(&format!("{chinese} {chinese_colour} · {english}, {colour}"))?,
                // 20 to 29 is what GS1 leaves to each shop for itself.
                barcode: ean13(&format!("2900{:08}", 1000 + at)),
                price: price * 100,
                picture: format!("/demo/{:02}.svg", at + 1),
                weight_g: *weight_g,
                bin,
                scarce: at % SCARCE_EVERY == SCARCE_EVERY - 1,
            })
        })
        .collect()
}

impl Good {
    pub fn put(&self, currency: Currency) -> PutProduct {
        PutProduct {
            sku: self.sku.clone(),
            name: self.name.clone(),
            barcodes: self.barcode.iter().cloned().collect(),
            price: Money::new(self.price, currency),
            picture: Some(self.picture.clone()),
            weight_g: self.weight_g,
            low_at: Quantity::of_balance(12),
            active: true,
            only_new: false,
        }
    }
}

/// Five aisles of four bays of three levels: `A-01-01` to `E-04-03`.
pub fn bins() -> Result<Vec<BinCode>, Malformed> {
    let places =
        ('A'..='E').flat_map(|aisle| (1..=4).flat_map(move |bay| (1..=3).map(move |level| (aisle, bay, level))));
    places.map(|(aisle, bay, level)| BinCode::parse(&format!("{aisle}-{bay:02}-{level:02}"))).collect()
}

/// Code, name, address.
pub const WAREHOUSES: [(&str, &str, &str); 2] = [
    ("HZ", "杭州仓 Hangzhou", "浙江省 杭州市 余杭区 良睦路 1000 号"),
    ("SH", "上海仓 Shanghai", "上海市 青浦区 华新镇 新协路 200 号"),
];

pub fn warehouse(at: usize) -> Result<WarehouseCode, Malformed> {
    WarehouseCode::parse(WAREHOUSES.get(at).map_or("HZ", |(code, _, _)| code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixty_things_with_codes_that_scanners_take() {
        let goods = goods().unwrap();
        assert_eq!(goods.len(), 60);
        assert!(goods.iter().all(|good| good.barcode.as_ref().is_some_and(Barcode::is_gtin)));
        let skus: std::collections::BTreeSet<_> = goods.iter().map(|good| &good.sku).collect();
        assert_eq!(skus.len(), 60);
        assert_eq!(goods.iter().filter(|good| good.scarce).count(), 3);
        assert_eq!(goods.last().unwrap().picture, "/demo/60.svg");
    }

    #[test]
    fn names_say_what_the_pictures_show() {
        let list = include_str!("../../../public/demo/pictures.json");
        let pictures: Vec<serde_json::Value> = serde_json::from_str(list).unwrap();
        for (good, picture) in goods().unwrap().iter().zip(pictures) {
            let colour = picture["colour"].as_str().unwrap();
            assert!(good.name.as_str().ends_with(colour), "{} shows {colour}", good.picture);
            assert_eq!(good.picture, format!("/demo/{}", picture["file"].as_str().unwrap()));
        }
    }
}
