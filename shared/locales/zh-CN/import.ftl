### 从文件导入订单。

import-steps = 导入
import-step-file = 选择文件
import-step-columns = 对应列
import-step-check = 检查
import-step-done = 导入
import-drop = 把订单文件拖到这里，或点击选择
import-drop-hint = CSV，逗号、分号或制表符分隔；UTF-8、UTF-16、GBK 或 Latin-1；最大 256 MB
import-about = 确认之前不会创建任何订单。同一订单不会重复导入，整次导入可以撤回。
import-unreadable = 无法读取这个文件。请重新选择，或换一个文件。
import-too-large = 文件超过 256 MB。请拆分后导入，或在服务器上用导入命令。
import-other-file = 换一个文件
import-columns = 文件中的列
import-column = 列名
import-samples = 前几个值
import-meaning = 含义
import-meaning-of = { $name }的含义
import-encoding = 文字编码
import-delimiter = 列分隔符
import-header = 第一行
import-header-yes = 是列名
import-header-no = 已是订单内容
import-options = 如何生成订单
import-channel-hint = 订单的来源。来源和订单号一起永久标识一个订单。
import-create-products = 自动创建缺少的商品
import-create-products-hint = 店里没有的商品，用文件中的名称和价格创建。
import-paid = 订单都已付款
import-paid-hint = 适用于没有付款信息的文件，否则这些订单会等待付款。
import-skip-bad = 跳过有问题的行，其余照常下单
import-skip-bad-hint = 不勾选时，只要有一行有问题，整单不导入，并在报告中说明。
import-currency = 所有金额均为店铺货币 { $currency }。
import-check = 检查文件
import-checking = 正在检查文件…
import-back = 修改对应关系
import-go = { $n ->
   *[other] 导入 { $shown } 单
}
import-unknown-products = 文件中有店里没有的商品。
import-create-and-check = 创建它们并重新检查
import-preview = 前几个订单
import-report = 报告
import-severity = 程度
import-running = { $n ->
   *[other] 正在从 { $file } 导入 { $shown } 单
}
import-leave = 可以离开此页面，导入会继续。请不要关闭标签页。
import-done = { $file } 导入完成
import-placed = { $n ->
   *[other] 已创建 { $shown } 单。
}
import-known = { $n ->
   *[other] { $shown } 单之前已导入。
}
import-refused = { $n } 项未导入：{ $why }
import-another = 导入另一个文件
import-see = 查看订单
import-past = 已导入的文件
import-undo = 撤回
import-undo-of = 撤回 { $file }
import-undo-title = 撤回这次导入？
import-undo-note = { $file } 的所有订单都会移除，已经有人处理过的除外。创建的商品会保留。
import-undoing = 正在撤回订单…
import-undone = { $file } 已撤回。
