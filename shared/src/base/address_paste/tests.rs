//! Addresses as people paste them. A case: the block, the shop's country, then
//! name | phone | country | region | city | district | postcode | street.

use super::read;

fn check(cases: &[(&str, &str, &str)]) {
    for (block, country, expected) in cases {
        let pasted = read(block, country);
        let address = &pasted.address;
        let phone = pasted.phone.as_ref().map(|phone| phone.e164()).unwrap_or_default();
        let read = [
            pasted.name.as_str(),
            phone.as_str(),
            address.country.as_str(),
            address.region.as_str(),
            address.city.as_str(),
            address.district.as_str(),
            address.postcode.as_str(),
            address.street.as_str(),
        ];
        assert_eq!(read.join(" | "), *expected, "{block:?}");
    }
}

#[test]
fn chinese_blocks() {
    check(&[
        (
            "张三 13800138000 浙江省杭州市西湖区文三路90号3幢502",
            "CN",
            "张三 | +8613800138000 | CN | 浙江省 | 杭州市 | 西湖区 |  | 文三路90号3幢502",
        ),
        (
            "浙江省杭州市西湖区文三路90号 王小明 138-0013-8000",
            "CN",
            "王小明 | +8613800138000 | CN | 浙江省 | 杭州市 | 西湖区 |  | 文三路90号",
        ),
        (
            "王小明，13800138000，浙江省 杭州市 西湖区，文三路 90 号",
            "CN",
            "王小明 | +8613800138000 | CN | 浙江省 | 杭州市 | 西湖区 |  | 文三路 90 号",
        ),
        (
            "收货人：李雷\n手机号码：+86 138 0013 8000\n所在地区：广东省深圳市南山区\n详细地址：科技园南区8栋1201",
            "CN",
            "李雷 | +8613800138000 | CN | 广东省 | 深圳市 | 南山区 |  | 科技园南区8栋1201",
        ),
        (
            "北京市朝阳区建国路88号SOHO现代城A座1203 陈思远 13900139000",
            "CN",
            "陈思远 | +8613900139000 | CN | 北京市 | 北京市 | 朝阳区 |  | 建国路88号SOHO现代城A座1203",
        ),
        (
            "北京市北京市海淀区中关村大街1号 赵敏 13900139000",
            "CN",
            "赵敏 | +8613900139000 | CN | 北京市 | 北京市 | 海淀区 |  | 中关村大街1号",
        ),
        (
            "上海 上海市 浦东新区 世纪大道100号 200120 孙悦 13700137000",
            "CN",
            "孙悦 | +8613700137000 | CN | 上海市 | 上海市 | 浦东新区 | 200120 | 世纪大道100号",
        ),
        (
            "重庆市渝中区解放碑步行街1号,周杰,13600136000",
            "CN",
            "周杰 | +8613600136000 | CN | 重庆市 | 重庆市 | 渝中区 |  | 解放碑步行街1号",
        ),
        (
            "新疆维吾尔自治区乌鲁木齐市天山区人民路1号 阿依古丽·买买提 13500135000",
            "CN",
            "阿依古丽·买买提 | +8613500135000 | CN | 新疆维吾尔自治区 | 乌鲁木齐市 | 天山区 |  | 人民路1号",
        ),
        (
            "内蒙古呼和浩特市新城区成吉思汗大街5号 吴刚 13500135000",
            "CN",
            "吴刚 | +8613500135000 | CN | 内蒙古自治区 | 呼和浩特市 | 新城区 |  | 成吉思汗大街5号",
        ),
        (
            "广西桂林市阳朔县西街12号，黄丽，15000150000",
            "CN",
            "黄丽 | +8615000150000 | CN | 广西壮族自治区 | 桂林市 | 阳朔县 |  | 西街12号",
        ),
        (
            "湖北省恩施土家族苗族自治州恩施市航空大道3号 谭明 15000150000",
            "CN",
            "谭明 | +8615000150000 | CN | 湖北省 | 恩施土家族苗族自治州 | 恩施市 |  | 航空大道3号",
        ),
        (
            "广西柳州市融水苗族自治县融水镇朝阳路1号 韦强 15000150000",
            "CN",
            "韦强 | +8615000150000 | CN | 广西壮族自治区 | 柳州市 | 融水苗族自治县 |  | 融水镇朝阳路1号",
        ),
        (
            "江苏省苏州市昆山市花桥镇商务大道88号 朱红 15100151000",
            "CN",
            "朱红 | +8615100151000 | CN | 江苏省 | 苏州市 | 昆山市 |  | 花桥镇商务大道88号",
        ),
        (
            "苏州市工业园区星湖街328号 沈亮 15100151000",
            "CN",
            "沈亮 | +8615100151000 | CN | 江苏省 | 苏州市 | 工业园区 |  | 星湖街328号",
        ),
        (
            "广东省东莞市长安镇德政中路5号 刘洋 15200152000",
            "CN",
            "刘洋 | +8615200152000 | CN | 广东省 | 东莞市 |  |  | 长安镇德政中路5号",
        ),
        (
            "山东省青岛市市南区香港中路10号 于洋 15200152000",
            "CN",
            "于洋 | +8615200152000 | CN | 山东省 | 青岛市 | 市南区 |  | 香港中路10号",
        ),
        (
            "吉林省吉林市船营区北京路1号 马超 15200152000",
            "CN",
            "马超 | +8615200152000 | CN | 吉林省 | 吉林市 | 船营区 |  | 北京路1号",
        ),
        ("杭州市西湖区文三路90号", "CN", " |  | CN | 浙江省 | 杭州市 | 西湖区 |  | 文三路90号"),
        ("浙江省杭州市阳光花园小区3幢502", "CN", " |  | CN | 浙江省 | 杭州市 |  |  | 阳光花园小区3幢502"),
        ("浙江省杭州市浙江省杭州市西湖区文三路90号", "CN", " |  | CN | 浙江省 | 杭州市 | 西湖区 |  | 文三路90号"),
        (
            "张三13800138000浙江省杭州市西湖区文三路90号",
            "CN",
            "张三 | +8613800138000 | CN | 浙江省 | 杭州市 | 西湖区 |  | 文三路90号",
        ),
        (
            "林女士 0571-88886666 浙江杭州西湖区文三路90号",
            "CN",
            "林女士 | +8657188886666 | CN | 浙江省 | 杭州市 | 西湖区 |  | 文三路90号",
        ),
        (
            "河南省新乡市辉县市共城大道1号 郭靖 13100131000",
            "CN",
            "郭靖 | +8613100131000 | CN | 河南省 | 新乡市 | 辉县市 |  | 共城大道1号",
        ),
        ("香港特别行政区湾仔轩尼诗道1号 陈大文", "CN", "陈大文 |  | HK |  | 香港 |  |  | 湾仔轩尼诗道1号"),
        (
            "姓名：韩梅梅 电话：13800138000 地址：四川省成都市武侯区天府大道北段1700号 邮编：610041",
            "CN",
            "韩梅梅 | +8613800138000 | CN | 四川省 | 成都市 | 武侯区 | 610041 | 天府大道北段1700号",
        ),
        (
            "中国 福建省 厦门市 思明区 湖滨南路 20 号\n叶子 18600186000",
            "GB",
            "叶子 | +8618600186000 | CN | 福建省 | 厦门市 | 思明区 |  | 湖滨南路 20 号",
        ),
    ]);
}

