"""Where people are named in Chinese text: surnames, transliterations, Latin names.

A candidate counts only between two borders: a word that may stand before a name on its left, a
word or mark that may follow one on its right. Nothing is looked up; the watch list's own names
are known beforehand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from monitor.language.draft import Span
from monitor.language.lexicon import Hits
from monitor.language.text import HAN

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范"
    "彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常于傅齐康伍余元卜顾孟平黄"
    "和穆萧尹姚邵湛汪祁毛禹狄米贝明臧伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童"
    "颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫经房裘缪解应宗丁邓郁单杭洪包诸左石崔吉钮龚"
    "程嵇邢裴陆荣翁荀羊惠甄曲封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗侯宓蓬郗班仰秋仲伊宫宁仇栾暴"
    "甘厉戎祖武符刘景詹龙叶韶郜黎蓟薄白蒲邰鄂赖卓蔺屠蒙池乔苍闻莘翟谭逄姬申冉宰郦雍璩桑桂濮牛边"
    "扈燕郏浦尚温庄晏柴瞿阎慕连茹习宦艾向易戈廖暨耿文寇禄殴夔巩厍聂晁敖融冷訾辛阚简饶曾鞠丰关蒯"
    "荆竺逯盖桓仉督岳帅车谷卞冼仝亓谌邸苑尧晋隋迟楚栗雒缑亢况郈琴商牟佘伯赏南墨哈谯笪阳佟福佳肖"
    "付覃涂鄢揭闫岩"
)
# fmt: off
_COMPOUND = "|".join((
    "欧阳", "上官", "司马", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "东方", "独孤",
    "司徒", "端木", "南宫", "百里", "轩辕", "长孙", "宇文", "申屠", "闻人", "呼延", "钟离",
))
# fmt: on
# Characters that transliterations of foreign names are written with.
_SOUNDS = (
    "阿埃艾安昂奥澳巴拜班邦保鲍贝本比彼毕宾波伯勃博布查茨达大戴丹当道德登迪底蒂丁东杜多厄恩尔法"
    "凡范方菲费芬冯佛弗福夫盖甘冈高戈格葛根贡古瓜圭哈海汉豪赫黑亨洪侯胡华怀霍基吉季济加贾坚杰金"
    "津卡凯坎康考柯科可克肯孔库夸奎昆拉莱兰朗劳勒雷蕾莉里利丽莲廉良列林琳刘留龙隆卢鲁路伦罗洛吕"
    "马玛麦迈曼芒茅梅门蒙孟米密敏明缪莫默姆穆慕纳娜乃南内尼妮宁纽农努诺女欧帕派潘庞佩彭蓬皮平珀"
    "普齐奇契恰乔钦琼丘让热仁日荣茹儒瑞若撒萨赛三桑瑟森莎沙山尚舍申胜圣施什石史士舒斯丝思苏孙索"
    "所塔泰坦唐陶特滕提田廷通图屯托陀瓦万旺威韦维魏温文翁沃乌武伍西希席夏香肖谢辛欣休雪逊雅亚扬"
    "耶叶伊依易因英尤约扎泽詹张章珍芝治朱卓兹宗祖佐尊娅桥奈姬柏茜薇蓓露珊黛洁芙琪娃婷妲琦罕耐舸"
    "翰顿敦塞谭赖芭宝彻楚朵娥嘉捷乐黎茂聂朴善绍寿汤汀锡"
)
_DOT = "·・•‧∙"
_HANZI = re.compile(f"[{HAN}]")
_CHINESE = re.compile(f"(?=((?:{_COMPOUND}|[{_SURNAMES}])([{HAN}]{{1,2}})))")
_FULL_NAME = re.compile(f"(?:{_COMPOUND}|[{_SURNAMES}])[{HAN}]{{1,2}}")
_DOTTED = re.compile(
    f"[{_SOUNDS}]{{1,7}}(?: ?[{_DOT}] ?(?:[{_SOUNDS}]{{1,8}}|[A-Z]\\.?(?![A-Za-z])))+"
)
_FOREIGN = re.compile(f"[{_SOUNDS}]{{2,6}}")
_PART = r"[A-Z][A-Za-z]*[a-z][A-Za-z]*(?:['-][A-Za-z]+)*"
_LATIN = re.compile(
    rf"(?<![A-Za-z0-9]){_PART}(?: (?:[A-Z]\.?|[OD]'{_PART}|de|van|von|der|den|da|la|{_PART})"
    rf"(?![A-Za-z0-9])){{0,3}}(?![A-Za-z0-9])"
)
_NOT_LATIN = re.compile(
    r"\b(?:The|AI|App|Lab|Labs|Team|Pro|Max|Ultra|Plus|Vision|Pay|Cloud|Flow|Agent|Agents|Robotaxi|"
    r"Model|Transformer|Chat|Bing|Windows|Office|Surface|Xbox|iOS|Mac|Watch|Inc|Corp|Ltd|Group|"
    r"Research|Search|Studio|Safari|Chrome|Android|Intelligence|Apple|China|Long|Web|Token|Code|"
    r"Limited|Company|Holdings|Bot|Bench|Open|Source|Infra|Base|News|Daily|Media|Capital|Ventures|"
    r"Robotics|Motors|Top|Innovations|Technologies)\b"
)

# What may follow a name at once. These end it even where a longer name could be read…
_ENDS = set("已将于因在也被曾拟却均还仍未自")
# …and these end it where no longer name can be read.
_MAY_END = set(
    "正宣离辞卸退跳出加转称说表回否等的和与及或就再又本近今昨日目先女博教此为是从向对接任担创"
    "并不没即突官谈经去透发获主带领牵共同来入提请遭到所兼这"
)
_WHEN = re.compile(r"于(?:[今本上下明去前后当次同]|[一二三四五六七八九十\d]|特朗普)")
_MARKS = re.compile(r"[\s,.:;!?。、/|#\"'()\[\]【】「」『』《》<>~\-\x00A-Za-z0-9@+%*]")
_FUNCTION = set(
    "的了在被将已是称曝传于和与及或个等从由把给让对向为有也就都又这那其他她它们之者率性型"
)
_JOINERS = "和与及"
# fmt: off
_BORDER_SORTS = (
    "follower", "role", "trigger", "rumour", "confirmed", "denied", "join", "succeed", "speech",
    "appoint", "negation", "hypothetical", "retelling",
)
# fmt: on
# fmt: off
_BEFORE_SORTS = (
    "anchor", "role", "organization", "staff", "rumour", "media", "former", "speech", "appoint",
    "confirmed", "trigger", "past", "denied", "hypothetical", "retelling",
)
# fmt: on
_TAKEN_SORTS = ("role", "domain", "organization", "media", "decoy", "trigger", "staff")


def find_people(
    text: str, *, hits: Hits, known: Iterable[Span], organizations: Iterable[Span]
) -> tuple[Span, ...]:
    """The people named in one sentence, from left to right, without overlaps.

    ``known`` are the watch list's people in it; they win over anything read here. Offsets are
    those of ``text``; brackets in it must have been blanked with ``\\0``.
    """
    borders = _Borders(text, hits=hits, organizations=tuple(organizations))
    taken = list(known)
    for reader in (_dotted, _latin, _chinese, _foreign):
        for start, end in reader(text, borders):
            if all(end <= span.start or start >= span.end for span in taken):
                taken.append(Span(start, end, text[start:end]))
    return tuple(sorted(taken, key=lambda span: span.start))


def is_name_like(text: str) -> bool:
    """Whether ``text`` taken alone reads as a name: surname and given name, or a foreign one."""
    full = _FULL_NAME.fullmatch(text) or _FOREIGN.fullmatch(text) or _DOTTED.fullmatch(text)
    return full is not None


class _Borders:
    """Where a name may begin and end in one sentence, and which characters are spoken for."""

    def __init__(self, text: str, *, hits: Hits, organizations: tuple[Span, ...]) -> None:
        self.text = text
        self.taken = bytearray(len(text))
        for hit in hits.of(*_TAKEN_SORTS):
            if hit.end - hit.start > 1:
                self.taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
        for span in organizations:
            self.taken[span.start : span.end] = b"\1" * (span.end - span.start)
        # 白领 forbids a name that begins in it, not one that ends in it: 沈知白|领导.
        self.forbidden = {hit.start: hit.end for hit in hits.of("notname")}
        self.begins = {hit.end for hit in hits.of(*_BEFORE_SORTS)}
        self.begins |= {span.end for span in organizations}
        self.strong = {hit.end for hit in hits.of("role")}
        self.joinable = {hit.start for hit in hits.of("role", "staff", "organization", "follower")}
        self.joinable |= {span.start for span in organizations}
        self.ends = {hit.start for hit in hits.of(*_BORDER_SORTS) if hit.end - hit.start > 1}

    def free(self, start: int, end: int) -> bool:
        """Whether no other word or name holds any of the characters."""
        if any(self.forbidden.get(at, end + 1) <= end for at in range(start, end)):
            return False
        return not any(self.taken[start:end])

    def opens(self, start: int) -> bool:
        """Whether a name can begin here."""
        if start in self.forbidden:
            return False
        return start == 0 or start in self.begins or bool(_MARKS.match(self.text[start - 1]))

    def closes(self, end: int) -> bool:
        """Whether the name can end here, if no longer one can be read."""
        return self.shuts(end) or self.text[end] in _MAY_END

    def shuts(self, end: int) -> bool:
        """Whether the name surely ends here, even if a longer one could be read."""
        if end >= len(self.text) or end in self.ends:
            return True
        return self.text[end] in _ENDS or bool(_MARKS.match(self.text[end]))

    def joins_nothing(self, end: int) -> bool:
        """Whether no other name, role or organization can begin here, after 和."""
        if end >= len(self.text):
            return True
        after = self.text[end]
        if after in _JOINERS:
            return True
        named = after in _SURNAMES or (after.isascii() and after.isalnum())
        return self.shuts(end) and not named and end not in self.joinable


def _chinese(text: str, borders: _Borders) -> Iterator[tuple[int, int]]:
    """Surname and one or two more characters, the longer if both can stand."""
    for match in _CHINESE.finditer(text):
        start, longest = match.start(1), match.end(1)
        shortest = match.start(2) + 1
        if not borders.opens(start) or not borders.free(start, shortest):
            continue
        if text[start] == "于" and _WHEN.match(text, start):
            continue
        if borders.shuts(shortest) and not _third(text, shortest, borders):
            longest = shortest
        for end in range(longest, shortest - 1, -1):
            if borders.free(start, end) and borders.closes(end) and _given(end, shortest, borders):
                yield start, end
                break


def _third(text: str, at: int, borders: _Borders) -> bool:
    """Whether a character that could end the name belongs to it: 李 + 于 before 离职 is no 李于."""
    return (
        at + 1 in borders.ends
        and text[at] not in _ENDS
        and at not in borders.ends
        and bool(_HANZI.match(text[at]))
    )


def _given(end: int, shortest: int, borders: _Borders) -> bool:
    """Whether the characters can be a given name: no small words, but for a joining word that
    joins nothing, since a surname alone stands before it or nobody and nothing after it."""
    given = borders.text[shortest - 1 : end]
    if given[-1] in _JOINERS and borders.joins_nothing(end):
        given = given[:-1]
    elif len(given) > 1 and given[0] in _JOINERS:
        given = given[1:]
    return not any(character in _FUNCTION for character in given)


def _dotted(text: str, borders: _Borders) -> Iterator[tuple[int, int]]:
    """Transliterations with a dot; words of the lexicon are cut off their left."""
    for match in _DOTTED.finditer(text):
        dot = next(i for i in range(match.start(), match.end()) if text[i] in _DOT)
        cut = [i for i in range(match.start(), dot) if borders.taken[i]]
        start = cut[-1] + 1 if cut else match.start()
        if start < dot:
            yield start, match.end()


def _foreign(text: str, borders: _Borders) -> Iterator[tuple[int, int]]:
    """A foreign surname alone: only characters of transliterations between two sure borders."""
    for match in _FOREIGN.finditer(text):
        starts = [i for i in range(match.start(), match.end() - 1) if borders.opens(i)]
        for start in starts:
            end = next((e for e in range(match.end(), start + 1, -1) if borders.closes(e)), None)
            if end is not None and end - start >= 2 and borders.free(start, end):
                yield start, end
                break


def _latin(text: str, borders: _Borders) -> Iterator[tuple[int, int]]:
    """Latin names inside Chinese text: two words or more, or one right after a role."""
    for match in _LATIN.finditer(text):
        words = [word.span() for word in re.finditer(r"\S+", match.group())]
        spans = [(match.start() + low, match.start() + high) for low, high in words]
        while spans and not borders.free(*spans[0]):
            spans.pop(0)  # OpenAI in front of a name
        if not spans or not all(borders.free(*span) for span in spans):
            continue
        start, end = spans[0][0], match.end()
        if _NOT_LATIN.search(text, start, end):
            continue
        if len(spans) > 1 or _stands_alone(start, end, borders):
            yield start, end


def _stands_alone(start: int, end: int, borders: _Borders) -> bool:
    """Whether a single Latin word is a name: after a role, or where a name opens, before a verb."""
    before = start - 1 if start and borders.text[start - 1] == " " else start
    after = end + 1 if end < len(borders.text) and borders.text[end] == " " else end
    if before in borders.strong:
        return True
    return borders.opens(before) and (
        after in borders.ends or borders.text[after : after + 1] in _ENDS
    )
