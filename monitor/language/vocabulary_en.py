"""Closed classes of English words, and the words that organizations and places are known by.

Data only; the words that tell of departures are in `lexicon_en`.
"""

from __future__ import annotations

from monitor.language.wordlist import words

DETERMINERS = words("the a an its his her their our my this both all")
PRONOUNS = words("he she they")

POSSESSIVE_PRONOUNS = words("his her their its")

FIRST_PERSON = words("i we")
RELATIVES = words("who")
OF = words("at of for in from with")
BE = words("is are was were be been being 's 're 'm gets got get getting")

# Between a subject and its verb.
HELPERS = words(
    """
    'd 'll 'm 're 's 've about abruptly actually agreed agrees all already also am apparently
    are be been being believed both chose decided decides did do does due each effectively
    elected expecting expects eyeing eyes finally formally get gets getting going got had has
    have having herself himself immediately intended intends is just known later likely looking
    now officially opts plan planned planning plans plotting poised prepares preparing promised
    promises publicly quietly really recently reportedly rumored said say says scheduled
    separately set since slated soon still suddenly that themselves then thought to unexpectedly
    voluntarily was were will would
    """
)

ADJECTIVES = words(
    """
    rival other own longtime long-time top star new fellow competing first second third fourth
    latest key high-profile beloved embattled famed renowned prominent current two three four
    more several multiple outgoing legendary influential respected
    """
)

UNITS = words(
    """
    unit arm branch business division department subsidiary group practice
    """
)

# Many who stay without names: layoffs and statistics.
STAFF = words(
    """
    employees employee workers worker staff staffers people engineers developers journalists
    reporters consultants teachers nurses officers officials users customers americans students
    graduates passengers managers contractors players members volunteers maintainers maintainer
    team board everyone writers colleagues men women parents kids companies firms startups
    conferences postdocs professors doctors artists advertisers millions thousands hundreds
    dozens trainers moderators residents citizens voters tourists brands
    police programmers officer biologist
    """
)

# What a role is over: "research chief", "head of AI safety".
FIELDS = words(
    """
    ai a.i. ml agi research finance financial product products policy safety technology tech
    technical engineering design marketing legal hr people hardware software robotics cloud
    vision speech perception alignment superalignment preparedness infrastructure infra data
    security operations communications learning machine deep autonomous driving
    autonomous-driving model models language multimodal applied foundation pretraining
    pre-training post-training reasoning platform platforms search ads advertising sales
    commercial business strategy growth partnerships government affairs public global regional
    senior top executive vice deputy founding acting interim associate assistant staff principal
    lead chief co group general managing scientific science chip chips silicon semiconductor
    quantum gaming games devices consumer enterprise mobile web developer relations open-source
    open source project program programs site reliability human resources corporate development
    trust privacy news media content creative brand europe asia international video image audio
    voice agents agent robot vehicle vehicles car autopilot supply chain manufacturing
    production quality compliance risk audit tax investor star key high-profile generative
    natural processing nlp computer frontier red teaming maps health medical drug discovery
    biology computing systems compiler kernel compute training inference evaluation evals
    interpretability ethics responsible fundamental reinforcement simulation battery energy
    powertrain retail large opinion national multi-modal self-driving information
    """
)

# Last words of the names of organizations.
ORGANIZATION_ENDS = words(
    """
    labs lab inc inc. corp corp. ltd ltd. llc plc co. technologies technology robotics motors
    research institute university college systems group capital ventures partners bank
    foundation holdings networks studios studio semiconductor semiconductors microelectronics
    cloud automotive energy therapeutics pharma biosciences bio health media interactive
    entertainment software solutions industries electronics aerospace dynamics aviation airlines
    agency ministry commission council association union academy museum times journal magazine
    tv radio project linux intelligence analytics digital ai club hospital airways brands
    superintelligence robots
    """
)

# Places can be left by anybody; they employ nobody.
PLACES = words(
    """
    china beijing shanghai shenzhen hangzhou taiwan taipei japan tokyo korea seoul india delhi
    mumbai bangalore singapore vietnam thailand indonesia australia sydney canada toronto
    montreal vancouver mexico brazil argentina chile europe eu germany berlin munich france
    paris spain madrid italy rome england london britain uk u.k. ireland dublin scotland wales
    netherlands amsterdam belgium brussels switzerland zurich geneva austria vienna sweden
    stockholm norway oslo denmark copenhagen finland helsinki poland warsaw ukraine kyiv russia
    moscow turkey istanbul israel iran iraq syria egypt africa nigeria kenya america us u.s. usa
    states united york california texas florida washington boston seattle francisco angeles
    chicago austin hollywood earth moon mars asia gaza qatar dubai saudi emirates afghanistan
    pakistan bangladesh chinese american european japanese korean indian german french british
    israeli russian canadian swiss dutch swedish
    """
)

# "the …" that stands for the organization spoken of.
GENERIC_ORGANIZATIONS = words(
    """
    company firm startup start-up lab laboratory organization organisation business corporation
    chipmaker automaker carmaker giant unicorn bank agency institute university foundation
    employer maker studio publisher retailer nonprofit
    """
)

# What in an organization is left when a role is.
POSTS = words(
    """
    board team role roles post position job division unit department duties helm project
    position c-suite
    """
)

# Objects of "leave", "quit" and "exit" that are no organizations.
NO_ORGANIZATION = words(
    """
    beta preview alpha stealth market markets door users investors customers fans doubt room
    question questions mark comments traces behind out open off alone it them us him her you me
    academia school college home house hospital prison jail court office politics industry
    coding smoking social app apps platform town city country world everyone everything
    something nothing many some millions thousands dozens hundreds employees data talks deal
    race bid campaign early access game money space time life legacy review reviews mvp
    pre-release
    """
)

# Services that people leave as users.
PLATFORMS = words(
    """
    x twitter facebook instagram tiktok youtube reddit discord bluesky mastodon slack whatsapp
    telegram medium substack wordpress github gitlab linkedin threads spotify twitch weibo wechat
    """
)

# With "leave" and its like, words that only a departure goes on with.
CONTINUATIONS = words(
    """
    after amid amidst over as following in on at by this last next effective to and but while
    because citing just weeks months days hours for abruptly suddenly immediately earlier later
    today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday with
    within before less due since ahead from during soon early late amicably voluntarily again
    too , . ; : - ( ) " ' ! ?
    """
)

# Words before a person that make them somebody else than the subject.
BLOCKERS = words(
    """
    with by to join joins joined joining under from against for about like replace replaces
    replaced replacing succeed succeeds succeeding hire hires hired named names appoints
    appointed taps tapped versus vs than despite via including alongside thank thanks thanked
    between on told tells poach poached poaches elevates promotes promoted calls called
    """
)
