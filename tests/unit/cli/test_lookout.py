"""What takes a call to Slack is looked at beside the work, and told when it changes."""

import logging
from datetime import timedelta

from bot.cli.lookout import LOOK, Lookout
from bot.health import Health, Row

WELL = Row("daily C1", "ok", "the app is in #secret-plans", told="the app is in it")
LOST = Row("daily C1", "broken", "the app is not in #secret-plans", "/invite it there", told="the app is not in it")


def test_a_probe_reads_what_was_found_last_and_looks_at_nothing():
    looks = []
    lookout = Lookout(lambda: looks.append(1) or [LOST])
    health = Health(reports=[lookout.rows])
    assert health.ready() == (True, [])
    lookout.look()
    for _ in range(100):
        ready, rows = health.ready()
    assert (ready, list(rows), looks) == (True, [LOST], [1])


def test_what_breaks_is_said_once_with_its_remedy_and_without_the_channels_name(caplog):
    found = [LOST]
    lookout = Lookout(lambda: found)
    with caplog.at_level(logging.INFO):
        for row in (LOST, LOST, WELL, WELL, LOST):
            found[:] = [row]
            lookout.look()
    said = [record.getMessage() for record in caplog.records]
    assert said == ["daily C1: the app is not in it → /invite it there", "daily C1 is well again", said[0]]


def test_a_look_that_failed_leaves_what_was_found_before_and_no_start_waits_for_it(caplog):
    def look():
        raise RuntimeError

    with Lookout(look) as lookout:
        assert lookout.briefly() == "how it is at Slack could not be looked at"
    assert lookout.rows() == ()
    assert timedelta(minutes=5) <= LOOK


def test_the_short_form_names_what_is_broken():
    lookout = Lookout(lambda: [LOST, WELL, *(Row(f"daily C{number}", "broken", "lost") for number in range(2, 9))])
    lookout.look()
    assert lookout.briefly().startswith("broken: daily C1, daily C2, daily C3, daily C4, daily C5 and 3 more")
