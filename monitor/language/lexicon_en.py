"""The words that English uses when somebody leaves: data for `en`.

Each group is a tuple of words; letter case does not count. A trigger's frame says where the one
who leaves stands: see `FRAMES`.
"""

from __future__ import annotations

from monitor.language.lexicon import Lexicon, Term
from monitor.model import Kind

# --- triggers ------------------------------------------------------------------------------
# frame    the one who leaves      what has to follow
# go       subject                 nothing, or a phrase that a departure can have
# leave    subject                 an organization, "the company", or such a phrase
# retire   subject                 no object at all: models and bounties are retired too
# oust     object, or the subject of a passive
# poach    object, or the subject of a passive; the actor is the destination
# lose     object, and "to" the destination
# part     subject and "with" an organization, or the other way round
# noun     "X's …", "the … of X", or the subject of "announces his …"
# hire     object, with the organization that is left named beside
# join     subject, with "from" or "after … years at" the organization that is left
# follow   subject; the successor comes after
# stay     subject; the sentence denies a departure
FRAMES = ("go", "leave", "retire", "oust", "poach", "lose", "part", "noun", "hire", "join")
FRAMES += ("follow", "stay")

_R, _S, _X, _T, _D = (
    Kind.RESIGNED,
    Kind.STEPPED_DOWN,
    Kind.DISMISSED,
    Kind.RETIRED,
    Kind.DEPARTED,
)

_TRIGGERS: tuple[tuple[str, Kind, float, tuple[str, ...]], ...] = (
    # to resign
    ("go", _R, 1.0, ("resign", "resigns", "resigned", "resigning", "has resigned")),
    ("go", _R, 1.0, ("tender his resignation", "tenders his resignation", "tendered her resignation",
     "tendered his resignation", "tendered their resignation", "tenders her resignation",
     "submitted his resignation", "submitted her resignation", "submitted their resignation",
     "handed in his resignation", "handed in her resignation", "handed in his notice",
     "handed in her notice", "hands in his notice", "hands in her notice", "called it quits",
     "calls it quits")),
    # to leave a role
    ("go", _S, 1.0, ("step down", "steps down", "stepped down", "stepping down", "step aside",
     "steps aside", "stepped aside", "stepping aside", "relinquish his role",
     "relinquish her role", "relinquishes his role", "relinquishes her role",
     "relinquished his role", "relinquished her role", "stand down", "stands down", "stood down",
     "standing down")),
    ("leave", _S, 0.7, ("step back", "steps back", "stepped back", "stepping back", "step away",
     "steps away", "stepped away", "stepping away", "transitions out", "transitioning out")),
    # to go, of people only
    ("go", _D, 1.0, ("bow out", "bows out", "bowed out", "bowing out", "jump ship", "jumps ship",
     "jumped ship", "jumping ship", "on his way out", "on her way out", "on their way out",
     "on the way out", "heads for the exit", "heading for the exit", "headed for the exit",
     "headed for the exits", "heading for the exits", "heads for the exits", "out the door",
     "out as", "walks out", "walked out", "left his post", "left her post", "leaves his post",
     "leaves her post", "cleared out his desk", "no longer with", "no longer employed",
     "no longer works", "no longer working", "no longer at", "no longer serves", "last day at",
     "final day at", "said goodbye to", "says goodbye to", "moving on from", "moves on from",
     "moved on from", "set out on his own", "strikes out on his own", "strikes out on her own")),
    ("go", _D, 0.8, ("is out", "are out", "bond out")[:2]),
    # to leave something: the object decides
    ("leave", _D, 0.9, ("leave", "leaves", "left", "leaving")),
    ("leave", _D, 0.9, ("depart", "departs", "departed", "departing", "exit", "exits", "exited",
     "exiting")),
    ("leave", _R, 0.95, ("quit", "quits", "quitting")),
    ("retire", _T, 0.9, ("retire", "retires", "retired", "retiring")),
    # to be made to leave
    ("oust", _X, 1.0, ("oust", "ousts", "ousted", "ousting", "fire", "fires", "fired", "firing",
     "sack", "sacks", "sacked", "sacking", "forced out", "forces out", "force out", "pushed out",
     "pushes out", "push out", "let go", "lets go")),
    ("oust", _X, 0.8, ("dismiss", "dismisses", "dismissed", "dismissing", "removed as",
     "removes as", "removed from", "axed", "axes", "booted", "boots", "terminated", "terminates",
     "relieved of", "stripped of", "voted out", "suspends", "laid off")[:-2]),
    # to be drawn away
    ("poach", _D, 0.9, ("poach", "poaches", "poached", "poaching", "lures", "lured", "snatches",
     "snatched", "poaches away")),
    ("lose", _D, 0.8, ("lose", "loses", "lost", "losing")),
    ("part", _D, 0.9, ("part ways", "parts ways", "parted ways", "parting ways", "part company",
     "parts company", "parted company")),
    # to go over
    ("go", _D, 0.9, ("defect to", "defects to", "defected to", "defecting to", "decamp", "decamps",
     "decamped", "decamping", "decamps to", "decamped to", "decamp to", "decamping to",
     "defects from", "defected from")),
    ("hire", _D, 0.6, ("hire", "hires", "hired", "hiring", "recruits", "recruited", "nabs",
     "nabbed", "brings on", "taps")),
    ("join", _D, 0.6, ("join", "joins", "joined", "joining", "moves to", "moved to", "moving to",
     "heads to", "headed to", "jumps to", "jumped to")),
    # things said of it
    ("noun", _R, 0.8, ("resignation", "resignations")),
    ("noun", _D, 0.7, ("departure", "departures", "exit", "leaving of")[:3]),
    ("noun", _X, 0.7, ("ouster", "firing", "dismissal", "sacking", "removal")),
    ("noun", _T, 0.7, ("retirement",)),
    # to be followed
    ("follow", _D, 0.6, ("succeeded by", "replaced by")),
    # to stay
    ("stay", _D, 0.9, ("not going anywhere", "isn't going anywhere", "going nowhere",
     "staying put", "stays put", "here to stay", "not leaving", "isn't leaving", "staying on as")),
)  # fmt: skip