#[test]
fn western_blocks() {
    check(&[
        (
            "Maya Okafor\n12 High Street\nLondon\nE1 6AN\nUnited Kingdom\n+44 20 7946 0000",
            "CN",
            "Maya Okafor | +442079460000 | GB |  | London |  | E1 6AN | 12 High Street",
        ),
        (
            "Maya Okafor, 12 High Street, London E1 6AN, UK, 020 7946 0000",
            "CN",
            "Maya Okafor | +442079460000 | GB |  | London |  | E1 6AN | 12 High Street",
        ),
        (
            "J. Alvarez\n1355 Market St\nSan Francisco, CA 94103\nUnited States\n(415) 555-0132",
            "CN",
            "J. Alvarez | +14155550132 | US | CA | San Francisco |  | 94103 | 1355 Market St",
        ),
        (
            "Jane Doe, 500 5th Ave Apt 12, New York, NY 10110-0001",
            "GB",
            "Jane Doe |  | US | NY | New York |  | 10110-0001 | 500 5th Ave Apt 12",
        ),
        (
            "Erika Muster\nUnter den Linden 5\n10117 Berlin\nGermany",
            "CN",
            "Erika Muster |  | DE |  | Berlin |  | 10117 | Unter den Linden 5",
        ),
        (
            "Luc Martin\n18 rue de la Paix\n75002 Paris\nFrance\n+33 1 23 45 67 89",
            "CN",
            "Luc Martin | +33123456789 | FR |  | Paris |  | 75002 | 18 rue de la Paix",
        ),
        (
            "Anna de Vries\nKeizersgracht 123\n1015 CJ Amsterdam\nNetherlands",
            "CN",
            "Anna de Vries |  | NL |  | Amsterdam |  | 1015 CJ | Keizersgracht 123",
        ),
        (
            "Noah Tremblay\n123 Rue Sainte-Catherine\nMontréal QC H3B 1A7\nCanada",
            "CN",
            "Noah Tremblay |  | CA | QC | Montréal |  | H3B 1A7 | 123 Rue Sainte-Catherine",
        ),
        (
            "Olivia Smith\n42 George St\nSydney NSW 2000\nAustralia",
            "CN",
            "Olivia Smith |  | AU | NSW | Sydney |  | 2000 | 42 George St",
        ),
        (
            "Acme Ltd\nUnit 4, Dock Road\nBristol\nAvon\nBS1 4DJ",
            "GB",
            "Acme Ltd |  | GB | Avon | Bristol |  | BS1 4DJ | Unit 4, Dock Road",
        ),
        (
            "Name: Tom Reed\nAddress: 7 Mill Lane\nCity: Leeds\nPostcode: LS1 4AP\nCountry: United Kingdom\nPhone: 0113 496 0000",
            "CN",
            "Tom Reed | +441134960000 | GB |  | Leeds |  | LS1 4AP | 7 Mill Lane",
        ),
        (
            "Wei Tan\n10 Anson Road #12-34\nSingapore 079903\nSingapore",
            "CN",
            "Wei Tan |  | SG |  | Singapore |  | 079903 | 10 Anson Road #12-34",
        ),
        (
            "12345 Sunset Blvd\nLos Angeles, CA 90026\nUSA",
            "CN",
            " |  | US | CA | Los Angeles |  | 90026 | 12345 Sunset Blvd",
        ),
        (
            "Siobhán Byrne\n5 Grafton Street\nDublin\nIreland",
            "CN",
            "Siobhán Byrne |  | IE |  | Dublin |  |  | 5 Grafton Street",
        ),
    ]);
}

#[test]
fn mail_extension_and_second_number_are_kept() {
    let pasted = read("李雷 lilei@example.com 18412345678-1234 浙江省杭州市西湖区文三路90号 13900139000", "CN");
    assert_eq!(pasted.email.unwrap().as_str(), "lilei@example.com");
    assert_eq!(pasted.phone.unwrap().e164(), "+8618412345678");
    assert_eq!(pasted.name, "李雷");
    assert_eq!(pasted.leftover, "-1234 13900139000");
    assert_eq!(pasted.address.street.as_str(), "文三路90号");
}

#[test]
fn nonsense_is_survived() {
    for block in [
        "",
        "   ",
        "\n\n,,;;",
        "::::",
        "1",
        "省市区",
        "x@",
        "+86",
        "收货人：",
        "\u{1}\u{1}",
        &"路".repeat(5000),
        &"1".repeat(5000),
        "🎁🎁",
    ] {
        read(block, "CN");
        read(block, "");
    }
}
