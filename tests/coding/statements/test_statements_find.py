"""Who said what, to whom and through whom, in texts of several styles."""

import pytest

from visavis.coding.statements.find import find_statements


def told(found):
    return [(s.kind, s.speaker.text if s.speaker else None, s.text) for s in found]


def test_a_direct_quotation_over_sentences_is_one(statements):
    found = statements("“The port is open. The road is not,” the mayor said. “Come by sea.”")
    assert len(found) == 1
    assert found[0].kind == "direct"
    assert found[0].speaker.text == "the mayor"
    assert found[0].text.startswith("“The port is open.")
    assert found[0].text.endswith("“Come by sea.”")


def test_a_quotation_split_by_its_cue_is_one(statements):
    found = statements('"We will stay," the envoy told reporters, "until they leave."')
    assert told(found) == [("direct", "the envoy", found[0].text)]
    assert found[0].addressee.text == "reporters"
    assert found[0].text.endswith('until they leave."')


def test_a_quotation_under_a_cue_is_mixed(statements):
    found = statements("The king praised the treaty as a “pillar of peace” in the region.")
    assert told(found)[0][:2] == ("mixed", "The king")
    assert "“pillar of peace”" in found[0].text


@pytest.mark.parametrize(
    "text",
    [
        "The fleet now has to watch “two front lines” at once.",
        "He wrote the book “A Long Winter in Karsk” in 1998.",
        "The so-called “quiet zone” is full of tanks.",
    ],
)
def test_terms_and_titles_are_no_quotations(statements, text):
    assert statements(text) == ()


def test_the_channel_is_kept(statements):
    found = statements("The news agency quoted the general as saying that the bridge was lost.")
    assert told(found) == [("indirect", "the general", "the bridge was lost")]
    assert [v.text for v in found[0].via] == ["The news agency"]


def test_a_statement_inside_a_statement_keeps_the_outer_speaker(statements):
    found = statements("The Daily Star reported that the minister had said that taxes would rise.")
    inner = next(s for s in found if s.text == "taxes would rise")
    assert inner.speaker.text == "the minister"
    assert [v.text for v in inner.via] == ["The Daily Star"]


def test_a_welcomed_demand_did_not_come_through_who_welcomes_it(statements):
    found = statements("Xi welcomed Putin’s demand that the alliance not expand.")
    demand = next(s for s in found if s.cue.text == "demand")
    assert demand.speaker.text == "Putin"
    assert demand.via == ()


def test_a_colon_hands_over_to_the_next_paragraph(statements):
    found = statements(
        "The palace released a summary of the call:\n“The leaders praised their ties. They will meet.”"
    )
    outer = found[0]
    assert (outer.kind, outer.speaker.text) == ("direct", "The palace")
    assert outer.text.startswith("“The leaders")
    assert outer.text.endswith("They will meet.”")


def test_a_floating_quotation_has_the_speaker_before_it(statements):
    found = statements("The mayor said the dam would hold.\n“We built it for a century of floods.”")
    assert told(found)[-1][:2] == ("direct", "The mayor")
    assert found[-1].cue is None


def test_a_pronoun_speaker_is_resolved(statements):
    found = statements("Vladimir Putin spoke on Monday. He said that Russia would answer.")
    assert found[-1].speaker.text == "He"
    assert (found[-1].speaker.code, found[-1].speaker.name) == ("RUS", "Vladimir Putin")


def test_i_is_whoever_is_quoted(statements):
    found = statements("“I think that the pact is dead,” Vladimir Putin said.")
    inner = next(s for s in found if s.cue.text == "think")
    assert inner.speaker.code == "RUS"
    assert inner.via == ()


def test_joint_speakers_are_listed(statements):
    found = statements("China and Russia said that the treaty was in force.")
    assert found[0].speaker.text == "China and Russia"
    assert [p.code for p in found[0].joint] == ["CHN", "RUS"]
    assert found[0].speaker.code is None


def test_not_saying_is_marked(statements):
    found = statements("The minister did not say whether the talks would resume.")
    assert found[0].aux == ("negation",)


def test_unnamed_targets_and_those_spoken_of(statements):
    found = statements("Beijing said that certain external forces were meddling in Taiwan.")
    assert [w.text for w in found[0].unnamed] == ["certain external forces"]
    assert "TWN" in found[0].about
    assert "CHN" not in found[0].about


def test_a_transcript_gives_the_turns(statements):
    found = statements("HOST: Is the war over?\nGUEST: Nobody knows.\nHOST: Thank you.")
    assert told(found) == [
        ("direct", "HOST", "Is the war over?"),
        ("direct", "GUEST", "Nobody knows."),
        ("direct", "HOST", "Thank you."),
    ]


