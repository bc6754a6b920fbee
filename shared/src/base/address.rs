//! Where a parcel goes, and what is missing before it can.

use super::name::{Line, Name};
use serde::{Deserialize, Serialize};

/// A delivery address. In China: province, city, district, street with number; elsewhere region, city, postcode, street.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Address {
    /// ISO 3166 code, upper case, for example `CN`.
    pub country: Line,
    /// Province, state or region.
    pub region: Line,
    pub city: Line,
    /// District or county.
    pub district: Line,
    pub postcode: Line,
    /// Street, number, building, room.
    pub street: Line,
}

/// A part of an address that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressPart {
    Country,
    Region,
    City,
    Postcode,
    Street,
}

/// Countries without postcodes, or where parcels arrive without them.
const WITHOUT_POSTCODE: &[&str] = &["CN", "HK", "MO", "AE", "IE"];

impl Address {
    /// The parts that this country needs and that are empty. Empty list: complete.
    pub fn missing(&self) -> Vec<AddressPart> {
        let country = self.country.as_str();
        let mut missing = Vec::new();
        let mut need = |part: AddressPart, line: &Line| {
            if line.is_empty() {
                missing.push(part);
            }
        };
        need(AddressPart::Country, &self.country);
        if country == "CN" || country == "US" || country == "CA" || country == "AU" {
            need(AddressPart::Region, &self.region);
        }
        need(AddressPart::City, &self.city);
        need(AddressPart::Street, &self.street);
        if !country.is_empty() && !WITHOUT_POSTCODE.contains(&country) {
            need(AddressPart::Postcode, &self.postcode);
        }
        missing
    }

    pub fn is_blank(&self) -> bool {
        [&self.region, &self.city, &self.district, &self.postcode, &self.street].iter().all(|line| line.is_empty())
    }

    /// One line in the order of the country: large to small in Chinese, small to large elsewhere.
    pub fn one_line(&self) -> String {
        let parts: Vec<&Line> = if self.country.as_str() == "CN" {
            vec![&self.region, &self.city, &self.district, &self.street, &self.postcode]
        } else {
            vec![&self.street, &self.district, &self.city, &self.region, &self.postcode, &self.country]
        };
        let separator = if self.country.as_str() == "CN" { " " } else { ", " };
        parts.iter().map(|line| line.as_str()).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(separator)
    }
}

/// ISO code of a country written as a code or by its name in English or Chinese.
pub fn country_code(text: &str) -> Option<&'static str> {
    const NAMES: &[(&str, &[&str])] = &[
        ("CN", &["china", "中国", "prc", "mainland china"]),
        ("HK", &["hong kong", "香港", "中国香港"]),
        ("MO", &["macao", "macau", "澳门"]),
        ("TW", &["taiwan", "台湾"]),
        ("SG", &["singapore", "新加坡"]),
        ("MY", &["malaysia", "马来西亚"]),
        ("JP", &["japan", "日本"]),
        ("KR", &["korea", "south korea", "韩国"]),
        ("GB", &["united kingdom", "uk", "great britain", "channel islands", "英国"]),
        ("IE", &["ireland", "eire", "爱尔兰"]),
        ("DE", &["germany", "德国"]),
        ("FR", &["france", "法国"]),
        ("ES", &["spain", "西班牙"]),
        ("IT", &["italy", "意大利"]),
        ("NL", &["netherlands", "荷兰"]),
        ("BE", &["belgium", "比利时"]),
        ("PT", &["portugal", "葡萄牙"]),
        ("CH", &["switzerland", "瑞士"]),
        ("AT", &["austria", "奥地利"]),
        ("SE", &["sweden", "瑞典"]),
        ("NO", &["norway", "挪威"]),
        ("DK", &["denmark", "丹麦"]),
        ("FI", &["finland", "芬兰"]),
        ("PL", &["poland", "波兰"]),
        ("US", &["usa", "united states", "美国"]),
        ("CA", &["canada", "加拿大"]),
        ("AU", &["australia", "澳大利亚"]),
        ("NZ", &["new zealand", "新西兰"]),
        ("IN", &["india", "印度"]),
        ("BR", &["brazil", "巴西"]),
        ("MX", &["mexico", "墨西哥"]),
        ("ZA", &["rsa", "south africa", "南非"]),
        ("IS", &["iceland", "冰岛"]),
        ("GR", &["greece", "希腊"]),
        ("CY", &["cyprus", "塞浦路斯"]),
        ("MT", &["malta", "马耳他"]),
        ("LT", &["lithuania", "立陶宛"]),
        ("CZ", &["czech republic", "czechia", "捷克"]),
        ("IL", &["israel", "以色列"]),
        ("AE", &["united arab emirates", "uae", "阿联酋"]),
        ("SA", &["saudi arabia", "沙特阿拉伯"]),
        ("BH", &["bahrain", "巴林"]),
        ("LB", &["lebanon", "黎巴嫩"]),
    ];
    let wanted = text.trim().to_lowercase();
    NAMES
        .iter()
        .find(|(code, names)| code.eq_ignore_ascii_case(&wanted) || names.contains(&wanted.as_str()))
        .map(|(code, _)| *code)
}

/// Countries that forms offer, by ISO code.
pub const COUNTRIES: &[&str] = &[
    "CN", "HK", "MO", "TW", "SG", "MY", "JP", "KR", "GB", "IE", "DE", "FR", "ES", "IT", "NL", "BE", "PT", "CH", "AT",
    "SE", "NO", "DK", "FI", "PL", "CZ", "GR", "CY", "MT", "LT", "IS", "US", "CA", "AU", "NZ", "IN", "BR", "MX", "ZA",
    "IL", "AE", "SA", "BH", "LB",
];

/// A person or shop and how to reach them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addressee {
    pub name: Name,
    pub address: Address,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(country: &str, region: &str, city: &str, postcode: &str, street: &str) -> Address {
        let line = |text| Line::parse(text).unwrap();
        Address {
            country: line(country),
            region: line(region),
            city: line(city),
            district: Line::default(),
            postcode: line(postcode),
            street: line(street),
        }
    }

    #[test]
    fn says_what_is_missing_for_the_country() {
        assert_eq!(address("CN", "浙江省", "杭州市", "", "文三路 90 号").missing(), vec![]);
        assert_eq!(address("GB", "", "London", "", "1 High St").missing(), vec![AddressPart::Postcode]);
        assert_eq!(
            address("CN", "", "", "", "").missing(),
            vec![AddressPart::Region, AddressPart::City, AddressPart::Street]
        );
        assert_eq!(country_code("United Kingdom"), Some("GB"));
        assert_eq!(country_code("EIRE"), Some("IE"));
    }
}
