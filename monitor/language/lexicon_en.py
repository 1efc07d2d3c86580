"""The words that English uses when somebody leaves: data for `en`.

An underscore stands for a space; letter case does not count. The note of a trigger is its frame,
which says where the one who leaves stands and what has to follow:

=======  =========================================================================
go       the subject leaves; nothing has to follow
leave    the subject leaves, if the object is an organization or "the company", or
         if what follows can only follow a departure
retire   the subject leaves, if there is no object: models are retired as well
oust     the object leaves, or the subject of a passive
poach    the same, and the actor is where they go
lose     the object leaves, "to" somewhere
part     the subject leaves the organization after "with", or the other way round
noun     "X's …", "the … of X", the subject of "announces his …"
hire     the object leaves the organization that is named with it
join     the subject leaves the organization after "from" or "after … at"; with the
         further note "move" also the one that the subject is said to be of
follow   the subject is followed by somebody: no departure by itself
stay     the subject does not leave, whatever was said
=======  =========================================================================
"""

from __future__ import annotations

from monitor.language.lexicon import Lexicon, terms
from monitor.model import Kind

_RESIGNED = (
    *terms("trigger", "resign resigns resigned resigning", "go", kind=Kind.RESIGNED),
    *terms(
        "trigger",
        """tender_his_resignation tenders_his_resignation tendered_his_resignation
        tender_her_resignation tenders_her_resignation tendered_her_resignation
        submits_his_resignation submitted_his_resignation submits_her_resignation
        submitted_her_resignation handed_in_his_resignation handed_in_her_resignation
        hands_in_his_resignation hands_in_her_resignation handed_in_his_notice handed_in_her_notice
        called_it_quits calls_it_quits call_it_quits""",
        "go",
        kind=Kind.RESIGNED,
    ),
    *terms("trigger", "quit quits quitting", "leave", kind=Kind.RESIGNED, strength=0.95),
    *terms("trigger", "resignation resignations", "noun", kind=Kind.RESIGNED, strength=0.8),
)


_STEPPED_DOWN = (
    *terms(
        "trigger",
        """step_down steps_down stepped_down stepping_down step_aside steps_aside stepped_aside
        stepping_aside stand_down stands_down stood_down standing_down relinquish_his_role
        relinquishes_his_role relinquished_his_role relinquish_her_role relinquishes_her_role
        relinquished_her_role""",
        "go",
        kind=Kind.STEPPED_DOWN,
    ),
    *terms(
        "trigger",
        """step_back steps_back stepped_back stepping_back step_away steps_away stepped_away
        stepping_away""",
        "leave",
        kind=Kind.STEPPED_DOWN,
        strength=0.8,
    ),
)


_DISMISSED = (
    *terms(
        "trigger",
        """oust ousts ousted fire fires fired firing sack sacks sacked sacking forced_out
        forces_out force_out pushed_out pushes_out push_out let_go lets_go""",
        "oust",
        kind=Kind.DISMISSED,
        strength=0.95,
    ),
    *terms(
        "trigger",
        """dismiss dismisses dismissed dismissing removed_as removes_as removed_from axed
        axes booted laid_off lays_off terminated terminates relieved_of voted_out""",
        "oust",
        kind=Kind.DISMISSED,
        strength=0.8,
    ),
    *terms("trigger", "remove removes removed", "oust", "as", kind=Kind.DISMISSED, strength=0.8),
    *terms(
        "trigger", "ouster ousting firing_of dismissal", "noun", kind=Kind.DISMISSED, strength=0.7
    ),
)


_RETIRED = (
    *terms("trigger", "retire retires retired retiring", "retire", kind=Kind.RETIRED, strength=0.9),
    *terms("trigger", "retirement", "noun", kind=Kind.RETIRED, strength=0.6),
)


