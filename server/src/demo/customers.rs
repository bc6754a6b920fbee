//! Who buys in the demo shop. Nobody real: names are common ones, mail goes to example.com, and the phone numbers lie in
//! ranges that are kept for fiction (UK, US) or were never given to an operator (China, prefix 164).

use super::dice::Dice;
use shared::base::{Address, Email, Malformed, Name, Phone, TextLine};
use shared::orders::Contact;
use shared::people::Language;

const FAMILY_NAMES: [(&str, &str); 16] = [
    ("王", "wang"),
    ("李", "li"),
    ("张", "zhang"),
    ("刘", "liu"),
    ("陈", "chen"),
    ("杨", "yang"),
    ("黄", "huang"),
    ("赵", "zhao"),
    ("周", "zhou"),
    ("吴", "wu"),
    ("徐", "xu"),
    ("孙", "sun"),
    ("朱", "zhu"),
    ("林", "lin"),
    ("何", "he"),
    ("郭", "guo"),
];

const GIVEN_NAMES: [(&str, &str); 16] = [
    ("小明", "xiaoming"),
    ("雨薇", "yuwei"),
    ("子轩", "zixuan"),
    ("梓涵", "zihan"),
    ("欣怡", "xinyi"),
    ("浩然", "haoran"),
    ("静", "jing"),
    ("伟", "wei"),
    ("思远", "siyuan"),
    ("佳怡", "jiayi"),
    ("俊杰", "junjie"),
    ("晓彤", "xiaotong"),
    ("文博", "wenbo"),
    ("丽华", "lihua"),
    ("志强", "zhiqiang"),
    ("诗涵", "shihan"),
];

const WESTERN_NAMES: [&str; 20] = [
    "Maya Okafor",
    "Tom Harding",
    "Priya Raman",
    "Elena Rossi",
    "James Whitlock",
    "Sofia Lind",
    "Daniel Tan",
    "Grace Lim",
    "Noah Fischer",
    "Amelia Price",
    "Owen Gallagher",
    "Hannah Weiss",
    "Lucas Moreau",
    "Nadia Haddad",
    "Peter Novak",
    "Isla Fraser",
    "Marcus Lee",
    "Yuki Tanaka",
    "Clara Jensen",
    "Ben Carter",
];

/// Region, city, district, street.
const CHINESE_STREETS: [(&str, &str, &str, &str); 16] = [
    ("浙江省", "杭州市", "西湖区", "文三路"),
    ("浙江省", "宁波市", "鄞州区", "中山东路"),
    ("上海市", "上海市", "徐汇区", "衡山路"),
    ("上海市", "上海市", "浦东新区", "张杨路"),
    ("江苏省", "南京市", "玄武区", "珠江路"),
    ("江苏省", "苏州市", "姑苏区", "平江路"),
    ("广东省", "深圳市", "南山区", "科苑路"),
    ("广东省", "广州市", "天河区", "体育西路"),
    ("北京市", "北京市", "朝阳区", "工体北路"),
    ("四川省", "成都市", "武侯区", "人民南路"),
    ("湖北省", "武汉市", "武昌区", "东湖路"),
    ("福建省", "厦门市", "思明区", "环岛路"),
    ("山东省", "青岛市", "市南区", "香港中路"),
    ("陕西省", "西安市", "雁塔区", "小寨东路"),
    ("湖南省", "长沙市", "岳麓区", "麓山路"),
    ("重庆市", "重庆市", "渝中区", "中山四路"),
];

/// Country, region, city, postcode, street, first digits of a phone number kept for fiction (three more follow).
const FOREIGN_STREETS: [(&str, &str, &str, &str, &str, &str); 6] = [
    ("GB", "", "London", "E8 3RL", "Graham Road", "+44 7700 900"),
    ("GB", "", "Manchester", "M4 1HN", "Tib Street", "+44 7700 900"),
    ("GB", "", "Bristol", "BS1 4QA", "Queen Square", "+44 20 7946 0"),
    ("US", "NY", "New York", "10012", "Mercer Street", "+1 212 555 0"),
    ("US", "CA", "San Francisco", "94110", "Valencia Street", "+1 415 555 0"),
    ("US", "WA", "Seattle", "98101", "Pike Street", "+1 206 555 0"),
];

