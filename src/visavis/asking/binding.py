"""What binds two: alliances and mutual defence, agreements with their dates, whether one was reported."""

from __future__ import annotations

from collections.abc import Iterator

from visavis.asking import claimed
from visavis.asking.lexicon import passages
from visavis.asking.material import Material
from visavis.asking.question import Query, Topic
from visavis.asking.topical import matches
from visavis.asking.writing import Draft, a_or_an, capital, holder_of, names, nothing, plural, span_words
from visavis.coding.agreements.registry import registry
from visavis.records import Agreement, Bond, Citation, Claim, Interval, Record
from visavis.relations.bonds import bonds
from visavis.showing.order import article_words
from visavis.showing.phrases import joined
from visavis.showing.wording import date_words, iso_words, outlet_words, quoted, short

_KINDS = {"defense": "mutual defence", "nonaggression": "non-aggression"}
_DONE = frozenset({"signed", "concluded", "renewed", "issued", "joined", "ratified", "extended", "announced"})
_DEFENCE = "defense"


def _bonds(held: Material, pair: tuple[str, str]) -> tuple[Bond, ...]:
    return bonds(min(pair), max(pair), held.today)


def agreements_of(held: Material, pair: tuple[str, str]) -> Iterator[tuple[Record, Agreement, Citation]]:
    """Yield what articles say of agreements between two, with where."""
    for record in held.records:
        for item in record.agreements:
            if set(pair) <= set(item.parties):
                yield record, item, held.cite(record, item.start, item.end, item.sentence, "agreement")


def registry_line(bond: Bond) -> tuple[str, str]:
    """Return a standing agreement as a sentence, and its source."""
    binds = joined(_KINDS.get(kind, kind) for kind in bond.kinds) or "nothing military"
    since = f", in force between them since {iso_words(bond.since)}" if bond.since else ""
    where = f" ({article_words(bond.article)})" if bond.article else ""
    return f"The {bond.name}{since}, binds to {binds}{where}.", f"registry of obligations: {bond.source}"


# ---------------------------------------------------------------- allies


def allies(query: Query, held: Material, pair: tuple[str, str]) -> Draft:
    """Answer whether two are bound to defend each other: by the registry, and by what articles say."""
    draft = Draft()
    texts = _bonds(held, pair)
    binding = [bond for bond in texts if _DEFENCE in bond.kinds]
    said = [
        (r, i, c) for r, i, c in agreements_of(held, pair) if any(o.kind == _DEFENCE for o in i.obligations)
    ]
    denied = [(r, c) for r, c in claimed.of_pair(held, *pair) if c.negated and "all" in c.label]
    day = f" as of {iso_words(held.today)}" if held.today else ""
    if binding:
        draft.verdict = "Yes, bound to defend each other"
        draft.say(
            f"Yes: an agreement that stands{day} binds {names(pair)} to defend each other.",
            basis="registry of obligations",
        )
    else:
        draft.verdict = "No mutual-defence obligation"
        draft.say(
            f"No: of the {plural(len(registry()), 'agreement')} in the registry of obligations none binds "
            f"{names(pair)} to defend each other{day}.",
            basis="registry of obligations",
        )
    for record, item, cited in said:
        holds = [o.holds for o in item.obligations if o.kind == _DEFENCE]
        says = "does bind" if all(holds) and "negation" not in item.aux else "does not bind"
        draft.say(f"{outlet_words(record)} says that mutual defence {says} the two.", [cited])
        for difference in item.differences:
            draft.notes.append(difference)
    for bond in [*binding, *[b for b in texts if b not in binding]]:
        words, source = registry_line(bond)
        draft.say(words, _naming(held, pair, bond), basis=source)
    told = {c.sentence for _, _, c in said}
    for record, claim in denied:
        if claimed.cited(held, record, claim).sentence not in told:
            draft.say(f"{holder_of(claim, record)}: not {claim.label}.", [claimed.cited(held, record, claim)])
    _renewals(draft, held, pair)
    near = [x for x in claimed.of_pair(held, *pair) if x not in denied and _of_alliance(x[1])]
    claimed.say_statuses(draft, held, near)
    if not texts:
        draft.say(
            f"The registry holds no agreement between {names(pair)}; it is small, and one may exist.",
            part="missing",
            basis="registry of obligations",
        )
    return draft


def _of_alliance(claim: Claim) -> bool:
    """Return whether a status calls two allies or nearly so, or says how little they are."""
    close = claimed.rank(claim)
    named = any(word in claim.label for word in ("allian", "allies", "axis", "coalition", "pact"))
    return named or claimed.leaning(claim) < 0 or (close is not None and close <= 0)


def _naming(held: Material, pair: tuple[str, str], bond: Bond) -> list[Citation]:
    return [cited for _, item, cited in agreements_of(held, pair) if item.standing == bond.id]


def _renewals(draft: Draft, held: Material, pair: tuple[str, str]) -> None:
    for _, item, cited in agreements_of(held, pair):
        if item.standing and item.action and not item.aux:
            draft.say(_deed(item), [cited])


def _deed(item: Agreement) -> str:
    day = "" if item.date.start is None else f" in {date_words(item.date)}"
    if item.date.precision == "day" and item.date.start:
        day = f" on {date_words(item.date)}"
    name = short(item.name)
    article = "The" if name[:1].isupper() else capital(a_or_an(name).split()[0])
    return f"{article} {name} ({names(item.parties)}) was {item.action or 'named'}{day}."


# ---------------------------------------------------------------- agreements


