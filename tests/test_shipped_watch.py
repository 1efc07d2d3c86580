"""The shipped feeds and watch list: whole, free of clashes, and meaning what they should."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from monitor.conditions import compile_condition
from monitor.config import Config, load
from monitor.language.common_words import COMMON
from monitor.language.text import normalise
from monitor.match import matched
from monitor.model import Article, Departure, Feed, Organization, Person, Severity, Status, Tier
from monitor.watch import Watch

ROOT = Path(__file__).parent.parent
CONFIG = ROOT / "config"
FEEDS = CONFIG / "feeds.toml"
SEEDS = ROOT.parent / "shared" / "seeds"
MARKS = ("checked: documentation", "checked: public lists", "not checked")


@cache
def shipped() -> Config:
    return load(CONFIG, environ={})


@cache
def watch() -> Watch:
    return shipped().watch()


@cache
def seeded() -> dict[str, list[dict[str, Any]]]:
    with (CONFIG / "watch" / "seeded.toml").open("rb") as file:
        return tomllib.load(file)


def names(entry: Person | Organization) -> tuple[str, ...]:
    products = entry.products if isinstance(entry, Organization) else ()
    return (*entry.names, *products)


def entries() -> list[Person | Organization]:
    return [*shipped().people, *shipped().organizations]


# --- feeds ---------------------------------------------------------------------------------


def test_everything_loads_without_a_warning() -> None:
    config = shipped()
    assert config.warnings == ()
    assert len(config.feeds) >= 40
    assert len(config.feeds) + len(config.inactive) >= 60
    assert len(config.organizations) >= 400
    assert len(config.people) >= 250


def with_rsshub(folder: Path) -> Config:
    """The shipped configuration with the RSSHub of the example switched on."""
    shutil.copytree(CONFIG, folder)
    text = FEEDS.read_text(encoding="utf-8")
    on = text.replace('\nrsshub = ""\n', "\n").replace("\n#rsshub =", "\nrsshub =")
    (folder / "feeds.toml").write_text(on, encoding="utf-8")
    return load(folder, environ={})


def test_with_an_rsshub_every_feed_is_active(tmp_path: Path) -> None:
    config = with_rsshub(tmp_path / "config")
    assert config.inactive == ()
    routes = {feed.id: feed.url for feed in config.feeds if feed.url.startswith("http://127.")}
    assert len(routes) == len(shipped().inactive)
    assert routes["qbitai-weibo"] == "http://127.0.0.1:1200/weibo/user/6105753431"


def test_feeds_cover_both_languages_and_every_tier(tmp_path: Path) -> None:
    feeds = with_rsshub(tmp_path / "config").feeds
    kinds = Counter((feed.lang, feed.tier) for feed in feeds)
    assert set(kinds) == {(lang, tier) for lang in ("zh", "en") for tier in Tier}
    assert kinds["zh", Tier.PRESS] >= 20
    assert kinds["en", Tier.PRESS] >= 20
    assert all(timedelta(minutes=15) <= feed.interval <= timedelta(hours=6) for feed in feeds)


def test_feeds_are_asked_over_https_except_by_rsshub() -> None:
    assert [feed.url for feed in shipped().feeds if not feed.url.startswith("https://")] == []


def test_addresses_are_percent_encoded() -> None:
    urls = [feed.url for feed in shipped().feeds] + [feed.url for feed in shipped().inactive]
    assert [url for url in urls if not re.fullmatch(r"[!-~]+", url)] == []


@pytest.mark.parametrize(
    ("host", "key", "value"),
    [("news.google.com", "ceid", "CN:zh-Hans"), ("www.bing.com", "format", "rss")],
)
def test_searches_ask_for_departures_in_both_languages(host: str, key: str, value: str) -> None:
    searches: list[Feed] = [one for one in shipped().feeds if urlsplit(one.url).hostname == host]
    assert {one.lang for one in searches} == {"zh", "en"}
    assert any(value in parse_qs(urlsplit(one.url).query)[key] for one in searches)
    words = {"zh": "离职|離職", "en": "leave|depart"}
    for feed in searches:
        (query,) = parse_qs(urlsplit(feed.url).query)["q"]
        assert re.search(words[feed.lang or ""], query), feed.id


def comments_above_feeds() -> list[str]:
    """The comment lines that stand directly above each feed, joined."""
    blocks = FEEDS.read_text(encoding="utf-8").split("\n\n")
    return [block.split("[[feeds]]")[0] for block in blocks if "[[feeds]]" in block]


def test_each_feed_says_what_it_is_and_how_its_address_was_checked() -> None:
    comments = comments_above_feeds()
    assert len(comments) == len(shipped().feeds) + len(shipped().inactive)
    for comment in comments:
        what, mark = comment.splitlines()
        assert re.match(r"# \S", what)
        assert mark.removeprefix("# ").split(";")[0] in MARKS


def test_the_page_on_feeds_counts_them_right() -> None:
    page = (ROOT / "docs" / "feeds.md").read_text(encoding="utf-8")
    counted = Counter(
        comment.splitlines()[1].removeprefix("# ").split(";")[0]
        for comment in comments_above_feeds()
    )
    for mark in MARKS:
        assert re.search(rf"^\| `{mark}` \|.*\| {counted[mark]} \|$", page, re.MULTILINE), mark
    ready, resting = len(shipped().feeds), len(shipped().inactive)
    assert f"names {ready + resting} feeds, {ready} of them usable at once and {resting}" in page


# --- people and organizations --------------------------------------------------------------


def test_no_name_stands_for_two_entries() -> None:
    owners = defaultdict(set)
    for entry in entries():
        for name in names(entry):
            owners[normalise(name).text.lower()].add(entry.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_each_name_is_found_and_leads_to_its_own_entry() -> None:
    lost = [
        (name, entry.id)
        for entry in entries()
        for name in names(entry)
        if [mention.id for mention in watch().mentions(normalise(name).text)] != [entry.id]
    ]
    assert lost == []


def test_no_name_is_an_ordinary_word() -> None:
    words = {name.lower(): entry.id for entry in entries() for name in names(entry)}
    assert {word: words[word] for word in COMMON if word in words} == {}


@pytest.mark.parametrize(
    "text",
    [
        "He figured out a scale model and left the runway to cruise.",
        "The board wants to harvest an inflection point; arm in arm they sat together.",
        "He announced it on LinkedIn, Weibo and Reddit.",
        "理想很丰满，联想到现实，中兴之路很长。",
        "据量子位、雷锋网报道，有网友在脉脉、知乎、微博和微信公众号爆料。",
    ],
)
def test_words_and_platforms_are_no_organizations(text: str) -> None:
    assert watch().mentions(normalise(text).text) == ()


def test_people_say_where_they_were_and_when() -> None:
    for person in shipped().people:
        assert person.organization in watch().organizations, person.id
        assert person.role, person.id
        assert re.fullmatch(r"20\d\d-\d\d", person.as_of or ""), person.id


def test_people_are_known_in_both_scripts() -> None:
    chinese = [person for person in shipped().people if re.search(r"[一-鿿]", person.name)]
    latin = [person for person in shipped().people if person not in chinese]
    assert sum(any(n.isascii() for n in p.names) for p in chinese) >= 0.7 * len(chinese)
    assert sum(not all(n.isascii() for n in p.names) for p in latin) >= 0.6 * len(latin)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("阿里巴巴通义实验室", "alibaba-tongyi"),
        ("Tongyi Lab", "alibaba-tongyi"),
        ("字节豆包", "bytedance-flow"),
        ("盘古大模型", "huawei-pangu"),
        ("小米汽车", "xiaomi-auto"),
        ("谷歌DeepMind", "google-deepmind"),
        ("亚马逊云科技", "aws"),
        ("Claude", "anthropic"),
        ("杨立昆", "yann-lecun"),
        ("Justin Lin", "lin-junyang"),
        ("王兴兴", "wang-xingxing"),
        ("奥特曼", "sam-altman"),
    ],
)
def test_names_that_news_use(text: str, entry: str) -> None:
    assert [mention.id for mention in watch().mentions(text)] == [entry]


@pytest.mark.parametrize(
    ("organization", "root", "ai"),
    [
        ("alibaba-tongyi", "alibaba", True),
        ("damo-xr-lab", "alibaba", True),
        ("alibaba", "alibaba", False),
        ("jd-digits-ai-lab", "jd", True),
        ("bytedance-seed", "bytedance", True),
        ("bytedance", "bytedance", False),
        ("google-deepmind", "alphabet", True),
        ("google", "alphabet", False),
        ("msra", "microsoft", True),
        ("meta-fair", "meta", True),
        ("facebook", "meta", False),
        ("nvidia-research", "nvidia", True),
        ("openai", "openai", True),
        ("xpeng-ad", "xpeng", True),
        ("xpeng", "xpeng", False),
        ("hkust-ece", "hkust", False),
        ("mit-csail", "mit", True),
    ],
)
def test_families_and_what_is_ai(organization: str, root: str, ai: bool) -> None:
    assert watch().root(organization) == root
    assert watch().is_ai(organization) is ai


# --- the seeds -----------------------------------------------------------------------------


def test_every_seeded_entry_names_its_document() -> None:
    for sort in ("people", "organizations", "roles", "expressions"):
        assert seeded()[sort]
        for entry in seeded()[sort]:
            assert re.fullmatch(r"\d{3}_[0-9a-f]{16}\.txt", str(entry["source"])), entry


def without_parent(name: str, entry: dict[str, Any]) -> str:
    """A unit's name as its own organization says it: 达摩院语音实验室 → 语音实验室."""
    parent = watch().organizations.get(str(entry.get("parent")))
    for start in sorted(parent.names if parent else (), key=len, reverse=True):
        name = name.removeprefix(start)
    return name.split("（")[0]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed documents are not here")
