"""Slips of the parser that its own output betrays."""

from __future__ import annotations

from visavis.reading.mends import Draft, mend


def draft(rows: str) -> Draft:
    """A parse written as "word/POS/TAG/dep>head" for each word."""
    parts = [row.rsplit("/", 3) for row in rows.split()]
    deps, heads = zip(*(part[3].split(">") for part in parts), strict=True)
    return Draft(
        [part[0] for part in parts],
        [part[1] for part in parts],
        [part[2] for part in parts],
        list(deps),
        [int(head) for head in heads],
    )


def mended(rows: str) -> dict[str, tuple[str, str]]:
    """What each word that was moved hangs on now, and how."""
    made, before = draft(rows), draft(rows)
    mend(made)
    old = zip(before.heads, before.deps, strict=True)
    moved = [i for i, one in enumerate(old) if one != (made.heads[i], made.deps[i])]
    return {made.words[i]: (made.deps[i], made.words[made.heads[i]]) for i in moved}


def test_a_subject_of_two_whose_first_was_taken_for_the_root():
    found = mended(
        "republic/PROPN/NNP/ROOT>0 of/ADP/IN/case>2 congo/PROPN/NNP/nmod>0 and/CCONJ/CC/cc>5 "
        "rwanda/PROPN/NNP/nsubj>5 agreed/VERB/VBD/conj>0 ././punct>0".replace("././punct", "./PUNCT/./punct")
    )
    assert found["agreed"] == ("ROOT", "agreed")
    assert found["republic"] == ("nsubj", "agreed")
    assert found["rwanda"] == ("conj", "republic")
    assert found["and"] == ("cc", "rwanda")


def test_two_clauses_stay_two():
    assert not mended(
        "order/NOUN/NN/nsubj>1 fell/VERB/VBD/ROOT>1 and/CCONJ/CC/cc>4 peru/PROPN/NNP/nsubj>4 "
        "left/VERB/VBD/conj>1"
    )


def test_the_main_verb_behind_a_relative_clause():
    found = mended(
        "uganda/PROPN/NNP/ROOT>0 ,/PUNCT/,/punct>0 which/PRON/WDT/nsubj>3 left/VERB/VBD/acl:relcl>0 "
        ",/PUNCT/,/punct>3 hailed/VERB/VBD/conj>3 it/PRON/PRP/obj>5"
    )
    assert found["hailed"] == ("ROOT", "hailed")
    assert found["uganda"] == ("nsubj", "hailed")


def test_a_second_verb_of_the_relative_clause_stays_there():
    assert not mended(
        "uganda/PROPN/NNP/ROOT>0 ,/PUNCT/,/punct>0 which/PRON/WDT/nsubj>3 left/VERB/VBD/acl:relcl>0 "
        "and/CCONJ/CC/cc>5 hailed/VERB/VBD/conj>3 it/PRON/PRP/obj>5"
    )


def test_a_past_tense_taken_for_a_participle_of_the_next_verbs_subject():
    found = mended(
        "states/NOUN/NNS/nsubj>6 agreed/VERB/VBD/acl>0 ,/PUNCT/,/punct>5 but/CCONJ/CC/cc>5 "
        "three/NUM/CD/nummod>5 calls/NOUN/NNS/conj>1 went/VERB/VBD/ROOT>6 unanswered/ADJ/JJ/xcomp>6"
    )
    assert found["agreed"] == ("ROOT", "agreed")
    assert found["states"] == ("nsubj", "agreed")
    assert found["calls"] == ("nsubj", "went")
    assert found["went"] == ("conj", "agreed")


def test_a_length_of_time_is_no_subject():
    found = mended(
        "manila/PROPN/NNP/nsubj>1 protested/VERB/VBD/ROOT>1 two/NUM/CD/nummod>3 days/NOUN/NNS/nsubj>6 "
        "after/ADP/IN/case>5 ships/NOUN/NNS/nmod>3 fired/VERB/VBD/advcl>1"
    )
    assert found == {
        "days": ("obl:unmarked", "fired"),
        "after": ("mark", "fired"),
        "ships": ("nsubj", "fired"),
    }


def test_a_clause_behind_a_length_of_time_is_no_relative_one():
    found = mended(
        "manila/PROPN/NNP/nsubj>1 protested/VERB/VBD/ROOT>1 two/NUM/CD/nummod>3 days/NOUN/NNS/obl:unmarked>1 "
        "after/ADP/IN/case>5 ships/NOUN/NNS/nsubj>6 fired/VERB/VBD/acl:relcl>3"
    )
    assert found == {
        "days": ("obl:unmarked", "fired"),
        "after": ("mark", "fired"),
        "fired": ("advcl", "protested"),
    }


def test_a_past_verb_beside_a_present_clause_is_joined_to_the_saying():
    found = mended(
        "minister/NOUN/NN/nsubj>1 said/VERB/VBD/ROOT>1 peru/PROPN/NNP/nsubj>4 is/AUX/VBZ/cop>4 "
        "safe/ADJ/JJ/ccomp>1 and/CCONJ/CC/cc>6 pledged/VERB/VBD/conj>4 help/NOUN/NN/obj>6"
    )
    assert found == {"pledged": ("conj", "said")}


def test_a_past_verb_beside_a_past_clause_stays():
    assert not mended(
        "minister/NOUN/NN/nsubj>1 said/VERB/VBD/ROOT>1 peru/PROPN/NNP/nsubj>3 left/VERB/VBD/ccomp>1 "
        "and/CCONJ/CC/cc>5 returned/VERB/VBD/conj>3"
    )