_DEPARTED = (
    # the object decides
    *terms(
        "trigger",
        """leave leaves left leaving depart departs departed departing exit exits exited exiting
        moves_from moved_from moving_from jumps_from jumped_from""",
        "leave",
        strength=0.9,
    ),
    # of people only
    *terms(
        "trigger",
        """bow_out bows_out bowed_out bowing_out jump_ship jumps_ship jumped_ship jumping_ship
        on_his_way_out on_her_way_out on_their_way_out on_the_way_out heads_for_the_exit
        heading_for_the_exit headed_for_the_exit heads_for_the_exits heading_for_the_exits
        out_the_door out_as out_at walks_out walked_out left_his_post left_her_post
        leaves_his_post leaves_her_post no_longer_with no_longer_employed no_longer_works
        no_longer_working no_longer_at said_goodbye_to says_goodbye_to
        saying_goodbye_to moving_on_from moves_on_from moved_on_from strikes_out_on_his_own
        strikes_out_on_her_own defect_to defects_to defected_to defecting_to defects_from
        defected_from decamp decamps decamped decamping""",
        "go",
        strength=0.9,
    ),
    # drawn away, or gone over
    *terms("trigger", "poach poaches poached poaching lures lured", "poach", strength=0.9),
    *terms("trigger", "lose loses lost losing", "lose", strength=0.8),
    *terms(
        "trigger",
        "part_ways parts_ways parted_ways parting_ways part_company parts_company parted_company",
        "part",
        strength=0.9,
    ),
    *terms(
        "trigger", "hire hires hired recruits recruited nabs nabbed snags", "hire", strength=0.6
    ),
    *terms("trigger", "join joins joined joining heads_to headed_to", "join", strength=0.6),
    *terms(
        "trigger",
        "move_to moves_to moved_to moving_to jumps_to jumped_to jumping_to",
        "join",
        "move",
        strength=0.6,
    ),
    # named, not told
    *terms(
        "trigger",
        "departure departures last_day_at final_day_at last_day_with",
        "noun",
        strength=0.7,
    ),
    # followed, or staying
    *terms("trigger", "succeeded_by replaced_by", "follow", strength=0.6),
    *terms(
        "trigger",
        "not_going_anywhere isn't_going_anywhere going_nowhere staying_put stays_put",
        "stay",
        strength=0.9,
    ),
)


_RUMOUR = (
    # hearsay
    *terms(
        "rumour",
        """reportedly rumor rumors rumour rumours rumored rumoured allegedly said_to_be
        supposedly speculation unconfirmed hearing word_is apparently purportedly
        nothing_official""",
    ),
    # unnamed sources
    *terms(
        "rumour",
        """source sources source_says source_said sources_say sources_said people_familiar
        person_familiar people_briefed person_briefed people_with_knowledge person_with_knowledge
        insiders insider tipster people_close_to person_close_to""",
    ),
    # not settled, if it stands right before the trigger
    *terms(
        "rumour",
        """may might is_considering considering considers mulls mulling weighs weighing
        in_talks_to is_expected_to are_expected_to expected_to likely_to looks_set_to looking_to
        is_said_to are_said_to""",
        "near",
    ),
    # somebody else's report
    *terms(
        "rumour",
        """reports_say report_says reports_that reported_to_be is_reported_to
        according_to_a_report according_to_reports""",
    ),
)

_CONFIRMED = (
    # the person or the organization says so
    *terms(
        "confirmed",
        """announce announces announced announcing announcement confirm confirms confirmed
        confirming confirmation statement memo in_a_post blog_post linkedin_post post_on_x
        posted_on in_a_tweet tweeted in_a_note_to in_an_email in_a_letter told_staff
        told_employees told_colleagues tells_staff tells_employees spokesperson spokeswoman
        spokesman press_release personal_news personal_update the_company_said company_says""",
    ),
    # the record says so
    *terms("confirmed", "filing filings 8-k disclosed discloses disclosure"),
)


_DENIED = terms(
    "denied",
    """denies denied deny denying denial dismissed_reports dismisses_reports dismissed_rumors
    dismisses_rumors dismissed_rumours dismissed_speculation dismisses_speculation
    dismissed_as rejected_reports refuted refutes rebuts debunks debunked not_true untrue
    false_rumors false_reports is_false are_false no_truth fake_news""",
)


# Counts only right before the trigger, but for helping words between.
_NEGATION = terms(
    "negation",
    """not never isn't aren't wasn't weren't won't hasn't haven't hadn't didn't doesn't don't
    no_plans_to no_plan_to no_intention_of no_intention_to refuses_to refused_to declines_to
    declined_to vows_not_to rules_out ruled_out neither nor cannot can't""",
)


