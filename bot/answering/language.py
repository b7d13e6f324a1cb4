"""Whether a question is in another language than the bot reads: told by its script, or by its little words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# So many different little words of one other language, and fewer of English, tell it; one may be a name's. Of 5,401
# English questions in the project's lists none is taken for another language.
ENOUGH = 2

# Words that hardly any sentence of the language does without, but for those that are English words too.
LITTLE_WORDS = tuple(
    frozenset(words.split())
    for words in (
        # German
        "der das und ist nicht ein eine einen einem wie wo wann warum wer welche welcher welches ich wir ihr sie mein "
        "meine kann können kostet viel für mit auf bei von zu zum zur gibt haben habe sind wird muss darf euch mir",
        # French
        "le les une des du et est pas je vous nous mon ma mes comment quand pourquoi quel quelle quels quelles combien "
        "où avec dans sur avez peut puis sont cette ce votre qui que",
        # Spanish
        "el los las una qué que cuál cuáles cómo cuándo dónde por para no es son cuánto cuánta cuesta mi su puedo "
        "tiene hay del y como cuando donde cuanto",
        # Italian
        "il lo gli una che cosa quando dove perché quanto quanti quali posso avete sono di del della è ho il mio",
        # Portuguese
        "os um uma que qual quais quando onde por para não é são posso tem do da meu minha quanto custa",
        # Dutch
        "het een en niet hoe waar wanneer waarom wie welke ik wij jullie mijn kan kost veel voor met op van zijn heeft",
    )
)
ENGLISH = frozenset(
    "the is are do does did what how when where who why which my your i you we they it can could should to of for "
    "and a with have has be will if this that there please".split()
)
WORD = re.compile(r"[^\W\d_]+")


def is_foreign(text: str) -> bool:
    """Whether the text is likely in another language than English; False for what cannot be told.

    >>> is_foreign("Wie viel kostet das?"), is_foreign("los angeles"), is_foreign("Сколько это стоит?")
    (True, False, True)
    """
    words = frozenset(WORD.findall(text.casefold()))
    most = max(len(words & little) for little in LITTLE_WORDS)
    return _is_other_script(text) or (most >= ENOUGH and most > len(words & ENGLISH))


def reads_english(questions: Iterable[str]) -> bool:
    """Whether packs that ask these questions are in English."""
    return not any(map(is_foreign, questions))


def _is_other_script(text: str) -> bool:
    """Whether most letters are none of the Latin script."""
    letters = [letter for letter in text if letter.isalpha()]
    others = sum(not unicodedata.name(letter, "").startswith(("LATIN", "FULLWIDTH LATIN")) for letter in letters)
    return 2 * others > len(letters)