def test_a_past_verb_beside_a_perfect_stays():
    assert not mended(
        "he/PRON/PRP/nsubj>1 said/VERB/VBD/ROOT>1 ties/NOUN/NNS/nsubj>4 have/AUX/VBP/aux>4 "
        "held/VERB/VBN/ccomp>1 and/CCONJ/CC/cc>6 showed/VERB/VBD/conj>4"
    )


def test_a_past_tense_is_no_second_verb_of_would():
    found = mended(
        "he/PRON/PRP/nsubj>1 said/VERB/VBD/ROOT>1 it/PRON/PRP/nsubj>4 would/AUX/MD/aux>4 "
        "help/VERB/VB/ccomp>1 and/CCONJ/CC/cc>6 called/VERB/VBN/conj>4"
    )
    assert found == {"called": ("conj", "said")}
    assert not mended(
        "he/PRON/PRP/nsubj>1 said/VERB/VBD/ROOT>1 it/PRON/PRP/nsubj>4 would/AUX/MD/aux>4 "
        "help/VERB/VB/ccomp>1 and/CCONJ/CC/cc>6 call/VERB/VB/conj>4"
    )


def test_both_stand_before_their_verb():
    found = mended(
        "chad/PROPN/NNP/ROOT>0 and/CCONJ/CC/cc>2 niger/PROPN/NNP/conj>0 both/CCONJ/CC/advmod>4 "
        "accused/VERB/VBD/amod>5 libya/PROPN/NNP/conj>0 ./PUNCT/./punct>0"
    )
    assert found["accused"] == ("ROOT", "accused")
    assert (found["chad"], found["libya"]) == (("nsubj", "accused"), ("obj", "accused"))
    assert not mended("both/DET/DT/det>2 accused/VERB/VBN/amod>2 men/NOUN/NNS/nsubj>3 left/VERB/VBD/ROOT>3")


def test_an_item_of_a_list_among_conjuncts_is_one_of_them():
    found = mended(
        "mali/PROPN/NNP/nsubj>8 ,/PUNCT/,/punct>2 uae/PROPN/NNP/list>0 ,/PUNCT/,/punct>4 "
        "chad/PROPN/NNP/conj>0 and/CCONJ/CC/cc>6 peru/PROPN/NNP/conj>0 both/DET/DT/det>6 met/VERB/VBD/ROOT>8"
    )
    assert found == {"uae": ("conj", "mali")}


def test_a_word_in_s_with_an_object_is_a_verb():
    rows = "qatar/NOUN/NN/compound>1 restores/NOUN/NNS/ROOT>1 ties/NOUN/NNS/obj>1 ./PUNCT/./punct>1"
    made = draft(rows)
    mend(made)
    assert (made.deps[0], made.verbs) == ("nsubj", [1])
    phrase = draft(
        "peace/NOUN/NN/compound>1 talks/NOUN/NNS/ROOT>1 in/ADP/IN/case>3 doha/PROPN/NNP/nmod>1 "
        "./PUNCT/./punct>1"
    )
    mend(phrase)
    assert (phrase.deps[0], phrase.verbs) == ("compound", [])


def test_an_army_that_shot_is_no_shot():
    made = draft(
        "mali/PROPN/NNP/nmod:poss>3 's/PART/POS/case>0 army/NOUN/NN/compound>3 shot/NOUN/NN/ROOT>3 "
        "at/ADP/IN/case>6 a/DET/DT/det>6 jet/NOUN/NN/nmod>3 ./PUNCT/./punct>3"
    )
    mend(made)
    assert (made.deps[2], made.deps[6], made.verbs) == ("nsubj", "obl", [3])
    chance = draft(
        "mali/PROPN/NNP/nmod:poss>3 's/PART/POS/case>0 best/ADJ/JJS/amod>3 shot/NOUN/NN/ROOT>3 "
        "at/ADP/IN/case>6 a/DET/DT/det>6 medal/NOUN/NN/nmod>3 ./PUNCT/./punct>3"
    )
    mend(chance)
    assert chance.verbs == []


def test_a_clause_behind_a_preposition_is_told_of_the_noun():
    found = mended(
        "he/PRON/PRP/nsubj>1 took/VERB/VBD/ROOT>1 the/DET/DT/det>3 hill/NOUN/NN/obj>1 ,/PUNCT/,/punct>8 "
        "from/ADP/IN/case>6 which/PRON/WDT/obl>8 troops/NOUN/NNS/nsubj>8 fired/VERB/VBD/advcl>1"
    )
    assert found == {"fired": ("acl:relcl", "hill")}


def test_a_second_verb_in_s_that_was_taken_for_a_noun_has_an_object():
    found = mended(
        "egypt/PROPN/NNP/nsubj>1 runs/VERB/VBZ/ROOT>1 bases/NOUN/NNS/obj>1 and/CCONJ/CC/cc>4 "
        "arms/NOUN/NNS/conj>2 the/DET/DT/det>6 rebels/NOUN/NNS/obj>4"
    )
    assert found == {"arms": ("conj", "runs")}


def test_a_second_noun_stays_one():
    assert not mended(
        "egypt/PROPN/NNP/nsubj>1 runs/VERB/VBZ/ROOT>1 bases/NOUN/NNS/obj>1 and/CCONJ/CC/cc>4 "
        "arms/NOUN/NNS/conj>2 for/ADP/IN/case>6 rebels/NOUN/NNS/nmod>4"
    )
