"""Where packs are: the bundled folder, and the pack files of any folders and the folders inside them."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.errors import KnowledgeError, Problem

# Beside packs, a file of this name adds words to the lexicon; it is no pack.
LEXICON = "lexicon"
# And a file of this name changes what the bot does about greetings, thanks and the like.
MANNERS = "manners"

# In any mix of capitals.
ENDINGS = (".yaml", ".yml")

# Far above any real pack (the five bundled ones hold under 0.5 MB together); stops a slip
# such as a data dump in the folder before it is parsed.
MAX_BYTES = 5_000_000

# The vectors of the bundled packs, beside them.
SHIPPED_VECTORS = "vectors.bin"


def bundled_folder() -> Path:
    """The folder of the bundled packs: inside the wheel, or beside `bot/` in a checkout."""
    here = Path(__file__).resolve()
    inside = here.with_name("packs")
    return inside if inside.is_dir() else here.parents[2] / "knowledge"


def pack_folders(configured: Sequence[Path]) -> Sequence[Path]:
    """The configured folders; where there are none, the bundled one."""
    return configured or (bundled_folder(),)


def pack_files(folders: Sequence[Path]) -> list[Path]:
    """The pack files of the folders (or the files themselves), in order.

    Raises KnowledgeError for every folder that does not exist, cannot be listed or has no packs.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    for folder in folders:
        try:
            packs = _packs_in(folder)
        except (FileNotFoundError, NotADirectoryError):
            problems.append(Problem(str(folder), 0, "no such folder: name a folder that holds *.yaml packs"))
        except OSError as error:
            place, why = error.filename or folder, error.strerror
            problems.append(Problem(str(place), 0, f"cannot be listed ({why}): mend the folder's permissions"))
        else:
            if not packs:
                problems.append(Problem(str(folder), 0, _none(folder)))
            found += packs
    if problems:
        raise KnowledgeError(problems)
    return found


def _none(folder: Path) -> str:
    """Why a folder has no packs, when its files only have another ending."""
    near = [path.name for path in left_out([folder])]
    if near:
        return f"no packs here, only {', '.join(near[:3])}: packs end in .yaml or .yml, so rename the file"
    return "no packs here: put at least one *.yaml pack into this folder"


def _packs_in(folder: Path) -> list[Path]:
    """The packs of a folder and those of the folders inside it, or the file itself."""
    if folder.is_file():
        return [folder]
    return [path for path in yaml_files(folder) if path.stem.lower() not in (LEXICON, MANNERS)]


def lexicon_files(folders: Sequence[Path]) -> list[Path]:
    """The lexicons that stand beside the packs of these folders."""
    return _named(folders, LEXICON)


def manners_files(folders: Sequence[Path]) -> list[Path]:
    """The manners that stand beside the packs of these folders."""
    return _named(folders, MANNERS)


def _named(folders: Sequence[Path], name: str) -> list[Path]:
    walked = (path for folder in folders if folder.is_dir() for path in yaml_files(folder))
    return [path for path in walked if path.stem.lower() == name]


def yaml_files(folder: Path) -> list[Path]:
    """Everything in a folder, and in the folders inside it, that is read: packs, lexicons and manners.

    Raises OSError for a folder that cannot be listed.
    """
    return [path for path in _walk(folder) if _is_yaml(path)]


def left_out(folders: Sequence[Path]) -> list[Path]:
    """Files that look like packs by their name and are not read: copies, and those with a further ending."""
    walked = (path for folder in folders if folder.is_dir() for path in _walk(folder, hidden=True))
    return [path for path in walked if not _is_yaml(path) and any(end in path.name.lower() for end in ENDINGS)]


def _is_yaml(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS and not path.name.startswith(".")


def _walk(folder: Path, *, hidden: bool = False, above: tuple[tuple[int, int], ...] = ()) -> Iterator[Path]:
    """Every file in a folder by name, then those of its folders, without hidden folders.

    A link that leads back to a folder above is not followed. Raises OSError for a folder that cannot be listed.
    """
    here = folder.stat()
    above = (*above, (here.st_dev, here.st_ino))
    inner: list[Path] = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") and (path.is_dir() or not hidden):
            continue
        if path.is_dir():
            inner.append(path)
        else:
            yield path
    for path in inner:
        there = path.stat()
        if (there.st_dev, there.st_ino) not in above:
            yield from _walk(path, hidden=hidden, above=above)


def read_text(path: Path) -> tuple[str, Problem | None]:
    """The text of a pack or lexicon file, or the problem that keeps it from being read."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return "", Problem(str(path), 0, "this is no file of text: remove it from the folder of packs")
        if status.st_size > MAX_BYTES:
            limit = f"{MAX_BYTES / 1e6:.0f} MB"
            size = f"{status.st_size / 1e6:.1f} MB"
            return "", Problem(str(path), 0, f"the file has {size}, a pack may have {limit}: split the pack")
        raw = path.read_bytes()
    except OSError as error:
        message = f"cannot be read ({error.strerror}): mend the file's permissions or remove it"
        return "", Problem(str(path), 0, message)
    try:
        return raw.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return "", Problem(str(path), line, "this text is not UTF-8: save the file with the encoding UTF-8")