# --- what makes it less than a plain fact ----------------------------------------------------

RUMOUR = (
    # hearsay
    "reportedly", "rumor", "rumors", "rumour", "rumours", "rumored", "rumoured", "allegedly",
    "said to be", "is said to", "are said to", "supposedly", "speculation", "unconfirmed",
    "hearing", "word is", "apparently", "purportedly",
    # unnamed sources
    "source", "sources", "sources say", "sources said", "source says", "people familiar",
    "person familiar", "people briefed", "person briefed", "people with knowledge",
    "person with knowledge", "insiders", "insider", "tipster", "people close to",
    # not settled
    "may", "might", "is considering", "considering", "considers", "mulls", "mulling", "weighs",
    "weighing", "in talks to", "expected to", "is likely to", "likely to", "looks set to",
    "reports say", "report says", "reports that", "is reported to", "looking to", "preparing to",
    "nothing official", "according to a report", "according to reports",
)  # fmt: skip

CONFIRMED = (
    # the person or the organization says so
    "announce", "announces", "announced", "announcing", "announcement", "confirm", "confirms",
    "confirmed", "confirming", "confirmation", "said in a statement", "statement", "said in a post",
    "said in a memo", "said in an email", "said in a blog post", "wrote in a post", "posted on",
    "post on x", "in a post", "in a tweet", "tweeted", "in a memo", "staff memo", "internal memo",
    "memo", "in a note to", "told staff", "told employees", "told colleagues", "tells staff",
    "tells employees", "in an email to", "in a letter to", "spokesperson", "spokeswoman",
    "spokesman", "press release", "said goodbye", "personal news", "personal update",
    "blog post", "linkedin post", "the company said", "company says",
    # the record says so
    "filing", "regulatory filing", "8-k", "sec filing", "disclosed", "discloses",
)  # fmt: skip

