### 各页面、邮件和包裹页共用的词

## 按钮和小词

save = 保存
cancel = 取消
close = 关闭
back = 返回
search = 搜索
undo = 撤销
redo = 重做
retry = 重试
delete = 删除
remove = 移除
edit = 编辑
add = 添加
create = 新建
confirm = 确认
yes = 是
no = 否
more = 更多
fewer = 收起
next = 下一步
previous = 上一步
done = 完成
copy = 复制
copied = 已复制
download = 下载
upload = 选择文件
print = 打印
open = 打开
show = 显示
hide = 隐藏
all = 全部
none = 无
clear = 清空
clear-filters = 清除筛选
select = 选择
select-all = 全选
refresh = 刷新
continue = 继续
skip = 跳过
help = 帮助
optional = 选填
required = 必填
loading = 正在加载…
saving = 正在保存…
unknown = 未知
empty-value = —
list-separator = 、
signed-in-as = 当前账号：{ $name }
version = 版本 { $version }
language = 语言
language-zh-CN = 中文
language-en = English
language-not-here = 本设备上还没有该语言的文字。请连接网络后再选择一次。
theme = 外观
theme-light = 浅色
theme-dark = 深色
theme-system = 跟随系统

## 多个页面共用的列名和字段名

word-order = 订单
word-customer = 客户
word-contact = 联系方式
word-name = 姓名
word-email = 邮箱
word-phone = 电话
word-address = 地址
word-country = 国家/地区
word-region = 省/州
word-city = 城市
word-district = 区/县
word-postcode = 邮编
word-street = 街道门牌
word-sku = SKU
word-product = 商品
word-barcode = 条码
word-quantity = 数量
word-price = 单价
word-total = 合计
word-shipping-fee = 运费
word-currency = 币种
word-status = 状态
word-stock = 库存
word-payment = 付款
word-channel = 渠道
word-warehouse = 仓库
word-bin = 库位
word-carrier = 承运商
word-tracking-number = 运单号
word-parcel = 包裹
word-weight = 重量
word-note = 备注
word-reason = 原因
word-date = 日期
word-time = 时间
word-place = 地点
word-device = 设备
word-role = 角色
word-urgent = 加急
word-ship-by = 最晚发货
word-placed-at = 下单时间
word-items = 件数
word-terms = 付款方式
word-method = 支付渠道
word-reference = 参考号
word-due = 待付金额
word-file = 文件
word-row = 行

## 计数

n-items = { $n } 件
n-units = { $n } 件
n-orders = { $n } 个订单
n-lines = { $n } 行明细
n-rows = { $n } 行
n-products = { $n } 个商品
n-parcels = { $n } 个包裹
n-changes = { $n } 项更改
n-bins = { $n } 个库位
n-messages = { $n } 条消息
n-selected = 已选 { $n } 项
n-of-m = { $n } / { $m }
unit-g = { $n } 克
unit-kg = { $n } 千克

## 时间

time-just-now = 刚刚
time-minutes-ago = { $n } 分钟前
time-hours-ago = { $n } 小时前
time-days-ago = { $n ->
    [1] 昨天
   *[other] { $n } 天前
}
time-in-minutes = { $n } 分钟后
time-in-hours = { $n } 小时后
time-in-days = { $n ->
    [1] 明天
   *[other] { $n } 天后
}
time-today = 今天
time-yesterday = 昨天
time-tomorrow = 明天
time-late-minutes = 超时 { $n } 分钟
time-late-hours = 超时 { $n } 小时
time-late-days = 超时 { $n } 天
time-today-at = 今天 { $time }
time-yesterday-at = 昨天 { $time }
time-tomorrow-at = 明天 { $time }
time-day = { $month }{ $day }日
time-day-year = { $year }年{ $month }{ $day }日
time-day-at = { $month }{ $day }日 { $time }
time-day-year-at = { $year }年{ $month }{ $day }日 { $time }
time-month-1 = 1月
time-month-2 = 2月
time-month-3 = 3月
time-month-4 = 4月
time-month-5 = 5月
time-month-6 = 6月
time-month-7 = 7月
time-month-8 = 8月
time-month-9 = 9月
time-month-10 = 10月
time-month-11 = 11月
time-month-12 = 12月
time-happened-at = 发生于 { $when }
time-received-at = 收到于 { $when }

## 订单状态

status-on-hold = 已挂起
status-to-reserve = 待预占
status-to-pick = 待拣货
status-picking = 拣货中
status-to-pack = 待打包
status-packed = 已打包
status-partly-shipped = 部分发货
status-shipped = 已发货
status-delivered = 已签收
status-cancelled = 已取消

