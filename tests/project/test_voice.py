"""What the bot says stands on one page, so that somebody can read it all in one sitting."""

from __future__ import annotations

import re

from tests.voice import PAGE, page


def test_the_page_of_what_the_bot_says_is_what_the_code_says():
    assert PAGE.read_text(encoding="utf-8") == page(), "write it again: .venv/bin/python -m tests.voice"


def test_nobody_is_shown_a_usage_line_or_an_apology_for_what_they_typed():
    """Choices between bars, Slack's error codes and "Sorry, ..." are for machines, or for nobody."""
    said = [line for line in page().splitlines() if line.startswith("- ")]
    assert len(said) > 150
    assert [line for line in said if re.search(r"\bsorry\b|\w \| \w|\binvalid_\w+", line, re.IGNORECASE)] == []
