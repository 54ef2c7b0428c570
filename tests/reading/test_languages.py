"""Languages: small words give English away, and what they give away is what the model says as well."""

from importlib import resources

import pytest

from visavis.reading.language import detect, is_english, languages
from visavis.reading.paragraphs import blocks

PARAGRAPHS = {
    "en": "The ministers of the two countries met in the capital and agreed to go on with their talks.",
    "fr": "Les ministres des deux pays se sont rencontrés dans la capitale et ont décidé de poursuivre.",
    "nl": "De ministers van de twee landen waren in de hoofdstad bijeen om over de haven te spreken.",
    "da": "Ministrene fra de to lande mødtes i hovedstaden for at tale om den havn de vil have ved en by.",
}


@pytest.mark.parametrize("code", PARAGRAPHS)
def test_only_english_is_given_away_by_its_small_words(code):
    assert is_english(PARAGRAPHS[code]) == (code == "en")
    assert detect(PARAGRAPHS[code])[0] in (
        code,
        {"da": "no"}.get(code),
    )  # the model may take it for its sister


def test_the_model_agrees_wherever_words_give_english_away():
    folder = resources.files("visavis") / "examples" / "articles"
    texts = [b.plain for p in sorted(folder.iterdir()) for b in blocks(p.read_text("utf-8"))]
    clear = [text for text in texts if is_english(text)]
    assert len(clear) > len(texts) / 3
    assert {detect(text)[0] for text in clear} == {"en"}


def test_short_lines_give_nothing_away():
    assert not is_english("The end of the road")


@pytest.mark.parametrize(("english", "french", "language"), [(3, 1, "en"), (1, 3, "fr")])
def test_an_articles_language_is_that_of_most_of_its_letters(english, french, language):
    text = "\n\n".join([PARAGRAPHS["en"]] * english + [PARAGRAPHS["fr"]] * french)
    assert languages(blocks(text)) == (language, ["en"] * english + ["fr"] * french)
