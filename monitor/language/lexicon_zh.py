"""The Chinese word list, simplified, in normal form. Data only: `zh` says what the sorts mean.

Notes of triggers: ``role`` takes a role as its object; ``exit`` needs what is left as its object;
``strict`` ones need it named; ``takes`` has the leaver as its object, ``office`` with a post;
``weak`` ones are trusted less; ``title`` needs a role or a name close before it, ``place`` the
place of work.
"""

from __future__ import annotations

from monitor.language.gazetteer import MAKERS, NAMES
from monitor.language.lexicon import Lexicon, Term, terms
from monitor.language.text import normalise
from monitor.model import Kind

TRIGGERS: tuple[Term, ...] = (
    # The leaver stands before these.
    *terms("trigger", "离职 离任 去职 离巢 离司"),
    *terms(
        "trigger", "辞职 请辞 提出辞呈 递交辞呈 提交辞呈 递上辞呈 挂印 挂冠", kind=Kind.RESIGNED
    ),
    *terms("trigger", "辞任 辞去 申请辞去 请求辞去 辞别", "role", kind=Kind.RESIGNED),
    *terms("trigger", "卸任 卸去 卸下 退任 退居二线 退居幕后", "role", kind=Kind.STEPPED_DOWN),
    *terms(
        "trigger",
        "不再担任 不再兼任 不再出任 不再任职 不再负责 不再履行 停止担任",
        "role",
        kind=Kind.STEPPED_DOWN,
    ),
    *terms("trigger", "退休 荣休", "weak", kind=Kind.RETIRED, strength=0.8),
    *terms("trigger", "出走 自立门户 另起炉灶 另谋高就 分道扬镳", "weak", strength=0.7),
    *terms("trigger", "跳槽 转投 改投 转投至 投奔", "weak", strength=0.8),
    *terms("trigger", "最后一个工作日 最后工作日 最后一天", "weak", "place", strength=0.7),
    *terms("trigger", "不再续约 不再续任 不再续聘", "weak", strength=0.7),
    # What is left must stand after these.
    *terms("trigger", "离开 离别", "exit", "weak", strength=0.8),
    *terms("trigger", "退出", "exit", "weak", "strict", strength=0.7),
    *terms("trigger", "告别 作别 挥别", "exit", "weak", strength=0.6),
    *terms("trigger", "交棒 让位 退位", "weak", "title", kind=Kind.STEPPED_DOWN, strength=0.6),
    *terms("trigger", "不再参与公司", "weak", kind=Kind.STEPPED_DOWN, strength=0.6),
    *terms(
        "trigger",
        "被调离 已调离 将调离 调离岗位 调离原岗",
        "weak",
        kind=Kind.STEPPED_DOWN,
        strength=0.6,
    ),
    # Somebody is made to go: the leaver is the object, unless 被 or 遭 stands before.
    *terms("trigger", "罢免 解雇 解聘 开除 辞退 撤换 罢黜", "takes", kind=Kind.DISMISSED),
    *terms("trigger", "免去 免除", "takes", "office", kind=Kind.DISMISSED),
    *terms("trigger", "炒掉 踢走 赶走 逐出", "takes", "weak", kind=Kind.DISMISSED, strength=0.7),
    *terms("trigger", "免职 解职 撤职", kind=Kind.DISMISSED),
    *terms("trigger", "下课", "weak", "title", kind=Kind.DISMISSED, strength=0.6),
    *terms("trigger", "被炒 被裁 被迫走人 被扫地出门", "weak", kind=Kind.DISMISSED, strength=0.7),
    *terms("trigger", "挖走 挖来 挖得", "takes", "weak", strength=0.6),
)