def test_sentences_without_a_parse_still_give_their_quotations(statements):
    found = statements(
        "“The port is open,” the mayor said. Boats waited.\n“Come in,” said Ana Petrescu.", parse=False
    )
    assert told(found) == [
        ("direct", "the mayor", "“The port is open,”"),
        ("direct", "Ana Petrescu", "“Come in,”"),
    ]


def test_spans_are_the_text_and_ids_are_stable(reading_of):
    text = "“Never,” said the queen. Norway hopes that Sweden will join."
    reading, parsed = reading_of(text)
    first = find_statements(reading, parsed, ())
    assert first == find_statements(reading, parsed, ())
    assert len({s.id for s in first}) == len(first) == 2
    for statement in first:
        assert text[statement.start : statement.end] == statement.text
        assert text[statement.speaker.start : statement.speaker.end] == statement.speaker.text


def test_an_empty_text_has_none(reading_of):
    reading, parsed = reading_of("")
    assert find_statements(reading, parsed, ()) == ()


@pytest.mark.parametrize(
    ("text", "who", "content"),
    [
        (
            "Three men died in the flood, the agency reported, citing the police.",
            "the agency",
            "Three men died in the flood",
        ),
        (
            "The harbour master said on Friday it would close the port.",
            "The harbour master",
            "it would close the port",
        ),
        ("The navy threatened on Friday to close the strait.", "The navy", "to close the strait"),
        ("The mayor spoke for an hour, saying the dam was safe.", "The mayor", "the dam was safe"),
        ("“Who pays?” Ms. Lund asked.", "Ms. Lund", "“Who pays?”"),
        (
            "“They came at night,” one farmer, Ilya, said of the raiders.",
            "one farmer",
            "“They came at night,”",
        ),
        (
            "The judge admitted that files were lost but insisted that the trial was fair.",
            "The judge",
            "the trial was fair",
        ),
        (
            "The road is open, town officials and two drivers said.",
            "town officials and two drivers",
            "The road is open",
        ),
    ],
)
def test_a_content_starts_and_ends_where_it_should(statements, text, who, content):
    assert (who, content) in [(s.speaker.text, s.text) for s in statements(text) if s.speaker]


def test_how_a_source_was_dealt_with_is_nothing_it_said(statements):
    found = statements("An aide, who asked not to be named, said the talks had failed.")
    assert [s.text for s in found] == ["the talks had failed"]


def test_every_turn_of_a_short_transcript_is_a_statement(statements):
    found = statements(
        "PRESENTER: Will you sail?\n\nCAPTAIN: No.\n\nPRESENTER: Why?\n\nCAPTAIN: Ice. Too much ice."
    )
    assert [(s.speaker.text, s.text) for s in found] == [
        ("PRESENTER", "Will you sail?"),
        ("CAPTAIN", "No."),
        ("PRESENTER", "Why?"),
        ("CAPTAIN", "Ice. Too much ice."),
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "The council condemned “in plain words” the raid on the port.",
            "The council",
            "“in plain words” the raid on the port",
        ),
        ("Rivals dubbed him “the paper admiral”.", "Rivals", "him “the paper admiral”"),
    ],
)
def test_a_fragment_in_quotes_belongs_to_the_content(statements, text, speaker, content):
    assert told(statements(text)) == [("mixed", speaker, content)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The mayor said he would quit, setting up a contest for the town hall.", "he would quit"),
        ("The mayor said he would never quit, a promise that nobody believed.", "he would never quit"),
    ],
)
def test_a_content_ends_before_the_writer_s_afterthought(statements, text, content):
    assert content in [s.text for s in statements(text)]


def test_what_is_not_given_is_not_gainsaid(statements):
    assert statements("The ministry denied visas to the crew.") == ()


def test_a_quotation_with_a_cue_of_its_own_does_not_go_on_from_the_one_before(statements):
    found = statements(
        '"We pay," the baker said. "We do not," warned Ada Kemp, who owns the mill, "and never did."'
    )
    assert [s.speaker.text for s in found if s.kind == "direct"] == ["the baker", "Ada Kemp"]
    assert found[0].text == '"We pay,"'


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ('"The port is shut," was the navy\'s answer.', "the navy", '"The port is shut,"'),
        ('"The port is shut," came the reply from a weary clerk.', "a weary clerk", '"The port is shut,"'),
        ("“The port is shut” was how the envoy put it.", "the envoy", "“The port is shut”"),
    ],
)
def test_a_noun_may_hand_a_quotation_to_who_answers(statements, text, speaker, content):
    assert told(statements(text)) == [("direct", speaker, content)]


