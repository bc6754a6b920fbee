### 登录、开店，以及库存、商品、收货、消息、设置各页面的用词

## 登录和开店

gate-sign-in = 登录
gate-sign-up = 开店
gate-sign-in-note = 管理您店铺的订单、库存和包裹。
gate-sign-up-note = 一分钟即可完成。除币种外，以后都可以修改。
gate-new-here = 还没有店铺？立即开店
gate-have-account = 已有账号？去登录
gate-password = 密码
gate-password-rule = 至少 12 个字符，一句短话就很好记。
gate-password-short = 太短了，请至少使用 12 个字符。
gate-password-common = 这个密码太常见，容易被猜到，请换一个。
gate-password-show = 显示密码
gate-password-hide = 隐藏密码
gate-shop-name = 店铺名称
gate-shop-name-hint = 客户会在邮件和包裹页上看到它。
gate-currency-hint = 账上所有金额都用它，以后不能修改。
gate-language-hint = 用于没有指定语言的客户。
gate-your-name = 您的姓名
gate-wrong = 邮箱或密码不正确，请检查后重试。
gate-email-taken = 该邮箱已有账号，请直接登录。
gate-too-often = 尝试次数过多，请等待 { $seconds } 秒后再试。
gate-offline = 连接不上服务器。登录需要网络，请检查后重试。
gate-refused = 服务器没有接受：{ $detail }
gate-strange = 服务器的回答无法识别，请稍后重试。
gate-needs-https = 此地址不能安全登录。请使用 https，或在本机用 http://127.0.0.1 打开。
gate-expired = 登录已过期。请重新登录，本机上的工作都在，之后会发送。
gate-demo-title = 用演示店铺试试
gate-demo-note = 约 300 个各种状态的示例订单，您的操作不会影响任何人。
gate-demo-as = 填入以下身份的登录信息：

## 库存

inventory-title = 库存
inventory-search = 名称、商品编码或条码
inventory-everywhere = 全部仓库
inventory-show-all = 全部
inventory-show-low = 低库存
inventory-show-short = 短缺
inventory-show-exceptions = 待核查
inventory-standing-short = 短缺
inventory-short-strip = { $n } 种商品的实物少于已承诺的数量
inventory-short-note = 请盘点库位或补货。等待的订单按预占先后供应。
inventory-short-see = 查看
inventory-no-such-bin = 这里没有该库位
inventory-none-found = 没有符合的商品
inventory-none-found-note = 请减少关键字，或换一个视图、仓库。
inventory-empty = 还没有商品
inventory-empty-note = 先添加商品，再把货架上的货收进来。
exceptions-none = 一切相符
exceptions-none-note = 实际与账目不符时会显示在这里。
exceptions-title-negative = 库位数量为负
exceptions-title-put-back = 请把货放回货架
exceptions-title-short = 货架缺货
exceptions-title-too-much = 超过订购数量
exceptions-title-shipped = 取消后仍发出
exceptions-title-unknown = 未知订单的货
exceptions-count = 去盘点
exceptions-see-order = 查看订单
exceptions-settle = 标记为已处理
exceptions-settled = 已处理，谢谢。
exceptions-what-done = 怎么处理的
exceptions-what-done-hint = 写一句即可，方便以后查看。
table-of = { $name }（表格）
who-when-device = { $who } · { $when } · { $device }
bins-title = 库位
bins-none = 不在任何库位
bins-none-note = 请收货，或盘点它所在的库位。
bins-counted = 上次盘点
bins-never-counted = 从未
bins-blocked = 已锁定
count-title = 盘点
count-counted = 实际有多少？
count-by-books = 账上为 { $n }。
count-note = 盘点以此刻为准，之后才同步的更早操作不会改变结果。
count-fits = 已盘点，与账目相符。
count-done = 已盘点，差异 { $difference }。
adjust-title = 调整
adjust-way = 方向
adjust-less = 少了
adjust-more = 多了
adjust-by = 相差多少？
adjust-choose-reason = 请选择原因
adjust-done = 库存已调整 { $by }。
transfer-title = 移库
transfer-from = 从库位
transfer-to = 到库位
transfer-there = 账上有 { $n }。
transfer-same-bin = 已在该库位，请选择其他库位。
transfer-done = 已移动 { $n } 到 { $bin }。
ledger-title = 流水
ledger-none = 还没有流水
ledger-none-note = 每次库存变动都会记录在此，不可修改；更早的保存在服务器上。
ledger-older = 更早的记录
ledger-older-offline = 更早的记录保存在服务器上。请连接网络后重试。
ledger-all = 已全部显示。
ledger-when = 时间
ledger-what = 事项
ledger-from-to = 从 → 到
ledger-who = 操作人
ledger-change = 变动
ledger-balance = 结存
ledger-received = { $when }收到
ledger-delivery = 收货单
sku-unknown = 这不是商品编码
sku-unknown-note = 请返回列表选择商品。
sku-not-in-catalogue = 不在商品目录中。它以此编码收货，请添加为商品并命名。
sku-sparkline = 30 天库存：从 { $first } 到 { $last }
sku-days = 30 天

