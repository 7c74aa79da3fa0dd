"""gradlings: auto-graded exercises on PyTorch training loops.

from grader import grade
verdict = grade("exercise-01", file="exercises/exercise-01/train.py")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.notebook import check
    from grader.pipeline import grade
    from grader.playback import Playback
    from grader.verdict import Verdict

__version__ = "0.1.0"
__all__ = ["Playback", "Verdict", "__version__", "check", "grade"]


def __getattr__(name: str) -> Any:
    """Import the public names on first use, so that `grade --version` pays for none of them."""
    if name == "grade":
        from grader.pipeline import grade

        return grade
    if name == "check":
        from grader.notebook import check

        return check
    if name == "Verdict":
        from grader.verdict import Verdict

        return Verdict
    if name == "Playback":
        from grader.playback import Playback

        return Playback
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext grader` in a notebook."""
    from grader.notebook import load

    load(shell)


def unload_ipython_extension(shell: Any) -> None:
    """`%unload_ext grader`."""
    from grader.notebook import unload

    unload(shell)
