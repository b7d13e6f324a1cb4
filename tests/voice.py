"""Every sentence that the bot says to people in Slack, gathered from the code: `poe voice` writes docs/voice.md.

A sentence is a text of several words that begins or ends like one, or the label of a control. Where the code fills
something in, its name stands in braces. What operators read (logs, errors at start, the command line) is not here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "voice.md"
MANNERS = ROOT / "bot" / "knowledge" / "manners.yaml"
ROOMS = ("answering", "matching/reasons.py", "render", "slack")

# What terminals, scripts and operators read, and what only reads or shapes the words of others.
ELSEWHERE = re.compile(
    r"answering/(manners|language)|render/(terminal|explanation|json_reply|report|spoken|passage|grid|escape|pieces|budget)"
    r"|slack/(doors|events|app|clients|examination|installed|listening|manifest|reasons|runtime|outbox/outcome)"
)

# Filled-in parts aside: several words of which the first is great, or the last ends a sentence, or five of them.
BEGINS, ENDS = re.compile(r"[^\w]*[A-Z].*\w\W+\w", re.DOTALL), re.compile(r".*\w\W+\w+\W+\w.*[.?!]$", re.DOTALL)
LONG = re.compile(r"\W*(?:\w+\W+){4}\w", re.DOTALL)
LABEL = re.compile(r"[A-Z←][\w ←→]+$")
FILLED = re.compile(r"\{[^{}]*\}")

# What is called with a label.
LABELLING = frozenset(["button", "plain", "context", "header", "modal", "notice_view", "_verdict", "_way"])
# What is called with words for operators or for machines.
LOGGED = frozenset(["_summary", "_frames"])
ASIDE = re.compile(r"^logger\.|^logging\.|Error$|InDoubt$|^re\.")

OPENING = """\
# What the bot says

Every sentence and label that people meet in Slack, by the file that holds it. `poe voice` writes this page from the
code, and a test fails when it is not what the code says. Braces stand for what is filled in.

The voice is that of a kind colleague: short, plain, and first of all helpful. It says what there is before what there
is not, and how to go on. It names no error codes, shows no usage lines, and does not say "sorry" where it can help.
"""

CLOSING = """\
## Where to go next

- [format.md](format.md#small-talk): change what the bot says to what is no question.
- [architecture.md](architecture.md): where a new sentence goes.
"""


def page() -> str:
    """The page as it should be."""
    parts = [OPENING]
    for file in (file for room in ROOMS for file in _files(ROOT / "bot" / room)):
        name = file.relative_to(ROOT / "bot").as_posix()
        tree = ast.parse(file.read_text(encoding="utf-8"))
        said = [] if ELSEWHERE.match(name) else list(dict.fromkeys(_sentences(tree)))
        if said:
            about = (ast.get_docstring(tree) or "").splitlines()[0]
            parts += [f"## `{name}`", about, "\n".join(f"- {one}" for one in said)]
    manners = yaml.safe_load(MANNERS.read_text(encoding="utf-8"))
    replies = [f"- {name}: {manner['reply']}" for name, manner in manners.items() if manner.get("reply")]
    parts += ["## `knowledge/manners.yaml`", "To what is no question; a team may change it.", "\n".join(replies)]
    return "\n\n".join(part.strip() for part in [*parts, CLOSING]) + "\n"


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


def _sentences(tree: ast.Module) -> Iterator[str]:
    """The sentences and labels in reading order, without docstrings and what is said to operators."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    labels = {argument for call in calls if _name(call) in LABELLING for argument in call.args}
    aside: set[ast.AST] = {call for call in calls if ASIDE.search(ast.unparse(call.func))}
    aside |= {node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name in LOGGED}
    docstrings = {
        node for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in _walk(tree, aside | docstrings):
        text = " ".join(_text(node).split())
        words = FILLED.sub("", text)
        if any(form.match(words) for form in (BEGINS, ENDS, LONG)) or (node in labels and LABEL.match(words)):
            yield text


def _name(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def _walk(node: ast.AST, skipped: set[ast.AST]) -> Iterator[ast.AST]:
    """The node and what is in it, in the order of the code; nothing inside a text."""
    if node in skipped:
        return
    yield node
    if not isinstance(node, ast.JoinedStr):
        for child in ast.iter_child_nodes(node):
            yield from _walk(child, skipped)


def _text(node: ast.AST) -> str:
    """A text of the code; empty for anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "{" + _filled(part) + "}" for part in node.values)
    return ""


def _filled(part: ast.AST) -> str:
    """What is filled in, by a name that is short enough to read."""
    name = ast.unparse(part.value) if isinstance(part, ast.FormattedValue) else ""
    return name if re.fullmatch(r"[\w.]+", name) else "…"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
