### 工作台：框架、首页、订单。

## 框架

nav-label = Waybill
nav-skip = 跳到主要内容
nav-more = 更多
nav-home = 首页
nav-orders = 订单
nav-receiving = 收货
nav-inventory = 库存
nav-products = 商品
nav-messages = 消息
nav-sync = 同步
nav-settings = 设置
nav-floor = 仓库作业
account-label = { $name } · { $role }
toasts-label = 刚才的操作
not-yet-sent = 尚未发送

pill-synced = 已同步 { $time }
pill-loading-begins = 正在载入…
pill-loading = 正在载入 { $n } / { $of }
pill-sending = 正在发送 { $n } 项…
pill-offline = 离线 — 可继续工作
pill-offline-waiting = { $n ->
   *[other] 离线 · { $shown } 项已保存在本机
}
pill-offline-empty = 离线 — 等待连接服务器
pill-needs-you = { $n } 项需要您决定
pill-too-old = 请载入新版本
pill-cannot-save = 本机无法保存，请停止扫描
pill-old = 自 { $since } 起未发送，请尽快联网
pill-signed-out = 重新登录后发送 { $n } 项
cannot-save-title = 本机无法保存。
cannot-save-note = 请停止在本机操作：存储空间已满或被禁用。请清理空间或允许本网站存储数据，然后重新加载页面。

too-old-title = 服务器需要本应用的新版本。
too-old-note = { $n ->
    [0] 没有待发送的内容。您可以继续工作，载入新版本后会发送。
   *[other] 有 { $n } 项更改保存在本机，载入新版本后会发送。
}
too-old-load = 载入新版本
too-old-job = 请先完成打开的作业。

first-sync-title = 正在准备本机
first-sync-note = 正在把订单、商品和库存复制到本机。完成后离线也能工作。
first-sync-offline = 当前没有网络连接，本机上还没有店铺数据；连上服务器后会自动开始复制。
first-sync-records = 已收到 { $n } 条记录

not-found-title = 没有这个页面
not-found-note = 地址可能输错了，或页面已移动。
not-found-way = 回到首页
not-yours-title = 您的角色不能进行此操作
not-yours-note = 请店主代办，或请店主调整您的角色。

sign-out = 退出登录
sign-out-title = { $n } 项更改只保存在本机
sign-out-note = 这些更改还没有到达服务器。请等发送完再退出，或先导出一份文件。
sign-out-stay = 等待发送
sign-out-export = 导出文件
sign-out-delete = 删除并退出
sign-out-delete-title = 彻底删除 { $n } 项更改？
sign-out-delete-note = 删除后无法恢复。
sign-out-type = 输入 { $n } 以确认

command-label = 想做什么？
command-none = 没有匹配项。试试订单号、姓名或 SKU。
command-recent = 最近使用
command-receive = 收货
command-pick = 拣货
command-pack = 打包
keys-title = 键盘快捷键
keys-go = 前往
keys-do = 操作
keys-table = 表格中
keys-next-row = 下一行、上一行
keys-select = 选中该行
keys-select-range = 连续选中到此行
keys-open = 打开该行

did-undo = 已撤销。
did-partly = 完成 { $done } 项，{ $refused } 项未完成：{ $why }
did-not-save = 无法保存到本机，未做任何更改。请清理空间后重试。

## 首页

home-needs-you = 待您决定
home-stock-questions = { $n } 个库存异常
home-stock-questions-note = 实物与账面不一致，请盘点或处理。
home-messages-failed = 发送失败的消息
home-plot = 每日订单
home-plot-sum = { $days } 天内共 { $n } 单
home-plot-day = { $day }：{ $n } 单
setup-title = 开店准备
setup-away = 收起
setup-places = 添加仓库和库位
setup-products = 添加或导入三个商品
setup-stock = 收第一批货
setup-order = 新建或导入一个订单
setup-ship = 在仓库作业中拣货、打包、发货
setup-notice = 看看顾客收到的消息

## 订单列表

orders-views = 视图
orders-count = { $n ->
   *[other] { $shown } 单
}
orders-new = 新建订单
orders-import = 导入订单
orders-search = 搜索订单
orders-search-hint = 订单号、姓名、电话、SKU
orders-filter = 筛选
orders-since-ever = 不限日期
orders-since-today = 今天下单
orders-since-week = 最近 7 天
orders-since-month = 最近 30 天
orders-select-none = 取消选择
orders-select-one = 选择 { $number }
orders-none = 还没有订单
orders-none-note = 可以从店铺导出的文件导入，也可以录入第一个订单。离线也能操作。
orders-nothing-fits = 没有匹配的订单
orders-nothing-fits-note = 此视图中没有同时符合这些词和筛选条件的订单。
orders-older = 更早的订单
orders-older-note = 已完成一段时间的订单保存在服务器上，不在本设备，查找时需要网络。
orders-older-search = 搜索更早的订单
orders-older-none = 没有更早的订单
orders-older-none-note = 订单完成一段时间后会移到这里，较新的在“订单”中。
orders-older-nothing-note = 没有更早的订单包含全部这些词，较新的在“订单”中。
orders-older-offline = 查看更早的订单需要网络
orders-older-offline-note = 它们保存在服务器上。仍在处理中的一切都在本设备上。
orders-older-not-now = 暂时无法显示更早的订单
orders-empty-view = 这里没有订单
orders-empty-to-ship = 没有可以作业的订单。预占库存后，订单会出现在这里。
orders-empty-late = 没有超时的订单，很好。
orders-empty-waiting-for-stock = 没有等待库存的订单。
orders-empty-on-hold = 没有挂起的订单。
orders-empty-shipped = 还没有发出的订单。
orders-empty-cancelled = 没有取消的订单。
orders-empty-all = 没有订单。
channel-desk = 手工录入
channel-file = 文件导入
channel-api = API 接入

