"""Whether the comment beside a forwarded message asks something itself, or only passes it on."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_]+|\d+")

# "Can you help with this?", "any ideas for this customer, please?": words that point at what was forwarded.
POINTING = frozenset(
    """
    a about all am an and answer any anybody anyone anything are as ask asked asking asks be below can case
    chance client come complaint could customer deal do does email everyone find folks for forward forwarded
    forwarding from fyi get give got guest guy guys handle has have he hello help her here hey hi him his how i
    idea ideas in is it its just know let like look mail me message my need of on one or our out over person
    please pls plz question quick reply respond response said say saying says see she should so some somebody
    someone sort take team tell thank thanks that the their them there these they thing think this thoughts
    ticket to today tried urgent us user want wants we what when where which who will with would wrote you your
""".split()
)
# A comment asks by a question mark or by how it begins; what else is said beside a forward introduces it.
ASKING = frozenset(
    """
    what which who whom whose why how when where is are was do does did can could should would may list name explain
    give show describe define tell
""".split()
)


def asks_by_itself(comment: str) -> bool:
    """Whether there is a question in the comment that needs nothing beside it."""
    words = [word.lower() for word in WORD.findall(comment)]
    if POINTING.issuperset(words):
        return False
    return "?" in comment or (bool(words) and words[0] in ASKING)