DENIED = (
    "denies", "denied", "deny", "denying", "denial", "dismissed reports", "dismisses reports",
    "dismissed rumors", "dismisses rumors", "dismissed speculation", "rejected reports",
    "refuted", "refutes", "rebuts", "debunks", "debunked", "not true", "untrue", "false rumors",
    "false reports", "no truth", "fake news",
)  # fmt: skip

# A negation counts only right before the trigger, helping words between.
NEGATION = (
    "not", "n't", "never", "no plans to", "no intention of", "no plan to", "no intention to",
    "isn't", "aren't", "wasn't", "won't", "hasn't", "haven't", "didn't", "doesn't", "don't",
    "refuses to", "refused to", "refuse to", "declines to", "declined to", "vows not to",
    "rules out", "ruled out",
)  # fmt: skip

HYPOTHETICAL = (
    # conditions
    "if", "whether", "unless", "in case", "what if", "could", "would", "'d", "i'd", "he'd", "she'd",
    "they'd", "should", "must", "ought to", "or else",
    # threats and wishes
    "threaten", "threatens", "threatened", "threatening", "threaten to", "threatens to",
    "calls for", "called for", "calling for", "calls on", "called on", "urge", "urges", "urged",
    "urging", "demand", "demands", "demanded", "pressure on", "pressured to", "pressures",
    "asked to", "asks", "wants", "want", "wanted", "tempted", "vote to", "petition", "refuse",
    "how to", "time to", "ready to", "want to", "wants to", "thinking about", "think about",
    "advice", "guide to", "offered to", "offers to", "tried to", "tries to", "trying to",
    "attempt to", "attempted to", "attempts to", "let's", "lets",
)  # fmt: skip

# Who tells of the past: trials, books, memories.
RETROSPECT = (
    "testifies", "testified", "testimony", "deposition", "trial", "lawsuit", "years later",
    "years ago", "looks back", "recalls", "recalled", "reflects", "oral history", "documentary",
    "book", "memoir", "podcast", "interview", "obituary", "dies", "died", "lawyer claims",
    "claims", "lessons", "anniversary", "brief ouster", "he's proud", "inside story", "curtain",
)  # fmt: skip

# --- roles ------------------------------------------------------------------------------------

LEADERS = (
    # chiefs
    "ceo", "cto", "coo", "cfo", "cpo", "cso", "cio", "cmo", "cro", "ciso", "chro", "c.e.o.",
    "chief", "chief executive", "chief executive officer", "chief technology officer",
    "chief operating officer", "chief financial officer", "chief product officer",
    "chief scientific officer", "chief science officer", "chief research officer",
    "chief information officer", "chief strategy officer", "chief people officer",
    "chief marketing officer", "chief revenue officer", "chief legal officer", "chief ai officer",
    "chief design officer", "chief communications officer", "chief commercial officer",
    "chief business officer", "chief privacy officer", "chief security officer",
    "chief information security officer", "chief compliance officer", "chief data officer",
    "chief human resources officer", "chief of staff", "chief scientist", "chief architect",
    "chief engineer", "chief researcher", "chief technologist", "chief economist",
    "chief designer", "general counsel", "co-ceo", "deputy ceo", "interim ceo",
    # founders and owners
    "founder", "founders", "co-founder", "cofounder", "co-founders", "cofounders",
    "founding member", "founding engineer", "founding partner", "creator", "co-creator",
    # heads
    "president", "vice president", "senior vice president", "executive vice president",
    "vice-president", "vp", "svp", "evp", "head", "co-head", "lead", "leader", "director",
    "managing director", "executive director", "general manager", "boss", "chair", "chairman",
    "chairwoman", "chairperson", "executive chairman", "vice chairman", "executive", "executives",
    "exec", "execs", "principal", "dean", "leaders", "heads", "chiefs", "directors", "bosses",
    "project lead", "tech lead", "team lead", "lead developer", "lead engineer", "lead researcher",
    "lead scientist", "lead designer", "lead author", "editor-in-chief", "editor", "bdfl",
    "top executive", "top executives", "senior executive", "senior executives", "board member",
    "godfather", "co-lead", "technical lead", "partner", "managing partner",
)  # fmt: skip

