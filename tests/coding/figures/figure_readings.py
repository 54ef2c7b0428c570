"""Readings made by hand: one sentence, no page around it."""

from visavis.records import Article, Mention, Reading, Span, Time


def reading_of(text: str, times: tuple[Time, ...] = ()) -> Reading:
    article = Article("a", "a", "a.txt", text)
    return Reading(article, "en", None, None, None, (), (), (Span(0, len(text)),), (0,), times)


def mention(text: str, words: str, code: str, via: str = "name") -> Mention:
    start = text.index(words)
    return Mention(start, start + len(words), words, code, via=via)