## 商品

products-title = 商品
products-sold = 在售
products-not-sold = 已停售
products-empty = 这里没有商品
products-empty-note = 请添加商品，或导入订单时让 Waybill 自动创建缺少的商品。
product-new = 新建商品
product-edit = 编辑商品
product-saved = 已保存{ $name }。
product-stock = 查看库存
product-sku-hint = 您自己的编码，以后不能修改。
product-sku-fixed = 订单和库存都以它记账，因此不可修改。
product-barcodes = 条码
product-barcodes-hint = 每行一个，可直接扫码录入，也可留空。
product-price = 单价（{ $currency }）
product-weight = 重量（克）
product-low-at = 低库存线
product-low-at-hint = 可用数量不高于它时提醒，留空则不提醒。
product-picture = 图片
product-picture-choose = 选择图片
product-picture-fold = 收起图片
product-picture-none = 无图片
product-picture-n = 图片 { $n }
product-active = 在售
product-active-hint = 关闭后保留账目，但不再销售。
product-books-not-here = 本机还没有店铺数据，请先联网一次再试。

## 收货

receiving-title = 收货
receiving-new = 新建收货单
receiving-expected = 待收
receiving-closed = 已完成
receiving-delivery = 收货单
receiving-progress = 已收
receiving-opened = 创建时间
receiving-no-reference = 无单号
receiving-none = 这里没有收货单
receiving-none-note = 可以登记供应商的到货预告，也可以直接收未预告的货。
receiving-for-order = 用于订单 { $number }
receiving-add-a-line = 请至少添加一种商品。
receiving-announced = 已登记，到货前计入在途。
receiving-at-once = 直接收货
receiving-at-once-note = 收下第一件货时自动建单。
receiving-announce = 登记到货
receiving-no-warehouse = 还没有仓库
receiving-no-warehouse-note = 货物需要地方存放，请先添加仓库。
receiving-to = 收入仓库
receiving-reference = 供应商与送货单号
receiving-reference-hint = 写成以后方便查找的样子。
receiving-goods = 货物
receiving-add = 添加商品
receiving-no-product = 没有符合的商品，请检查关键字，或先在“商品”中添加。
receiving-no-lines = 还没有货物。请在上方搜索，或直接扫码。
receiving-how-many = 数量
receiving-how-many-of = { $name }的数量
receiving-unknown-code = 无法识别 { $code }
receiving-unknown-note = 已放入待处理。可据此新建商品，或重新扫码。
receiving-unknown = 没有这张收货单
receiving-unknown-page = 地址不完整，请返回列表。
receiving-station = 收货台
receiving-ready = 可以扫码
receiving-ready-note = 请扫描商品或库位，也可在下方输入。
receiving-scan-or-type = 请扫描或输入商品编码、条码。
receiving-code = 商品编码或条码
receiving-into = 放入库位
receiving-take-in = 收下
receiving-take-in-n = 收下 { $n } 件
receiving-take-in-all = 全部收下
receiving-taken-in = 已收 { $n } × { $name }
receiving-all-taken-in = 已收下 { $n } 行
receiving-undone = 已作为调整退回，流水中两笔都在。
receiving-line-waiting = 未到
receiving-line-partly = 还差 { $n }
receiving-line-complete = 已齐
receiving-line-over = 多 { $n }
receiving-line-unannounced = 未预告
receiving-nothing-yet = 还没有收货
receiving-nothing-yet-note = 请扫描第一件货，或输入编码。
receiving-announced-units = 预告
receiving-received-units = 实收
receiving-close = 完成收货
receiving-close-ask = 货未到齐，确定完成？
receiving-close-note = 还有 { $n } 件预告的货未到，完成后不再计入在途，以后到货仍可收下。
receiving-closed-now = 收货单已完成。
tray-title = 无法识别的码
tray-note = 请先把这些货放一边，等确认是什么。
tray-times = { $n } 次，最近 { $when }
tray-make = 新建商品
tray-dismiss = 移出

