### 服务器给出的问题说明：网络、表单、接口

problem-title-input = 请检查填写的内容
problem-title-sign-in = 需要登录
problem-title-not-allowed = 没有权限
problem-title-not-found = 未找到
problem-title-conflict = 当前状态下无法进行
problem-title-too-much = 一次太多
problem-title-too-slow = 网络太慢
problem-title-update = 需要更新
problem-title-unavailable = Waybill 暂时无法使用

problem-sign-in-needed = 您尚未登录，或登录已过期。请重新登录；本设备上的内容不会丢失。
problem-key-needed = 此地址需要 API 密钥。请以“Authorization: Bearer wb_…”发送。
problem-wrong-sign-in = 邮箱与密码不匹配。请检查后重试。
problem-not-allowed = 您的角色没有此权限。请联系店铺所有者。
problem-not-our-request = 此请求不是来自 Waybill 自己的页面，因此没有执行。请重新加载页面。
problem-https-needed = 只有在本机上才能用不加密的 http 安全登录。请用 https 打开 Waybill，或为服务器配置证书。
problem-not-found = 此地址没有内容。
problem-wrong-method = 此地址不接受这种请求。
problem-too-large = 超过服务器一次可接收的上限：最多 { $limit }。请分批发送。
problem-not-readable = 无法读取该请求。请检查格式后重新发送。
problem-email-taken = 已有人用此邮箱登录。请直接登录，或换一个邮箱。
problem-password-short = 密码至少需要 { $least } 个字符。
problem-password-long = 密码最多 { $most } 个字符。
problem-password-common = 这个密码容易被猜到。请换一个，例如四个互不相关的词。
problem-password-wrong = 当前密码不正确。
problem-too-slow = 发送的内容到达太慢，服务器已停止等待其余部分。没有任何更改。请换更好的网络后重试。
problem-too-many = 尝试次数过多。请等待 { $seconds } 秒后重试。
problem-app-too-old = 服务器已有新版本。请重新加载页面以更新；本设备上的工作会保留。
problem-push-gap = 在这些之前的命令尚未到达。请从第 { $expected } 号开始发送。
problem-unavailable = 服务器暂时无法访问账本。请稍后再试；不会丢失任何内容。
problem-broken = 服务器出错，已记录。请重试；若再次发生，请告知服务器的管理者。
problem-hand-in-no-file = 这不是 Waybill 的未发送更改文件。请选择在另一台设备的“同步”页面保存的文件。
problem-hand-in-other-shop = 此文件属于另一家店铺。请登录那家店铺后再提交。
problem-hand-in-broken-seal = 此文件的封印已损坏，或来自另一台服务器。请在原设备上重新保存。
problem-hand-in-no-seal = 此文件没有封印，只能由店主提交。
problem-hand-in-full = 此人等待决定的更改过多。请先在“同步”页面处理，然后重新提交。