# Longer words that hold a trigger and tell of no departure.
DECOYS: tuple[Term, ...] = (
    *terms("decoy", "离职率 离职潮 离职员工 离职补偿 离职证明 离职倾向 离职面谈 离职意向 离职意愿"),
    *terms("decoy", "离职赔偿 离职人数 离职人员 离职者 离职人才 离职同事 离职限制 离职金 离职补贴"),
    *terms("decoy", "离职审计 离职风险 离职成本 离职流程 离职话术 离职协议 离职待遇 离职体检"),
    *terms("decoy", "自愿离职 主动离职 被动离职 劝退离职 裸辞 离职再就业 离职社保 离职博主"),
    *terms("decoy", "辞职潮 辞职率 大辞职 辞职信模板 辞退诉讼 辞退员工 辞退补偿 辞退赔偿"),
    *terms("decoy", "退休金 退休基金 退休年龄 退休制度 退休计划 退休储蓄 退休俱乐部 退休人员"),
    *terms(
        "decoy", "退休教师 退休干部 退休老人 退休生活 退休政策 延迟退休 延退休 退休养老 退休账户"
    ),
    *terms("decoy", "退休待遇 退休工资 退休返聘 退休族 退休职工 退休工人 退休规划 退休证 退休前列"),
    *terms("decoy", "被裁定 被裁决 被裁员 被裁剪 被裁切 被炒至 被炒作 被炒到 被炒高 被炒热 被炒上"),
    *terms("decoy", "开除党籍 开除公职 开除学籍 开除军籍 退居第二 退居第三 开除员工 解雇员工"),
    *terms(
        "decoy", "解雇费用 解雇补偿 解雇赔偿 解雇保护 解雇潮 非法解雇 违法解雇 跳槽意向 跳槽意愿"
    ),
    *terms("decoy", "跳槽率 跳槽季 跳槽潮 频繁跳槽 出走半生 离家出走 退出历史 退出市场 退出舞台"),
    *terms(
        "decoy", "退出机制 退出竞争 退出群聊 退出登录 退出协议 退出通道 告别演出 告别赛 告别时代"
    ),
    *terms(
        "decoy",
        "离开地球 离开人世 离开世界 离开我们 离开座位 离开方向盘 免除关税 免去关税 免除责任",
    ),
    *terms("decoy", "免职通知单 免除费用 免除债务 最后一天营业"),
)

# Roles that lead.
LEADERS: tuple[Term, ...] = (
    *terms(
        "role",
        "首席执行官 首席技术官 首席运营官 首席财务官 首席产品官 首席战略官 首席商务官 首席科学官 "
        "首席信息官 首席信息安全官 首席安全官 首席增长官 首席营销官 首席市场官 首席人力官 "
        "首席人力资源官 首席人事官 首席法务官 首席数据官 首席研究官 首席设计官 首席创新官 "
        "首席商业官 首席业务官 首席品牌官 首席传播官 首席沟通官 首席合规官 首席风险官 首席营收官 "
        "首席客户官 首席AI官 首席人工智能官 首席科学家 首席专家 首席架构师 首席设计师 首席工程师 "
        "首席研究员 "
        "首席分析师 首席经济学家 首席顾问 首席代表 首席技术专家 首席AI科学家 行政总裁",
        "leader",
    ),
    *terms("role", "CEO CTO COO CFO CPO CSO CMO CIO CISO CAIO CHO CRO CHRO CBO CLO", "leader"),
    *terms("role", "VP SVP EVP 执行长 技术长 营运长 财务长 科学长 财务总监 技术总监", "leader"),
    *terms("role", "董事长 副董事长 执行董事长 董事局主席 董事会主席 主席 副主席", "leader"),
    *terms("role", "总裁 副总裁 高级副总裁 资深副总裁 执行副总裁 联席总裁 轮值总裁", "leader"),
    *terms("role", "企业副总裁 总经理 副总经理 副总 总监 高级总监 董事总经理", "leader"),
    *terms(
        "role",
        "联合创始人 创始人 联创 共同创办人 联合创办人 创办人 创始成员 创始团队成员",
        "leader",
    ),
    *terms(
        "role", "创始合伙人 管理合伙人 合伙人 联合负责人 负责人 技术负责人 一号位 一把手", "leader"
    ),
    *terms("role", "掌门人 掌门 操盘手 掌舵人 主管 主管领导 带头人 领头人 带队人", "leader"),
    *terms(
        "role",
        "院长 副院长 执行院长 所长 副所长 主任 副主任 部长 副部长 部门主管 部门经理",
        "leader",
    ),
    *terms(
        "role", "行长 副行长 总编辑 主编 总设计师 总工程师 总架构师 总会计师 总师 董秘", "leader"
    ),
    *terms("role", "董事会秘书 秘书长 事业部总经理 校长 台长 社长 总教练 组长 团队主管", "leader"),
    *terms("role", "架构师 之父 之母", "leader"),
    *terms(
        "role", "核心成员 核心人物 关键人物 核心骨干 技术骨干 技术大牛 技术大佬", "leader", "vague"
    ),
    *terms(
        "role", "高管 高层 高层人员 高层员工 管理层 核心高管 技术高管 管理人员", "leader", "vague"
    ),
    *terms("role", "高级管理人员 老将 大将 干将 悍将 元老 元勋 功臣 大佬 大牛", "leader", "vague"),
    *terms("role", "领军人物 灵魂人物 掌舵者 嫡系 嫡系成员 心腹 班底成员", "leader", "vague"),
    *terms(
        "role", "首席 领导者 领导人 leader TL 团队负责人 项目负责人 业务负责人 科研负责人", "leader"
    ),
)

