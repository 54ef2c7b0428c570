"""Which reports can be of one happening: by who takes part, and by how much their words say."""

from merging_records import article, event
from test_merging_happenings import joined, met, with_events

from visavis.merging.tellings import tellings

NAMES = {"Tallinn": "EST", "Helsinki": "FIN", "Riga": "LVA"}


def told(ref, sentence, kind, actors, recipients=(), **fields):
    record = article(ref, sentence, published="2020-05-05", outlet=ref, actors=NAMES)
    return with_events(record, event(record, 0, kind, actors, recipients, **fields))


def test_separate_talks_with_two_are_not_the_talks_of_these_two():
    apart = "Helsinki and Tallinn held separate talks with Riga."
    summit = told("a", "Helsinki and Tallinn met.", "CONSULT", ["FIN", "EST"], date="2020-05-04")
    three = {"kind": "CONSULT", "actors": ["FIN", "EST"], "recipients": ["LVA"], "date": "2020-05-04"}
    assert len(joined([summit, told("b", apart, trigger="held", **three)])) == 2
    together = "Helsinki and Tallinn held talks with Riga."
    assert len(joined([summit, told("b", together, trigger="held", **three)])) == 1
    (one,) = joined([told("a", apart, trigger="held", **three), told("b", apart, trigger="held", **three)])
    assert (one.actors, one.recipients) == (("EST", "FIN"), ("LVA",))


def test_a_partys_name_is_no_wording_wherever_the_sentence_has_it():
    record = article("a", "Helsinki said they praised the harbour.", actors={**NAMES, "they": "FIN"})
    (telling,) = tellings(
        with_events(record, event(record, 0, "SUPPORT", ["FIN"], ["EST"], trigger="praised"))
    )
    assert "helsinki" not in telling.words
    assert "harbour" in telling.words


def test_thanks_and_praise_in_two_outlets_are_one_only_in_words_they_share():
    def support(ref, sentence, trigger):
        return told(ref, sentence, "SUPPORT", ["FIN"], ["EST"], date="2020-05-04", trigger=trigger)

    thanks = support("a", "The premier thanked his neighbours for grain barges.", "thanked")
    assert (
        len(joined([thanks, support("b", "He endorsed the bid for a lighthouse museum.", "endorsed")])) == 2
    )
    assert len(joined([thanks, support("b", "He welcomed the barges of grain.", "welcomed")])) == 1
    pier = "At breakfast in Turku the premier welcomed plans to widen the old stone pier for larger ferries."
    choir = "Late on Monday the chancellor welcomed an offer of free organ lessons to village schoolchildren."
    assert len(joined([support("a", pier, "welcomed"), support("b", choir, "welcomed")])) == 2


def test_a_deed_does_not_join_a_list_of_others_by_one_word():
    sentences = (
        "A novel describes cooperation.",
        "An admiral lauded cooperation.",
        "The joint mission served cooperation, weather charts and rescue drills, a spokesman added.",
        "Two silver bombers flew a joint mission across frozen straits, frightening gulls.",
    )
    record = article("a", *sentences)
    events = [
        event(record, i, "COOPERATE", ["FIN", "EST"], trigger=trigger)
        for i, trigger in enumerate(("cooperation", "cooperation", "cooperation", "flew"))
    ]
    assert sorted(len(h.reports) for h in joined([with_events(record, *events)])) == [1, 3]


def test_a_party_named_beside_another_takes_part_even_if_it_is_not_coded():
    talks = {"kind": "CONSULT", "date": "2020-05-04"}
    three = told("a", "Riga brought Helsinki and Tallinn together.", actors=["LVA", "FIN"], **talks)
    two = told("b", "The neighbours held a meeting.", actors=["EST", "FIN"], **talks)
    assert len(joined([three, two])) == 1
    other = told("a", "Riga met Helsinki, far from Tallinn.", actors=["LVA", "FIN"], **talks)
    assert len(joined([other, two])) == 2


def test_who_is_party_to_another_event_of_the_sentence_is_not_taken_for_a_party():
    record = article("a", "Riga met Helsinki and Tallinn met Oslo.", actors=NAMES, published="2020-05-05")
    first = event(record, 0, "CONSULT", ["LVA", "FIN"], date="2020-05-04", trigger="met H")
    second = event(record, 0, "CONSULT", ["EST", "NOR"], date="2020-05-04", trigger="met O")
    assert tellings(with_events(record, first, second))[0].named == {"LVA", "FIN"}
    assert tellings(with_events(record, first))[0].named == {"LVA", "FIN", "EST"}


def test_a_report_that_does_not_say_the_day_does_not_keep_two_stories_reports_apart():
    later = met("c", "The visit follows what they met for.", published="2020-05-09")
    undated = met("b", "They met for an hour.", date=None, published=None)
    assert len(joined([met("a"), undated, later], [0, 0, 1])) == 1
    # By itself it joins nothing in another story.
    assert len(joined([undated, later], [0, 1])) == 2
