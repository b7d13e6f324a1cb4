"""A rephrasing: the same person asks the same again in other words, because the answer was not what they meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.learning.gaps import ALIKE, telling_words
from bot.matching.decision import Match
from bot.matching.lexicon import Lexicon

# Who is content reads on; who is not asks again within this time.
AT_ONCE = timedelta(minutes=2)

# An answer that comes so near (0 to 1) to the next question was near to what its asker wanted. Of 106 pairs of labelled
# questions that ask the same and are not answered the same this finds 70; of pairs that ask different things it takes
# 2 in 1,000 for one.
NEAR = 0.02


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a person asked before, and the entry that answered it; `entry_id` is empty where none did."""

    question: str
    entry_id: str
    asked_at: datetime


def is_rephrasing(
    earlier: Earlier,
    question: str,
    *,
    entry_id: str | None,
    near: Sequence[Match],
    now: datetime,
    lexicon: Lexicon,
) -> bool:
    """Whether a question asks what was answered a moment `earlier`, and gets another answer, or none.

    `entry_id` answers it now, None where nothing does; `near` are its matches.
    """
    if not earlier.entry_id or entry_id == earlier.entry_id or not timedelta() <= now - earlier.asked_at <= AT_ONCE:
        return False
    if question.casefold().split() == earlier.question.casefold().split():
        return False  # the same words, sent twice
    if any(match.entry.id == earlier.entry_id and match.score >= NEAR for match in near):
        return True
    before, after = telling_words(earlier.question, lexicon), telling_words(question, lexicon)
    return len(before & after) >= ALIKE * len(before | after)
