"""Mentions in sentences of our own: names, offices, capitals, people, words that refer back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from actor_readings import actors_of, covering, mentions, places, reading

from visavis.coding.actors.mentions import find_mentions
from visavis.coding.actors.registry import registry
from visavis.records import Mention


def _one(text: str, words: str, date: str | None = None) -> Mention:
    found = covering(text, words, date)
    assert len(found) == 1, [(m.text, m.actor) for m in mentions(text, date)]
    return found[0]


def test_title_and_name_make_one_mention() -> None:
    text = "Chinese President Xi Jinping flew home on Friday."
    mention = _one(text, "Chinese President Xi Jinping", "2021-12-16")
    assert (mention.actor, mention.name, mention.role, mention.sector) == (
        "CHN",
        "Xi Jinping",
        "president",
        "GOV",
    )
    assert mention.via == "office"


@pytest.mark.parametrize(
    ("text", "words", "code", "sector"),
    [
        ("The Israeli army shelled the hills.", "Israeli army", "ISR", "MIL"),
        (
            "Kenya's foreign minister Amina Mohamed spoke first.",
            "Kenya's foreign minister Amina Mohamed",
            "KEN",
            "GOV",
        ),
        ("A Jordanian official denied it.", "Jordanian official", "JOR", "GOV"),
        ("Rebels in Darfur attacked a convoy.", "Rebels in Darfur", "SDN", "REB"),
        ("The president of Russia signed the law.", "president of Russia", "RUS", "GOV"),
        ("NATO forces left the valley.", "NATO forces", "NATO", "MIL"),
        ("Turkish police dispersed the crowd.", "Turkish police", "TUR", "COP"),
        (
            "Israeli intelligence officials passed on the files.",
            "Israeli intelligence officials",
            "ISR",
            "SPY",
        ),
        ("Vietnamese-led forces crossed the river.", "Vietnamese-led forces", "VNM", "MIL"),
    ],
)
def test_state_and_office_make_one_actor(text: str, words: str, code: str, sector: str) -> None:
    mention = _one(text, words)
    assert (mention.actor, mention.sector) == (code, sector)


def test_a_backed_militia_is_not_its_backer() -> None:
    assert "IRN" not in {m.actor for m in mentions("Iran-backed militias fired rockets at the base.")}


def test_pro_russian_separatists_are_not_russia() -> None:
    assert "RUS" not in {m.actor for m in mentions("The pro-Russian separatists shelled the town.")}


def test_ethnic_minorities_are_not_their_kin_state() -> None:
    assert "ALB" not in {m.actor for m in mentions("Ethnic Albanians in southern Serbia closed the road.")}


@pytest.mark.parametrize("compound", ["US-China", "Sino-American"])
def test_both_halves_of_a_compound_are_mentioned(compound: str) -> None:
    assert {m.actor for m in mentions(f"The {compound} talks ended early.")} == {"USA", "CHN"}


@pytest.mark.parametrize("text", ["The {} axis holds.", "It rained. The {} axis holds."])
def test_a_first_half_is_a_state_whoever_else_has_its_name(text: str) -> None:
    assert {m.actor for m in mentions(text.format("Franco-German"))} == {"FRA", "DEU"}
    assert {m.actor for m in mentions(text.format("Sino-Russian"))} == {"CHN", "RUS"}
    assert not mentions("The Sino lay on the table.")


def test_two_states_share_one_office() -> None:
    found = {m.actor: m.sector for m in mentions("US and British forces entered the port.")}
    assert found == {"USA": "MIL", "GBR": "MIL"}


def test_a_surname_alone_needs_the_article_or_the_date() -> None:
    assert actors_of("Brown went to the market.", "Brown", "2009-03-01") == []
    assert actors_of("Prime Minister Gordon Brown arrived. Brown then spoke.", "Brown", "2009-03-01") == [
        "GBR"
    ]
    assert actors_of("Merkel called Hollande.", "Merkel", "2014-03-01") == ["DEU"]


def test_resolution_depends_on_the_date() -> None:
    assert _one("President Bush met the king.", "President Bush", "1991-01-20").name == "George H. W. Bush"
    assert _one("President Bush met the king.", "President Bush", "2005-01-20").name == "George W. Bush"
    assert _one("The Russian president spoke.", "Russian president", "2009-01-20").name == "Dmitry Medvedev"


def test_someone_out_of_office_is_elite() -> None:
    assert _one("Kofi Annan appealed for calm.", "Kofi Annan", "2010-05-01").sector == "ELI"


def test_another_of_the_same_surname_is_not_the_president() -> None:
    assert actors_of("The book by Mary Trump sold well.", "Trump", "2019-05-01") == []
    assert actors_of("Mr. Trump wrote a letter.", "Trump", "2019-05-01") == ["USA"]


@pytest.mark.parametrize(
    ("text", "words", "code", "sector"),
    [
        ("The Biden administration froze the sale.", "Biden administration", "USA", "GOV"),
        ("Assad's forces retook the town.", "Assad's forces", "SYR", "MIL"),
    ],
)
def test_who_serves_a_leader_acts_for_the_state(text: str, words: str, code: str, sector: str) -> None:
    mention = _one(text, words, "2021-06-01")
    assert (mention.actor, mention.sector) == (code, sector)


def test_a_person_beside_the_office_takes_its_state() -> None:
    text = "Ana Ruiz, Peru's trade minister, signed the deal. Ruiz then left."
    assert actors_of(text, "Ana Ruiz") == ["PER"]
    assert actors_of(text, "Ruiz") == ["PER"]


def test_michael_jordan_is_no_kingdom() -> None:
    assert not [m for m in mentions("Fans cheered Michael Jordan.") if m.actor == "JOR"]


def test_a_dateline_is_a_place() -> None:
    text = "BEIJING (Reuters) - Japan recalled its envoy."
    assert "CHN" not in {m.actor for m in mentions(text)}
    assert ("BEIJING", "CHN") in {(p.text, p.country) for p in places(text)}


def test_where_it_happened_is_a_place() -> None:
    found = {(p.text, p.country) for p in places("Shells fell on Aleppo while talks went on in Geneva.")}
    assert found == {("Aleppo", "SYR"), ("Geneva", "CHE")}


TWO = "Xi Jinping met Vladimir Putin on Friday."


@pytest.mark.parametrize(
    "words",
    ["The two leaders", "Both countries", "The pair", "The two presidents", "The two sides", "Both nations"],
)
def test_the_two_are_the_two_that_stand_out(words: str) -> None:
    text = f"France watched closely. {TWO} {words} promised more trade."
    assert sorted(filter(None, actors_of(text, words, "2021-12-16"))) == ["CHN", "RUS"]


def test_who_is_subject_of_the_sentence_is_not_one_of_both() -> None:
    text = "China and Russia held a summit. The United States criticised both countries."
    assert sorted(filter(None, actors_of(text, "both countries"))) == ["CHN", "RUS"]


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Emmanuel Macron arrived in Berlin. He met the chancellor.", "He", "FRA"),
        ("Angela Merkel rang Emmanuel Macron. She asked for help.", "She", "DEU"),
        ("Iran freed the sailors after it received an apology.", "it", "IRN"),
        ("Poland closed its airspace.", "its", "POL"),
        ("Palestinian leaders said they would boycott the talks.", "they", "PSE"),
        ("NATO sent ships to the Baltic. The alliance called the move defensive.", "The alliance", "NATO"),
        ("The EU cut tariffs. The bloc also opened its market.", "The bloc", "EU"),
        ("Finland lent Tanzania money for roads in the country.", "the country", "TZA"),
        ("In his first speech, Joe Biden criticised the plan.", "his", "USA"),
        ("Turkey moved its troops to the border.", "its troops", "TUR"),
    ],
)
def test_words_that_refer_back(text: str, words: str, code: str) -> None:
    assert actors_of(text, words, "2021-06-01") == [code]


def test_each_other_is_both() -> None:
    text = "India and Pakistan accused each other of shelling."
    assert sorted(filter(None, actors_of(text, "each other"))) == ["IND", "PAK"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("France signed the deal. It is clear that prices will fall.", "It"),
        ("France signed the deal. It seems prices will fall.", "It"),
        ("Analysts in Spain doubt the deal. They fear higher prices.", "They"),
    ],
)
def test_words_that_refer_to_no_actor(text: str, words: str) -> None:
    assert actors_of(text, words) == []


def test_the_north_is_a_state_only_in_korean_news() -> None:
    assert actors_of("North Korea fired a rocket. Later the North denied it.", "the North") == ["PRK"]
    assert actors_of("Snow fell in the North.", "the North") == []


def test_mentions_come_in_text_order_and_do_not_overlap() -> None:
    text = (
        f"{TWO} The two leaders praised their ties, and the Chinese president invited his guest to Beijing."
    )
    found = mentions(text, "2021-12-16")
    spans = sorted({(m.start, m.end) for m in found})
    assert [(m.start, m.end) for m in found] == sorted((m.start, m.end) for m in found)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(text[m.start : m.end] == m.text for m in found)


def test_a_users_registry_is_used(tmp_path) -> None:  # type: ignore[no-untyped-def]
    head = "name,code,office,from,to,surname,sex,also,common\n"
    (tmp_path / "holders.csv").write_text(head + "Rudolf Elphberg,AUT,chancellor,2020,,Elphberg,m,,\n")
    page, parsed = reading("Rudolf Elphberg resigned.")
    assert [m.actor for m in find_mentions(page, parsed, actors=registry(tmp_path))] == ["AUT"]
    assert find_mentions(page, parsed) == ()


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Angela Merkel met Francois Hollande in Berlin. She urged him to cut spending.", "him", "FRA"),
        ("Egypt and Ethiopia resumed talks on the dam. Both countries want a deal.", "Both countries", "EGY"),
        ("Chile signed a treaty with Peru. The pair had quarrelled over fish.", "The pair", "PER"),
        ("Tony Blair flew to Tripoli. The prime minister embraced his host.", "The prime minister", "GBR"),
        ("India tested a missile. Its western neighbour Pakistan protested.", "Its", "IND"),
        (
            "The country's foreign minister, Tesfaye Alemu, arrived in Nairobi, Ethiopian radio said.",
            "The country's foreign minister",
            "ETH",
        ),
    ],
)
def test_who_is_meant_again(text: str, words: str, code: str) -> None:
    assert code in actors_of(text, words, "2004-03-25" if "Blair" in text else "2013-05-01")


@pytest.mark.parametrize(
    ("date", "text", "words", "name", "sector"),
    [
        ("2020-05-01", "Erdogan met Putin.", "Erdogan", "Recep Tayyip Erdoğan", "GOV"),
        ("2022-05-01", "Zelenskyy thanked Macron.", "Zelenskyy", "Volodymyr Zelensky", "GOV"),
        ("2022-05-01", "Zelenskiy thanked Macron.", "Zelenskiy", "Volodymyr Zelensky", "GOV"),
        ("1986-04-15", "Qadhafi accused Reagan.", "Qadhafi", "Muammar Gaddafi", "GOV"),
        ("1999-05-01", "Milosevic refused.", "Milosevic", "Slobodan Milošević", "GOV"),
        ("2003-05-12", "De Villepin refused.", "De Villepin", "Dominique de Villepin", "GOV"),
        ("2018-11-30", "Bin Salman denied it.", "Bin Salman", "Mohammed bin Salman", "GOV"),
        ("2012-05-12", "Al-Maliki refused.", "Al-Maliki", "Nouri al-Maliki", "GOV"),
    ],
)
def test_a_surname_is_known_as_the_press_spells_it(
    date: str, text: str, words: str, name: str, sector: str
) -> None:
    mention = _one(text, words, date)
    assert (mention.name, mention.sector) == (name, sector)


@pytest.mark.parametrize(
    ("date", "text", "words", "name", "sector"),
    [
        ("1995-06-01", "Former President Bush left.", "Former President Bush", "George H. W. Bush", "ELI"),
        ("2002-02-12", "Defense Minister Ivanov left.", "Defense Minister Ivanov", "Sergei Ivanov", "GOV"),
        ("2002-02-12", "Foreign Minister Ivanov left.", "Foreign Minister Ivanov", "Igor Ivanov", "GOV"),
        ("1994-09-12", "President Aliyev left.", "President Aliyev", "Heydar Aliyev", "GOV"),
        ("2020-09-12", "President Aliyev left.", "President Aliyev", "Ilham Aliyev", "GOV"),
        ("1996-08-12", "President Ramos left.", "President Ramos", "Fidel Ramos", "GOV"),
        (
            "2020-04-12",
            "Former Vice President Joe Biden left.",
            "Vice President Joe Biden",
            "Joe Biden",
            "ELI",
        ),
    ],
)
def test_of_two_namesakes_the_one_in_that_office_at_the_time(
    date: str, text: str, words: str, name: str, sector: str
) -> None:
    mention = _one(text, words, date)
    assert (mention.name, mention.sector) == (name, sector)


def test_an_ambassador_is_named_behind_where_he_serves() -> None:
    text = "China's ambassador to France, Lu Shaye, left. Lu did not say why."
    assert [(m.actor, m.name) for m in mentions(text) if m.text == "Lu Shaye"] == [("CHN", "Lu Shaye")]


@pytest.mark.parametrize(
    ("date", "text", "words", "name"),
    [
        ("1995-05-10", "President Clinton met Boris Yeltsin. Clinton left.", "Clinton", "Bill Clinton"),
        ("2022-05-10", "Merkel defended her policy.", "Merkel", "Angela Merkel"),
        ("2024-12-10", "Trump named an envoy to Kyiv.", "Trump", "Donald Trump"),
        ("1999-10-13", "General Pervez Musharraf left.", "General Pervez Musharraf", "Pervez Musharraf"),
        ("2008-10-13", "Gen. David Petraeus left.", "Gen. David Petraeus", "David Petraeus"),
    ],
)
def test_a_surname_after_its_office_or_not_long_out_of_it(
    date: str, text: str, words: str, name: str
) -> None:
    assert _one(text, words, date).name == name


def test_a_surname_alone_is_nobody_long_after_or_before_the_office() -> None:
    assert not [m for m in mentions("Genscher signed the letter.", "2012-03-01") if m.actor]
    assert not [m for m in mentions("Macron signed the letter.", "2010-03-01") if m.actor]


def test_a_brother_of_the_leader_is_not_the_leader() -> None:
    text = "Kim Jong Nam, the half-brother of North Korean leader Kim Jong Un, was killed."
    assert [m.start for m in mentions(text, "2017-02-14") if m.name == "Kim Jong-un"] == [text.index("North")]