## 客户消息

messages-title = 消息
messages-note = 订单发货后，客户会收到带物流链接的邮件。
messages-search = 订单、客户或邮箱
messages-show-all = 全部
messages-show-waiting = 等待发送
messages-show-failed = 失败
messages-show-skipped = 未发送
messages-show-tickets = 工单
messages-to = 收件人
messages-what = 消息
messages-tries = 尝试次数
messages-last = 最近
messages-channel = 渠道
messages-created = 创建时间
messages-shipped-mail = 包裹已发出
messages-none = 还没有消息
messages-none-note = 第一个有运单号的包裹发出时，会发送第一条消息。
messages-none-failed = 没有失败
messages-none-failed-note = 尝试四次仍失败的消息会显示在这里，并生成工单。
messages-none-here = 这里没有
messages-none-here-note = 请换一个视图或搜索其他内容。
messages-gone = 这条消息已不在这里。
messages-resend = 重新发送
messages-resent = 将按订单当前的邮箱重新发送。
messages-skipped-because = 未发送：{ $reason }。请在订单中补上后再发送。
messages-queued-note = 服务器会在几秒内发送。离线时，订单同步到服务器后再发送。
messages-accepted-note = 邮件服务器已接收，一般无法得知是否已读。
messages-failed-note = 已放弃发送。请核对邮箱后重发，或电话联系客户。
messages-retrying-note = 暂未成功，稍后会再次尝试。
messages-try = 第 { $n } 次：{ $result }
tickets-none = 没有工单
tickets-none-note = 消息最终发送失败时，会在这里等人处理。
tickets-title = 订单 { $number } 的客户没有收到通知
tickets-what = 包裹通知邮件无法送达。请核对订单中的邮箱后重发，或电话联系。
tickets-opened = 自 { $when }
tickets-closed-by = { $who } 于 { $when } 关闭
tickets-close = 关闭工单
tickets-closed-now = 工单已关闭。
tickets-see = 查看发送记录

## 设置

settings-title = 设置
settings-shop = 店铺
settings-staff = 员工
settings-places = 仓库
settings-keys = API 密钥
settings-mail = 发件箱
settings-scanning = 扫码
settings-account = 我的密码
settings-look = 外观
settings-data = 数据
settings-about = 关于
settings-saved = 已保存。
settings-needs-server = 此项需要连接服务器
settings-offline = 现在连接不上，请检查网络后重试，其他工作不受影响。
settings-clock = 店铺时区
settings-language = 消息语言
settings-ship-within = 发货时限（小时）
settings-ship-within-hint = 从下单起计算，适用于之后的订单。
settings-default-warehouse = 默认仓库
settings-reply-to = 客户回复邮箱
settings-reply-to-hint = 客户回复包裹邮件时发到这里。
settings-phone = 客服电话
settings-phone-hint = 显示在包裹页上。

## 员工与设备

staff-add = 添加员工
staff-added = { $name } 现在可以登录，请把初始密码告诉对方。
staff-first-password = 初始密码
staff-first-password-hint = 至少 12 个字符，对方登录后可修改。
staff-role-changed = { $name }：{ $role }
staff-active = 在职
staff-inactive = 已停用
staff-deactivate = 停用
staff-activate = 启用
staff-deactivated = { $name } 不能再登录。
staff-activated = { $name } 可以再次登录。
staff-new-password = 设置新密码
staff-password-for = 为 { $name } 设置新密码
staff-password-note = 至少 12 个字符。对方会在所有设备退出，下次用新密码登录。
staff-password-set = { $name } 的密码已更新。
devices-title = 设备
devices-none = 还没有设备
devices-last-seen = 最近在线
devices-signed-in = 已登录
devices-signed-out = 已退出
devices-sign-out = 退出登录
devices-sign-out-ask = 退出设备 { $device }？
devices-sign-out-note = 适用于丢失的设备。设备上未发送的内容会保留，等有人再次登录时发送。若它在此之前联网，会有一份副本在“同步”页面等您决定。
devices-now-signed-out = { $device } 已退出。

## 仓库与库位

