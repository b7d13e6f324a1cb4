"""The prompt of `principles ask`: a conversation at the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from bot.answering import Answering, Reply
from bot.answering.identity import Identity
from bot.knowledge.model import Entry
from bot.knowledge.wordings import fold_wording

HELP_WORDS = frozenset({"help", "h", "?", "/help", "what can you do"})
LEAVE_WORDS = frozenset({"quit", "exit", "q", "bye", "leave", ":q", "/quit", "/exit"})

HELP = """\
Type a question in your own words. Besides:
  1, 2, 3 ...  read one of the entries that were listed last
  pack/entry   read the entry with this id
  topics       list the topics
  list         list all questions (or those of a topic or pack: list NAME)
  quit         leave (so do exit, Ctrl-D and an empty line)
"""


class Prompt:
    """Asks and answers until the person leaves; `say` prints a reply."""

    def __init__(self, answering: Answering, me: Identity, say: Callable[[Reply], None], top: int) -> None:
        self.answering = answering
        self.me = me
        self.say = say
        self.top = top
        self._listed: tuple[Entry, ...] = ()
        self._wordings = {fold_wording(wording) for entry in answering.knowledge.entries for wording in entry.wordings}

    def run(self) -> None:
        """Read lines until an empty one, a word of leaving, Ctrl-D or Ctrl-C."""
        with suppress(ImportError):
            import readline  # noqa: F401  # importing it gives input() history and editing
        print(self.greeting())
        while True:
            try:
                line = input("> ").strip()
            except (EOFError, KeyboardInterrupt):
                print()
                return
            if not line or not self.answer(line):
                return

    def greeting(self) -> str:
        """What it is about, with an example that works, and how to leave."""
        about = f" about {self.me.subject}" if self.me.subject else ""
        example = f', for example "{self.me.examples[0]}"' if self.me.examples else ""
        return f"Ask{about}{example}. Type ? for help. An empty line or Ctrl-D leaves."

    def answer(self, line: str) -> bool:
        """Say what one line asks for; False when it says goodbye.

        A word that is the wording of an entry is that question.
        """
        words = line.casefold().rstrip(".!?") or line
        if fold_wording(line) in self._wordings:
            self._reply(self.answering.ask(line, top=self.top))
        elif words in LEAVE_WORDS:
            return False
        elif words in HELP_WORDS:
            print(HELP)
        elif (chosen := self._chosen(words)) is not None:
            self._reply(chosen)
        elif not self._look_around(words):
            self._reply(self.answering.ask(line, top=self.top))
        return True

    def _reply(self, reply: Reply) -> None:
        from bot.render.terminal import listed_entries

        self.say(reply)
        self._listed = listed_entries(reply)

    def _chosen(self, words: str) -> Reply | None:
        """The entry with that number in the last list."""
        number = int(words) if words.isdecimal() and len(words) < 4 else 0
        if not 1 <= number <= len(self._listed):
            return None
        return self.answering.choose(self._listed[number - 1].id)

    def _look_around(self, words: str) -> bool:
        """List topics or questions; whether that was asked for."""
        from bot.cli.browse import entry_lines, topic_lines
        from bot.errors import SettingsError

        name, _, rest = words.partition(" ")
        print_lines: Mapping[str, Callable[[], list[str]]] = {
            "topics": lambda: topic_lines(self.answering.knowledge),
            "list": lambda: entry_lines(self.answering.knowledge, rest.strip() or None),
        }
        if name not in print_lines or (rest and name == "topics"):
            return False
        try:
            print("\n".join([*print_lines[name](), ""]))
        except SettingsError:
            return False  # no topic of that name: "list the seven pillars" is a question
        return True
