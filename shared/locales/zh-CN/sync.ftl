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
sync-exported = 已保存为封印文件，可在另一台设备的“同步”页面提交。

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

### 不经本机推送而来的更改

hand-in = 提交另一台设备的文件
hand-in-hint = 由“导出未发送内容”保存的文件。如何处理由店主决定。
hand-in-busy = 正在提交…
hand-in-no-file = 这不是未发送更改文件。请选择由“导出未发送内容”保存的文件。
hand-in-known = 此文件中的内容服务器都已知晓。
hand-in-held = { $n ->
   *[other] 已提交 { $n } 项更改，由店主在本页决定。
}
held-title = 已提交的更改
held-card = { $n ->
   *[other] { $who }在“{ $device }”上的 { $n } 项更改
}
held-somebody = 某人
held-by-file = 由{ $who }以文件提交。
held-signed-out = 这台设备已被远程退出登录。它联网后发来了尚未发送的内容。
held-left = { $who }已离职。该设备联网后发来了尚未发送的内容。
held-note = 尚未执行任何一项。接收后将按原顺序、以原操作人的名义执行。
held-since = 自 { $when } 起等待
held-look = { $n ->
   *[other] 查看更改
}
held-more = 另有 { $n } 项
held-line = { $when } · { $what }
held-unreadable = 此版本无法读取的更改
held-take-over = 接收
held-discard = 放弃
held-taken = { $n ->
   *[other] 已接收 { $n } 项更改。
}
held-some-taken = 已接收 { $n } 项，{ $refused } 项被拒绝，原因见卡片。
held-refused = { $who }在“{ $device }”上的 { $n } 项更改被拒绝
held-refused-note = 接收时规则不允许执行这些更改。仍有需要的，请手动处理。
held-read = 已处理
held-discarded = { $n ->
   *[other] 已放弃 { $n } 项更改。
}
held-discard-ask = { $n ->
   *[other] 放弃 { $n } 项更改？
}
held-discard-note = 这些更改不会执行，您的决定会留存。设备上仍有副本：如有人在该设备登录，仍会发送。
hand-in-left-out = { $n ->
   *[other] 文件中有 { $n } 项更改未被接受：属于另一家店铺，或在此无法读取。请保留该文件。
}
hand-in-too-large = 文件太大，无法一次提交。请让该设备自行联网，或寻求帮助。
held-no-seal = 此内容没有封印，可能由他人编写。尚未执行任何一项。
sync-not-exported = 无法读取待发送的内容，因此没有保存文件。请重新加载页面后再试。
