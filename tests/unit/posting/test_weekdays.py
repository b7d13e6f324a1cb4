"""Days of the week are read as people write them, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from bot.posting.weekdays import read_weekdays

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon-fri", {MON, TUE, WED, THU, FRI}),
        ("Mon – Fri", {MON, TUE, WED, THU, FRI}),
        ("monday to wednesday", {MON, TUE, WED}),
        ("sat-sun", {SAT, SUN}),
        ("fri-mon", {FRI, SAT, SUN, MON}),
        ("mon,wed,fri", {MON, WED, FRI}),
        ("mon wed & fri", {MON, WED, FRI}),
        ("Tuesdays and Thursdays", {TUE, THU}),
        ("tues, thurs", {TUE, THU}),
        ("mon-wed,sat", {MON, TUE, WED, SAT}),
        ("sun-sun", {SUN}),
        ("weekdays", {MON, TUE, WED, THU, FRI}),
        ("weekends, mon", {SAT, SUN, MON}),
        ("every day", set(range(7))),
    ],
)
def test_days_lists_and_ranges(text, days):
    assert read_weekdays(text) == days


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("money", 'did you mean "mon"'),
        ("mondy", 'did you mean "monday"'),
        ("sunny", '"sunny" is no day of the week'),
        ("satin-sun", '"satin" is no day'),
        ("mo", '"mo" is no day'),
        ("mon-", '"" is no day'),
        ("1-5", '"1" is no day'),
        ("", "no day is named"),
        (" , ", "no day is named"),
    ],
)
def test_other_words_are_refused(text, said):
    with pytest.raises(ValueError, match=said):
        read_weekdays(text)
