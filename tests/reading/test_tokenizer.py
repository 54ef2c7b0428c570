"""What the tokenizer is not asked for, it would not find: words are cut as spaCy's own cuts them."""

import random
import sys
from importlib import resources

import pytest
import spacy

from visavis.reading.syntax import load

WORDS = """
    cannot (Reuters), U.S.-led 5km 5,000km 16.5 1,362 1.2.3 192.168.1.1 8,0.1, 0 (7) $5bn US$5 km² 1½ ½
    visavis.example/a Straße don't boats' ÖBB's A&B 2021-22 we'll, Mr. St... e.g. 10am 3rd naïve—so yes/no
    U.N.
    """


@pytest.fixture(scope="module")
def own():
    return load().nlp.tokenizer


@pytest.fixture(scope="module")
def spacys():
    return spacy.load(resources.files("visavis") / "data" / "model").tokenizer


def cut(tokenizer, words):
    return [token.text for token in tokenizer(words)]


@pytest.mark.parametrize("word", WORDS.split())
def test_words_are_cut_as_spacy_cuts_them(own, spacys, word):
    assert cut(own, word) == cut(spacys, word)


def test_letters_of_all_languages_and_plain_numbers_are_cut_as_spacy_cuts_them(own, spacys):
    chance = random.Random(1)
    letters = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isalpha()]
    words = ["".join(chance.choices(letters, k=chance.randint(1, 4))) for _ in range(2000)]
    latin = ["".join(chance.choices(letters[:400], k=chance.randint(1, 4))) for _ in range(500)]
    numbers = [
        f"{chance.randrange(10**k)}{sign}{chance.randrange(999)}" for k in range(1, 6) for sign in ",."
    ]
    for word in [*words, *latin, *numbers]:
        assert cut(own, word) == cut(spacys, word), word


def test_designations_stay_whole(own):
    assert cut(own, "Tu-95MS and F-16s") == ["Tu-95MS", "and", "F-16s"]


def test_words_keep_the_attributes_that_are_read(own):
    word = own("Grünhaven")[0]
    assert (word.lower_, word.norm_, word.prefix_, word.suffix_) == ("grünhaven", "grünhaven", "G", "ven")
    assert (word.shape_, word.is_space) == ("Xxxxx", False)