EXPERTS = (
    "researcher", "researchers", "scientist", "scientists", "research scientist",
    "research scientists", "engineer", "engineering manager", "research engineer", "architect",
    "fellow", "distinguished engineer", "technical fellow", "professor", "pioneer", "veteran",
    "veterans", "inventor", "designer", "product manager", "developer", "technologist",
    "lieutenant", "deputy", "manager", "ethicist", "economist", "star researcher",
    "star researchers", "top researcher", "top researchers", "top scientist", "luminary",
)  # fmt: skip

# Offices of state and of sport: their comings and goings are other people's news.
OFFICES = (
    "minister", "prime minister", "pm", "mayor", "senator", "governor", "congressman",
    "congresswoman", "lawmaker", "mp", "mps", "ambassador", "secretary of state", "commissioner",
    "staffer", "attorney general", "justice", "judge", "chancellor", "king", "queen", "pope",
    "antitrust officer", "police chief", "general", "army chief", "spy chief", "prosecutor",
    "home secretary", "vice premier", "premier", "councillor", "lawmakers", "ministers",
    "coach", "head coach", "striker", "midfielder", "quarterback", "goalkeeper", "captain",
    "pitcher", "defender", "winger", "anchor", "actor", "actress", "singer", "presenter",
)  # fmt: skip

# Many who stay nameless: layoffs and statistics, not departures.
STAFF = (
    "employees", "employee", "workers", "worker", "staff", "staffers", "people", "engineers",
    "developers", "journalists", "reporters", "consultants", "teachers", "nurses", "officers",
    "officials", "users", "customers", "americans", "students", "graduates", "passengers",
    "managers", "contractors", "players", "members", "volunteers", "maintainers", "maintainer",
    "board of directors", "entire board", "team", "board", "everyone", "half of", "writers",
    "colleagues", "men", "women", "parents", "kids", "companies", "firms", "startups",
    "conferences", "postdocs", "professors", "doctors", "artists", "advertisers", "millions",
    "thousands", "hundreds", "dozens",
)  # fmt: skip

# What a role is over: "research chief", "head of AI safety".
FIELDS = frozenset(
    """ai a.i. ml agi research finance financial product products policy safety technology tech
    technical engineering design marketing legal hr people hardware software robotics cloud vision
    speech perception alignment superalignment preparedness infrastructure data security
    operations communications machine-learning learning machine deep autonomous driving
    autonomous-driving self-driving model models language large-model large-language-model
    multimodal applied foundation pretraining pre-training post-training reasoning platform
    platforms search ads advertising sales commercial business strategy growth partnerships
    government affairs public global regional senior top executive vice deputy founding acting
    interim associate assistant staff principal lead chief co group general managing research
    scientific science chip chips silicon semiconductor hardware quantum gaming games devices
    consumer enterprise mobile web developer relations developers open-source open source project
    program programs site reliability human resources corporate development trust privacy news
    media content creative brand europe asia china us u.s. uk india israel international video
    image audio voice assistant agents agent robot vehicle vehicles car autopilot supply chain
    manufacturing production quality compliance risk audit tax investor longtime long-time
    veteran star key high-profile generative natural processing nlp computer frontier red team
    alexa siri maps health medical drug discovery biology computing systems compiler kernel
    driver compute training inference evaluation evals interpretability ethics responsible
    fundamental reinforcement former-day simulation battery energy powertrain retail
    """.split()
)

# --- names and their neighbours ---------------------------------------------------------------