# Roles that do not lead by their name alone; ``junior`` ones without a name are just staff.
OTHERS: tuple[Term, ...] = (
    *terms("role", "科学家 研究员 高级研究员 研究科学家 研究人员 专家 技术专家 高级顾问"),
    *terms("role", "产品经理 项目经理 经理 程序员 开发者 设计师 分析师 顾问 代表 助理", "junior"),
    *terms("role", "工程师 研发人员", "junior"),
    *terms("role", "核心贡献者 主要作者 博士"),
    *terms("role", "教授 副教授 学者 贡献者 作者 主厨 编辑 记者 处长 科长", "junior"),
    *terms("role", "董事 非执行董事 独立董事 独立非执行董事 独董 监事 监事长 外部董事", "board"),
    *terms("role", "执行董事 董事会成员 董事会观察员", "board"),
    *terms("role", "董事会 董事局", "generic"),
    *terms("role", "法人 法定代表人 法人代表 经理职务", "registry"),
    *terms("role", "职务 职位 一职 岗位 要职 管理职务 一切职务 任何职务 所有职务", "generic"),
)

# People without a name or a role: who says only this tells of no departure of anybody.
STAFF: tuple[Term, ...] = (
    *terms("staff", "团队成员 普通成员 组员 成员们"),
    *terms("staff", "员工 职员 员工们 工程师们 打工人 职工 雇员 人员 前员工 老员工 女同事 女员工"),
    *terms("staff", "年轻人 应届生 实习生 校招生 求职者 网友 公务员 老师 教师 医生 护士 司机 骑手"),
    *terms("staff", "部长级 官员 议员 市长 省长 书记 首相 总统 总理 防长 外长 州长 大使 主播"),
    *terms("staff", "球员 教练 主教练 主帅 球队 演员 歌手 艺人 偶像 学生 用户 客户 投资者 患者"),
)

# What a role is a role of.
DOMAINS: tuple[Term, ...] = (
    *terms(
        "domain", "大模型 基础模型 基础大模型 世界模型 语言模型 大语言模型 世界基座模型 基座模型"
    ),
    *terms(
        "domain", "多模态 多模态模型 视觉 语音 算法 智驾 自动驾驶 智能驾驶 辅助驾驶 机器人 具身智能"
    ),
    *terms(
        "domain",
        "具身 芯片 硬件 软件 产品 技术 工程 研发 研究 安全 商业化 业务 战略 市场 销售 运营",
    ),
    *terms(
        "domain", "财务 人事 人力资源 法务 公关 品牌 设计 数据 基础设施 平台 云 云计算 搜索 推荐"
    ),
    *terms(
        "domain", "广告 预训练 后训练 推理 强化学习 对齐 超级对齐 治理 系统 系统研发 应用 应用视觉"
    ),
    *terms(
        "domain", "视频生成 视频 图像 翻译 感知 规控 规划 控制 座舱 智能座舱 整车 电池 动力 供应链"
    ),
    *terms(
        "domain", "采购 制造 生产 量产 质量 国际 海外 北美 中国区 大中华区 亚太 亚洲 欧洲 全球 电商"
    ),
    *terms("domain", "本地生活 游戏 音乐 支付 金融 隐私 政策 传播 网络 信息 信息安全 人工智能 AI"),
    *terms(
        "domain", "机器学习 深度学习 自然语言处理 自然语言 计算机视觉 核心 联合 高级 资深 执行 助理"
    ),
    *terms(
        "domain", "常务 轮值 临时 联席 代理 前端 后端 架构 方向 领域 项目 工具 代码 编程 智能体"
    ),
    *terms(
        "domain",
        "训练 评测 标注 团队 部门 业务部 事业部 事业群 业务群 中心 小组 集团 模型部 课题组",
    ),
    *terms(
        "domain", "智能汽车 智能 汽车 手机 手机硬件 终端 可穿戴 创新 营销 用户 增长 内容 社区 直播"
    ),
    *terms(
        "domain",
        "科研 科学 语音团队 语言技术 对话 助手 眼镜 操作系统 编译器 超算 超级计算机 服务器",
    ),
    *terms(
        "domain", "企业服务 生态 投资 财经 行政 健康 医疗 药企 教育 零售 物流 造车 电动车 自研芯片"
    ),
    *terms(
        "domain",
        "心理健康 治理研究 推理模型 代码模型 开源 协议 传输协议 合作 应用业务 商务 首任 前沿 模型",
    ),
)