_HYPOTHETICAL = (
    # conditions
    *terms("hypothetical", "if whether unless what_if in_case", "condition"),
    *terms("hypothetical", "could would 'd should must ought_to", "modal"),
    # threats, wishes, demands
    *terms(
        "hypothetical",
        """threaten threatens threatened threatening calls_for called_for calling_for calls_on
        called_on call_for urge urges urged urging demand demands demanded demanding pressure_on
        pressured pressures asks want wants wanted wanting tempted petition vote_to how_to time_to
        thinking_about think_about advice guide_to offered_to offers_to tried_to tries_to
        trying_to attempt_to attempted_to attempts_to let's forces ordered_to
        ready_to calling_on convince convinced""",
    ),
)


# Who tells of what is long past: courts, books, memories.
_RETROSPECT = terms(
    "retrospect",
    """testifies testified testimony deposition trial lawsuit years_later years_ago looks_back
    recalls recalled reflects oral_history documentary book memoir podcast interview obituary dies
    died claims lessons anniversary brief_ouster brief_ousting brief_firing proud inside_story
    curtain opens_up stands_by""",
)


_LEADERS = (
    # chiefs
    *terms(
        "role",
        """ceo cto coo cfo cpo cso cio cmo cro ciso chro c.e.o. co-ceo co-ceos chief chiefs
        chief_executive chief_executive_officer chief_technology_officer chief_technical_officer
        chief_operating_officer chief_financial_officer chief_product_officer
        chief_scientific_officer chief_science_officer chief_research_officer
        chief_information_officer chief_strategy_officer chief_people_officer
        chief_marketing_officer chief_revenue_officer chief_legal_officer chief_ai_officer
        chief_design_officer chief_communications_officer chief_commercial_officer
        chief_business_officer chief_privacy_officer chief_security_officer
        chief_information_security_officer chief_compliance_officer chief_data_officer
        chief_human_resources_officer chief_of_staff chief_scientist chief_ai_scientist
        chief_architect chief_engineer chief_researcher chief_technologist chief_economist
        chief_designer general_counsel""",
        "leader",
    ),
    # founders
    *terms(
        "role",
        """founder founders co-founder cofounder co-founders cofounders founding_member
        founding_engineer founding_partner creator co-creator bdfl""",
        "leader",
    ),
    # heads
    *terms(
        "role",
        """president co-president vice_president vice-president senior_vice_president
        executive_vice_president vp svp evp head co-head lead co-lead leader leaders director
        directors managing_director executive_director general_manager boss bosses chair chairman
        chairwoman chairperson executive_chairman vice_chairman vice_chair executive executives
        exec execs principal editor-in-chief editor board_member godfather partner
        managing_partner governor treasurer""",
        "leader",
    ),
)


_EXPERTS = terms(
    "role",
    """researcher researchers scientist scientists research_scientist research_scientists engineer
    research_engineer engineering_manager architect fellow distinguished_engineer technical_fellow
    professor pioneer veteran veterans inventor designer product_manager developer technologist
    lieutenant ethicist economist luminary""",
)


# Offices of state, of the stage and of sport: other people's news.
_OFFICES = terms(
    "role",
    """minister prime_minister pm mayor senator congressman congresswoman lawmaker lawmakers mp mps
    ambassador secretary_of_state secretary commissioner staffer attorney_general justice judge
    chancellor king queen pope antitrust_officer police_chief army_chief spy_chief prosecutor
    premier vice_premier councillor ministers coach head_coach striker midfielder quarterback
    goalkeeper pitcher winger actor actress singer presenter """,
    "office",
)


_TERMS = (
    *_RESIGNED,
    *_STEPPED_DOWN,
    *_DISMISSED,
    *_RETIRED,
    *_DEPARTED,
    *_RUMOUR,
    *_CONFIRMED,
    *_DENIED,
    *_NEGATION,
    *_HYPOTHETICAL,
    *_RETROSPECT,
    *_LEADERS,
    *_EXPERTS,
    *_OFFICES,
)


LEXICON = Lexicon(_TERMS)