# Last words of organizations' names.
ORGANIZATION_ENDS = frozenset(
    """labs lab inc inc. corp corp. ltd ltd. llc plc co. company technologies technology robotics
    motors research institute university college systems group capital ventures partners bank
    foundation holdings networks studios studio semiconductor semiconductors microelectronics
    cloud automotive energy therapeutics pharma biosciences bio health media interactive games
    entertainment software solutions industries electronics aerospace dynamics aviation airlines
    agency office department ministry commission council association union academy school museum
    times post journal news press magazine tv radio network central project linux intelligence
    computing analytics digital global international worldwide ai club hospital airways brands
    """.split()
)

# Places can be left by anybody; they are no employer.
PLACES = frozenset(
    """china beijing shanghai shenzhen hangzhou taiwan taipei japan tokyo korea seoul india delhi
    mumbai bangalore singapore vietnam thailand indonesia australia sydney canada toronto montreal
    vancouver mexico brazil argentina chile europe eu germany berlin munich france paris spain
    madrid italy rome england london britain uk u.k. ireland dublin scotland wales netherlands
    amsterdam belgium brussels switzerland zurich geneva austria vienna sweden stockholm norway
    oslo denmark copenhagen finland helsinki poland warsaw ukraine kyiv russia moscow turkey
    istanbul israel iran iraq syria egypt africa nigeria kenya america us u.s. usa states united
    york california texas florida washington boston seattle francisco angeles chicago austin
    valley hollywood earth moon mars asia gaza qatar dubai saudi emirates afghanistan pakistan
    bangladesh bay area
    """.split()
)

# "the …" that stands for the organization spoken of.
GENERIC_ORGANIZATIONS = frozenset(
    """company firm startup start-up lab laboratory organization organisation group business
    corporation chipmaker automaker carmaker developer giant unicorn bank agency institute
    university foundation employer board team role post position job division unit department
    maker studio publisher retailer grocer venture nonprofit
    """.split()
)
# Of these, the ones that are a place in it, and not a name for it.
POSTS = frozenset("board team role post position job division unit department roles duties".split())

# Objects of "leave", "quit" and "exit" that are no organizations.
NO_ORGANIZATION = frozenset(
    """beta preview alpha stealth market markets door users investors customers fans doubt room
    question questions mark comments traces behind out open off alone it them us him her you me
    academia school college home house hospital prison jail court office politics industry
    business coding smoking social media app apps platform town city country world earth stage
    everyone everything something nothing people many some millions thousands dozens hundreds
    workers employees data talks deal race bid campaign trail job-hunting early access games game
    money room space time work life legacy review reviews
    """.split()
)

# After "leave" and its like, words that only a departure can go on with.
CONTINUATIONS = frozenset(
    """after amid amidst over as following in on at by this last next effective for to and but
    while because citing just weeks months days hours abruptly suddenly immediately earlier later
    today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday with within
    before following less since ahead from during shortly, . ; : - ( ) \" ' ! ?
    """.replace("shortly,", "shortly ,").split()
)

# Words in front of a person that make them somebody else than the subject.
BLOCKERS = frozenset(
    """with by to join joins joined joining under from against for about like replace replaces
    replaced replacing succeed succeeds succeeding hire hires hired named names appoints appointed
    taps tapped versus vs of than despite via including alongside thank thanks thanked between
    """.split()
)

_SORTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("rumour", RUMOUR),
    ("confirmed", CONFIRMED),
    ("denied", DENIED),
    ("negation", NEGATION),
    ("hypothetical", HYPOTHETICAL),
    ("retrospect", RETROSPECT),
    ("staff", STAFF),
)


def _terms() -> tuple[Term, ...]:
    triggers = [
        Term(word, "trigger", kind, strength, frozenset({frame}))
        for frame, kind, strength, words in _TRIGGERS
        for word in words
    ]
    marks = [Term(word, sort) for sort, words in _SORTS for word in words]
    roles = [Term(word, "role", notes=frozenset({"leader"})) for word in LEADERS]
    roles += [Term(word, "role") for word in EXPERTS]
    roles += [Term(word, "role", notes=frozenset({"office"})) for word in OFFICES]
    return (*triggers, *marks, *roles)


LEXICON = Lexicon(_terms())