# Markers of how sure it is.
RUMOUR: tuple[Term, ...] = (
    *terms("rumour", "据传 网传 传闻 被传 传言 疑传 盛传 被曝 爆料 传出 有消息称 消息称 消息指"),
    *terms("rumour", "消息人士 知情人士 知情者 业内人士 内部人士 据悉 疑似 或将 或已 恐将 恐已"),
    *terms(
        "rumour", "据报道 据报 报道称 据媒体报道 小道消息 坊间 流传 传已 疑已 或离职 或离开 或卸任"
    ),
    *terms(
        "rumour", "或跳槽 或辞职 爆出 传要 料将 有消息指出 据了解 未经证实 未获证实 或于 计划于"
    ),
    *terms("rumour", "可能 考虑 接近 疑 曝", "near"),
    *terms("rumour", "传", "opening"),
    *terms("rumour", "或", "near"),
    *terms("rumour", "报道", "label"),
)
CONFIRMED: tuple[Term, ...] = (
    *terms("confirmed", "宣布 公告 官宣 确认 证实 属实 公布 通告 内部信 内部邮件 内部通知 全员信"),
    *terms(
        "confirmed",
        "全员邮件 公开信 备忘录 声明 承认 坦言 朋友圈 发文 发帖 发博 发推 发长文 告别信",
    ),
    *terms(
        "confirmed", "告别邮件 批准 公司决定 董事会决议 辞职报告 离职报告 书面辞职 审议通过 亲口"
    ),
    *terms(
        "confirmed",
        "收到辞呈 披露 自曝 确已 确将 已确认 表示感谢 致谢 公司感谢 感谢他 感谢她 感谢其 深表感谢",
    ),
)
DENIED: tuple[Term, ...] = (
    *terms("denied", "否认 辟谣 不实 谣言 假消息 子虚乌有 捏造 不属实 非事实 不是事实 误传 讹传"),
    *terms("denied", "无稽之谈 纯属虚构 假的"),
    *terms("denied", "仍在职 仍任职 仍正常 正常履职 正常工作 仍在正常 仍在任 仍将留任", "stays"),
    *terms("denied", "没有离职 未离职 并未离职 没有的事 假新闻 系谣传 谣传 不会离开 不会离职"),
)
NEGATION: tuple[Term, ...] = (
    *terms(
        "negation",
        "未 没有 并未 不会 无意 并没有 从未 没 尚未 不打算 不是 未曾 并非 绝不 不想 不愿",
    ),
    *terms("negation", "暂无 不存在 没有任何 无计划 没有计划 不考虑 暂不 拒绝 不"),
)
HYPOTHETICAL: tuple[Term, ...] = (
    *terms(
        "hypothetical",
        "如果 假如 倘若 假设 一旦 是否 会不会 要不要 该不该 除非 敦促 呼吁 威胁 扬言",
    ),
    *terms("hypothetical", "鼓励 劝说 建议 应该 应当 逼迫 迫使 施压 警告 一经 否则 要是 即便 哪怕"),
    *terms(
        "hypothetical",
        "不满要 就要 就会 想要 希望 奖励 补偿 允许 禁止 可以 有人 谁会 为何不 险些 差点",
    ),
    *terms("hypothetical", "不惜 拟议 要求 暗示 别再 担心 万一 何时 下一个 下一位 或被"),
    *terms("hypothetical", "若", "start"),
    *terms("hypothetical", "该 就 怕", "near"),
)

