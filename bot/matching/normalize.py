"""A message as typed -> plain small words, numerals in digits, sentences kept apart.

"<@U1> What are the *VII Cs*?" becomes "what are the 7 c ?". Normalising twice changes nothing.
Signs that make a name stay with it ("c++", "c#", ".net"); emoji and lone signs are words too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

from bot.knowledge.wordings import MAY_BE_SIGNED, SIGNED
from bot.matching.figures import ORDINAL_DAY, ORDINALS, with_dates, written_alike

# Slack cuts messages at 40,000 characters; nobody asks in more than 4,000.
MAX_CHARACTERS = 4_000

_SLACK_NAME = re.compile(r"<(?:[@#!][^<>]*|(?:https?|mailto|tel):[^<>|]*)>")
_SLACK_LINK = re.compile(r"<(?:https?|mailto|tel):[^<>|]*\|([^<>]*)>")
_BARE_LINK = re.compile(r"(?:https?://|www\.)\S+")
_EMOJI = re.compile(r":([a-z0-9_+'-]+)(?:::skin-tone-\d)?:")
_STARS = re.compile(r"(?:(?::star:|⭐)\s*){2,9}")
_BOLD = re.compile(r"(?<![\w*])\*([^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])")
_HTML_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")

# "main()", "shop.CustomerService.find(CustomerService.java:42)": code is not something people ask for.
_CALL = re.compile(r"\b\w{1,60}(?:\(\)|(?:\.[\w$]{1,60}){1,9}\([^()\s]{0,120}\))")

_ROMAN = re.compile(r"\b(?=[IVX]{2,6}\b)(X{0,3})(IX|IV|V?I{0,3})(?!\w)")
_ROMAN_SINGLE = re.compile(r"\b([VX])(?= (?:[a-z]+ ){0,2}[a-z]+s\b)")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_ROMAN_SMALL = dict(zip("ii iii iv vi vii viii ix xi xii".split(), "2 3 4 6 7 8 9 11 12".split(), strict=True))

# "7 C's", "the Ps": a capital with a plural s is a letter people count by.
_LETTERS = re.compile(r"\b([A-Z])['’]?[sS]\b(?!\w)")
_HALF_DOZEN = re.compile(r"\bhalf[ -](?:a )?dozen\b", re.IGNORECASE)
_LETTER_NAMES = {"cees": "c", "sees": "c", "pees": "p", "peas": "p", "ees": "e"}
# A dot inside "3.2" or before "net" ends no sentence, and "no. 5" is number 5.
_NUMBER = re.compile(r"\bn(?:o|r|um)\. ?(?=\d)")
_SPOKEN = re.compile(r"\b(?:([cfj])[ -]?sharp|c ?plus ?plus|cpp|dot ?net)\b")
_SENTENCE_END = re.compile(r"(?:[!;…\n]|\.(?!(?<=\d\.)\d)(?!(?<![\w.]\.)net\b))+")
_SIGNED_WORD = re.compile(rf"(?<![\w.])v?\d+(?:\.\d+)+|{SIGNED}|[^\W_]+(?:'[^\W_]+)*|[.?]")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[.?]")
_SPECIAL = re.compile(rf"{MAY_BE_SIGNED.pattern}|\d\.\d")
_VERSION = re.compile(r"v(\d+(?:\.\d+)*)")
_LEADING_DIGITS = re.compile(r"(\d+)([^\W\d_]+)")
_LONG_RUN = re.compile(r"([^\W\d_])\1{2,}")

_TO_NINETEEN = """
    zero one two three four five six seven eight nine ten
    eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
