"""Forty short articles of our own in which words refer back: who is meant, by article and by word."""

from __future__ import annotations

import pytest
from actor_readings import actors_of

# Date, article, and for words in it (the last time they stand there) the codes that they mean, in any order.
ARTICLES: list[tuple[str, str, dict[str, str]]] = [
    # ---- persons by surname and pronoun
    (
        "2016-05-10",
        "Sergei Lavrov flew to Vienna on Monday. Lavrov wants the truce to hold, but he expects little.",
        {"Lavrov": "RUS", "he": "RUS"},
    ),
    (
        "2017-01-28",
        "Theresa May met Donald Trump at the White House. She invited him to London.",
        {"She": "GBR", "him": "USA"},
    ),
    (
        "2012-03-03",
        "Rafael Roncagliolo, the foreign minister of Peru, spoke in Lima. He promised Chile a reply.",
        {"He": "PER"},
    ),
    (
        "2012-03-03",
        "Viola Onwuliri, Nigeria's deputy foreign minister, flew to Pretoria. She lodged a protest there.",
        {"She": "NGA"},
    ),
    (
        "2015-06-10",
        "Mohammad Javad Zarif, the Iranian foreign minister, left Lausanne. He told reporters little.",
        {"He": "IRN"},
    ),
    (
        "2012-03-03",
        "Kazakhstan's prime minister, Karim Massimov, said he would visit Baku in the autumn.",
        {"he": "KAZ"},
    ),
    (
        "2011-10-04",
        "Mali's new trade minister, Oumou Keita, wants lower tariffs. Keita is in Accra, and her "
        "aides hope for a deal.",
        {"Keita": "MLI", "her aides": "MLI"},
    ),
    (
        "2013-01-20",
        "Francois Hollande visited Bamako. A crowd cheered his speech.",
        {"his": "FRA"},
    ),
    (
        "2015-06-10",
        "Khawaja Asif warned India on Monday. The minister said that the army stood ready.",
        {"The minister": "PAK"},
    ),
    (
        "2015-11-07",
        "Xi Jinping landed in Singapore. Ma Ying-jeou waited there, and the Chinese president took his hand.",
        {"Chinese president": "CHN"},
    ),
    # ---- states: capitals, "the country", "the kingdom", "the bloc"
    ("2015-03-03", "Ukraine asked Russia for its coal. Moscow refused.", {"Moscow": "RUS"}),
    (
        "2016-01-04",
        "Saudi Arabia recalled its envoy from Tehran. The kingdom also cut flights.",
        {"The kingdom": "SAU"},
    ),
    (
        "2012-03-03",
        "Bolivia expelled the envoy. The country accused him of plotting.",
        {"The country": "BOL"},
    ),
    (
        "2015-03-03",
        "The European Union cut its duties on steel. The bloc had raised them in May.",
        {"The bloc": "EU"},
    ),
    (
        "2012-06-10",
        "The Taliban opened an office in Doha. The group wants prisoners freed.",
        {"The group": "AFG"},
    ),
    (
        "2012-03-03",
        "Thailand closed two border posts. The government blamed smugglers.",
        {"The government": "THA"},
    ),
    # ---- "the two", "both", "the three" alone
    (
        "2015-03-03",
        "France and Germany disagree over the budget. The two will meet again in June.",
        {"The two": "FRA DEU"},
    ),
    (
        "2015-03-03",
        "Kenya and Uganda share a lake. Fishermen say that the two should patrol it.",
        {"the two": "KEN UGA"},
    ),
    (
        "2015-03-03",
        "Kenya and Uganda share a lake. Trade between the two has doubled.",
        {"the two": "KEN UGA"},
    ),
    (
        "2015-03-03",
        "Armenia and Azerbaijan traded fire at dawn. Both denied having started it.",
        {"Both": "ARM AZE"},
    ),
    (
        "2015-03-03",
        "Armenia and Azerbaijan traded fire at dawn. The monitors urged both to hold back.",
        {"both": "ARM AZE"},
    ),
    (
        "2015-03-03",
        "Pakistan tested a missile a day after India did. Neighbours warned both against a race.",
        {"both": "IND PAK"},
    ),
    (
        "2015-03-03",
        "Ethiopia has quarrelled with Eritrea for decades. A deal between the two is near, diplomats say.",
        {"the two": "ETH ERI"},
    ),
    (
        "2013-01-20",
        "China, Japan and South Korea met in Seoul. The three agreed to study a common market.",
        {"The three": "CHN JPN KOR"},
    ),
    (
        "2013-01-20",
        "China, Japan and South Korea met in Seoul. Ministers from all three signed the paper.",
        {"all three": "CHN JPN KOR"},
    ),
    # ---- "both countries", "the pair", "the two leaders", "they"
    (
        "2015-03-03",
        "Egypt and Sudan have quarrelled over a border strip. A clerk said that both countries would "
        "send engineers.",
        {"both countries": "EGY SDN"},
    ),
    (
        "2015-03-03",
        "Greece and Turkey reopened a border post. The pair had closed it in the spring.",
        {"The pair": "GRC TUR"},
    ),
    (
        "2017-01-28",
        "Theresa May met Donald Trump at the White House. The two leaders agreed to start trade talks.",
        {"The two leaders": "GBR USA"},
    ),
    (
        "2024-07-08",
        "Javier Milei ignored Luiz Inacio Lula da Silva at the summit. The two men have never met.",
        {"The two men": "ARG BRA"},
    ),
    (
        "2012-03-03",
        "Chile and Peru took their quarrel to court. They asked for a ruling by June.",
        {"They": "CHL PER"},
    ),
    (
        "2012-03-03",
        "Israel and the Palestinians resumed talks. A diplomat said that the two sides were far apart.",
        {"the two sides": "ISR PSE"},
    ),
    (
        "2013-01-20",
        "China and Japan sent ships to the islands, and their diplomats traded insults.",
        {"their diplomats": "CHN JPN"},
    ),
    (
        "2015-03-03",
        "Armenia and Azerbaijan traded fire at dawn, and each blamed the other.",
        {"each": "ARM AZE"},
    ),
    (
        "2019-02-27",
        "Ties between India and Pakistan are tense. The two nuclear-armed neighbours have fought wars.",
        {"The two nuclear-armed neighbours": "IND PAK"},
    ),
    # ---- neighbours
    (
        "2015-06-10",
        "Kosovo raised its tariffs again. Its neighbour Serbia called this an outrage.",
        {"Its": "XKX", "Serbia": "SRB"},
    ),
    (
        "2015-06-10",
        "Mexico and the United States held talks. Guatemala said that it had not been asked by them.",
        {"it": "GTM"},
    ),
    (
        "2012-03-03",
        "Chile and Peru took their quarrel to court. The neighbours had signed a truce in the spring.",
        {"The neighbours": "CHL PER"},
    ),
    (
        "2012-03-03",
        "Chile and Peru took their quarrel to court. Fishermen of the two neighbours applauded.",
        {"the two neighbours": "CHL PER"},
    ),
    (
        "2016-02-01",
        "Iran tested two rockets. Iran's neighbours condemned the launch.",
        {"Iran": "IRN"},
    ),
    (
        "2013-01-20",
        "Japan summoned the Chinese ambassador and sent its coast guard to the islands.",
        {"its coast guard": "JPN"},
    ),
]