batch-reserve = 预占
batch-reserved = 已预占 { $n } 单。
batch-hold = 挂起
batch-hold-title = 挂起这些订单
batch-held = 已挂起 { $n } 单。
batch-release = 解除挂起
batch-released = 已解除 { $n } 个挂起。
batch-urgent = { $n } 单已标为加急。
batch-pay = 登记收款
batch-paid = 已登记 { $n } 笔收款。
batch-cancel = 取消订单
batch-cancel-title = 取消 { $n } 单？
batch-cancel-note = 预占的库存会退回，已拣的货需要人工放回。此操作无法撤销。
batch-cancelled = 已取消 { $n } 单。
batch-nothing = 这些订单无需处理。

## 单个订单

order-back = 返回订单列表
order-missing = 本机没有这个订单
order-missing-note = 它可能随导入一起被撤回，或者还没有同步到本机。
order-looked-up = 正在服务器上查找此订单…
order-missing-offline = 它可能是保存在服务器上的更早订单。请连接网络后重试。
order-missing-way = 查看订单
order-placed-at = 下单于 { $when }
order-about = 订单信息
order-changed = 订单已修改。

line-ordered = 订购
line-picked = 已拣
line-packed = 已打包
line-shipped = 已发
line-cancelled = 已取消 { $n } 件
line-missing = 货架上缺 { $n } 件
total-goods = 商品金额

contact-email-hint = 用于发送物流通知
contact-language = 消息语言
contact-no-email = 没有邮箱：无法用邮件通知该顾客。
contact-saved = 顾客信息已保存。
address-none = 还没有地址
address-complete = 补全地址
address-saved = 地址已保存。

payment-record = 登记收款
payment-due = 待付：{ $amount }
payment-amount = 金额（{ $currency }）
payment-paid = 已付
payment-reference-hint = 支付平台的单号，没有可留空
payment-recorded = 已登记 { $amount }。

hold-who = { $who }，{ $when }
hold-release = 解除挂起
hold-release-anyway = 仍然放行
hold-released = 已解除挂起。
hold-note-hint = 需要先解决什么？

reserve-title = 预占库存
reserve-wanted = 需要
reserve-all = 预占
reserve-short = 缺 { $n } 件
reserve-short-note = 可以先预占现有的，其余等待到货。

ship-title = 交给承运商
ship-weight = 重量（克，可不填）
tracking-correct = 更正运单号
tracking-corrected = 运单号已更正。
tracking-hint = 扫描或输入
tracking-wrong-shape = 这不像{ $carrier }的运单号。请检查承运商和单号。
track-record = 登记物流
track-recorded = 已登记。
track-time-hint = 留空表示现在，或按 2026-11-21 14:02 填写。
track-words = 承运商原文（可不填）

parcel-no-carrier = 未选承运商
parcel-no-number = 无运单号
parcel-follow = 到承运商网站查询
parcel-handed-over = 已交接
parcel-link = 复制链接
parcel-link-copied = 已复制顾客查询页的链接。
parcel-link-offline = 链接由服务器提供，请联网后重试。
parcel-link-not-now = 链接还没有生成。请在包裹同步到服务器后重试。

more-lines = 修改商品行
more-urgent = 标为加急
more-not-urgent = 取消加急
more-hold = 挂起
more-reserve = 预占库存
more-unreserve = 释放预占
more-receive = 为缺货收货
more-cancel = 取消订单
did-urgent = 已标为加急。
did-not-urgent = 已取消加急。
did-hold = 已挂起。
did-reserve = 已预占。
did-reserve-partly = 已预占现有库存，{ $n } 件等待到货。
did-unreserve = 已释放预占。
did-ship = 已发货。
did-cancel = 订单已取消。

cancel-title = 取消 { $number }？
cancel-units = { $n } 件将不再发货。
cancel-reserved = 预占的 { $n } 件会退回库存。
cancel-picked = 已拣的 { $n } 件需要人工放回货架。
cancel-shipped = 已发出的 { $n } 件保持已发状态。
cancel-paid = 已付 { $amount }：请原路退款。
cancel-final = 此操作无法撤销。

story-title = 订单动态
story-who = { $who } · { $device }

## 新建订单

draft-create = 提交订单
draft-created = 订单已创建。
draft-look-again = 有内容缺失或无法使用，已在下方标出。
draft-lines = 商品行
draft-money = 付款与运费
draft-paid = 已经付款
draft-no-address = 没有地址的订单会先挂起。
draft-no-lines = 请至少添加一个商品。
draft-add-line = 添加商品
draft-add-line-hint = 名称、SKU 或条码
draft-no-product = 没有匹配的商品。
draft-unknown-code = { $code } 不是本店的商品。
draft-quantity-of = { $name }的数量
draft-price-of = { $name }的单价
draft-remove = 移除{ $name }
paste-label = 粘贴地址
paste-hint = 顾客发来的姓名、电话、地址，一次粘贴即可
paste-read = 已识别：{ $what }。请在下方核对。
paste-nothing = 没能识别出内容，请直接填写下方各项。
paste-leftover = 未识别：{ $text }