view-to-ship = 待发货
view-late = 已超时
view-waiting-for-stock = 缺货待配
view-on-hold = 已挂起
view-shipped = 已发货
view-cancelled = 已取消
view-all = 全部

payment-state-unpaid = 未付款
payment-state-partly-paid = 部分付款
payment-state-paid = 已付款
payment-state-cash-on-delivery = 货到付款
payment-state-on-account = 账期

payment-method-cash = 现金
payment-method-card = 银行卡
payment-method-bank-transfer = 银行转账
payment-method-alipay = 支付宝
payment-method-wechat-pay = 微信支付
payment-method-other = 其他

terms-prepaid = 款到发货
terms-cash-on-delivery = 货到付款
terms-on-account = 账期结算

stock-state-nothing = —
stock-state-not-reserved = 未预占
stock-state-short = 缺 { $n } 件
stock-state-reserved = 已预占
stock-state-taken = 已拣出

hold-payment = 等待付款
hold-address = 地址不完整
hold-notice = 尚未通知客户
hold-customer-request = 客户要求暂缓
hold-fraud = 待核查风险
hold-manual = 人工挂起

next-step-record-payment = 登记收款
next-step-complete-address = 补全地址
next-step-release-hold = 解除挂起
next-step-reserve = 预占库存
next-step-pick = 拣货
next-step-pack = 打包
next-step-ship = 发货
next-step-correct-tracking = 更正运单号
next-step-nothing = 无待办

order-number-provisional = 订单到达服务器后会得到正式单号

## 订单时间线

happened-placed = 已下单（{ $channel }）
happened-amended = 已修改：{ $what }
happened-amended-address = 地址
happened-amended-contact = 客户
happened-amended-lines = 商品明细
happened-amended-other = 其他信息
happened-held = 已挂起：{ $hold }
happened-released = 已解除：{ $hold }
happened-released-by-rule = 检查通过，自动解除：{ $hold }
happened-paid = 已收款 { $amount }（{ $method }）
happened-reserved = 已在 { $warehouse } 预占 { $n } 件
happened-reserved-partly = 已预占 { $n } 件，缺 { $short } 件
happened-unreserved = 已释放预占 { $n } 件
happened-picking-started = 从 { $bin } 开始拣货
happened-picked = 拣货完成
happened-unpicked = { $sku } 放回货架 { $n } 件
happened-short-reported = { $sku } 货架上缺 { $n } 件
happened-packed = 打包完成
happened-unpacked = { $sku } 从包裹取出 { $n } 件
happened-shipped = 已由{ $carrier }发货，运单号 { $number }
happened-shipped-without-number = 已由{ $carrier }发货，暂无运单号
happened-tracking-corrected = 运单号更正为 { $number }
happened-delivered = 已签收
happened-cancelled = 已取消
happened-cancelled-because = 已取消：{ $reason }
happened-notice-queued = 发货通知待发送
happened-notice-skipped = 未发送通知：{ $reason }
happened-notice-sent = 邮件服务器已接收通知
happened-notice-failed = 通知发送失败，已生成客服工单

## 人员

role-owner = 店主
role-clerk = 文员
role-floor = 仓库
role-support = 客服
role-viewer = 只读
role-office = Waybill
role-about-owner = 全部权限，含设置和员工
role-about-clerk = 订单、库存、商品和消息
role-about-floor = 收货、盘点、拣货、打包、发货
role-about-support = 挂起、物流、消息和工单
role-about-viewer = 可查看，不能修改

## 包裹

track-pending = 已交承运商
track-info-received = 承运商已接单
track-picked-up = 已揽收
track-in-transit = 运输中
track-customs = 清关中
track-out-for-delivery = 派送中
track-available-for-pickup = 待自提
track-attempt-failed = 派送未成功
track-problem = 运输异常
track-delivered = 已签收
track-returning = 退回途中
track-returned = 已退回

carrier-sf = 顺丰速运
carrier-zto = 中通快递
carrier-yto = 圆通速递
carrier-yunda = 韵达快递
carrier-sto = 申通快递
carrier-jd = 京东物流
carrier-ems = 邮政 EMS
carrier-royal-mail = 英国皇家邮政
carrier-dhl = DHL
carrier-ups = UPS
carrier-fedex = 联邦快递
carrier-usps = 美国邮政
carrier-other = 其他承运商

## 库存

stock-on-hand = 在库
stock-reserved = 预占
stock-available = 可用
stock-incoming = 在途
stock-projected = 预计可用
stock-low = 库存偏低
stock-none = 缺货

