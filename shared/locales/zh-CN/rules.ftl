### 为什么不能做、缺什么，以及导入文件逐行的说明

## 字段下方的提示

malformed-empty = 请填写此项。
malformed-too-long = 内容过长，请缩短。
malformed-bad-characters = 含有不能使用的字符，请去掉。
malformed-not-whole = 请填写整数。
malformed-negative = 不能为负数，请填写 0 或更大的数。
malformed-too-large = 超出范围，请核对数字。
malformed-not-a-number = 不是数字，请只填写数字。
malformed-too-many-decimals = 小数位数超过该币种，请取整到币种的小数位。
malformed-not-a-currency = 不认识该币种，请使用 CNY、EUR 这样的代码。
malformed-not-an-email = 邮箱格式不对，应类似 name@example.com。
malformed-not-a-phone = 电话号码不对，请核对号码和国家区号。
malformed-not-a-date = 日期不存在，请写成 2026-11-21 的形式。
malformed-check-digit = 校验位不符，请重新扫描或输入。

field-name = 名称
field-sku = SKU
field-barcode = 条码
field-price = 价格
field-quantity = 数量
field-lines = 商品明细
field-address = 地址
field-phone = 电话
field-email = 邮箱
field-currency = 币种
field-amount = 金额
field-date = 日期
field-reason = 原因
field-warehouse = 仓库
field-bin = 库位
field-tracking-number = 运单号
field-carrier = 承运商
field-note = 备注
field-language = 语言
field-channel = 渠道
field-external-id = 店铺订单号
field-status = 状态
field-weight = 重量

thing-order = 订单
thing-order-line = 订单明细
thing-product = 商品
thing-warehouse = 仓库
thing-location = 库位
thing-shipment = 包裹
thing-receipt = 收货单
thing-hold = 挂起
thing-member = 员工
thing-notice = 消息
thing-ticket = 工单
thing-exception = 异常
thing-import = 导入
thing-merchant = 店铺

address-part-country = 国家/地区
address-part-region = 省/州
address-part-city = 城市
address-part-postcode = 邮编
address-part-street = 街道门牌

right-run-shop = 修改设置、员工和仓库
right-edit-catalog = 修改商品
right-edit-orders = 新建或修改订单
right-hold-orders = 挂起或解除订单
right-take-payment = 登记收款
right-reserve = 预占库存
right-move-stock = 收货、盘点或移库
right-fulfil = 拣货、打包或发货
right-track = 登记物流
right-serve = 处理消息和工单
right-office-work = 执行服务器内部操作

stage-reserved = 预占
stage-picked = 拣货
stage-packed = 打包
stage-shipped = 发货

## 拒绝的原因，以及怎么办

refused-not-allowed = 您的角色不能{ $right }。请让店主操作，或调整您的角色。
refused-invalid = { $field }：{ $why }
refused-not-found = 找不到该{ $thing }（{ $id }），可能已被删除，请重新搜索。
refused-exists = 该{ $thing }已存在（{ $id }）。请直接打开，或换一个编号。
refused-not-enough-stock = { $sku } 需要 { $wanted } 件，只有 { $available } 件可用。可先预占现有数量，或等待到货。
refused-order-cancelled = 订单已取消。如仍需要，请新建订单。
refused-order-on-hold = 订单已挂起，请先处理挂起原因。
refused-too-late = 来不及了：已有商品{ $stage }。请先撤回，或保持订单不变。
refused-payment-too-large = 金额超过待付款，请核对。
refused-other-currency = 币种与店铺不同，请按店铺币种填写金额。
refused-nothing-to-do = 这里没有可做的，请看看是否已有人处理。
refused-in-use = 该{ $thing }仍在使用，请先清空或完结。
refused-barcode-taken = 条码 { $code } 属于 { $sku }。请换一个条码，或先从该商品移除。
refused-bin-blocked = 库位 { $bin } 已锁定。请换一个库位，或在设置中解锁。
refused-last-owner = 不能取消自己的店主身份，需由另一位店主操作。
refused-too-many = 一次太多，最多 { $limit } 个。
refused-office-only = 此操作只由服务器执行。
refused-unreadable = 服务器无法识别这项更改。请更新应用后重试。

## 发通知前的检查

finding-unpaid = 未付款：尚欠 { $due }，请登记收款。
finding-unpaid-somehow = 尚未付清，请由前台登记收款。
finding-address-blank = 没有收货地址，请向客户确认后填写。
finding-address-missing = 地址缺少{ $part }，请补全。
finding-stock-not-covered = { $sku } 有 { $missing } 件未经拣货就已发出，请核对包裹内容。
finding-no-tracking-number = 缺少承运商或运单号，请填写。
finding-tracking-number-shape = { $number } 不像{ $carrier }的运单号，请核对承运商和单号。
finding-tracking-number-taken = 运单号 { $number } 已用于另一个包裹，请核对。

## 文件列的名称

intake-field-external-id = 订单号
intake-field-sku = SKU
intake-field-name = 商品名称
intake-field-quantity = 数量
intake-field-unit-price = 单价
intake-field-placed-at = 下单时间
intake-field-customer = 客户姓名
intake-field-customer-id = 客户编号
intake-field-email = 邮箱
intake-field-phone = 电话
intake-field-country = 国家/地区
intake-field-region = 省/州
intake-field-city = 城市
intake-field-district = 区/县
intake-field-postcode = 邮编
intake-field-street = 街道门牌
intake-field-address = 完整地址
intake-field-shipping-fee = 运费
intake-field-paid = 已付金额
intake-field-payment-status = 付款状态
intake-field-note = 备注
intake-field-currency = 币种
intake-field-barcode = 条码
intake-field-ignored = 不导入

