"""Addresses: which may be followed, where a bare one ends, and whether a link's text tells the truth about it."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

# What Slack takes as the address of a button or an image. A longer one is left out: its words stay words.
LONGEST = 3_000

HOST = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?\.?|\[[0-9a-f:.]+\]", re.IGNORECASE)
MAIL = re.compile(r"[^\s@<>|]+@[^\W_](?:[\w.-]*[^\W_])?")
TELEPHONE = re.compile(r"[+\d][\d\s().-]*(?:;[\w=.+-]*)?")

# An address in running text: up to a space or a sign that no address holds.
BARE = re.compile(r"""https?://[^\s<>|"`{}\\^]+""", re.IGNORECASE)
WWW = re.compile(r"""(?<![\w/.@-])www\.[^\s<>|"`{}\\^]+""", re.IGNORECASE)
BARE_MAIL = re.compile(r"(?<![\w.+/@-])[\w.+-]*\w@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}(?![\w@-])")
OPENING = {")": "(", "]": "["}
TRAILING = ".,:;!?*_~'’”»…"

# Words that look like an address: a host whose last part is of letters, and whatever follows "://".
# Twenty parts are looked at: no real host has as many, and a text of nothing but dots is read in time.
HOST_LIKE = re.compile(r"(?<![\w-])(?:[^\W_][\w-]{0,62}[.。]){1,20}[^\W\d_]{2,63}|(?<=://)[^\s/?#:@]+")
# Endings of files that are no top-level domain: "form.pdf" pretends nothing.
FILES = frozenset(
    "css csv doc docx gif htm html ini jpeg jpg js json log ods odt pdf png ppt pptx sql txt xls xlsx xml yml".split()
)
LONGEST_HOST = 253
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


def may_be_followed(url: str) -> bool:
    """Whether an address is one of the web (http, https), a mail address or a telephone number, and whole."""
    if any(c.isspace() or c in "<>|" for c in url):
        return False
    scheme, _, rest = url.partition(":")
    match scheme.lower():
        case "http" | "https":
            return rest.startswith("//") and bool(host_of(url))
        case "mailto":
            return MAIL.fullmatch(unquote(rest.partition("?")[0])) is not None
        case "tel":
            return TELEPHONE.fullmatch(unquote(rest)) is not None
    return False


def host_of(url: str) -> str:
    """The host that a web address leads to, in small letters; empty where there is none."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return ""
    return host if HOST.fullmatch(host) or ":" in host else ""


def bare_address(text: str) -> str:
    """The address that `text` begins with, without the sentence's own signs after it; empty for none (or no end)."""
    found = BARE.match(text)
    return _without_sentence(found[0]) if found and len(found[0]) <= LONGEST else ""


def _without_sentence(address: str) -> str:
    """The address up to a bracket that it did not open, and without punctuation at its end."""
    depth = dict.fromkeys(OPENING.values(), 0)
    for place, sign in enumerate(address):
        if sign in depth:
            depth[sign] += 1
        elif sign in OPENING:
            depth[OPENING[sign]] -= 1
            if depth[OPENING[sign]] < 0:
                return _without_sentence(address[:place])
    return address.rstrip(TRAILING)


def bare_links(text: str) -> list[tuple[int, int, str]]:
    """(start, end, address) of every mail address and `www.` address in the text, in order."""
    found = [(m.start(), m.end(), f"mailto:{m[0]}") for m in BARE_MAIL.finditer(text)] if "@" in text else []
    if "www." in text.lower():
        kept = ((m.start(), _without_sentence(m[0])) for m in WWW.finditer(text))
        found += [(start, start + len(shown), f"http://{shown}") for start, shown in kept]
    return sorted(link for link in found if may_be_followed(link[2]))


def real_place(shown: str, url: str) -> str | None:
    """Where a link really leads, if its text `shown` looks like another address; else None."""
    said = unicodedata.normalize("NFKC", re.sub("[\u200c\u200d]", "", shown))
    scheme, _, rest = url.partition(":")
    if scheme.lower() == "tel":
        digits, real = re.sub(r"\D", "", said), re.sub(r"\D", "", rest)
        return unquote(rest) if len(digits) > 4 and not real.endswith(digits.lstrip("0")) else None
    if scheme.lower() == "mailto":
        place = unquote(rest.partition("?")[0])
        host, mails = place.rpartition("@")[2], BARE_MAIL.findall(said)
        honest = all(mail.casefold() == place.casefold() for mail in mails)
    else:
        place = host = host_of(url)
        honest = not _mixes_scripts(said) or (host.isascii() and "xn--" not in host)
    hosts = [named for named in HOST_LIKE.findall(said) if named.rpartition(".")[2].casefold() not in FILES]
    return None if honest and all(_is_within(host, named) for named in hosts) else place


def _is_within(host: str, named: str) -> bool:
    """Whether `host` is the one that is named, or a part of it."""
    real, claimed = _ascii(host), _ascii(named)
    return real == claimed or real.endswith(f".{claimed}")


def _ascii(host: str) -> str:
    """A host as the network knows it, without "www."."""
    small = host.casefold().replace("。", ".").strip(".").removeprefix("www.")
    if len(small) > LONGEST_HOST:
        return small
    try:
        return small.encode("idna").decode("ascii")
    except UnicodeError:
        return small


def _mixes_scripts(text: str) -> bool:
    """Whether one name in it mixes alphabets whose letters look alike."""
    for name in re.findall(r"[^\W\d_]+", text):
        if not name.isascii():
            letters = {unicodedata.name(letter, "").partition(" ")[0] for letter in name}
            if len(letters.intersection(SCRIPTS)) > 1:
                return True
    return False
