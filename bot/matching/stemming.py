"""Word -> stem, by Snowball's English stemmer."""

from __future__ import annotations

from functools import lru_cache

import Stemmer

_STEMMER = Stemmer.Stemmer("english", 0)

# Words that Snowball would fold into another word that matters here: "customise" into
# "customer", "busy" into "business", "import" into "important", "helpful" into "help".
_APART = {
    word: name
    for name, words in {
        "custom_made": "custom customs customise customised customising customize customized customizing",
        "busy": "busy busier busiest",
        "import_in": "import imports imported importing",
        "organ": "organ organs organic",
        "person": "person persons",
        "helpful": "helpful helpfulness helpfully",
        "account_held": "account accounts",
        "response": "response responses",
        "except_for": "except excepting",
        "productive": "productive productivity production productions",
        "politics": "politic politics political politician politicians",
        "experiment": "experiment experiments experimental",
    }.items()
    for word in words.split()
}


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of one small word ("principles" -> "principl")."""
    return _APART.get(word) or str(_STEMMER.stemWord(word))