intake-encoding-utf-8 = UTF-8
intake-encoding-utf-16-le = UTF-16（小端）
intake-encoding-utf-16-be = UTF-16（大端）
intake-encoding-gb-18030 = GBK / GB18030（中文）
intake-encoding-windows-1252 = Latin-1 / Windows-1252（西文）

intake-delimiter-comma = 逗号 ,
intake-delimiter-semicolon = 分号 ;
intake-delimiter-tab = 制表符

## 文件完全无法读取

intake-broken-empty = 文件是空的，请选择其他文件。
intake-broken-no-rows = 文件只有表头没有数据，请选择其他文件。
intake-broken-not-text = 这不是文本文件。请另存为 CSV（UTF-8）后再选择。
intake-broken-spreadsheet = 这是电子表格文件。请另存为 CSV（UTF-8）后再选择。
intake-broken-missing-columns = 还没有指定这些列：{ $fields }。请在上方选择。

## 逐行说明

row-broken = 引号不成对，无法读取，已跳过。
row-too-few-cells = 单元格比表头少，已跳过。
row-cell-too-long = { $field }：内容过长，请缩短。
row-missing = 缺少{ $field }。
row-malformed = { $field }“{ $text }”：{ $why }
row-quantity-zero = 数量为 0，已跳过。
row-quantity-negative = 数量为负。退货和冲正不是订单，已跳过。
row-quantity-fraction = “{ $text }”不是整数数量，已跳过。
row-cancellation = { $order } 是取消单，不是订单，已跳过。
row-price-zero = 单价为 0。
row-price-negative = 单价为负，已跳过。
row-price-decimals = “{ $text }”的小数位数超过 { $currency }，已跳过。
row-other-currency = 该行币种为 { $text }，店铺账本为 { $currency }，已跳过。
row-unknown-product = 没有商品 { $sku }。请先新建，或打开“自动新建缺少的商品”。
row-product-without-name = 文件中商品 { $sku } 没有名称，暂以 { $sku } 为名。
row-merged = 与第 { $first } 行商品和单价相同，数量已合并。
row-bad-email = “{ $text }”不是邮箱，订单将不带邮箱。
row-bad-phone = “{ $text }”不是电话号码，订单将不带电话。
row-bad-country = 不认识国家“{ $text }”，订单将不带国家。
row-bad-date = “{ $text }”不是日期，已跳过。
row-bad-barcode = “{ $text }”不是条码，商品将不带条码。
row-bad-note = 备注已截短或清理。
row-conflict = { $field }与该订单第一行不同，以第一行为准。
row-too-many-lines = 订单 { $order } 超过 { $limit } 行明细，已跳过。
row-order-left-out = 订单 { $order } 因其他行有问题，整单未导入。
row-paid-too-much = 已付金额超过订单 { $order } 的总额，按已付清处理。

## 同样的说明，用于筛选和计数

row-kind-broken = 引号不成对
row-kind-too-few-cells = 单元格过少
row-kind-cell-too-long = 内容过长
row-kind-missing = 缺少内容
row-kind-malformed = 无法识别
row-kind-quantity-zero = 数量为 0
row-kind-quantity-negative = 数量为负
row-kind-quantity-fraction = 数量不是整数
row-kind-cancellation = 取消单
row-kind-price-zero = 单价为 0
row-kind-price-negative = 单价为负
row-kind-price-decimals = 单价小数过多
row-kind-other-currency = 币种不同
row-kind-unknown-product = 未知商品
row-kind-product-without-name = 商品没有名称
row-kind-merged = 重复商品已合并
row-kind-bad-email = 邮箱不可用
row-kind-bad-phone = 电话不可用
row-kind-bad-country = 国家不认识
row-kind-bad-date = 日期不可用
row-kind-bad-barcode = 条码不可用
row-kind-bad-note = 备注已处理
row-kind-conflict = 同一订单各行不一致
row-kind-too-many-lines = 明细过多
row-kind-order-left-out = 整单未导入
row-kind-paid-too-much = 付款超过总额

severity = 级别
severity-rejected = 未导入
severity-warning = 请留意
severity-note = 供参考

## 整个文件的汇总

intake-sum-orders = 将导入 { $n } 个订单。
intake-sum-known = { $n } 个订单已存在，保持不变。
intake-sum-products = 将新建 { $n } 个商品。
intake-sum-cancellations = { $n } 个取消单不导入。
intake-sum-rejected-orders = { $n } 个订单因有问题行而整单不导入。
intake-sum-rejected-rows = { $n } 行无法使用。
intake-sum-no-address = { $n } 个订单没有地址，导入后将挂起等待补全。
intake-sum-unpaid = { $n } 个订单未付款，导入后将挂起等待付款。
intake-sum-no-contact = { $n } 个订单没有邮箱，无法用邮件通知客户。
intake-sum-no-name = { $n } 个订单没有客户姓名。
intake-customer-word = 客户
intake-more-notes = 另有 { $n } 行同类情况，只计数不逐条列出。