# A departure told as somebody's past, or another story told after it.
FORMER: tuple[Term, ...] = (*terms("former", "前 原 前任 曾任 时任 曾 昔日 原任 彼时"),)
PAST: tuple[Term, ...] = (
    *terms("past", "曾 曾经 虽 虽然 此前 早前 先前 早在 当年 昔日 几年前 去年 前年 多年前"),
)
RETELLING: tuple[Term, ...] = (*terms("retelling", "起诉 诉讼 判决 判赔 回顾 往事 播客"),)

# The next place, and the next person.
JOIN: tuple[Term, ...] = (
    *terms(
        "join", "加入 加盟 入职 跳槽至 跳槽到 跳槽 转投至 转投 改投 投奔 投身 出任 就职于 履新 转战"
    ),
    *terms("join", "转任 奔赴 重返 回归 去往 前往"),
)
SUCCEED: tuple[Term, ...] = (
    *terms("succeed", "接替 接任 接管 接棒 继任 接手 接班 代为履行 暂代 代理 兼任 掌管 顶替"),
)
SPEECH: tuple[Term, ...] = (
    *terms(
        "speech",
        "称 表示 说 透露 回应 告诉 告知 谈 指出 强调 提到 写道 坦言 警告 痛骂 吐槽 反击 获悉",
    ),
    *terms("speech", "报道 爆料 预测 认为"),
)
APPOINT: tuple[Term, ...] = (
    *terms("appoint", "任命 聘请 委任 聘任 提名 出任 升任 晋升 上任 选举 推举 擢升 被任命"),
)

# Words that stand directly before a name.
ANCHORS: tuple[Term, ...] = (
    *terms(
        "anchor", "由 继 与 和 、 对 让 给 为 是 前 原 叫 名 及 以及 随着 包括 的 将 把 同 跟 向"
    ),
    *terms(
        "anchor",
        "连 当 于是 其中 位 人 称 又 再 失 至 在 从 据 而 但 且 使 令 曝 后 时 系 因 被 就",
    ),
    *terms(
        "anchor",
        "批准 网友 任命 聘请 提名 原因 先生 华人 博士 教授 创始 团队 盟友 得力 旧部 传 员工 旗下 "
        "麾下 事业部 业务部 模型部 部门 中心 小组 研究组 项目组 实验室 研究院 工作室 事业群",
    ),
)

# Words that may stand directly after a name, and never within one.
FOLLOWERS: tuple[Term, ...] = (
    *terms(
        "follower",
        "近日 近期 今日 今天 昨日 昨天 日前 目前 今年 去年 明年 本月 上月 下月 本周 上周",
    ),
    *terms(
        "follower",
        "收到 提请 提交 提出 去向 "
        "经过 经认真 正式 确定 发布 发文 领导 带队 等人 双双 相继 先后 接连 "
        "决定 选择 主动 申请 计划 打算 准备 即将 希望 完成 接受 担任 任职 创办 创立 坦言 感谢 告别 "
        "递交 不再 无缘 此次 再度 再次 低调 火速 闪电 意外 最终 仍然 依然 随后 随即 现已 年仅 职务 "
        "陆续 一同 同日 分别 突然 悄然 先生 女士 博士",
    ),
)

# What somebody can leave without leaving a job.
PLACES: tuple[Term, ...] = (
    *terms(
        "place",
        "中国 美国 英国 日本 韩国 欧洲 德国 法国 印度 新加坡 加拿大 香港 澳门 台湾 硅谷 北京 上海",
    ),
    *terms(
        "place",
        "深圳 广州 杭州 成都 武汉 南京 西安 苏州 国内 海外 家乡 故乡 家 现场 会场 舞台 赛场",
    ),
    *terms(
        "place", "人世 世界 人间 大家 我们 观众 学校 校园 医院 机场 法庭 警局 直播间 镜头 视线 公众"
    ),
    *terms(
        "place",
        "政坛 娱乐圈 互联网 行业 职场 一线 前线 家庭 父母 妻子 丈夫 孩子 地球 会议 办公室 座位",
    ),
)