/// Somebody who orders.
#[derive(Debug, Clone)]
pub struct Customer {
    pub contact: Contact,
    pub address: Address,
}

impl Customer {
    pub fn is_abroad(&self) -> bool {
        self.address.country.as_str() != "CN"
    }
}

/// Two thirds live in China and read Chinese; the others read English, some of them in China too.
pub fn customers(dice: &mut Dice, count: usize) -> Result<Vec<Customer>, Malformed> {
    (0..count).map(|at| if at % 3 == 2 { english(dice, at) } else { chinese(dice, at) }).collect()
}

fn chinese(dice: &mut Dice, at: usize) -> Result<Customer, Malformed> {
    let (family, family_latin) = dice.pick(&FAMILY_NAMES).copied().unwrap_or_default();
    let (given, given_latin) = dice.pick(&GIVEN_NAMES).copied().unwrap_or_default();
    let contact = Contact {
        name: Name::parse(&format!("{family}{given}"))?,
        email: Some(Email::parse(&format!("{given_latin}.{family_latin}{at}@example.com"))?),
        phone: Some(chinese_phone(dice)?),
        language: Language::Chinese,
    };
    Ok(Customer { contact, address: chinese_address(dice)? })
}

fn english(dice: &mut Dice, at: usize) -> Result<Customer, Malformed> {
    let name = dice.pick(&WESTERN_NAMES).copied().unwrap_or_default();
    let (address, phone) =
        if at.is_multiple_of(2) { foreign_address(dice)? } else { (chinese_address(dice)?, chinese_phone(dice)?) };
    let contact = Contact {
        name: Name::parse(name)?,
        email: Some(Email::parse(&format!("{}{at}@example.com", name.to_lowercase().replace(' ', ".")))?),
        phone: Some(phone),
        language: Language::English,
    };
    Ok(Customer { contact, address })
}

fn chinese_phone(dice: &mut Dice) -> Result<Phone, Malformed> {
    Phone::parse(&format!("164 0{} {}", dice.digits(3), dice.digits(4)), "CN")
}

fn chinese_address(dice: &mut Dice) -> Result<Address, Malformed> {
    let (region, city, district, street) = dice.pick(&CHINESE_STREETS).copied().unwrap_or_default();
    let (number, building, room) = (dice.between(1, 388), dice.between(1, 12), dice.between(101, 1802));
    Ok(Address {
        country: TextLine::parse("CN")?,
        region: TextLine::parse(region)?,
        city: TextLine::parse(city)?,
        district: TextLine::parse(district)?,
        postcode: TextLine::default(),
        street: TextLine::parse(&format!("{street} {number} 号 {building} 幢 {room} 室"))?,
    })
}

fn foreign_address(dice: &mut Dice) -> Result<(Address, Phone), Malformed> {
    let (country, region, city, postcode, street, phone) = dice.pick(&FOREIGN_STREETS).copied().unwrap_or_default();
    let address = Address {
        country: TextLine::parse(country)?,
        region: TextLine::parse(region)?,
        city: TextLine::parse(city)?,
        district: TextLine::default(),
        postcode: TextLine::parse(postcode)?,
        street: TextLine::parse(&format!("{} {street}", dice.between(2, 240)))?,
    };
    // Of the 555 numbers only 0100 to 0199 are kept for fiction.
    let tail = if country == "US" { format!("1{}", dice.digits(2)) } else { dice.digits(3) };
    Ok((address, Phone::parse(&format!("{phone}{tail}"), country)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_real_can_be_reached() {
        let customers = customers(&mut Dice::new(7), 120).unwrap();
        for customer in &customers {
            assert!(customer.contact.email.as_ref().unwrap().as_str().ends_with("@example.com"));
            let phone = customer.contact.phone.as_ref().unwrap().e164();
            let fictional = ["+86164", "+447700900", "+44207946", "+12125550", "+14155550", "+12065550"];
            assert!(fictional.iter().any(|range| phone.starts_with(range)), "{phone}");
            assert!(customer.address.missing().is_empty());
        }
        assert!(customers.iter().filter(|one| one.contact.language == Language::English).count() > 30);
    }
}
