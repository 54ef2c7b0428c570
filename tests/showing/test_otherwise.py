"""Ties that lean to cooperation by deeds, while articles set the two against each other."""

from visavis import pipeline
from visavis.relations.relation import relations
from visavis.relations.table import from_stories
from visavis.showing.otherwise import otherwise
from visavis.systems.network import system

TEXT = """Harbour Post

Kenya and Uganda meet again

Published: 3 May 2020

Kenyan President William Ruto and Sudanese President Abdel Fattah al-Burhan met in Nairobi on Saturday.

Kenya and Uganda sealed a pact aimed at Sudan, analysts say.
"""


def test_what_is_said_of_a_tie_is_set_beside_what_was_done(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    outcome = pipeline.run([str(tmp_path)])
    found = otherwise(outcome.records, system(relations(from_stories(outcome.stories))))
    assert found == [
        "By deeds, Kenya and Sudan lean to cooperation; they are said to be at odds by analysts."
    ]