places-note = 货物存放的地方。每个仓库自带收货区和打包台。
places-add = 添加仓库
places-edit = 编辑仓库
places-code = 编码
places-code-hint = 简短即可，例如 HZ，以后不能修改。
places-code-taken = 该编码已被使用，请换一个。
places-address-hint = 显示在面单和装箱单上。
places-active = 使用中
places-closed = 已停用
places-add-bins = 添加库位
places-show-bins = 显示库位
places-hide-bins = 收起库位
places-first-bin = 第一个库位
places-last-bin = 最后一个库位
places-range-note = 按“巷道-排-层”编码，例如 A-01-01 到 A-05-10，每一段分别递增。
places-range-preview = { $n } 个库位：{ $codes }
places-range-preview-some = 新增 { $n } 个，已有 { $there } 个：{ $codes }
places-range-all-there = 这些库位都已存在。
places-range-does-not-fit = 两个编码的格式须一致，且最后一个不能在第一个之前。
places-range-too-many = 一次超过 2,000 个库位，请缩小范围。
places-add-n-bins = 添加 { $n } 个库位
places-bins-added = 已添加 { $n } 个库位。
places-block-bin = 锁定
places-open-bin = 解除锁定
places-bin-menu = 库位 { $bin }
places-bin-blocked = 已锁定 { $bin }，不会从中拣货。
places-bin-opened = 已解除锁定 { $bin }。

## API 密钥

keys-note = 供程序导入订单或读取库存。持有密钥者拥有其角色的权限。
keys-docs = API 使用说明
keys-make = 创建密钥
keys-for = 用途
keys-for-hint = 例如“网店”，会显示在历史中。
keys-made = 密钥如下，只显示这一次。
keys-made-note = 请立即复制到您的程序中。
keys-none = 还没有密钥
keys-none-note = 请为每个程序单独创建，便于分别撤销。
keys-ends-with = 结尾
keys-created = 创建时间
keys-last-used = 最近使用
keys-never = 从未
keys-revoke = 撤销
keys-revoke-ask = 撤销 { $name } 的密钥？
keys-revoke-note = 使用它的程序会立即被拒绝，且无法恢复。
keys-revoked = { $name } 的密钥已失效。

## 发件箱

mail-note = 未配置邮件服务器（WAYBILL_SMTP_URL）时，发给客户的邮件会保留在这里 30 天，不会真正发出。
mail-none = 这里没有邮件
mail-none-note = 可能已配置邮件服务器，或还没有发过货。
mail-subject = 主题
mail-to = 收件人 { $to }
mail-view = 显示方式
mail-as-html = 原样
mail-as-text = 纯文本

## 扫码

scanning-note = 任何键盘式扫码枪都可在所有页面使用，无需设置。扫一下就能看到它发送的内容。
scanning-ready = 可以扫码
scanning-ready-note = 请扫描任意条码。
scanning-no-product = 已收到，但没有商品使用此码。
scanning-hear = 试听“正确”
scanning-hear-wrong = 试听“错误”
scanning-last = 最近扫码
scanning-code = 码

## 外观

look-note = 仅对本机生效。
look-density = 密度
look-density-comfortable = 舒适
look-density-compact = 紧凑
look-letters = 单键快捷键
look-letters-hint = 若误触可关闭，Ctrl 和 ⌘ 组合键仍可用。

## 数据

data-in = 导入订单
data-in-note = 从店铺的 CSV 文件导入。写入前可预览，写入后可撤销。
data-import = 导入订单
data-out = 导出订单
data-out-note = 将本机上的全部订单导出为 CSV，每个订单行一行，表格软件和 Waybill 都能读取。
data-export = 导出 { $n } 个订单
data-exported = 已将 { $n } 个订单保存为文件。
data-demo = 演示数据
data-demo-note = 店铺中是示例数据。正式使用时可一键清除，您会保持登录。
data-demo-remove = 清除演示数据
data-demo-ask = 清除全部演示数据？
data-demo-ask-note = 演示的订单、商品、库存、包裹和消息会永久删除，包括您添加的内容。
data-demo-removed = 演示数据已清除，店铺已可正式使用。

## 关于

about-app = Waybill
about-licence = 许可证
about-update = 切换到新版本
about-parts = 使用的开源组件
keys-not-copied = 浏览器不允许复制，请选中密钥手动复制。

## 我的密码

account-old = 当前密码
account-new = 新密码
account-note = 本机保持登录，其他设备需要重新登录。
account-change = 修改密码
account-changed = 密码已修改。

## 浏览器清除了本机

gate-cleared = 浏览器清除了本机保存的内容。
gate-cleared-nothing = 所有内容都已到达服务器，登录后即可恢复。
gate-cleared-lost = 有 { $n } 项更改尚未到达服务器，已经丢失。登录后其余内容都会恢复。