def test_every_seeded_entry_stands_in_its_document() -> None:
    for sort in ("people", "organizations", "roles", "expressions"):
        for entry in seeded()[sort]:
            document = (SEEDS / str(entry["source"])).read_text(encoding="utf-8")
            said = [entry.get("name") or entry["text"], *entry.get("aliases", [])]
            assert any(without_parent(name, entry) in document for name in said), said


# --- rules ---------------------------------------------------------------------------------

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ARTICLE = Article(id="a", title="t", seen_at=NOW)


def passes(departure: Departure) -> bool:
    return bool(matched(departure, ARTICLE, rules=shipped().rules, watch=watch()))


def departure(
    organization: str | None = None,
    *,
    person: str | None = None,
    leader: bool = False,
    about_ai: bool = False,
    status: Status = Status.REPORTED,
) -> Departure:
    return Departure(
        status=status,
        main=True,
        person_id=person,
        organization_id=organization,
        is_leader=leader,
        about_ai=about_ai,
    )


def test_one_rule_is_active() -> None:
    (rule,) = shipped().rules
    assert (rule.id, rule.severity, rule.channels) == ("ai-leaders", Severity.HIGH, ("log",))


@pytest.mark.parametrize("status", Status)
def test_a_leader_of_an_ai_organization_alerts_in_every_status(status: Status) -> None:
    assert passes(departure("openai", leader=True, status=status))


