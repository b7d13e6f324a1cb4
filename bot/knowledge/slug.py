"""Names as ids are written: small letters, digits and single hyphens."""

from __future__ import annotations

import re
import unicodedata

# Two ids and a slash must fit the value of an option in Slack (150 characters).
LONGEST = 74


def slug(text: str) -> str:
    """The id nearest to a name; empty where the name has no Latin letter and no digit.

    >>> slug("My FAQ")
    'my-faq'
    >>> slug("Öffnungszeiten & mehr")
    'offnungszeiten-mehr'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in plain if not unicodedata.combining(character))
    return re.sub(r"[^a-z0-9]+", "-", bare)[:LONGEST].strip("-")
