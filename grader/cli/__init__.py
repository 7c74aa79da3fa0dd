"""The command `grade`. It parses, prints and exits; it never imports torch.

Each command is the module of its name beside this one, which holds a click command of that name.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from keyword import iskeyword

import click

from grader import __version__
from grader.cli.output import show_error
from grader.errors import GraderError, Interrupted, UsageError

EPILOG = """\b
Examples:
  grade                          the course at a glance
  grade exercise-01              grade my attempt (also: grade 1)
  grade exercise-01 --solution   grade the reference solution
  grade exercise-01 --file F     grade another file
  grade exercise-01 --bonus      grade my own network, too
  grade all                      grade every exercise
  grade watch                    grade on every save

\b
Exit codes:
  0 passed, 1 the attempt failed, 2 wrong usage, 3 the grader's own fault,
  4 this machine can't grade (torch, torchvision), 130 interrupted
"""
DEFAULT = "attempt"
COMPLETE = "_GRADE_COMPLETE"
"""The variable through which a shell asks for completions, by whatever path it calls `grade`."""
SECTIONS = {
    "Learning": ("read", "watch", "trace", "hint", "quiz", "explain", "drill"),
    "Your files": ("init", "reset", "diff", "solution"),
    "This machine": ("doctor", "completion"),
    "For instructors": ("class", "export", "pytest"),
    "For authors": ("new", "calibrate", "attack"),
}
"""The commands, as the help lists them."""


class Grade(click.Group):
    """A group of commands; what is no name of a command is an attempt to grade."""

    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        """Put the default command's name in front where no other command is named."""
        own = {*self.list_commands(context), *context.help_option_names, "--version"}
        if arguments and arguments[0] not in own and not context.resilient_parsing:
            _refuse_misspelt(arguments, self.list_commands(context))
        if not arguments or arguments[0] not in own:
            asks_for_help = set(context.help_option_names) & set(arguments)
            arguments = ["--help"] if asks_for_help else [DEFAULT, *arguments]
        return super().parse_args(context, arguments)

    def list_commands(self, context: click.Context) -> list[str]:
        """All names that are no attempts."""
        return [name for names in SECTIONS.values() for name in names]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of that name; its module is imported only now."""
        if name != DEFAULT and name not in self.list_commands(context):
            return None
        module = f"{name}_" if iskeyword(name) else name
        command: click.Command = getattr(import_module(f"grader.cli.{module}"), module)
        return command

    def collect_usage_pieces(self, context: click.Context) -> list[str]:
        """The default command's, since it is what people type."""
        return ["[TARGET] [OPTIONS]"]

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The default command's options and this one's, then the other commands."""
        default = self.get_command(context, DEFAULT)
        every = [*(default.params if default else ()), *self.get_params(context)]
        parts = [part for part in every if isinstance(part, click.Option)]
        records = [r for part in parts if (r := part.get_help_record(context))]
        with formatter.section("Options"):
            formatter.write_dl(records)
        for title, names in SECTIONS.items():
            found = [(name, self.get_command(context, name)) for name in names]
            with formatter.section(title):
                formatter.write_dl([(n, c.get_short_help_str(60)) for n, c in found if c])


def _refuse_misspelt(words: Sequence[str], commands: Sequence[str]) -> None:
    """Raise UsageError where words are nearer to a command than to anything that can be graded."""
    word, *more = words
    if word == "help":
        raise UsageError("Help is an option here.", "grade --help")
    if more and more[0] in commands:
        raise UsageError("The command comes first.", f"Did you mean: grade {more[0]} {word}")
    if word.replace("-", "").isalpha() and word != "all":
        _refuse_near(word, commands)
    if more and more[0].isdigit():
        raise UsageError(f'There is no command "{word}".', f"Did you mean: grade {more[0]}")


def _refuse_near(word: str, commands: Sequence[str]) -> None:
    """Raise UsageError where a word is, or is nearly, a command's or a code's."""
    from difflib import get_close_matches

    from grader.pages import codes

    if near := get_close_matches(word, commands, n=1):
        raise UsageError(f'There is no command "{word}".', f"Did you mean: grade {near[0]}")
    if near := get_close_matches(word, codes(), n=1, cutoff=0.8):
        raise UsageError(f'"{word}" is no exercise.', f"Did you mean: grade explain {near[0]}")


@click.group(
    cls=Grade,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(__version__, prog_name="gradlings")
def cli() -> None:
    """Grade a PyTorch training loop.

    TARGET is an exercise (exercise-01, 1, or a path to its train.py) or "all". Without it, the
    course is listed.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit; nothing but a student's own traceback reaches a person."""

    def run() -> int | None:
        code: int | None = cli.main(arguments, complete_var=COMPLETE, standalone_mode=False)
        return code

    sys.exit(_guarded(run, arguments))


def _asked(error: click.ClickException) -> str:
    """The command that a person typed wrongly."""
    context = getattr(error, "ctx", None)
    if context is None or context.parent is None or context.info_name == DEFAULT:
        return "grade"
    return f"grade {context.info_name}"


def _guarded(command: Callable[[], int | None], arguments: Sequence[str] | None) -> int:
    given = sys.argv[1:] if arguments is None else list(arguments)
    as_json = "json" in given or "--format=json" in given
    try:
        return int(command() or 0)
    except GraderError as error:
        return show_error(error, as_json)
    except click.ClickException as error:
        hint = f"{_asked(error)} --help lists what there is."
        return show_error(UsageError(error.format_message(), hint), as_json)
    except (click.Abort, KeyboardInterrupt):
        return show_error(Interrupted("Interrupted."), as_json)
    except Exception as error:
        if os.environ.get("GRADER_DEBUG"):
            raise
        text = f"The grader failed: {type(error).__name__}: {error}"
        hint = "This is not your fault. Set GRADER_DEBUG=1 and report what it prints."
        return show_error(GraderError(text, hint), as_json)