@pytest.mark.parametrize(
    ("told", "alerts"),
    [
        (departure("alibaba-tongyi", leader=True), True),
        (departure("alibaba-tongyi", person="bo-liefeng"), True),
        (departure("alibaba", leader=True, about_ai=True), True),
        (departure(None, leader=True, about_ai=True), True),
        (departure(None, person="yann-lecun", about_ai=True), True),
        (departure("openai"), False),  # neither a leader nor watched
        (departure("alibaba", leader=True), False),  # a retailer's finance chief, so to speak
        (departure("alibaba", person="bo-liefeng"), True),  # watched, whatever they leave
        (departure(None, leader=True), False),
    ],
)
def test_what_the_default_rule_alerts_on(told: Departure, alerts: bool) -> None:
    assert passes(told) is alerts


def test_the_examples_of_rules_compile() -> None:
    text = (CONFIG / "watch" / "rules.toml").read_text(encoding="utf-8")
    examples = re.findall(r"(?m)^# \[\[rules\]\]\n(?:# .+\n?)+", text)
    assert len(examples) == 2
    known = {channel.id for channel in shipped().channels}
    for example in examples:
        (rule,) = tomllib.loads(re.sub(r"(?m)^# ", "", example))["rules"]
        compile_condition(rule["when"])
        assert set(rule["channels"]) <= known
