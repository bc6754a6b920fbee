//! Chinese blocks: large to small, the name before or behind, with or without separators.

use super::cities::{OTHER_NAMES, PROVINCES, Province, WITHOUT_DISTRICTS};
use super::labels::{Label, bare, labelled};
use super::numbers::{MARK, take_chinese_phone};
use super::{Pasted, is_han, line};
use crate::base::{Address, TextLine, address};

pub(super) fn read(text: &str, country: &str) -> Pasted {
    let (text, phone, mut leftover) = take_chinese_phone(text);
    let mut parts = Parts::default();
    parts.take(&text);
    // A second number is kept, but not in the address.
    parts.pieces.retain(|piece| {
        let second = take_chinese_phone(piece).1.is_some() && !piece.chars().any(is_han);
        if second {
            leftover = format!("{leftover} {piece}");
        }
        !second
    });
    if parts.postcode.is_empty() {
        parts.find_postcode();
    }
    let name = if parts.name.is_empty() { parts.find_name() } else { std::mem::take(&mut parts.name) };
    let whole = parts.pieces.iter().filter(|piece| !is_mark(piece)).map(String::as_str).collect::<Vec<_>>().join(" ");
    let mut address = split(&whole, country);
    address.postcode = line(&parts.postcode);
    Pasted {
        name: name.trim_end_matches('收').trim().to_owned(),
        phone,
        email: None,
        address,
        leftover: leftover.trim().to_owned(),
    }
}

fn is_mark(piece: &str) -> bool {
    piece.chars().all(|c| c == MARK)
}

/// The pieces of a block, sorted by what they are.
#[derive(Default)]
struct Parts {
    name: String,
    postcode: String,
    /// Address and whatever is not known yet, in order; the mark where the phone stood.
    pieces: Vec<String>,
}

impl Parts {
    fn take(&mut self, text: &str) {
        let marked = text.replace(MARK, &format!(" {MARK} "));
        let joined = join_colons(&marked);
        let mut label = None;
        for piece in
            joined.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|')).filter(|piece| !piece.is_empty())
        {
            let (label_here, rest) = match labelled(piece) {
                Some((found, rest)) => (Some(found), rest),
                None => match bare(piece) {
                    Some(found) => {
                        label = Some(found);
                        continue;
                    }
                    None => (label.take(), piece),
                },
            };
            match label_here {
                Some(Label::Name) if !rest.is_empty() => self.name = rest.to_owned(),
                Some(Label::Postcode) if rest.bytes().all(|b| b.is_ascii_digit()) => self.postcode = rest.to_owned(),
                Some(Label::Phone | Label::Email) if rest.is_empty() => {}
                _ if rest.is_empty() => label = label_here,
                _ => self.pieces.push(rest.to_owned()),
            }
        }
    }

    /// Six digits that stand alone.
    fn find_postcode(&mut self) {
        let found = self.pieces.iter().position(|piece| piece.len() == 6 && piece.bytes().all(|b| b.is_ascii_digit()));
        if let Some(at) = found {
            self.postcode = self.pieces.remove(at);
        }
    }

    /// The piece that reads most like a person: at either end or beside the phone.
    fn find_name(&mut self) -> String {
        let last = self.pieces.len().saturating_sub(1);
        let beside_phone = |at: usize| {
            [at.checked_sub(1), at.checked_add(1)]
                .into_iter()
                .flatten()
                .any(|near| self.pieces.get(near).is_some_and(|piece| is_mark(piece)))
        };
        let best = self
            .pieces
            .iter()
            .enumerate()
            .filter(|(_, piece)| !is_mark(piece))
            .map(|(at, piece)| {
                let place = i32::from(at == 0) + i32::from(at == last) + 2 * i32::from(beside_phone(at));
                (at, if place == 0 { 0 } else { likeness(piece) + place })
            })
            .max_by_key(|(at, score)| (*score, std::cmp::Reverse(*at)));
        match best {
            // A block of one piece is an address, not a name.
            Some((at, score)) if score >= 3 && self.pieces.iter().filter(|piece| !is_mark(piece)).count() > 1 => {
                self.pieces.remove(at)
            }
            _ => String::new(),
        }
    }
}

