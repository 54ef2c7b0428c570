"""Looking into answers: their lines, what these cite, their words."""

from visavis.asking.answer import answer


def asked(held, question, kind):
    """Return the answer to a question, which must be of a kind and answered."""
    found = answer(question, held)
    assert (found.intent, found.status) == (kind, "answered"), question
    check(held, found)
    return found


def check(held, found):
    """Every line is cited or says what it rests on; every citation is where it says."""
    lines = [line for part in found.parts for line in part.lines]
    assert lines
    for line in lines:
        assert line.citations or line.basis, line.text
        for cited in line.citations:
            text = held.by_ref[cited.ref].text
            assert " ".join(text[cited.start : cited.end].split()) == cited.words
            assert " ".join(text[cited.sentence_start : cited.sentence_end].split()) == cited.sentence


def lines(found, *kinds):
    return [line for part in found.parts if not kinds or part.kind in kinds for line in part.lines]


def said(found, *kinds):
    """Return the words of all lines of some parts."""
    return "\n".join(line.text for line in lines(found, *kinds))


def line(found, *words):
    """Return the one or first line that holds some words."""
    fitting = [one for one in lines(found) if all(word in one.text for word in words)]
    assert fitting, (words, said(found))
    return fitting[0]


def refs(*some):
    """Return the first three letters of the refs that lines cite."""
    return {cited.ref[:3] for one in some for cited in one.citations}


def quoted(*some):
    """Return the sentences that lines cite."""
    return "\n".join(cited.sentence for one in some for cited in one.citations)