_MARIN = "Sanna Marin flew to Riga on Monday."


def _meant(text: str, words: str, date: str) -> list[str]:
    return sorted({code for code in actors_of(text, words, date) if code})


@pytest.mark.parametrize(
    ("date", "text", "words", "codes"),
    [
        pytest.param(day, text, words, codes, id=f"{words} in {text[:30]}")
        for day, text, meant in ARTICLES
        for words, codes in meant.items()
    ],
)
def test_who_is_meant(date: str, text: str, words: str, codes: str) -> None:
    assert _meant(text, words, date) == sorted(codes.split())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two fishermen drowned between Chile and Peru. The two had left port at dawn.", "The two"),
        ("Chile and Peru have laws of both kinds.", "both"),
        ("India signed the deal for both political and economic reasons.", "both"),
        ("Kenya, Uganda and Rwanda met. Each minister brought a gift.", "Each"),
        ("Egypt bought three ships from France. The three were old.", "The three"),
        ("France and Spain are at odds. Spain says the two or three days of talks were lost.", "the two"),
        ("Barack Obama and Xi Jinping met, and each told the other what he wanted to hear.", "he"),
        ("Kenya has five neighbours. Its neighbour was not asked.", "neighbour"),
    ],
)
def test_words_that_mean_no_actor_of_the_article(text: str, words: str) -> None:
    assert _meant(text, words, "2015-03-03") == []


