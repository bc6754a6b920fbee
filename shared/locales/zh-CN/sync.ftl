### 同步页面，以及工作保存在哪里的用词

## 标题句

sync-title = 同步
sync-all-safe = 所有工作都已保存。
sync-safe-here = 所有工作都已保存在本机。
sync-all-sent = 截至 { $time }，全部已在服务器。
sync-sending = 正在向服务器发送 { $n } 项更改。
sync-loading = 正在把店铺数据复制到本机。
sync-loading-note = 尚未显示的内容会陆续出现，服务器上的数据是完整的。
sync-offline-nothing-waits = 当前离线，可以继续工作，没有待发送的内容。
sync-offline-waiting = 当前离线，{ $n } 项更改等待联网，最早的在 { $oldest }。
sync-offline-empty = 本机正在等待连接服务器。
sync-needs-you = 有 { $n } 项需要您决定。
sync-needs-you-note = 其他工作照常进行。
sync-cannot-save-title = 本机无法保存，请停止扫描。
sync-cannot-save = 本机无法保存。请清理空间或关闭其他标签页后重试，之前保存的内容都还在。
sync-old = 自 { $since } 起未能发送。
sync-old-note = 内容都保存在本机，请尽快联网，让同事看到您的工作。
sync-signed-out = 有 { $n } 项更改等待您登录后发送。
sync-signed-out-note = 工作都保存在本机，请用同一账号重新登录以发送。
sync-too-old = 应用版本过旧，请刷新页面更新，您的工作不会丢失。
sync-not-yet-sent = 尚未发送

## 需要决定的事

sync-needs-you-title = 需要您处理
sync-card-title = 未能完成：{ $what }
sync-card-meanwhile = 以服务器账目为准，本机上的这一步已撤回，其他内容未受影响。
sync-card-unreadable = 服务器无法识别它，可能是应用版本较新。内容仍保存在这里。
sync-card-see = 查看
sync-settled = 已处理。
sync-exceptions = 库存中有 { $n } 项待核查。
sync-exceptions-see = 去核查

## 更改列表

sync-waiting = 等待发送
sync-recent = 最近发送
sync-nothing-waits = 没有等待的内容。
sync-nothing-sent = 本机最近没有发送过内容。
sync-what = 内容
sync-where = 位置
sync-state-here = 在本机
sync-state-sending = 发送中
sync-state-server = 已在服务器
sync-state-needs-you = 需要您处理
sync-more = 显示更多（还有 { $n } 项）
sync-send-now = 立即发送
sync-trying = 正在连接服务器。
sync-export = 导出未发送内容
sync-exported = 已保存为文件，请保留到全部发送完成。

## 本机

sync-this-device = 本机
sync-device-name = 设备名称
sync-device-name-hint = 与您的姓名一起显示在历史中，例如“平板 2”。
sync-storage = 存储
sync-storage-kept = 已保证保留
sync-storage-best-effort = 空间足够时
sync-storage-note = 请在需要离线工作的设备上安装 Waybill，浏览器就不会清理它的存储。
sync-installed = 已安装
sync-install = 安装到本机