def test_those_who_were_told_did_not_say_it(statements):
    (found,) = statements("Villagers were told that the dam was safe.")
    assert found.speaker is None
    assert found.addressee.text == "Villagers"


def test_what_speakers_say_of_their_own_mind_is_one_statement(statements):
    found = statements("The premier's office said it wanted to avoid a strike.")
    assert [(s.speaker.text, s.text) for s in found] == [
        ("The premier's office", "it wanted to avoid a strike"),
    ]


def test_what_was_agreed_ends_before_the_time_of_it(statements):
    found = statements("Chad agreed to open the road after Paris offered to pay for it.")
    assert [(s.speaker.text, s.text) for s in found] == [
        ("Chad", "to open the road"),
        ("Paris", "to pay for it"),
    ]


def test_the_speaker_stands_before_a_clause_with_whose(statements):
    found = statements(
        "Minister Paul Arden, whose visit was kept secret until he landed, said that troops would stay."
    )
    assert [(s.speaker.text, s.text) for s in found] == [("Minister Paul Arden", "troops would stay")]


def test_no_cue_stands_in_a_compound(statements):
    assert statements("Moscow-backed fighters handed over the bodies of ten men.") == ()


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("According to a person familiar with the talks, the offer was withdrawn.",
         "a person familiar with the talks", "the offer was withdrawn"),
        ("According to the ministry's earlier figures, one dam, for instance, was empty.",
         "the ministry's earlier figures", "one dam, for instance, was empty"),
        ("In the eyes of her fans, she can do no wrong.", "her fans", "she can do no wrong"),
        ("The thinking inside the palace is that the vote can wait.",
         "the palace", "that the vote can wait"),
        ("The senator struggled to explain why he had left.", "The senator", "why he had left"),
    ],
)  # fmt: skip
def test_whoever_stands_behind_a_phrase_speaks(statements, text, speaker, content):
    assert [(s.speaker.text, s.text) for s in statements(text)] == [(speaker, content)]


@pytest.mark.parametrize(
    "text",
    [
        "Guards are paid according to the old Venetian system.",
        "With tears in his eyes he left the hall.",
        "A visa required the whole team to travel to Karsk.",
        "The drought threatens to ruin the harvest.",
        "The hopes of the leadership sank.",
        "Borodin's alleged tomb in Karsk",
        "The envoys have to find ways of creating work.",
    ],
)
def test_what_only_looks_like_an_attribution_is_none(statements, text):
    assert statements(text) == ()


def test_hearsay_starts_behind_its_conjunction(statements):
    found = statements("The fishermen saved nine people, and the navy reportedly saved two more.")
    assert [s.text for s in found] == ["the navy reportedly saved two more"]


def test_a_quotation_goes_on_to_the_mark_that_closes_it(statements):
    found = statements('The coach said, "I think we learned a lot.\nIt was a long day. We were tired."')
    assert [(s.kind, s.text) for s in found if s.kind == "direct"] == [
        ("direct", '"I think we learned a lot.\nIt was a long day. We were tired."')
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Kenya backed a resolution on Sudan condemning the raid.", "a resolution on Sudan"),
        ("Kenya spoke about Sudan criticising the vote.", "Sudan"),
    ],
)
def test_what_is_written_on_a_matter_says_so_not_its_matter(statements, text, speaker):
    inner = statements(text)[-1]
    assert inner.speaker.text == speaker
    assert inner.speaker.code == (None if " on " in speaker else "SDN")


def test_when_something_is_shown_is_not_what_is_shown(statements):
    assert statements("Kenya and Uganda have shown solidarity whenever trouble has arisen.") == ()


def test_nobody_is_meant_by_he_who_is_named_in_what_he_says(statements):
    text = (
        "Kenyan President William Ruto said that the port was safe. "
        "Trade is growing, he said, adding that he is willing to work with {} on it."
    )
    assert statements(text.format("Ruto"))[-1].speaker.name is None
    assert statements(text.format("others"))[-1].speaker.name == "William Ruto"


@pytest.mark.parametrize(
    ("words", "name"),
    [("the Kenyan foreign minister", "Amina Otieno"), ("the former Kenyan foreign minister", None)],
)
def test_the_holder_of_an_office_is_the_one_named_so_before(statements, words, name):
    text = f"Kenyan Foreign Minister Amina Otieno came to Kampala.\n\n“The port is safe,” {words} said."
    assert statements(text)[-1].speaker.name == name