adjust-found = 盘盈
adjust-lost = 丢失
adjust-damaged = 破损
adjust-sample = 领用样品
adjust-first-stock = 期初库存
adjust-other = 其他原因

move-receive = 收货
move-transfer = 移库
move-pick = 拣货
move-unpick = 放回
move-ship = 发货
move-adjust = 调整
move-scrap = 报损
move-count = 盘点

place-supplier = 供应商
place-customer = 客户
place-adjustment = 调整
place-scrap = 报损
place-bin = { $bin }（{ $warehouse }）

receipt-expected = 待到货
receipt-arriving = 收货中
receipt-closed = 已完结

import-state-running = 导入中
import-state-done = 已完成
import-state-undone = 已撤销

exception-negative-stock = { $warehouse } 的 { $bin } 账面上 { $sku } 为 { $balance } 件，请盘点该库位。
exception-picked-after-cancel = 订单已取消，但 { $sku } 已拣出 { $n } 件，请放回货架。
exception-short-in-bin = { $warehouse } 的 { $bin } 少了 { $n } 件 { $sku }，请盘点该库位。
exception-more-than-ordered = { $sku } 比订单多 { $n } 件，请核对订单和包裹。
exception-shipped-after-cancel = 订单已取消但包裹已发出，请联系承运商拦截或等待退回。
exception-over-promised = { $warehouse } 的 { $sku } 已预占 { $reserved } 件，在库只有 { $n } 件。请盘点或释放部分预占。
exception-shipped-twice = 该订单此前已全部发出，又交运了一次，请核对包裹内容。
exceptions-title-over-promised = 预占超过库存
exceptions-title-shipped-twice = 重复发货
exception-unknown-order = 为账上没有的订单处理了 { $n } 件 { $sku }，请查明货物归属。

## 发给客户的消息

notice-state-queued = 待发送
notice-state-retrying = 稍后重试
notice-state-accepted = 邮件服务器已接收
notice-state-failed = 发送失败
notice-state-skipped = 未发送

skip-reason-no-email = 客户没有邮箱
skip-reason-waived = 人工放行，不发通知

attempt-accepted = 已接收
attempt-transient = 暂时失败，稍后重试
attempt-recipient = 该邮箱不接收邮件
attempt-ambiguous = 连接中断，可能已发出

ticket-open = 待处理
ticket-closed = 已关闭

## 操作结果，以及同步页上的操作名称

outcome-done = 已完成
outcome-unchanged = 无需更改
outcome-reserved-partly = 已预占 { $n } 件，缺 { $short } 件
outcome-done-with-exception = 已记录，但与账面不符，请查看异常。

way-reserve-partly = 有多少预占多少
way-try-again = 再试一次
way-let-go = 算了

doing-set-up-merchant = 为 { $name } 开账
doing-change-settings = 修改设置
doing-put-member = 修改 { $name } 的账号
doing-put-product = 保存商品 { $sku }
doing-put-warehouse = 保存仓库 { $warehouse }
doing-put-location = 保存库位 { $bin }
doing-announce-receipt = 登记发往 { $warehouse } 的到货
doing-receive = 收货 { $sku } { $n } 件，入 { $bin }
doing-close-receipt = 完结收货单
doing-adjust = 调整 { $bin } 的 { $sku }：{ $n } 件
doing-count = 盘点 { $bin } 的 { $sku }：{ $n } 件
doing-transfer = 移库 { $sku } { $n } 件，{ $from } → { $to }
doing-resolve-exception = 处理异常
doing-place = 为 { $customer } 下单
doing-amend = 修改订单
doing-cancel = 取消订单
doing-hold = 挂起订单
doing-release = 解除挂起
doing-record-payment = 登记收款 { $amount }
doing-reserve = 在 { $warehouse } 预占库存
doing-unreserve = 释放预占
doing-open-import = 导入 { $file }
doing-close-import = 完成导入
doing-undo-import = 撤销导入
doing-pick = 从 { $bin } 拣货 { $sku } { $n } 件
doing-unpick = { $sku } { $n } 件放回 { $bin }
doing-report-short = 报缺：{ $bin } 的 { $sku } 少 { $n } 件
doing-pack = 打包 { $sku } { $n } 件
doing-unpack = 从包裹取出 { $sku } { $n } 件
doing-ship = 包裹发货
doing-correct-tracking = 运单号更正为 { $number }
doing-track = 登记物流：{ $status }
doing-record-attempt = 记录发送结果
doing-resend = 重新发送消息
doing-close-ticket = 关闭工单