# Frequent words that begin like a name: surname and one character.
NOT_NAMES: tuple[Term, ...] = (
    *terms("notname", "高管 高层 高级 高通 高德 高盛 高校 高新 高端 高薪 高价 高达 华为 华尔"),
    *terms("notname", "华人 华裔 万科 万达 万亿 万元 万人 万名 方案 方面 方式 方向 方程 金额"),
    *terms("notname", "金融 金属 金山 安全 安卓 安排 安装 安踏 程序 程度 常见 常务 常驻 马上"),
    *terms("notname", "马自 向上 向外 向其 于是 于此 任何 任职 任命 任期 任务 任正 应用 应当"),
    *terms("notname", "应该 应对 应届 项目 解释 解决 解雇 解散 解除 解读 解约 成为 成立 成员"),
    *terms("notname", "成功 成本 成都 强调 强势 强大 强化 全部 全球 全国 全面 全员 全体 全新"),
    *terms("notname", "全职 全年 全线 周一 周二 周三 周四 周五 周六 周日 周末 周年 周期 周边"),
    *terms("notname", "张力 关于 关键 关注 关闭 关系 左右 易车 易主 易于 景气 文件 文章 文化"),
    *terms("notname", "文心 明确 明年 明天 明星 尚未 尚无 尚不 温度 阳光 白领 白宫 白天 黄金"),
    *terms("notname", "经济 经营 经理 经过 石油 江苏 江西 江淮 池州 管理 管控 宁德 宁波 柏林"),
    *terms("notname", "童年 车企 车型 车主 车辆 海外 海思 海尔 海信 元旦 元老 元宇 元气 云服"),
    *terms("notname", "云计 云端 连续 连任 连锁 连同 连接 曾经 曾任 曾在 曾是 曾为 曾担 曾于"),
    *terms("notname", "曾被 包括 包含 单位 单日 单飞 单独 平台 平均 平安 牛市 甘肃 东方 东南"),
    *terms("notname", "东风 东家 东京 南方 南京 南非 西安 西部 沙特 沈阳 苏州 苏宁 郑州 杭州"),
    *terms("notname", "温州 徐州 福州 福特 福利 兰州 和解 和平 何时 何去 何人 何必 贺信 古老"),
    *terms("notname", "史上 史无 路透 路由 路线 路人 雷军的 雷达 雷锋 梅赛 谷歌 米哈 米兰"),
    *terms("notname", "英国 英特 英伟 韩国 日本 日产 日前 日报 法国 德国 公司 公开 公告 公布"),
    *terms("notname", "舒适 舒服 乐视 乐高 荣耀 荣誉 查看 查询 项链 蒙牛 通用 通过 通义 通知"),
    *terms("notname", "达摩 封面 封闭 封杀 储能 储备 简单 简历 盛大 盛传 丰田 丰富 保持 保险"),
    *terms("notname", "保护 保时 毛利 毛病 严重 严格 严打 严查 余下 余额 顾问 顾客 孟买 黑客"),
    *terms("notname", "黑色 戴尔 习惯 季度 季报 强硬 危机 危险 童话 农业 农行 农村 申请 申报"),
    *terms("notname", "申购 花费 花旗 房产 房价 雪佛 经常 经历 经典 薄弱 贝壳 贝索 凌晨 霍尔"),
    *terms("notname", "柯达 卢布 莫名 莫斯 向量 向好 原因 车间 利润 利用 利好 符合 司机 司法"),
    *terms("notname", "上市 上海 上汽 上任 乐于 乐观 贡献 劳动 桑塔 牛奶 寿命 寿险 边界 浦发"),
    *terms("notname", "浦东 尚且 农民 庄严 向前 古代 古尔 易用 戈壁 暨南 耿直 文远 东北 欧洲"),
    *terms("notname", "欧盟 沃尔 利率 隆重 巩固 融资 冷静 辛苦 简称 丰巢 关税 查处 盖茨 麻烦"),
    *terms("notname", "谈拢 谈不 高途 原任 大股东 原股东 商家 商业 商务 商品 商汤 商标 商场"),
    *terms("notname", "商会 商户 商城 商飞 商机 郑重 金牌 汪洋 方法 方便 严肃 平稳 平衡 和谐"),
    *terms("notname", "常规 常年 常态 宁愿 成熟 成果 成交 成绩 成长 康养 明显 明细 贝塔 伏笔"),
    *terms("notname", "宋体 熊市 项数 祝愿 祝贺 董事 梁山 杜绝 席卷 麻醉 强制 强迫 强烈 贾府"),
    *terms("notname", "路径 路演 江湖 颜值 郭台 盛典 盛会 林业 钟表 徐徐 高峰 高速 高温 高质"),
    *terms("notname", "高龄 夏季 夏天 田园 胡同 凌厉 万分 管线 莫非 经验 房企 解答 解锁 解析"),
    *terms("notname", "应急 应收 宗旨 丁字 邓普 单一 单车 洪水 石墨 崔永 吉祥 程控 陆续 陆军"),
    *terms("notname", "荣获 曲线 封锁 储蓄 靳东 段落 巫师 焦点 焦虑 巴西 巴黎 牧场 山东 山西"),
    *terms("notname", "车展 车市 车险 全文 班级 仰望 秋季 仲裁 宫廷 甘愿 厉害 武器 武汉 刘备"),
    *terms("notname", "景区 龙头 叶片 黎明 怀疑 蒲公 邰州 赖以 卓越 屠杀 池塘 乔迁 谭木 申明"),
    *terms("notname", "冉升 雍容 桑拿 桂花 牛股 通胀 边际 浦项 尚可 农历 温馨 庄园 晏家 柴火"),
    *terms("notname", "连夜 习题 向往 古城 易方 耿耿 文娱 欧冠 沃土 利息 晁盖 敖东 融合 冷链"),
    *terms("notname", "简易 饶舌 沙尘 丰收 关联 盖章"),
    # …and words that stand where a name could, or before a role, and name nobody.
    *terms("notname", "水平 美国 美团 美的 印度 相关 相应 相比 相继 后续 后者 后来 后任 家人"),
    *terms("notname", "水银 火山 火箭 官方 官网 官员 官宣 相信 后台 现任 新任 前任 分管 首位"),
    *terms("notname", "身为 作为 担任 兼任 出任 历任 授权 合作 结束 实控人 父亲 母亲"),
)