def agreements(query: Query, held: Material, pair: tuple[str, str]) -> Draft:
    """Answer what binds two and when it was signed or renewed."""
    draft = Draft()
    texts = _bonds(held, pair)
    found = [*agreements_of(held, pair)]
    done = [(r, i, c) for r, i, c in found if i.action and not i.aux]
    done.sort(key=lambda x: x[1].date.start or "9999")
    for _, item, cited in done:
        draft.say(_deed(item), [cited])
    for bond in texts:
        words, source = registry_line(bond)
        draft.say(words, _naming(held, pair, bond), basis=source)
    for record, item, cited in found:
        for obligation in item.obligations:
            if not obligation.holds:
                kind = _KINDS.get(obligation.kind, obligation.kind)
                draft.say(
                    f"{outlet_words(record)} says that no obligation of {kind} binds them.",
                    [cited],
                    part="against",
                )
        if not item.action and item.aux and not item.obligations:
            draft.say(
                f"{capital(short(item.name))}: {joined(_aux(item))} ({outlet_words(record)}).",
                [cited],
                part="claims",
            )
    acts = plural(len(done), "act")
    draft.verdict = f"{plural(len(texts), 'standing agreement')}, {acts} reported (signed, renewed, issued)"
    if not draft.lines.get("answer"):
        return nothing(
            draft,
            f"No agreement between {names(pair)} is reported, and the registry holds none.",
            held.searched,
        )
    undated = [i for _, i, _ in done if i.date.start is None]
    if undated:
        draft.say(
            f"No date is given for {joined(dict.fromkeys(f'the {short(i.name)}' for i in undated))}.",
            part="missing",
            basis=held.searched,
        )
    return draft


def _aux(item: Agreement) -> list[str]:
    words = {
        "future": "planned",
        "hypothetical": "an open question",
        "negation": "said not to be",
        "historical": "earlier history",
    }
    return [words[a] for a in item.aux]


# ---------------------------------------------------------------- a concrete agreement


def concrete(query: Query, held: Material, pair: tuple[str, str]) -> Draft:
    """Answer whether an agreement of two is reported, on the days that the question names if it names any."""
    draft = Draft()
    found = [*agreements_of(held, pair)]
    done = [(r, i, c) for r, i, c in found if i.action in _DONE and not i.aux]
    days = query.days or _meeting(query, held, pair)
    topics = [t for t in query.topics if t.terms and "#" not in t.words]
    here = [x for x in done if _within(x[1], days) and _on(x[2], topics)]
    open_ = [(r, i, c) for r, i, c in found if "hypothetical" in i.aux or "future" in i.aux]
    denied = [(r, i, c) for r, i, c in found if "negation" in i.aux and not i.obligations]
    when = ""
    if days:
        when = (
            f" for {joined(_days(days))}"
            if days[0].start[:10] == days[-1].end[:10]
            else f" in {joined(_days(days))}"
        )
    if here and not (open_ and query.against and not days):
        draft.verdict = "Yes, reported"
        for _, item, cited in here:
            draft.say(_deed(item), [cited])
    else:
        draft.verdict = "No, none is reported"
        goal = f" against {names([query.against])}" if query.against else ""
        goal = f" on {joined(t.words for t in topics)}" if topics and not query.against else goal
        draft.say(
            f"No agreement of {names(pair)}{goal} is reported{when}.",
            [c for *_, c in open_],
            basis=held.searched,
        )
    for record, item, cited in open_:
        draft.say(f"{outlet_words(record)} leaves it open: {short(item.name)}.", [cited])
    for record, item, cited in denied:
        draft.say(f"{outlet_words(record)} says that there is none: {short(item.name)}.", [cited])
    for _, item, cited in done:
        if draft.verdict.startswith("No") or (_, item, cited) not in here:
            draft.say(f"Reported besides: {_deed(item)}", [cited], part="claims")
    for cited in held.found(passages()["open question"]):
        if {c.ref for *_, c in open_} & {cited.ref} or not open_:
            draft.say(
                f"An open question in {cited.outlet} ({quoted(short(cited.words, 120))}).",
                [cited],
                part="missing",
                topic=cited.sentence[:40],
            )
    return draft


def _meeting(query: Query, held: Material, pair: tuple[str, str]) -> tuple[Interval, ...]:
    """Return the day of the meeting that a question speaks of without a date: the one most told of."""
    if not any(kind.startswith("CONSULT") for kind in query.deeds):
        return ()
    met = [h for h in held.of(*pair) if h.type == "CONSULT" and not h.aux and h.date.start and h.date.end]
    best = max(met, key=lambda h: (h.outlets, h.date.start or ""), default=None)
    if best is None or best.date.start is None or best.date.end is None:
        return ()
    return (Interval(best.date.start, best.date.end, best.date.precision),)


def _on(cited: Citation, topics: list[Topic]) -> bool:
    """Return whether an agreement's sentence speaks of a topic that is asked about; any does when none is."""
    return not topics or any(
        all(matches(Topic("", (), (term,)), cited.sentence) for term in topic.terms) for topic in topics
    )


def _within(item: Agreement, days: tuple[Interval, ...]) -> bool:
    """Return whether an agreement's date touches one of some days; any does when none are asked for."""
    if not days:
        return True
    start, end = item.date.start, item.date.end or item.date.start
    if start is None or end is None:
        return False
    return any(start[:10] <= d.end[:10] and d.start[:10] <= end[:10] for d in days)


def _days(days: tuple[Interval, ...]) -> list[str]:
    return [span_words(d.start, d.end) for d in days]
