"""What two wordings have to share to ask the same: everything but case, punctuation and spacing."""

from __future__ import annotations

import re
import string
import unicodedata

# Pictures and flags, without skin tones; arrows, stars and the like among them.
PICTURE = (
    "[\U0001f1e6-\U0001f1ff]{2}"
    "|[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001f3fa\U0001f400-\U0001faff]"
)
# Signs that make another name (C++, C#, .NET), or stand for themselves, belong to a wording.
SIGNED = (
    r"(?<![\w*])[^\W\d_](?:\+{1,2}|\#|\*)(?![\w*])"
    r"|(?<![\w.])\.net\b"
    rf"|(?<![^\s\"'“”‘’«»(])[+*\#@$€£=~^](?=[\s?.!,\"'“”‘’«»)]|$)|{PICTURE}"
)
_FOLDED = re.compile(rf"{SIGNED}|[^\W_]+")
# Texts without any of these, most of all, are split at once.
MAY_BE_SIGNED = re.compile(r"[+#*@$=~^]|\.net|[^\x00-\x7f]")
_PLAIN = str.maketrans({**dict.fromkeys(string.punctuation, " "), "'": "", "`": ""})


def fold_wording(wording: str) -> str:
    """A wording without case, punctuation and spacing: equal folds ask the same question.

    >>> fold_wording("What are the 7 C's?")
    'what are the 7 cs'
    """
    text = wording.casefold()
    if not MAY_BE_SIGNED.search(text):
        return " ".join(text.translate(_PLAIN).split())
    text = unicodedata.normalize("NFKC", wording).casefold()
    text = re.sub(r"['‘’`´]", "", text)
    return " ".join(_FOLDED.findall(text))
