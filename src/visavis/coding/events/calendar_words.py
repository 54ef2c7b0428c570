"""Words of the calendar, as the events room meets them: months, weekdays, and other nouns of time."""

from __future__ import annotations

MONTHS = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
     "november", "december"}
)  # fmt: skip
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_OTHERS = frozenset(
    {"today", "yesterday", "tomorrow", "tonight", "week", "month", "year", "day", "night", "morning",
     "evening", "afternoon", "hour", "minute", "time", "weekend"}
)  # fmt: skip
TIMES = MONTHS | WEEKDAYS | _OTHERS