/// `收货人: 张三` becomes `收货人:张三`.
fn join_colons(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for c in text.chars() {
        if c == ' ' && joined.ends_with(':') {
            continue;
        }
        joined.push(c);
    }
    joined
}

const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧司上诸";

/// How much a piece reads like a name; far below zero for what belongs to an address.
fn likeness(piece: &str) -> i32 {
    let titled =
        ["先生", "女士", "小姐", "老师", "收"].iter().find_map(|title| piece.strip_suffix(title)).unwrap_or(piece);
    let length = titled.chars().count();
    if titled.chars().any(|c| c.is_ascii_digit()) || length == 0 {
        return -9;
    }
    if titled.is_ascii() {
        return if titled.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '.' | '-' | '\'')) && length >= 2 {
            1
        } else {
            -9
        };
    }
    const OF_PLACES: &str = "省市区县镇乡村路街道号弄巷栋幢室楼座园苑里城厦院馆店厂场组屯旗盟";
    let place = titled.chars().last().is_some_and(|c| OF_PLACES.contains(c)) && length > 2
        || province_at(titled).is_some()
        || length > 15;
    if place {
        return -9;
    }
    let dotted = titled.contains('·');
    let surname = titled.chars().next().is_some_and(|c| SURNAMES.contains(c));
    let with_title = i32::from(titled.len() != piece.len());
    match length {
        2..=4 => 1 + 2 * i32::from(surname) + with_title,
        1 => 2 * with_title,
        _ if dotted => 2,
        _ => -9,
    }
}

/// Cuts province, city and district off; the rest is the street.
fn split(text: &str, country: &str) -> Address {
    let text = cut(text);
    let (text, named) = strip_country(text);
    if let Some(abroad) = outside_the_mainland(text) {
        return abroad;
    }
    let (region, city, district, street) = administrative(text);
    // Chinese letters with a Chinese place are in China, whatever the shop's own country is.
    let mainland = !region.is_empty() || named.is_some() || country.is_empty() || country == "CN";
    Address {
        country: line(if mainland { "CN" } else { country }),
        region: line(&region),
        city: line(&city),
        district: line(&district),
        postcode: TextLine::default(),
        street: line(street),
    }
}

fn cut(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/' | ';'))
}

fn strip_country(text: &str) -> (&str, Option<&'static str>) {
    for name in ["中华人民共和国", "中国大陆", "中国"] {
        if let Some(rest) = text.strip_prefix(name) {
            return (cut(rest), Some("CN"));
        }
    }
    (text, None)
}

/// Hong Kong, Macao and Taiwan have addresses of their own shape.
fn outside_the_mainland(text: &str) -> Option<Address> {
    let names = [
        ("HK", "香港特别行政区", "香港"),
        ("HK", "香港", "香港"),
        ("MO", "澳门特别行政区", "澳门"),
        ("MO", "澳门", "澳门"),
    ];
    for (code, prefix, city) in names {
        if let Some(rest) = text.strip_prefix(prefix)
            && !begins_a_street(rest)
        {
            return Some(Address {
                country: line(code),
                city: line(city),
                street: line(cut(rest)),
                ..Address::default()
            });
        }
    }
    let rest = cut(text.strip_prefix("台湾省").or_else(|| text.strip_prefix("台湾"))?);
    let (city, rest) = until(rest, &['市', '县'], 4).unwrap_or(("", rest));
    let (district, street) = until(cut(rest), &['区', '乡', '镇', '市'], 5).unwrap_or(("", cut(rest)));
    let code = address::country_code("台湾").unwrap_or_default();
    Some(Address {
        country: line(code),
        city: line(city),
        district: line(district),
        street: line(street),
        ..Address::default()
    })
}

