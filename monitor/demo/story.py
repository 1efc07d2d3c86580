"""The story of the demo: invented people and companies, told by six feeds in twenty seconds.

A rumour, three echoes of it, a denial of something else, headlines that only sound like a
departure, the confirmation, and a second departure told in English.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A feed of the newsroom. ``form`` is the feed format that it speaks."""

    id: str
    title: str
    tier: str
    lang: str
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article: published ``at`` seconds after the start."""

    at: float
    outlet: str
    title: str
    html: str
    note: str


OUTLETS = (
    Outlet(id="weibo-bagua", title="硅谷茶水间的微博", tier="social", lang="zh", form="rss"),
    Outlet(id="zhijian", title="智见日报", tier="press", lang="zh", form="rss"),
    Outlet(id="qianyan", title="前沿观察", tier="press", lang="zh", form="atom"),
    Outlet(id="ledger", title="The Model Ledger", tier="press", lang="en", form="rss"),
    Outlet(id="wire", title="Compute Wire", tier="press", lang="en", form="json"),
    Outlet(id="filings", title="交易所公告", tier="official", lang="zh", form="atom"),
)

_HASHTAG = (
    '<a href="https://m.weibo.cn/search?q=1" data-hide=""><span class="surl-text">{}</span></a>'
)

PIECES = (
    Piece(
        at=1,
        outlet="weibo-bagua",
        title="#曝璞石智能大模型负责人纪怀川离职# 茶水间第一口瓜",
        html=_HASHTAG.format("#曝璞石智能大模型负责人纪怀川离职#")
        + "<br><br>茶水间第一口瓜！网传璞石智能大模型负责人纪怀川（职级T12）已于近日低调离职，"
        "去向是某海外大厂。<br><br>截至发稿，璞石智能暂未回应。<br>"
        '<img style="" src="https://wx1.example/large/1.jpg" referrerpolicy="no-referrer">',
        note="the rumour",
    ),
    Piece(
        at=4,
        outlet="zhijian",
        title="消息称璞石智能大模型负责人纪怀川离职",
        html="<p>据知情人士透露，璞石智能<strong>大模型</strong>负责人纪怀川已经离职。</p>"
        "<p>纪怀川2021年加入璞石智能，此前在多家研究机构工作。</p>",
        note="an echo",
    ),
    Piece(
        at=5,
        outlet="qianyan",
        title="纪怀川被曝离开璞石智能",
        html="<p>有消息称，纪怀川已离开璞石智能，公司暂无回应。</p>",
        note="an echo",
    ),
    Piece(
        at=6,
        outlet="ledger",
        title="Pushi AI's large-model chief is said to have left",
        html="<p>Ji Huaichuan, who led large language models at Pushi AI, has left the company, "
        "according to people familiar with the matter.</p>",
        note="an echo, in English",
    ),
    Piece(
        at=8,
        outlet="zhijian",
        title="璞石智能否认裁员传闻：研发团队仍在扩招",
        html="<p>针对网传裁员三成的说法，璞石智能回应称不实，今年仍将招聘两百名工程师。</p>",
        note="a denial of something else",
    ),
    Piece(
        at=9.5,
        outlet="qianyan",
        title="报告：AI岗位离职率升至19%，企业争抢负责人级人才",
        html="<p>一份行业报告显示，今年人工智能岗位主动离职率再创新高。</p>",
        note="a statistic",
    ),
    Piece(
        at=10.5,
        outlet="wire",
        title="Halden Labs' coding assistant leaves beta",
        html="<p>The assistant has left beta after a year, product head Ines Moreau said.</p>",
        note="a product leaves beta",
    ),
    Piece(
        at=11.5,
        outlet="ledger",
        title="Halden Labs names new chief financial officer",
        html="<p>Halden Labs has named Piotr Adamek its finance chief. He joins from a bank.</p>",
        note="somebody joins",
    ),
    Piece(
        at=14,
        outlet="filings",
        title="璞石智能：关于核心技术人员离职的公告",
        html="<p>公司核心技术人员、大模型负责人纪怀川先生因个人原因申请辞去所任职务，"
        "辞职后不再担任公司任何职务，相关工作由副总裁闻叙接任。</p>",
        note="the confirmation",
    ),
    Piece(
        at=17,
        outlet="wire",
        title="Halden Labs chief scientist Marta Lindqvist steps down to join Orrin Robotics",
        html="<p>Marta Lindqvist, chief scientist of Halden Labs, is leaving to join "
        "Orrin Robotics, the company announced on Friday.</p>",
        note="a second departure",
    ),
)

LENGTH_SECONDS = 22.0
