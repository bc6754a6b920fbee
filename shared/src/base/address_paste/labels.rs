//! Words that pasted blocks put before their parts: `收货人:`, `Phone:`.

/// What follows a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Name,
    Phone,
    Email,
    Postcode,
    Country,
    City,
    Region,
    Address,
}

const LABELS: &[(Label, &[&str])] = &[
    (
        Label::Name,
        &[
            "收货人姓名",
            "收件人姓名",
            "收货人",
            "收件人",
            "联系人",
            "姓名",
            "name",
            "recipient",
            "full name",
            "contact",
            "ship to",
            "attn",
            "to",
        ],
    ),
    (
        Label::Phone,
        &[
            "手机号码",
            "联系电话",
            "联系方式",
            "电话号码",
            "收货人电话",
            "收件人电话",
            "手机号",
            "手机",
            "电话",
            "phone",
            "mobile",
            "tel",
            "telephone",
            "phone number",
        ],
    ),
    (Label::Email, &["电子邮箱", "邮箱", "email", "e-mail", "mail"]),
    (Label::Postcode, &["邮政编码", "邮编", "postcode", "post code", "postal code", "zip", "zip code"]),
    (Label::Country, &["国家", "country"]),
    (Label::City, &["city", "town"]),
    (Label::Region, &["state", "province", "county"]),
    (
        Label::Address,
        &[
            "所在地区",
            "收货地址",
            "收件地址",
            "详细地址",
            "所在区域",
            "地区",
            "地址",
            "address",
            "shipping address",
            "street",
            "address line 1",
            "address line 2",
            "address 1",
            "address 2",
        ],
    ),
];

/// The label at the beginning of a piece and what follows its colon.
pub(super) fn labelled(piece: &str) -> Option<(Label, &str)> {
    let (word, rest) = piece.split_once(':')?;
    let word = word.trim().to_lowercase();
    let (label, _) = LABELS.iter().find(|(_, words)| words.contains(&word.as_str()))?;
    Some((*label, rest.trim()))
}

/// A Chinese label that stands without a colon as a piece of its own.
pub(super) fn bare(piece: &str) -> Option<Label> {
    if piece.is_ascii() {
        return None;
    }
    LABELS.iter().find(|(_, words)| words.contains(&piece)).map(|(label, _)| *label)
}
