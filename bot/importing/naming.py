"""Ids for entries."""

from __future__ import annotations

from bot.knowledge.slug import slug

# Words that say nothing about a question.
_FILLERS = frozenset(
    "a an and are be can could did do does for from have how i im if in is it its me my of on or our should so some "
    "that the their them there they this to was we what when where which who why will with would you your".split()
)
LONGEST_ID = 48


class Names:
    """Gives every question of a pack an id of its own."""

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._numbered: dict[str, int] = {}  # the last number of each name, where thousands share one

    def of(self, question: str) -> str:
        """A new id: the question's telling words."""
        bare = question.replace("'", "").replace("’", "")
        words = [word for word in slug(bare[:200]).split("-") if word]
        telling = [word for word in words if word not in _FILLERS] or words or ["question"]
        name = ""
        for word in telling:
            longer = f"{name}-{word}".strip("-")
            if len(longer) > LONGEST_ID:
                break
            name = longer
        name = name or telling[0][:LONGEST_ID]
        unique, number = name, self._numbered.get(name, 1)
        while unique in self._used:
            number += 1
            unique = f"{name}-{number}"
        self._used.add(unique)
        self._numbered[name] = number
        return unique
