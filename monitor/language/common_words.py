"""Ordinary English words, which capitals in a headline do not make into names. Data only.

Function words, and the words that technology headlines use most in lower case.
"""

from __future__ import annotations

from monitor.language.wordlist import words

COMMON = words(
    """
    abandoned able about abrupt abruptly accepted access accessible accidentally account
    accounts accuracy accurate acquire acquired acquires acquisition across act action add
    adding address addresses adds ads adult advanced advice after again against age agencies
    agent agentic agents aging ago ahead aid air airport algorithm alive all allegedly allow
    allows almost already also alternative always amid amidst an analysis ancient and animation
    announced announces another answer answers anti antitrust anxiety any anymore anyone
    anything anyway apnea app appeal application applications applied approach approval approves
    apps architecture architectures are area around arrest arrested art artists as asks assembly
    assistant async at attack attacks attempt attention attorney audio author autism automation
    autonomous available avoid away back backdoor backdoors backed backlash bacteria bad ban
    bandwidth bank banned bans base based bash basic batteries battery be beats beautiful became
    because become becomes been before begin behavior behind being below benchmarks benefits
    best bet beta better between beyond big bigger biggest bike billion billionaire billions
    binaries binary bird bit black block blocking blocks blog blogs blood blue board body bomb
    book books boom boot boring boss bot both bots brain brains breach break breaking breaks
    breakthrough brief bright bring broke broken browser browsers bubble bug bugs build builder
    building builds built burn business businesses but button buy buying buys by bypass cables
    call called calls came camera cameras campaign can cancel cancels cancer cannot capabilities
    capital capture captured car card cards care career cargo cars case cases cash catch caught
    cause causes cell cells center centers century certificate chain challenges change changed
    changes changing chaos characters charge charged chat chatbot chats cheap cheaper cheat
    check checker checks chess chief childhood children chip chips circuit citing city claim
    claims class classes classic click client clients climate clinical clock closed closes
    closing cloud cluster code codebase coded codes coding cognitive cold collapse collection
    college color colors com come comes coming command commercial common communication
    communications community companies company compatible compiler complete complex complicated
    components compromised compute computer computers computing conditions conference confirm
    confirmed confirms connect connected connection connections consent construction consumer
    container containers content context continue continues contract contributions control
    controversy conversation conversations convert cool copy copyright core corner corporate
    cost costs could courses court crack crackdown crash crashes create created creates creating
    creation creative creator credit crime crimes crisis critical cross crypto cryptography
    culture curl current custom customer customers cut cuts cyber daily damages dangerous dark
    data database databases date daughter day days dead deadline deal death debt decade decades
    decline deep default defense delete deletes delivers delivery dementia demo dependency
    depression design designed desktop despite destroy destroying details detection dev develop
    developer developers development device devices devs did die died different digital directly
    discover discovered discovery disease disk display displays distributed distribution dive do
    document documentation documents does dog doing dollar domain domains done down download
    dream drive driven driver drivers drives drones drop drug drugs due dumb during dying
    dynamic each early easier easy economics economy ecosystem edge edit editing editor effect
    effectively effects efficiency efficient eight either electric electricity email emails
    embedded embeddings employees emulator enables encrypted encryption end ends energy
    enforcement engine engineer engineering engineers enough entire entropy environment epidemic
    equipment equity era escape etc even event ever every everyone everything everywhere
    evidence ex exclusive execution exercise existence exodus expand expansion expensive
    experience experimental expert explained exploit exploration explorer exposed extension
    extensions eyes fab face faces facial fact fails fake far farming fast faster favorite fear
    feature features federal feed feeds feel fees fell few fiction field fight fights file files
    filesystem film filter final finally financial find finds fine fingerprinting fire fired
    firm firms firmware first fish fitness five fix fixing flaws flight flow flu fly flying
    focus following font food foods for force forced foreign forever forgotten fork form formal
    format former found foundation founder four framework fraud fraudulent free frequency
    friendly friends from front frontier fuel full fully fun function functions fund funded
    funding fusion future gain game gamers games gaming garden gave generally generate generated
    generation generative generator get gets getting giant git give given giving glasses global
    goes going gold gone good got government grade gradient graph graphical graphics
    gravitational great green grew grid group groups growing growth guide gut hack hacked
    hackers hacking had half hand handle hands happened happens hard harder hardware harmful
    harming has hash have he head health hearing heart heat held hell help helped helping her
    here hidden hide high higher highly him hired hiring his history hit hits hole holes home
    homes host hosted hosting hot hours house how human humans hybrid hype idea ideas identify
    identity if illegally image images imaging immigration immutable impact implement
    implementation important improve in incident including increase increases index industrial
    industry inference infinite influence information ink innovation insecure inside inspired
    install instant instead insurance integration intelligence interactive interface interfaces
    internal internet interpreter interview interviews into introduce introducing intuitive
    invisible is issues it its itself job jobs joke journalists judge junior just justify keep
    keeping keeps kept kernel key keyboard keys kids kill killed killer killing kills know
    knowledge known knows lab labels land landing language languages laptop large largest last
    late latency later launch launched launches law laws lawsuit layer layout lays lead leader
    leading leak leaked leaks learn learned learning learns least leave leaving led left legacy
    legal length lens less let lets letter level levels lib library license licensed lies life
    light lightweight like likely limits line lines link linked links list lists little live
    lived lives living local locally location lock log logic logs long longer longtime look
    looking looks loop loophole lose loses losing loss lost love loved low lowest machine
    machines made magic mail main major make makes making malware man management manager many
    map mapping market markets mass material math mathematical mathematics matter matters
    maximum may me mean meant measure media medical meet memory men mental menu merge mesh
    message messages metal method mice microbiome might military millions mind mini minimal
    minutes missed missile missing mission mistakes mobile mode model models modern modular
    money monitor month months moon more mortality most mostly move moves movies moving much
    multi multimodal multiplayer multiple murder music must my mysterious mystery name named
    names nation national native natural near nearly need needs negative neither net network
    networks neural never new news newspaper next nightmare nine no node non nor not note notes
    nothing now nuclear number numbers object objects of off offer offers office official
    officially offline often oil old oldest on once one ones online only onto open opens
    operating operations opinion opt optimal optimization optimized or orbit order orders org
    organization origin original other others our out outage output over own package packages
    page pages paid pair panel paper papers paradox part partnership party pass passed passes
    passing password passwords past patent path patients pattern patterns pauses pay paying pdf
    people per perfect performance permission person personal perspective phone phones photo
    physics pilot pipeline piracy pixel place plain plan plane planes planet plans plant plants
    plastic platform platforms play player players playing please plugin point points poker
    police policy pollution poor pop popular porn port ported possible post posts power powered
    powerful practical practice practices prediction predictor preserve president pressure
    pretty price prices pricing prime printed printer printers printing prison privacy private
    probably problem problems process processing processor produce product production
    productivity products professional profit program programmers programming programs progress
    project projects promise prompt proof proposal protocol prototype public published pull
    pulls pure purpose push put puzzle quality quantum quarter query questions queue quick
    quickly radio radios rail railway raises ran random rare rate rates rather reach reaches
    read readers reading ready real reality really reasoning reasons receive receives recent
    recognition record recording records red reduce reduction refusing registry regret rejects
    related relationships release released releases reliable remember remote remove removes
    rendering repair repetition replace replaced replacement repo report reported reports
    request requests require requirements requires research researchers response rest results
    retirement retro return reveal reveals reverse review reviews rewrite rice rich right rights
    ring rise risk risks rival rivals road robot robots rocket role rolling root routers routing
    ruined rule rules ruling run running runs runtime safe safety said salary sale sales same
    satellite satellites save saved saving savings say says scale scaling scam scan scanning
    scans school science scientific scientist scientists scores scraping scratch screen script
    scripts scroll search second secret secrets secure security see seeks seem seen self sell
    selling semantic send sends senior sent sequences series serious serve server servers
    service services serving session seven shakeup shall shaped share shared shares sharing she
    shelf shell shift ship shit shock shop short shortage shot should show showing shows shut
    shutting side sign signals signs silence simple simulation since single site sites six size
    skills slashes sleep slow small smart smartphone so social society software solar sold solid
    solve solved solves some someone something son soon sound sounds source sourced sources
    sourcing space spam speech speed spending spent spin spy spyware stack staff stake standard
    star stars start started starting starts startup startups state states static station status
    steal step steps still stock stolen stop stops storage store stores story strategy streaming
    street streets stress string stroke strong strongest structure structured structures
    struggle students studies study stuff style sub subscription subscriptions success such
    sudden suddenly suggests suicide supply support supports surgery surprise surprising
    surveillance suspended swap switch switching symptoms sync syntax system systems table
    tables take taken takes taking talk talks target targeting targets tariff task tasks taught
    tax teach team teams tech technical technologies technology telescope tell tells ten
    terminal test testing tests text than thanks that the their them themselves then theory
    therapy there these they thing things think thinking third this those thought thoughts
    thousands thread threads threat threatens three through time times tiny tips to today token
    tokens told tomorrow too took tool toolkit tools top toward track tracking tracks trade
    trading traffic train trained training transform transformers transmission transport
    treatment tree trees trial trick tricks tried trust try trying turn turned turning turns
    twice two tycoon type typed types typing ultra under understand union unit universal
    universe universities unlock until up upcoming update updates upgrade uring us usage use
    used useful user users uses using vaccine valid valuation value vector vehicles verification
    version versions veteran via vibe victims video videos virtual visa vision visual
    visualization voice voting vulnerability wall walls want wanted wants war warn warning was
    waste watch watchdog watching water waves way ways we weapons weather web website websites
    week weekly weeks weights weird well went were what when where which while whistleblower
    white who whole whom whose why wife will window windows wins wireless with within without
    woman women won word words work worked worker workers workforce working works world worse
    worst worth would write writes writing written wrong wrote year years yes yesterday yet you
    young your yourself zero zip zone zones
    """
)
