"""Companies that the news calls by names no pattern tells, and products that stand for them.

Data only, and only for reading: what matters about an organization (that it is about AI, whose
unit it is) is for the watch list to say, whose entries win over these.
"""

from __future__ import annotations

from monitor.language.text import fold

# Each line is one organization: its names in both languages, parted by commas, then a colon and
# the products that stand for it in the news.
_LINES = """
OpenAI: ChatGPT, Sora
Anthropic: Claude
谷歌, Google, 谷歌DeepMind, Google DeepMind, DeepMind, Alphabet: Gemini, Bard, YouTube
Meta, Facebook, 脸书, FAIR: Llama
微软, Microsoft: Copilot, GitHub
苹果, Apple, 苹果公司: Siri, Apple Intelligence
亚马逊, Amazon, AWS: Alexa
特斯拉, Tesla: Optimus, Dojo, Autopilot, FSD
xAI, 马斯克AI公司: Grok
推特, Twitter
英伟达, NVIDIA
英特尔, Intel
AMD, 超微
高通, Qualcomm
IBM
甲骨文, Oracle
Salesforce, 赛富时
Adobe
Uber, 优步
Netflix, 奈飞
三星, 三星电子, Samsung
索尼, Sony
软银, SoftBank
ARM, 安谋
Waymo
Cruise
Zoox
Nuro
Aurora
Mobileye
波士顿动力, Boston Dynamics
Figure, Figure AI
SpaceX, 太空探索技术公司
Rivian
Lucid
Stability AI: Stable Diffusion
Midjourney
Mistral, Mistral AI
Cohere
Character.AI, Character AI
Scale AI
Perplexity
Hugging Face
Databricks
Inflection, Inflection AI
Adept
Thinking Machines, Thinking Machines Lab
SSI, Safe Superintelligence
Groq
Cerebras
阿里巴巴, 阿里, 阿里巴巴集团, Alibaba: 通义, 通义千问, 千问, Qwen, 淘宝, 天猫, 钉钉, 夸克
阿里云, 阿里云智能, Alibaba Cloud
通义实验室, 阿里通义实验室, Tongyi Lab
达摩院, 阿里达摩院, DAMO Academy
平头哥
菜鸟
饿了么
高德, 高德地图
蚂蚁集团, 蚂蚁, Ant Group: 支付宝
腾讯, 腾讯集团, Tencent: 混元, 微信
腾讯AI Lab
腾讯音乐, 腾讯音乐娱乐
腾讯云
百度, 百度集团, Baidu: 文心, 文心一言, 萝卜快跑
昆仑芯
字节跳动, 字节, ByteDance: 豆包, 抖音, TikTok, 火山引擎
美团, Meituan
京东, 京东集团, JD.com
拼多多, PDD
快手, 快手科技, Kuaishou: 可灵
小红书, RedNote
哔哩哔哩, B站, Bilibili
网易, 网易有道
新浪
搜狐
搜狗
华为, Huawei: 盘古, 盘古大模型, 鸿蒙
华为云
海思, 华为海思
荣耀
小米, 小米集团, Xiaomi: 小爱
OPPO
vivo
联想, 联想集团, Lenovo
中兴
大疆, DJI
小鹏汽车, 小鹏, XPeng
理想汽车, 理想, Li Auto
蔚来, NIO
零跑
哪吒汽车
极氪
吉利
比亚迪, BYD
长城汽车
上汽
广汽
集度
极越
赛力斯: 问界
岚图
智己
阿维塔
飞凡
地平线, Horizon Robotics
黑芝麻智能
Momenta
小马智行, Pony.ai
文远知行, WeRide
元戎启行
轻舟智航
毫末智行
卓驭
千里智驾
滴滴, 滴滴出行
滴滴自动驾驶
智谱, 智谱AI, Zhipu: 清言
月之暗面, Moonshot AI: Kimi
百川智能, 百川
MiniMax, 稀宇
零一万物, 01.AI
阶跃星辰, StepFun
面壁智能
DeepSeek, 深度求索
幻方
商汤, 商汤科技, SenseTime
旷视, 旷视科技, Megvii
依图
云从
科大讯飞, 讯飞, iFlytek
出门问问
第四范式
格灵深瞳
昆仑万维
寒武纪
摩尔线程
壁仞
燧原
沐曦
宇树, 宇树科技, Unitree
智元, 智元机器人
优必选
银河通用
傅利叶
星动纪元
逐际动力
智源, 智源研究院, BAAI
之江实验室
鹏城实验室
360, 奇虎360
金山办公: WPS
知乎
贝壳
携程, 携程集团
顺丰
台积电, TSMC
中芯国际, SMIC
紫光
长鑫
用友
金蝶
浪潮
曙光
宁德时代
丰田, Toyota
本田
大众, 大众汽车
宝马
奔驰
福特
通用汽车
沃尔沃
波音
暴雪
育碧
任天堂
Sonos
迪士尼
沃尔玛
高盛
红杉, 红杉中国
五源资本
"""


def _parse() -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    names: dict[str, tuple[str, ...]] = {}
    makers: dict[str, str] = {}
    for line in _LINES.strip().splitlines():
        listed, _, products = line.partition(":")
        group = tuple(name.strip() for name in listed.split(","))
        names |= dict.fromkeys(group, group)
        makers |= {product.strip(): group[0] for product in products.split(",") if product.strip()}
    return names, makers


NAMES, MAKERS = _parse()
_BY_FOLDED_NAME = {fold(name): group for name, group in NAMES.items()}
_BY_FOLDED_PRODUCT = {fold(product): maker for product, maker in MAKERS.items()}


def names_of(name: str) -> tuple[str, ...]:
    """Every name of the organization called ``name``, the usual one first; none if unknown."""
    return _BY_FOLDED_NAME.get(fold(name), ())


def maker_of(name: str) -> str | None:
    """Who makes the product that stands for it in the news; ``None`` if it is no such product."""
    return _BY_FOLDED_PRODUCT.get(fold(name))
