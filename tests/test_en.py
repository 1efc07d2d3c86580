"""English sentences and what they tell: the tables are the specification."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.language.draft import Draft, Heard, Scene, Span
from monitor.language.en import read_sentence
from monitor.language.text import Sentence, normalise
from monitor.model import Expression, Kind, Organization, Person, Role, Status
from monitor.watch import Watch

PUBLISHED = date(2026, 6, 5)  # a Friday
HALCYON = Organization(
    id="halcyon", name="Halcyon Labs", aliases=("Halcyon",), products=("Kestrel",)
)
WATCH = Watch(
    organizations=[HALCYON],
    people=[Person(id="vuong", name="T. Vuong", organization="halcyon")],
    roles=[Role(name="keeper of evals")],
    expressions=[Expression(text="hangs up the headset", kind=Kind.RETIRED)],
)
OKAFOR = Span(-100, -88, "Maren Okafor")
LABS = Span(-80, -68, "Halcyon Labs", id="halcyon")


def read(
    text: str, *, title: bool = True, person: Span | None = None, labs: Span | None = None
) -> Heard:
    text = normalise(text).text
    scene = Scene(
        watch=WATCH,
        mentions=WATCH.mentions(text),
        published_on=PUBLISHED,
        topic_person=person,
        topic_organization=labs,
    )
    return read_sentence(Sentence(text, 0, "en", in_title=title), scene)


def only(heard: Heard) -> Draft:
    (draft,) = heard.drafts
    return draft


def said(span: Span | None) -> str | None:
    return span.said if span else None


# text, person, organization, role
HEADLINES = [
    # to leave, in its forms
    ("Maren Okafor leaves Halcyon Labs", "Maren Okafor", "Halcyon Labs", None),
    ("Maren Okafor Departs Halcyon Labs", "Maren Okafor", "Halcyon Labs", None),
    ("Maren Okafor leaving Halcyon Labs", "Maren Okafor", "Halcyon Labs", None),
    ("maren okafor leaves halcyon labs", "maren okafor", "halcyon labs", None),
    ("Jean-Luc de Vries departs Brightwater", "Jean-Luc de Vries", "Brightwater", None),
    ("José Ibáñez exits Halcyon Labs amid restructuring", "José Ibáñez", "Halcyon Labs", None),
    ("Rao Peilin resigns from Halcyon Labs", "Rao Peilin", "Halcyon Labs", None),
    ("Okafor to step down as chief of Brightwater", "Okafor", "Brightwater", "chief"),
    ("Maren Okafor left Halcyon Labs for Bluepeak", "Maren Okafor", "Halcyon Labs", None),
    ("Halcyon Labs' head of speech leaves for Bluepeak", None, "Halcyon Labs", "head of speech"),
    ("Maren Okafor moves from Halcyon Labs to Bluepeak", "Maren Okafor", "Halcyon Labs", None),
    ("Maren Okafor is out as Halcyon Labs CEO", "Maren Okafor", "Halcyon Labs", "CEO"),
    ("Maren Okafor has been let go from Halcyon", "Maren Okafor", "Halcyon", None),
    ("Rumor: Maren Okafor on her way out at Halcyon", "Maren Okafor", "Halcyon", None),
    ("Maren Okafor said goodbye to Halcyon Labs", "Maren Okafor", "Halcyon Labs", None),
    # the words before a role that say what of, and those of the organization
    ("Bluepeak AI research head Maren Okafor retires", "Maren Okafor", "Bluepeak",
     "AI research head"),
    ("Halcyon Labs AI research lead Maren Okafor leaves", "Maren Okafor", "Halcyon Labs",
     "AI research lead"),
    ("Halcyon research head Maren Okafor leaves", "Maren Okafor", "Halcyon", "research head"),
    ("Halcyon Research head Maren Okafor leaves", "Maren Okafor", "Halcyon", "Research head"),
    ("Halcyon Labs' large-model chief Maren Okafor leaves", "Maren Okafor", "Halcyon Labs",
     "large-model chief"),
    ("Halcyon Research's head Maren Okafor leaves", "Maren Okafor", "Halcyon Research", "head"),
    # from one employer to another
    ("Halcyon Labs CTO Maren Okafor is moving to Norrland Labs", "Maren Okafor", "Halcyon Labs",
     "CTO"),
    ("Maren Okafor, chief scientist at Brightwater, is moving to Norrland Labs", "Maren Okafor",
     "Brightwater", "chief scientist"),
    ("Friday was his last day at Bluepeak, Sam Okafor, head of speech, said", "Sam Okafor",
     "Bluepeak", "head of speech"),
    # roles before and after the name
    ("Halcyon Labs chief scientist Maren Okafor quits", "Maren Okafor", "Halcyon Labs",
     "chief scientist"),
    ("Halcyon Labs' chief scientist, Maren Okafor, has stepped down", "Maren Okafor",
     "Halcyon Labs", "chief scientist"),
    ("Maren Okafor, chief scientist at Halcyon Labs, has resigned", "Maren Okafor",
     "Halcyon Labs", "chief scientist"),
    ("Maren Okafor, who led speech models at Oslo's Brightwater Technology, has left",
     "Maren Okafor", "Brightwater Technology", "led speech models"),
    ("Maren Okafor retires as head of Halcyon Labs after 20 years", "Maren Okafor",
     "Halcyon Labs", "head"),
    ("Halcyon Labs AI chief Maren Okafor leaves", "Maren Okafor", "Halcyon Labs", "AI chief"),
    ("Corvid AI co-founder Maren Okafor leaves", "Maren Okafor", "Corvid AI", "co-founder"),
    ("Maren Okafor leaves her role as Halcyon Labs CTO", "Maren Okafor", "Halcyon Labs", "CTO"),
    ("Exclusive: Halcyon Labs' VP of Product Maren Okafor Is Leaving the Company",
     "Maren Okafor", "Halcyon Labs", "VP of Product"),
    # nobody named: the role alone
    ("Brightwater's large-model chief leaves", None, "Brightwater", "large-model chief"),
    ("Halcyon Labs research head to depart at month-end", None, "Halcyon Labs", "research head"),
    ("Head of AI at Halcyon Labs quits", None, "Halcyon Labs", "Head of AI"),
    ("Baker's finance chief quits", None, "Baker", "finance chief"),
    ("sources: brightwater research lead on the way out", None, "brightwater", "research lead"),
    ("Three co-founders leave Halcyon Labs", None, "Halcyon Labs", "co-founders"),
    # done to them
    ("Halcyon Labs fires CFO Dario Lindqvist", "Dario Lindqvist", "Halcyon Labs", "CFO"),
    ("Halcyon Labs ousts its chief executive", None, "Halcyon Labs", "chief executive"),
    ("Dario Lindqvist was ousted as Halcyon CEO", "Dario Lindqvist", "Halcyon", "CEO"),
    ("Dario Lindqvist fired from Halcyon Labs over leak", "Dario Lindqvist", "Halcyon Labs", None),
    ("The board of Halcyon Labs removed Maren Okafor as chief executive", "Maren Okafor",
     "Halcyon Labs", None),
    ("Bluepeak poaches Halcyon Labs research chief Maren Okafor", "Maren Okafor",
     "Halcyon Labs", "research chief"),
    ("Halcyon Labs loses Maren Okafor to Bluepeak", "Maren Okafor", "Halcyon Labs", None),
    ("Bluepeak hires Halcyon Labs' head of robotics, Maren Okafor", "Maren Okafor",
     "Halcyon Labs", "head of robotics"),
    ("Halcyon Labs parts ways with architect Dario Lindqvist", "Dario Lindqvist",
     "Halcyon Labs", "architect"),
    ("Dario Lindqvist and Halcyon Labs part ways", "Dario Lindqvist", "Halcyon Labs", None),
    # named, not told
    ("The departure of Halcyon Labs chief scientist Maren Okafor", "Maren Okafor",
     "Halcyon Labs", "chief scientist"),
    ("Maren Okafor's Halcyon Labs departure", "Maren Okafor", "Halcyon Labs", None),
    ("Halcyon Labs veteran Maren Okafor announces exit", "Maren Okafor", "Halcyon Labs", "veteran"),
    # the subject is not the first name of the sentence
    ("Halcyon Labs names Dario Lindqvist CEO as Maren Okafor steps down", "Maren Okafor",
     "Halcyon Labs", None),
    ("Shares of Halcyon Labs fall after CFO Dario Lindqvist resigned", "Dario Lindqvist",
     "Halcyon Labs", "CFO"),
    ("Shake-up at Brightwater: Dario Lindqvist from CTO to chair, Maren Okafor departs",
     "Maren Okafor", "Brightwater", None),
    ("Maren Okafor joins Bluepeak after eight years at Halcyon Labs", "Maren Okafor",
     "Halcyon Labs", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "person", "organization", "role"), HEADLINES)
def test_who_leaves_what_as_what(
    text: str, person: str | None, organization: str | None, role: str | None
) -> None:
    draft = only(read(text))
    assert (said(draft.person), said(draft.organization), said(draft.role)) == (
        person,
        organization,
        role,
    )
    assert not draft.background
    assert not draft.supplement


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Maren Okafor and Dario Lindqvist to leave Halcyon", ["Maren Okafor", "Dario Lindqvist"]),
        (
            "Maren Okafor, Dario Lindqvist, and Priya Raman leave Halcyon Labs",
            ["Maren Okafor", "Dario Lindqvist", "Priya Raman"],
        ),
        (
            "Halcyon CTO Maren Okafor and VP of research Dario Lindqvist are leaving",
            ["Maren Okafor", "Dario Lindqvist"],
        ),
        (
            "Hours after Dario Lindqvist resigned, Maren Okafor quit Halcyon",
            ["Dario Lindqvist", "Maren Okafor"],
        ),
        (
            "Halcyon co-founders Maren Okafor, Dario Lindqvist leave",
            ["Maren Okafor", "Dario Lindqvist"],
        ),
        (
            "Neither Maren Okafor nor Dario Lindqvist has left Halcyon",
            ["Maren Okafor", "Dario Lindqvist"],
        ),
        (
            "Maren Okafor and four other researchers left Halcyon to found Bluepeak",
            ["Maren Okafor"],
        ),
    ],
)
def test_several_people_each_have_their_draft(text: str, people: list[str]) -> None:
    assert [said(draft.person) for draft in read(text).drafts] == people


# text, condition
TURNED = [
    # what is left is nothing to leave
    ("Halcyon Labs exits stealth with $20M", "object"),
    ("Halcyon Labs' assistant leaves preview", "object"),
    ("Halcyon Labs leaves investors guessing", "object"),
    ("Maren Okafor leaves the door open to a sale", "object"),
    ("Halcyon Labs to exit the smart speaker market", "object"),
    ("Halcyon Labs retires its oldest model", "object"),
    ("Maren Okafor quits smoking", "object"),
    ("Halcyon Labs CEO Maren Okafor leaves hospital", "object"),
    ("Maren Okafor steps down from presenting the evening show", "object"),
    ("Halcyon Labs president Maren Okafor quits Twitter", "object"),
    ("Maren Okafor leaves Halcyon Labs' legacy in question", "object"),
    ("Halcyon Labs CEO Maren Okafor, left, shakes hands with investors", "object"),
    ("Maren Okafor left Berlin for Tokyo", "place"),
    ("Maren Okafor takes leave of absence from Halcyon Labs", "absence"),
    # nobody leaves
    ("Brightwater quits Halcyon Labs", "no_person"),
    ("There are three days left to apply to Halcyon Labs", "no_person"),
    ("Halcyon Labs lost $20 million last year", "no_person"),
    ("Halcyon Labs fires back at critics", "no_person"),
    ("Bluepeak hires Maren Okafor as CTO", "no_organization_left"),
    ("Bluepeak hires former Halcyon Labs executive Maren Okafor", "no_organization_left"),
    # many, unnamed
    ("Thousands of workers leave Halcyon Labs", "unnamed_staff"),
    ("19% of AI engineers quit last year, survey finds", "unnamed_staff"),
    ("Entire board of directors of Halcyon Labs resigns", "unnamed_staff"),
    ("One in five researchers left their lab last year", "unnamed_staff"),
    ("Halcyon Labs CEO Maren Okafor fired 30 engineers", "unnamed_staff"),
    ("Halcyon Labs engineer says he was fired", "minor_role"),
    # not facts
    ("If the merger fails, Maren Okafor will resign", "hypothetical"),
    ("Investors call for Maren Okafor to resign", "hypothetical"),
    ("Maren Okafor threatens to quit Halcyon Labs", "hypothetical"),
    ("Maren Okafor could leave Halcyon Labs", "hypothetical"),
    ("Maren Okafor should resign, says investor", "hypothetical"),
    ("I'd resign before shipping that, says Halcyon Labs CEO", "hypothetical"),
    ("Asked about arms, Maren Okafor said she would resign before selling them", "hypothetical"),
    ("Founders fret over getting fired", "hypothetical"),
    ("Will Maren Okafor leave Halcyon Labs?", "question"),
    # what nobody plans, and nobody said
    ("Maren Okafor has no plans to step down as Halcyon Labs CEO", "negated"),
    ("Maren Okafor has no intention of leaving Halcyon Labs", "negated"),
    ("Halcyon Labs says Maren Okafor does not plan to leave", "negated"),
    # whose last day it was, an employer's word does not tell
    ("Friday was her last day at Halcyon Labs, CEO Dana Ito said", "no_person"),
    # other people's news
    ("Prime Minister Lars Holm resigns", "office"),
    ("Why I left Halcyon Labs", "first_person"),
    ("Leaving Halcyon Labs", "first_person"),
    ("I finally left Kestrel for another assistant", "first_person"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "condition"), TURNED)
def test_a_word_alone_is_no_departure(text: str, condition: str) -> None:
    heard = read(text)
    assert not heard.drafts
    assert condition in {turned.condition for turned in heard.turned}
    assert all(turned.note for turned in heard.turned)


STATUS = [
    ("Maren Okafor leaves Halcyon Labs", None),
    ("Maren Okafor reportedly leaving Halcyon Labs", Status.RUMOURED),
    ("Maren Okafor to leave Halcyon Labs, sources say", Status.RUMOURED),
    ("Maren Okafor may leave Halcyon Labs", Status.RUMOURED),
    ("Maren Okafor left Halcyon Labs in May", None),
    ("Maren Okafor is considering leaving Halcyon Labs", Status.RUMOURED),
    ("Maren Okafor leaving Halcyon Labs?", Status.RUMOURED),
    ("Maren Okafor announces she is leaving Halcyon Labs", Status.CONFIRMED),
    ("Maren Okafor says she will leave Halcyon Labs", Status.CONFIRMED),
    ("Maren Okafor will leave Halcyon Labs, according to a memo", Status.CONFIRMED),
    ("Halcyon Labs said Maren Okafor would step down on June 30.", Status.CONFIRMED),
    ("Maren Okafor is no longer with Halcyon Labs, a spokesperson said", Status.CONFIRMED),
    ("Maren Okafor resigned from Halcyon Labs, a filing shows", Status.CONFIRMED),
    ("Maren Okafor denies she is leaving Halcyon Labs", Status.DENIED),
    ("Reports that Maren Okafor is leaving Halcyon Labs are not true, it said", Status.DENIED),
    ("Maren Okafor isn't leaving Halcyon Labs, spokesperson says", Status.DENIED),
    ("Maren Okafor denies reports, has no plans to leave Halcyon Labs", Status.DENIED),
    ("Friday was her last day at Halcyon Labs, Maren Okafor said", Status.CONFIRMED),
    ("Friday was Maren Okafor's last day at Halcyon Labs", None),
    ("Today is my last day at Halcyon Labs, writes Maren Okafor", Status.CONFIRMED),
    ("Maren Okafor is not going anywhere, Halcyon Labs says", Status.DENIED),
    ("Halcyon Labs denied reports that Maren Okafor had resigned", Status.DENIED),
    ("Maren Okafor resigned from Halcyon Labs but denied any wrongdoing", None),
    ("Maren Okafor did not leave Halcyon Labs", Status.DENIED),
    ("Maren Okafor did not leave voluntarily", None),
    ("Not everyone is happy: Maren Okafor leaves Halcyon Labs", None),
    ("Maren Okafor, who urged regulators to act, has left Halcyon Labs", None),
    ("Halcyon Labs head of open source Maren Okafor leaves", None),
    ("Maren Okafor is leaving Halcyon Labs, and a deputy is expected to take over", None),
    ("Report: Maren Okafor to leave Halcyon Labs", Status.RUMOURED),
    ("Maren Okafor to leave Halcyon Labs - report", Status.RUMOURED),
    ("Maren Okafor plans to leave Halcyon Labs, The Courier reports", Status.RUMOURED),
]  # fmt: skip


@pytest.mark.parametrize(("text", "status"), STATUS)
def test_how_sure_it_is(text: str, status: Status | None) -> None:
    draft = only(read(text))
    assert draft.status is status
    assert said(draft.person) == "Maren Okafor"
    if draft.marker:
        assert text[draft.marker.start : draft.marker.end] == draft.marker.text


KINDS = [
    ("Maren Okafor resigns from Halcyon Labs", Kind.RESIGNED),
    ("Maren Okafor quits Halcyon Labs", Kind.RESIGNED),
    ("Maren Okafor steps down as Halcyon Labs CEO", Kind.STEPPED_DOWN),
    ("Maren Okafor forced out of Halcyon Labs", Kind.DISMISSED),
    ("Maren Okafor retires from Halcyon Labs", Kind.RETIRED),
    ("Maren Okafor leaves Halcyon Labs", Kind.DEPARTED),
    ("Maren Okafor hangs up the headset at Halcyon Labs", Kind.RETIRED),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_in_what_way(text: str, kind: Kind) -> None:
    assert only(read(text)).kind is kind


# text, field, value
DETAILS = [
    ("Maren Okafor has left Halcyon Labs to join Bluepeak.", "destination", "Bluepeak"),
    ("Halcyon Labs' Maren Okafor is moving to Norrland Labs", "destination", "Norrland Labs"),
    ("Maren Okafor leaves Halcyon Labs for Bluepeak", "destination", "Bluepeak"),
    ("Maren Okafor jumps ship to rival Bluepeak", "destination", "Bluepeak"),
    ("Maren Okafor will leave and join rival Bluepeak", "destination", "Bluepeak"),
    ("Bluepeak poached Maren Okafor from Halcyon Labs", "destination", "Bluepeak"),
    ("Maren Okafor leaves Halcyon Labs for personal reasons", "destination", None),
    ("Maren Okafor leaves Halcyon Labs for personal reasons", "reason", "personal reasons"),
    ("Maren Okafor quits Halcyon Labs, citing a rift over safety", "reason", "a rift over safety"),
    ("Maren Okafor left Halcyon Labs, Xinwen said, citing two people", "reason", None),
    ("Maren Okafor to retire from Halcyon Labs to spend more time with her family", "reason",
     "to spend more time with her family"),
    ("Maren Okafor to step down as CEO of Halcyon Labs; Dario Lindqvist to take over",
     "successor", "Dario Lindqvist"),
    ("Maren Okafor will leave Halcyon Labs and be succeeded by its COO, Dario Lindqvist",
     "successor", "Dario Lindqvist"),
    ("Maren Okafor left Halcyon Labs on April 30", "left_on", "2026-04-30"),
    ("Maren Okafor will leave Halcyon Labs at the end of August", "left_on", "2026-08"),
    ("Maren Okafor resigned on Monday, effective June 30, from Halcyon Labs", "left_on",
     "2026-06-30"),
    ("Maren Okafor has left Halcyon Labs, the company confirmed on Thursday.", "left_on", None),
    ("Maren Okafor, who joined in 2019, is leaving Halcyon Labs", "left_on", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "field", "value"), DETAILS)
def test_whereto_when_and_why(text: str, field: str, value: str | None) -> None:
    assert said(getattr(only(read(text)), field)) == value


@pytest.mark.parametrize(
    "text",
    [
        "Maren Okafor, who left Halcyon Labs in 2024, has raised $30 million",
        "Maren Okafor, who left Halcyon Labs, has raised $30 million",
        "After leaving Halcyon Labs, Maren Okafor founded Bluepeak",
        "Maren Okafor left Halcyon Labs in 2023",
        "Why Maren Okafor left Halcyon Labs",
        "Podcast: Maren Okafor on leaving Halcyon Labs",
        "Okafor testifies about Dario Lindqvist's brief ouster from Halcyon Labs",
    ],
)
def test_the_past_of_somebody_is_background(text: str) -> None:
    assert only(read(text)).background


@pytest.mark.parametrize(
    "text",
    [
        "Maren Okafor, who is leaving Halcyon Labs, will start a company",
        "Maren Okafor, who resigned from Halcyon Labs this week, will start a company",
    ],
)
def test_a_clause_with_who_can_be_news(text: str) -> None:
    assert not only(read(text)).background


def test_he_and_the_company_are_those_spoken_of() -> None:
    draft = only(read("She will leave the company on June 30.", person=OKAFOR, labs=LABS))
    assert (said(draft.person), said(draft.organization)) == ("Maren Okafor", "Halcyon Labs")
    assert read("She will leave the company on June 30.").drafts == ()


def test_a_surname_alone_is_the_person_spoken_of() -> None:
    draft = only(read("Okafor will leave on June 30.", person=OKAFOR, labs=LABS))
    assert said(draft.person) == "Maren Okafor"
    assert draft.person is not None
    assert draft.person.text == "Okafor"


def test_a_successor_alone_only_adds_to_what_is_told() -> None:
    draft = only(read("She will be succeeded by Dario Lindqvist.", person=OKAFOR))
    assert draft.supplement
    assert (said(draft.person), said(draft.successor)) == ("Maren Okafor", "Dario Lindqvist")


def test_a_new_job_alone_only_adds_to_what_is_told() -> None:
    draft = only(read("She is joining Bluepeak.", person=OKAFOR, labs=LABS))
    assert draft.supplement
    assert (said(draft.destination), draft.organization) == ("Bluepeak", None)


@pytest.mark.parametrize(
    ("text", "hire"),
    [
        ("Maren Okafor joins from Halcyon Labs as CTO", True),
        ("Maren Okafor joins Bluepeak from Halcyon Labs as CTO", True),
        ("Bluepeak names Maren Okafor as CTO; she joins from Halcyon Labs", True),
        ("Maren Okafor is moving to Bluepeak", True),
        ("Halcyon Labs' Maren Okafor is moving to Halcyon", True),
        ("Halcyon Labs' Maren Okafor heads to Davos", True),
        ("Halcyon Labs' Maren Okafor moves to Texas", True),
        ("Halcyon Labs' Maren Okafor moves to Norrland Labs board", True),
        ("Maren Okafor joins Bluepeak from Halcyon Labs", False),
        ("Maren Okafor joins Bluepeak after eight years at Halcyon Labs as CTO", False),
        ("Maren Okafor leaves Halcyon Labs, joins Bluepeak as CTO", False),
        ("Halcyon Labs' Maren Okafor is moving to Norrland Labs", False),
    ],
)
def test_a_hire_is_no_departure_by_itself(text: str, hire: bool) -> None:
    draft = only(read(text))
    assert draft.supplement is hire
    assert draft.role is None  # the role that begins is not the one that ends


def test_ones_own_words() -> None:
    """A first person is somebody if the words are given to somebody, and news if it leads."""
    quoted = only(read('"I am leaving Halcyon Labs," Maren Okafor wrote in a post.'))
    assert said(quoted.person) == "Maren Okafor"
    signed = only(read("Maren Okafor (@mokafor): Today is my last day at Brightwater Robotics"))
    assert (said(signed.person), said(signed.organization)) == (
        "Maren Okafor",
        "Brightwater Robotics",
    )
    alone = only(read("I'm stepping down as CEO of Brightwater"))
    assert (alone.person, said(alone.role), alone.status) == (None, "CEO", Status.CONFIRMED)


def test_the_watch_list_knows_better() -> None:
    heard = read("Halcyon Labs keeper of evals T. Vuong resigns")
    draft = only(heard)
    assert draft.person is not None
    assert draft.organization is not None
    assert (draft.person.id, draft.organization.id) == ("vuong", "halcyon")
    assert said(draft.role) == "keeper of evals"
    assert [span.id for span in heard.organizations] == ["halcyon"]


@pytest.mark.parametrize(
    ("text", "organization", "role"),
    [
        ("Brightwater AI research head Maren Okafor retires", ("Brightwater AI", "ai"),
         "research head"),
        ("Brightwater AI research scientist Maren Okafor retires", ("Brightwater AI", "ai"),
         "research scientist"),
        ("Brightwater AI Research head Maren Okafor retires", ("Brightwater AI Research", "lab"),
         "head"),
        ("Maren Okafor retires from Brightwater AI research", ("Brightwater AI research", "lab"),
         None),
    ],
)  # fmt: skip
def test_a_field_in_small_letters_before_a_role_ends_no_name(
    text: str, organization: tuple[str, str], role: str | None
) -> None:
    lab = Organization(id="lab", name="Brightwater AI Research")
    watch = Watch(organizations=[lab, Organization(id="ai", name="Brightwater AI")])
    scene = Scene(watch=watch, mentions=watch.mentions(text), published_on=PUBLISHED)
    draft = only(read_sentence(Sentence(text, 0, "en", in_title=True), scene))
    left = draft.organization
    assert left is not None
    assert ((left.said, left.id), said(draft.role)) == (organization, role)


def test_a_sentence_without_a_trigger_still_sets_the_topic() -> None:
    heard = read("Halcyon Labs was founded by Anna Weiss in 2019.", title=False)
    assert (heard.drafts, heard.turned) == ((), ())
    assert [span.text for span in heard.people] == ["Anna Weiss"]
    assert [span.text for span in heard.organizations] == ["Halcyon Labs"]


def test_the_newspaper_at_the_end_of_a_headline_is_no_party() -> None:
    draft = only(read("Maren Okafor leaves Halcyon Labs (Anna Weiss/The Courier)"))
    assert (said(draft.person), said(draft.organization)) == ("Maren Okafor", "Halcyon Labs")


def test_offsets_count_from_the_start_of_the_article() -> None:
    text = "Maren Okafor left Halcyon Labs on April 30."
    scene = Scene(watch=WATCH, mentions=WATCH.mentions(text), published_on=PUBLISHED)
    draft = only(read_sentence(Sentence(text, 1000, "en", in_title=False), scene))
    for span in (draft.trigger, draft.person, draft.organization, draft.left_on):
        assert span is not None
        assert text[span.start - 1000 : span.end - 1000] == span.text


PIECES = (
    "Maren Okafor Halcyon Labs CEO head of research AI who , and the company has left leaves to "
    "join Bluepeak resigned from fired by as after ( ) ' \" 's not denies reportedly 2024 June 30 "
    "will be succeeded he I former lost hires poached departure his way out - : ; . ? if would"
)
WORDS = st.sampled_from(PIECES.split(" "))


@given(text=st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=25).map(" ".join)))
def test_any_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    normal = normalise(text).text
    heard = read(text, person=OKAFOR, labs=LABS)
    drafts = heard.drafts
    spans = [draft.trigger for draft in drafts] + [turned.trigger for turned in heard.turned]
    for name in ("person", "organization", "role", "destination", "successor", "left_on", "marker"):
        spans += [span for draft in drafts if (span := getattr(draft, name)) is not None]
    for span in spans:
        assert span in {OKAFOR, LABS} or normal[span.start : span.end] == span.text
    assert all(0 <= draft.strength <= 1 for draft in drafts)
