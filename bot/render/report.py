"""The health of packs as one page of HTML, which needs nothing but itself.

Everything in it is untrusted: packs and questions are anybody's words. The template escapes each of them, and the
page's own policy allows neither scripts nor addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

# So many lines are shown before and after one that a finding names.
AROUND = 3

# As much of a line as is shown; packs may hold a whole text in one.
LONGEST = 300

# The reliability curve, in pixels of its picture.
CURVE = 240


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line of a file; `line` counts from 1, and 0 means the file as a whole."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, and where; `place` is None for what stands in no file."""

    text: str
    place: FileLine | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Findings of a kind under their heading; `all` of them where only the first are shown."""

    heading: str
    findings: Sequence[Finding]
    all: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """How a pack does on its own aliases, each asked as if it were not there; `tried` of them.

    Answered `right`, asked back with the right one `offered`, answered `wrong`; the others were not answered.
    """

    name: str
    entries: int
    tried: int
    right: int
    offered: int
    wrong: int

    @property
    def missed(self) -> int:
        """How many were not answered."""
        return self.tried - self.right - self.offered - self.wrong


@dataclass(frozen=True, slots=True)
class Step:
    """Of `questions`: how sure the matcher said it was on average, and how often it was right; 0 to 1."""

    questions: int
    said: float
    was: float


@dataclass(frozen=True, slots=True)
class Report:
    """Everything on the page. `gaps` is None where no record of them is at hand."""

    title: str
    made: str
    summary: str
    groups: Sequence[Section] = ()
    coverage: Sequence[Coverage] = ()
    curve: Sequence[Step] = ()
    gaps: Sequence[Finding] | None = None
    figures: Sequence[tuple[str, str]] = ()
    files: Mapping[str, str] = field(default_factory=dict)

    def findings(self) -> Iterator[Finding]:
        """All of them, wherever they stand."""
        for group in self.groups:
            yield from group.findings
        yield from self.gaps or ()


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """A line of an excerpt; `marked` where a finding names it."""

    number: int
    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The parts of a file that findings name, each a run of lines."""

    file: str
    runs: Sequence[Sequence[NumberedLine]]


def report_page(report: Report) -> str:
    """The page as HTML."""
    from mako.template import Template  # takes its time, and only this page needs it

    shown = excerpts(report.files, (finding.place for finding in report.findings() if finding.place))
    source = Path(__file__).with_name("report.html.mako").read_text(encoding="utf-8")
    # Its filter escapes everything that is put in.
    template = Template(source, default_filters=["str", "h"], strict_undefined=True)  # noqa: S702
    anchors = {excerpt.file: number for number, excerpt in enumerate(shown, 1)}
    return str(template.render(report=report, excerpts=shown, anchors=anchors, dots=_dots(report.curve), size=CURVE))


def excerpts(files: Mapping[str, str], places: Iterable[FileLine]) -> list[Excerpt]:
    """What to show of the files, in the order of `files`: the lines that places name, and those around them."""
    named: dict[str, set[int]] = {}
    for place in places:
        if place.line:
            named.setdefault(place.file, set()).add(place.line)
    return [Excerpt(file, _runs(text.split("\n"), named[file])) for file, text in files.items() if file in named]


def _runs(lines: Sequence[str], marked: set[int]) -> list[list[NumberedLine]]:
    """The lines around the marked ones (counted from 1), in runs without a break."""
    runs: list[list[NumberedLine]] = []
    wanted = {near for line in marked for near in range(line - AROUND, line + AROUND + 1)}
    for number in sorted(wanted.intersection(range(1, len(lines) + 1))):
        text = lines[number - 1].rstrip("\r")
        line = NumberedLine(number, text if len(text) <= LONGEST else text[:LONGEST] + "…", number in marked)
        if runs and runs[-1][-1].number == number - 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _dots(curve: Sequence[Step]) -> list[tuple[float, float, float]]:
    """Each point as x, y and radius in the curve's picture; the area grows with the number of questions."""
    most = max((point.questions for point in curve), default=1)
    return [(point.said * CURVE, (1 - point.was) * CURVE, 3 + 9 * (point.questions / most) ** 0.5) for point in curve]