ORGANIZATIONS: tuple[Term, ...] = tuple(
    Term(normalise(name).text, "organization") for name in (*NAMES, *MAKERS)
)

# Newspapers and sites: they tell, nobody leaves them in a story about something else.
MEDIA: tuple[Term, ...] = (
    *terms(
        "media",
        "路透 路透社 彭博 彭博社 华尔街日报 纽约时报 金融时报 The_Information Bloomberg 外媒",
    ),
    *terms(
        "media",
        "36氪 量子位 机器之心 雷锋网 雷峰网 IT之家 界面新闻 财新 第一财经 澎湃新闻 晚点 LatePost",
    ),
    *terms(
        "media",
        "新智元 钛媒体 虎嗅 蓝鲸 每日经济新闻 21世纪经济报道 证券时报 财联社 新浪科技 凤凰科技",
    ),
    *terms("media", "TechCrunch The_Verge CNBC 古尔曼 脉脉 知乎热榜 Business_Insider Axios Wired"),
)

GRAMMAR: tuple[Term, ...] = (
    *TRIGGERS,
    *DECOYS,
    *LEADERS,
    *OTHERS,
    *STAFF,
    *DOMAINS,
    *RUMOUR,
    *CONFIRMED,
    *DENIED,
    *NEGATION,
    *HYPOTHETICAL,
    *FORMER,
    *PAST,
    *RETELLING,
    *JOIN,
    *SUCCEED,
    *SPEECH,
    *APPOINT,
    *ANCHORS,
    *FOLLOWERS,
    *PLACES,
    *NOT_NAMES,
    *ORGANIZATIONS,
    *MEDIA,
)
LEXICON = Lexicon(GRAMMAR)
VAGUE_ROLES = tuple(term.text for term in LEADERS if "vague" in term.notes)