def test_a_neighbour_is_the_other_state_spoken_of() -> None:
    text = "India closed a border post with Pakistan. Its neighbour protested."
    assert _meant(text, "neighbour", "2015-03-03") == ["PAK"]
    assert _meant(text, "Its", "2015-03-03") == ["IND"]


@pytest.mark.parametrize(
    ("text", "words", "codes"),
    [
        ("Vladimir Putin thanked the crew. Pavel Orlenko steered the ship. He was tired.", "He", []),
        ("Angela Merkel spoke first. The suspect was led in. She wept.", "She", []),
        ("Angela Merkel spoke first. She praised Pavel Orlenko.", "She", ["DEU"]),
        ("Angela Merkel spoke first. An aide said that she was tired.", "she", ["DEU"]),
        ("Kenya said that Somali troops had killed two of its guards.", "its", ["KEN"]),
        ("Peru said that a Chilean ship had fired at one of its boats.", "its", ["PER"]),
        ("Peru said that Chile had attacked its neighbours.", "its", ["CHL"]),
        ("Qatar cut its output. Kenya watched. The Gulf state gave no reason.", "The Gulf state", ["QAT"]),
        ("Denmark sold wheat to Peru. The oil-rich kingdom was thanked.", "The oil-rich kingdom", ["DNK"]),
        (
            "Kenya held a vote. Queues were long. It rained. Few slept. The country is calm.",
            "The country",
            ["KEN"],
        ),
        ("India feared floods. Rain fell on the state.", "the state", []),
        ("The US Senate sat late. The House went home.", "The House", ["USA"]),
        ("The White House was lit. The house next door was not.", "The house", []),
        ("Japan and Peru met. Both of these talks were short.", "Both", []),
        ("Peru had doubts. It was in Lima that the envoys met.", "It", []),
    ],
)
def test_who_stands_out_and_which_state_the_words_fit(text: str, words: str, codes: list[str]) -> None:
    assert _meant(text, words, "2015-03-03") == codes


@pytest.mark.parametrize(
    ("text", "words", "codes"),
    [
        # whose office a pronoun tells, beside the name
        (f"{_MARIN} Her finance minister, Olli Varpu, said little. He went home.", "He", ["FIN"]),
        (f"{_MARIN} Olli Varpu, her envoy, went with her. Later Varpu told the press.", "Varpu", ["FIN"]),
        (f"{_MARIN} Her finance minister stayed at home. He was tired.", "He", ["FIN"]),
        (f"{_MARIN} Her driver, Olli Varpu, said little. He went home.", "He", []),
        # who speaks for a body
        ("Lea Brandt, a spokeswoman for the Swiss army, told the press. She was tired.", "She", ["CHE"]),
        ("Lea Brandt, deputy head of Chad's electoral court, told us. Brandt resigned.", "Brandt", ["TCD"]),
        ("Ivo Marku, a member of Ghana's parliament, told the press.", "Ivo Marku", ["GHA"]),
        ("Lea Brandt, a critic of the Swiss army, told the press.", "Lea Brandt", []),
        ("Lea Brandt, the widow of a Swiss colonel, told the press.", "Lea Brandt", []),
    ],
)
def test_names_beside_an_office_or_a_body_are_its_own(text: str, words: str, codes: list[str]) -> None:
    assert _meant(text, words, "2020-03-03") == codes


def test_there_are_forty_articles() -> None:
    assert len(ARTICLES) == 40
