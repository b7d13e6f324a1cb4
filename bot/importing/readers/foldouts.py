"""Fold-outs in Markdown, whatever they are written with -> one mark for their title and one for their end.

`<details>`, components (`<Accordion title="...">`), containers (`::: details ...`), short codes (`{{< details ... >}}`)
and MkDocs (`??? question "..."`) become headings that carry a private mark, on the line where they stood: what is
inside is then read as the Markdown that it is.
"""

from __future__ import annotations

import re
from textwrap import dedent

# Private characters: a question follows; the fold-out ends; its answer follows on the same line.
TITLE, END, ANSWER = "\ue010", "\ue011", "\ue012"

_MARK = f"###### {TITLE}"
_ENDED = f"###### {END}"

_NAMES = (
    r"Accordion|AccordionItem|AccordionPanel|Expandable|Expander|Expansion|ExpansionPanel|FAQ|Faq|FAQItem|FaqItem|Question"
    r"|QA|QnA|Collapse|Collapsible|CollapsibleItem|Toggle|Details|Disclosure|Dropdown|Spoiler"
)
_VALUE = r"""(?:"[^"]*"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\})"""
_ATTRIBUTES = rf"(?:\s+[\w:@.-]+(?:\s*=\s*{_VALUE})?)*\s*"
_OPEN = re.compile(rf"^[ \t]*<(?:{_NAMES})({_ATTRIBUTES})(/?)>", re.MULTILINE)
_CLOSE = re.compile(rf"[ \t]*</(?:{_NAMES})\s*>")
# Old pages write the tags of HTML in capitals; these are no components.
_CAPITAL_TAGS = r"(?!(?:A|B|I|P|S|U|BR|HR|EM|TT|UL|OL|LI|DL|DT|DD|H\d|TABLE|TR|T[HD]|DIV|SPAN|FONT|CODE|PRE|STRONG)\b)"
_OTHER = re.compile(rf"</?{_CAPITAL_TAGS}[A-Z][\w.]*({_ATTRIBUTES})/?>")
_TITLED = re.compile(rf"\b(?:title|question|header|heading|label|summary|q|name)\s*=\s*({_VALUE})")
_ANSWERED = re.compile(rf"\b(?:answer|text|content|a)\s*=\s*({_VALUE})")

_DETAILS = re.compile(r"^[ \t]*<details\b[^>]*>[ \t]*", re.IGNORECASE | re.MULTILINE)
_SUMMARY = re.compile(
    r"^[ \t]*<summary\b[^>]*>(.{0,1000}?)</summary\s*>[ \t]*", re.IGNORECASE | re.MULTILINE | re.DOTALL
)
_DETAILS_END = re.compile(r"[ \t]*</details\s*>", re.IGNORECASE)

_CONTAINER = re.compile(r"^[ \t]*:{3,}[ \t]*details[ \t]+(\S.*)$", re.MULTILINE)
_CONTAINER_END = re.compile(r"^[ \t]*:{3,}[ \t]*$", re.MULTILINE)
_CODE_NAMES = r"(?:details|expand|accordion(?:-item)?|faq(?:-item)?|collapse|toggle|spoiler)"
_SHORT_CODE = re.compile(rf"^[ \t]*\{{\{{[<%]\s*{_CODE_NAMES}\b[^\"'}}]*[\"']([^\"']+)[\"'].*?[%>]\}}\}}", re.MULTILINE)
_SHORT_CODE_END = re.compile(rf"[ \t]*\{{\{{[<%]\s*/\s*{_CODE_NAMES}\s*[%>]\}}\}}")
_MDX = re.compile(rf"^\s*<{_CAPITAL_TAGS}[A-Z][\w.]*(?:[\s/>]|$)", re.MULTILINE)
_TAG_LINE = re.compile(r"^\s*(?:</?[A-Z]|/?>|[\w:-]+=(?:\"|'|\{))")
_INDENTED = re.compile(r"""^(\s*)(\?\?\?\+?|!!!)\s+[\w -]+?\s*(?:"([^"]*)")?\s*$""")


def without_margins(text: str) -> str:
    """MDX without the indentation of what stands inside components."""
    if not _MDX.search(text):
        return text
    out: list[str] = []
    run: list[str] = []
    for line in [*text.split("\n"), None]:
        if line is not None and not _TAG_LINE.match(line):
            run.append(line)
            continue
        out += dedent("\n".join(run)).split("\n") if run else []
        run = []
        out += [] if line is None else [line]
    return "\n".join(out)


def marked(text: str) -> str:
    """The text with its fold-outs marked; no line moves."""
    text = _DETAILS.sub(_line_ends, text)
    text = _SUMMARY.sub(lambda found: f"{_title(found[1])}{_line_ends(found)}", text)
    text = _OPEN.sub(_component, text)
    text = _OTHER.sub(_plain_component, _CLOSE.sub(_ended, text))
    text = _SHORT_CODE.sub(lambda found: _title(found[1]), text)
    if _CONTAINER.search(text):
        text = _CONTAINER_END.sub(_ENDED, _CONTAINER.sub(lambda found: _title(found[1]), text))
    return _SHORT_CODE_END.sub(_ended, _DETAILS_END.sub(_ended, text))


def dedented(text: str) -> str:
    """Admonitions of MkDocs without their indentation; the title of a fold-out is marked."""
    out: list[str] = []
    inside: str | None = None
    for line in text.split("\n"):
        mark = _INDENTED.match(line)
        if mark:
            inside = mark[1] + "    "
            out.append(mark[1] + _title(mark[3]) if mark[3] and "?" in mark[2] else "")
        elif inside is not None and line.startswith(inside):
            out.append(line[4:])
        else:
            if inside is not None and line.strip():
                inside = None
            out.append(line)
    return "\n".join(out)


def _line_ends(found: re.Match[str]) -> str:
    """As many line ends as a passage had."""
    return "\n" * found[0].count("\n")


def _title(words: str) -> str:
    """The mark of a fold-out's title; an empty one is none."""
    line = " ".join(words.split())
    return f"{_MARK}{line}{ANSWER}" if line else ""


def _ended(found: re.Match[str]) -> str:
    """The mark of an end: a heading of its own on a line of its own, else within the words."""
    before = found.string[: found.start()].rpartition("\n")[2]
    return f"{END}" if before.strip() else _ENDED


def _value(found: re.Match[str] | None) -> str:
    """The text of an attribute."""
    return found[1].strip("{}").strip().strip("\"'`").strip() if found else ""


def _component(found: re.Match[str]) -> str:
    """An opening component that folds out."""
    words, answer = _value(_TITLED.search(found[1])), _value(_ANSWERED.search(found[1]))
    return f"{_title(words)}{answer if found[2] else ''}{_line_ends(found)}"


def _plain_component(found: re.Match[str]) -> str:
    """Any other component: its title, if it has one."""
    words = _value(_TITLED.search(found[1])) if found[0][1] != "/" else ""
    return (f"**{words}**" if words else "") + _line_ends(found)