""".split()
_TENS = {
    word: 10 * tens for tens, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
NUMBERS = (
    {word: str(value) for value, word in enumerate(_TO_NINETEEN) if value > 1}
    | {word: str(value) for word, value in _TENS.items()}
    | {"dozen": "12", "trio": "3", "quartet": "4", "hundred": "100", "thirds": "3"}
)
_UNITS = {word: value for value, word in enumerate(_TO_NINETEEN[:10]) if value}
_DIGITS = NUMBERS | _ROMAN_SMALL
_ORDINAL_DIGITS = {f"{n}{end}": ORDINALS[n] for n in range(1, 11) for end in ("st", "nd", "rd", "th")}
_CONTRACTED = {"can't": "can not", "won't": "will not", "ain't": "is not", "let's": "let us"}
_TAILS = frozenset({"s", "re", "ll", "ve", "d", "m"})


def clean(text: str) -> str:
    """The message without markup, links, emoji and invisible characters; case and marks kept."""
    text = text[:MAX_CHARACTERS].encode("utf-8", "ignore").decode("utf-8")
    text = unicodedata.normalize("NFKC", text)[:MAX_CHARACTERS]  # one sign may stand for 18
    if "<" in text:
        text = _HTML_TAG.sub(" ", _SLACK_NAME.sub(" ", _SLACK_LINK.sub(r" \1 ", text)))
    if "&" in text:
        text = unescape(text)
    if "⭐" in text or ":star:" in text:
        text = _STARS.sub(lambda m: f" {m[0].count('star') + m[0].count('⭐')} star ", text)
    if "www." in text or ":" in text:
        text = _BARE_LINK.sub(" ", text)
        text = _EMOJI.sub(lambda m: f" {NUMBERS.get(m[1], '')} ", text)
    if "*" in text:
        text = _BOLD.sub(r"\1", text)
    if "(" in text:
        text = _CALL.sub(" ", text)
    if not text.isascii():
        decomposed = unicodedata.normalize("NFD", text)
        text = "".join(c for c in decomposed if c.isascii() or unicodedata.category(c) not in ("Mn", "Cf", "Cc"))
        text = text.replace("’", "'").replace("‘", "'").replace("`", "'")
    return text


def normalise(text: str) -> str:
    """The words of a message, small, with "." and "?" between sentences.

    Numerals of any spelling become digits ("seven", "VII", "#7", "7c" -> "7 c"), ordinals words
    ("1st" -> "first"). Reads at most MAX_CHARACTERS characters.
    """
    text = clean(text)
    if not text.islower():
        text = _ROMAN_SINGLE.sub(lambda m: str(_ROMAN_VALUES[m[1]]), _ROMAN.sub(lambda m: str(_roman(m[0])), text))
        text = _LETTERS.sub(lambda m: f"{m[1]} ", text) if not text.isupper() else text
    text = text.casefold().replace("%", " percent ")
    if "dozen" in text:
        text = _HALF_DOZEN.sub(" six ", text)
    if "sharp" in text or "plus" in text or "cpp" in text or "net" in text:
        text = _SPOKEN.sub(_as_written, text)
    text = written_alike(text)
    text = _NUMBER.sub("number ", text)
    pattern = _SIGNED_WORD if _SPECIAL.search(text) else _WORD
    text = _SENTENCE_END.sub(" . ", text)
    words: list[str] = []
    tens = 0
    for raw in pattern.findall(_LONG_RUN.sub(r"\1\1", text)):
        if tens and raw in _UNITS:  # "twenty five"
            words[-1] = str(tens + _UNITS[raw])
        elif raw == "hundred" and words and words[-1].isdecimal() and int(words[-1]) < 100:
            words[-1] = str(100 * int(words[-1]))
        elif raw.isalpha():
            _append(words, _DIGITS.get(raw, raw))
        elif raw in (".", "?"):
            _mark(words, raw)
        else:
            for word in _plain(raw):
                _append(words, word)
        tens = _TENS.get(raw, 0)
    return " ".join(with_dates(words))


def _as_written(spoken: re.Match[str]) -> str:
    """The name as it is written: "C sharp" -> "c#", "cpp" -> "c++", "dot net" -> ".net"."""
    if spoken[1]:
        return f"{spoken[1]}#"
    return " .net" if spoken[0].endswith("net") else "c++"


def is_sign(word: str) -> bool:
    """Whether a normalised word is a picture or a lone sign, with no letter or digit in it."""
    return not word[-1].isalnum() and not word[0].isalnum() and word not in (".", "?")


def without_signs(words: list[str]) -> list[str]:
    """Normalised words without pictures and lone signs, which adorn an answer and name nothing."""
    return [word for word in words if not is_sign(word)]


def _mark(words: list[str], mark: str) -> None:
    """End the sentence; of several marks in a row one stays, "?" before "."."""
    if words and words[-1] not in (".", "?"):
        words.append(mark)
    elif words and mark == "?":
        words[-1] = mark


def _plain(raw: str) -> Iterator[str]:
    """The plain words of one raw word: "can't" -> can, not; "7cs" -> 7, cs; "1st" -> first."""
    if "'" in raw:
        for part in _LONG_RUN.sub(r"\1\1", _without_apostrophes(raw)).split():
            yield from _plain(part)
    elif raw.isdecimal():
        yield str(int(raw[:9]))
    elif raw in _ORDINAL_DIGITS:
        yield _ORDINAL_DIGITS[raw]
    elif ORDINAL_DAY.fullmatch(raw):
        yield raw
    elif version := _VERSION.fullmatch(raw):
        yield "version"
        yield from _plain(version[1])
    elif "." in raw or not raw[-1].isalnum():
        yield raw
    elif split := _LEADING_DIGITS.fullmatch(raw):
        yield str(int(split[1][:9]))
        yield from _plain(split[2])
    else:
        yield _DIGITS.get(raw, raw)


def without_marks(normalised: str) -> list[str]:
    """The words of a normalised text, without the marks that end its sentences."""
    return [word for word in normalised.split() if word not in (".", "?")]


def _without_apostrophes(word: str) -> str:
    """The words that a contraction stands for, or the word without its genitive."""
    if word in _CONTRACTED:
        return _CONTRACTED[word]
    if word.endswith("n't"):
        return f"{word[:-3]} not"
    head, _, tail = word.partition("'")
    return head if tail in _TAILS else head + tail.replace("'", "")


def _append(words: list[str], word: str) -> None:
    """Add one plain word, reading it with the one before: "four (4)", "7 c s", "7 cees"."""
    previous = words[-1] if words else ""
    if previous == word and word.isdecimal():
        return
    if word == "s" and previous and (len(previous) == 1 or not previous[-1].isalnum()) and not previous.isdecimal():
        return
    if previous.isdecimal():
        if word in _LETTER_NAMES:
            word = _LETTER_NAMES[word]
        elif len(word) == 2 and word[1] == "s" and word not in ("is", "us", "as"):
            word = word[0]
    words.append(word)


def _roman(numeral: str) -> int:
    """The value of a roman numeral up to 39; 0 for none."""
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
