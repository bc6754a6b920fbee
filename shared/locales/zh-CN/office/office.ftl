### 服务端：给顾客的邮件、包裹页、包裹查询、开放接口。

## 时间（按店铺时钟）

office-month = { $month }
office-date = { $month }月{ $day }日
office-date-with-year = { $year }年{ $month }月{ $day }日
office-date-time = { $date } { $time }
office-today = 今天
office-yesterday = 昨天
office-shop-time = 时间均为 { $offset }。
office-updated-now = 刚刚更新
office-updated-minutes = 更新于 { $n } 分钟前
office-updated-hours = 更新于 { $n } 小时前
office-updated-days = 更新于 { $n } 天前

## 邮件“您的包裹已发出”

office-mail-subject = 您的订单 { $number } 已发货
office-mail-greeting = { $name }，您好：
office-mail-sentence = 您的包裹已于 { $date } 发出，由{ $carrier }承运。
office-mail-items = 包裹内容
office-mail-item = { $name } × { $n }
office-mail-more = 以及另外 { $n } 种商品
office-mail-order = 订单
office-mail-carrier = 承运商
office-mail-number = 运单号
office-mail-address = 寄往
office-mail-follow = 查看包裹进度
office-mail-contact-reply = 有问题？直接回复本邮件即可。
office-mail-contact-phone = 有问题？请致电 { $phone }。
office-mail-contact-both = 有问题？直接回复本邮件，或致电 { $phone }。
office-mail-why = 您收到本邮件，是因为您在 { $shop } 下了单。链接无需登录即可查看包裹，签收 60 天后失效。

## 包裹页

office-parcel-title = { $sentence } · { $shop }
office-parcel-pending = 已通知{ $carrier }揽收
office-parcel-info-received = 已通知{ $carrier }揽收
office-parcel-picked-up = { $carrier }已揽收
office-parcel-in-transit = 包裹正在路上，由{ $carrier }承运
office-parcel-customs = 正在清关
office-parcel-out-for-delivery = { $carrier }正在派送
office-parcel-available-for-pickup = 已到取件点，请凭单取件
office-parcel-attempt-failed = 派送未成功，{ $carrier }将再次派送
office-parcel-problem = 有延误：{ $carrier }反馈异常
office-parcel-delivered = 已签收 { $when }
office-parcel-returning = 正在退回 { $shop }
office-parcel-returned = 已退回 { $shop }
office-parcel-carrier-unknown = 承运商
office-parcel-step-ordered = 已下单
office-parcel-step-shipped = 已发货
office-parcel-step-in-transit = 运输中
office-parcel-step-delivered = 已签收
office-parcel-step-done = 已完成
office-parcel-progress = 进度
office-parcel-events = 物流动态
office-parcel-no-events = 承运商还没有更新，通常一天内会有第一条动态。
office-parcel-handed-over = 已交给{ $carrier }
office-parcel-number = 运单号
office-parcel-no-number = 暂无运单号。
office-parcel-copy = 复制
office-parcel-copied = 已复制
office-parcel-at-carrier = 到{ $carrier }官网查看
office-parcel-recipient = 收件人
office-parcel-items = 包裹内容
office-parcel-order = 订单 { $number }
office-parcel-help-problem = 您暂时不用做什么。两天内没有变化，请联系 { $shop }。
office-parcel-help-attempt-failed = 请安排人收件，或联系 { $shop }。
office-parcel-help-available-for-pickup = 取件时请带上运单号和身份证件。
office-parcel-help-returning = { $shop } 会与您联系，您也可以主动联系他们。
office-parcel-contact = 联系 { $shop }
office-parcel-mail = 发邮件
office-parcel-phone = 致电 { $phone }
office-parcel-other-language = English
office-parcel-find-another = 查询其他包裹

## 没有这个包裹

office-parcel-gone-title = 无法显示这个包裹
office-parcel-gone-text = 链接可能不完整，或已过期：签收 60 天后不再显示。
office-parcel-gone-find = 您可以用订单号查询包裹。
office-parcel-unavailable-title = 页面暂时打不开
office-parcel-unavailable-text = 服务器正在维护，请过几分钟再试，数据不会丢失。

## 查询包裹

office-find-title = 查询包裹
office-find-text = 请输入订单号，以及下单时所留手机号的后四位。
office-find-number = 订单号
office-find-number-hint = 例如 10482，见订单确认信息
office-find-phone = 手机号后四位
office-find-submit = 查询
office-find-nothing = 没有找到。请核对订单号和手机号后四位后重试。发货之后才能查到包裹。
office-find-too-often = 查询过于频繁，请一小时后再试，或使用订单邮件里的链接。
office-find-several = 有多个包裹
office-find-parcel = { $shop } · { $status }

## 开放接口

office-api-docs-title = Waybill 开放接口
office-api-docs-intro = 导入订单、查询订单、查询库存、维护商品。请在“设置”中创建密钥，并以“Authorization: Bearer wb_…”发送。
office-api-docs-machine = OpenAPI 文档
office-api-docs-parameters = 参数
office-api-docs-body = 请求体
office-api-docs-answers = 应答
office-api-docs-required = 必填
office-api-docs-schemas = 数据结构
problem-api-body = 请求体不是所需的内容：{ $why }
problem-api-filter = 筛选条件 { $name } 的值无法识别，可用的值见 /api/v1/docs。
problem-api-idempotency-other = 这个 Idempotency-Key 已用于另一个请求体。请原样重发，或换一个新的键。
problem-api-idempotency-key = Idempotency-Key 应为 1 到 200 个可见的 ASCII 字符。
problem-demo-not-there = 这个店铺没有演示数据。