fn administrative(text: &str) -> (String, String, String, &str) {
    let (mut region, mut city, mut rest) = (String::new(), String::new(), text);
    if let Some((province, after)) = province_at(rest) {
        region = province.full.to_owned();
        rest = cut(after);
        if province.cities.is_empty() {
            city = region.clone();
        }
    }
    if city.is_empty()
        && let Some((province, name, after)) = city_at(rest, &region)
    {
        region = province.full.to_owned();
        city = name;
        rest = cut(after);
    }
    // Pasted twice, or written twice as `北京市北京市` is: the repetition says nothing new.
    for again in [region.as_str(), city.as_str(), "市辖区"] {
        if let Some(after) = rest.strip_prefix(again).filter(|_| !again.is_empty()) {
            rest = cut(after);
        }
    }
    if city.is_empty()
        && let Some((name, after)) = until(rest, &['市'], 6)
    {
        city = name.to_owned();
        rest = cut(after);
    }
    if WITHOUT_DISTRICTS.contains(&city.as_str()) {
        return (region, city, String::new(), rest);
    }
    let (district, street) = district_at(rest);
    (region, city, district.to_owned(), street)
}

/// `北京路` is a street, `北京` before anything else is a place.
fn begins_a_street(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['东', '西', '南', '北', '中']);
    ["路", "街", "大道", "大街", "巷", "大厦", "广场"].iter().any(|word| rest.starts_with(word))
}

fn province_at(text: &str) -> Option<(&'static Province, &str)> {
    PROVINCES.iter().find_map(|province| {
        if let Some(rest) = text.strip_prefix(province.full) {
            return Some((province, rest));
        }
        let rest = text.strip_prefix(province.short)?;
        // `吉林市` is a city, `海南藏族自治州` is in Qinghai.
        let other =
            rest.starts_with('市') && !province.cities.is_empty() || rest.starts_with("藏族") || begins_a_street(rest);
        let rest = ["省", "市", "自治区"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
        (!other).then_some((province, rest))
    })
}

/// A known city, of this province if one is known.
fn city_at<'t>(text: &'t str, region: &str) -> Option<(&'static Province, String, &'t str)> {
    let provinces = PROVINCES.iter().filter(|province| region.is_empty() || province.full == region);
    for province in provinces {
        for short in province.cities {
            let Some(rest) = text.strip_prefix(short) else { continue };
            let full = OTHER_NAMES.iter().find(|(name, _)| name == short).map(|(_, full)| *full);
            if let Some((full, rest)) = full.and_then(|full| text.strip_prefix(full).map(|rest| (full, rest))) {
                return Some((province, full.to_owned(), rest));
            }
            if let Some(rest) = rest.strip_prefix('市') {
                return Some((province, format!("{short}市"), rest));
            }
            // `朝阳区`, `中山路`: without `市` the name may be another thing.
            if begins_a_street(rest) || rest.starts_with(['区', '县', '镇', '乡', '村', '新']) {
                continue;
            }
            return Some((province, full.map_or_else(|| format!("{short}市"), str::to_owned), rest));
        }
    }
    None
}

fn district_at(text: &str) -> (&str, &str) {
    const NOT_DISTRICTS: &[&str] =
        &["小区", "社区", "校区", "厂区", "景区", "院区", "住宅区", "生活区", "宿舍区", "别墅区", "服务区"];
    match until(text, &['区', '县', '旗', '市'], 15) {
        Some((district, rest)) if !NOT_DISTRICTS.iter().any(|other| district.ends_with(other)) => (district, cut(rest)),
        _ => ("", text),
    }
}

/// The text up to and with one of `ends`, if nothing in it belongs to a street.
fn until<'t>(text: &'t str, ends: &[char], most: usize) -> Option<(&'t str, &'t str)> {
    for (count, (at, c)) in text.char_indices().enumerate() {
        if ends.contains(&c) && count > 0 {
            let mut end = at + c.len_utf8();
            // `辉县市` is one name.
            if matches!(c, '县' | '区') && text.get(end..).is_some_and(|rest| rest.starts_with('市')) {
                end += '市'.len_utf8();
            }
            return Some((text.get(..end)?, text.get(end..)?));
        }
        if count >= most || !is_han(c) || "路街道号镇乡村弄巷栋幢室座层楼".contains(c) {
            return None;
        }
    }
    None
}
