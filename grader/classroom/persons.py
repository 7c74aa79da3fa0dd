"""Which names of folders and files are people's: all that say nothing else."""

from __future__ import annotations

import re
from unicodedata import normalize

from grader.classroom.naming import COPIED, SEPARATORS, Naming, Said

# "ana_train.py", where it goes without saying which exercise that is.
TRAIN = re.compile(r"^train(?![^\W_])|(?<![^\W_])train$", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+|[0-9]+")
# Shorter numbers count things, longer ones are students'.
SHORTEST_NUMBER = 5
# What people call their own folders and versions, rather than one another.
_OWN = """
a an and as p q for from in my new no not of old on or other the this to with without again
alternative attempt attempts archive backup bak best better copy correct corrected current done
draft edit edited ex exercise exercises final finished first fixed improved last latest one orig
original part parts passed previous retry revised second third try two update updated v ver
version versions wip working works wrong answer answers app assignment assignments code codes
course desktop doc docs document documents download downloads export exports exo files folder
handin hand history home homework homeworks hw kurs lab labs lecture lectures lesson lib loop
loops main master material module modules notebook notebooks notes out output outputs pkg practice
pract problem problems project projects py python question questions repo report result results
script scripts session sheet solution solutions src source sources stuff submission submissions
submit submitted subfolder task tasks temp test tests tex tmp tp tut tutorial txt ue uebung
untitled upload uploads user users util utils week weeks work workspace zip adam adamw batch
checkpoint checkpoints cifar cnn colab cpu cuda data dataset datasets debug deep demo dev dl epoch
epochs eval example experiment experiments given gpu gradlings grader helper helpers images img
jupyter learning linear lr machine ml mlp mnist model models momentum net network optim plot plots
pytorch run runs sgd step steps torch train training venv env vscode
"""
COMMON = frozenset(_OWN.split())


def words(name: str) -> list[str]:
    """The words and numbers in a name."""
    return WORD.findall(normalize("NFC", name).casefold())


def says_nobody(name: str) -> bool:
    """Whether all words of a name are such as people give what is their own."""
    # A letter alone may be an anonymous student: better one in two than two in one.
    is_letter = len(name) == 1 and name.isalpha()
    return not is_letter and all(_is_common(word) for word in words(name))


def _is_common(word: str) -> bool:
    if word[0] in "0123456789":
        return len(word) < SHORTEST_NUMBER
    return word in COMMON


def beside_train(said: Said) -> str:
    """What a name says beside exercises, copies, and what the file was handed out as."""
    return COPIED.sub("", TRAIN.sub("", said.beside)).strip(SEPARATORS)


def person_in(name: str, around: str, naming: Naming) -> str:
    """The person that a name tells, "" where it tells none, or the one whose folder it lies in."""
    said = naming.said(naming.numbered(name)[0])
    rest = beside_train(said)
    if not rest or says_nobody(rest) or {w for w in words(rest) if len(w) > 1} & set(words(around)):
        return ""
    return rest
