"""Each alias is asked of packs that do not have it."""

from __future__ import annotations

from bot.knowledge.loader import load
from bot.matching.decision import Answered
from bot.matching.left_out import left_out
from bot.matching.matcher import Matcher

PACK = """\
pack: shop
source: {title: Shop handbook}
entries:
  - id: hours
    question: When do you open on Sundays?
    aliases: [from when are you open on a Sunday, zebra crossing]
    answer: At ten.
  - {id: lamps, question: Where do you keep the lamps?, answer: In the cellar.}
"""


def test_an_alias_helps_only_others(write_pack):
    tried = list(left_out(load([write_pack(PACK)]).packs, Matcher.over))
    assert [(one.entry.name, one.position, one.outcome.labelled.question) for one in tried] == [
        ("hours", 0, "from when are you open on a Sunday"),
        ("hours", 1, "zebra crossing"),
    ]
    near, lonely = (one.outcome for one in tried)
    assert near.ids[0] == "shop/hours"
    assert not isinstance(lonely.decision, Answered), "without itself, nothing leads to it"
    assert lonely.labelled.expect == {"shop/hours"}


def test_packs_without_aliases_have_nothing_to_try(write_pack):
    packs = load([write_pack(PACK.replace("aliases:", "topics:"))]).packs
    assert list(left_out(packs, lambda knowledge: 1 / 0)) == []
