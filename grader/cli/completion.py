"""`grade completion`: the script that lets a shell complete the commands of `grade`."""

from __future__ import annotations

import os
import re
import sys

import click

from grader.cli.output import report
from grader.errors import ExitCode, UsageError

# Where the line that loads the script belongs, and the line.
INSTALL = {
    "bash": ("~/.bashrc", 'eval "$(grade completion bash)"'),
    "zsh": ("~/.zshrc, below any compinit", 'eval "$(grade completion zsh)"'),
    "fish": ("~/.config/fish/completions/grade.fish", "grade completion fish | source"),
}


@click.command
@click.argument("shell", required=False, type=click.Choice(list(INSTALL)))
@click.pass_context
def completion(context: click.Context, shell: str | None) -> int:
    """Let the shell complete commands, exercises and codes.

    Prints the script for SHELL, by default the one that $SHELL names.
    """
    shell = shell or _shell_in_use()
    script = _script(context, shell)
    report(lambda: click.echo(script))
    if sys.stdout.isatty():
        file, line = INSTALL[shell]
        click.echo(f"\nThat was the script. To load it in each new {shell},", err=True)
        click.echo(f"put this line into {file}:\n\n  {line}\n", err=True)
    return ExitCode.PASSED


def _shell_in_use() -> str:
    """The shell that $SHELL names; UsageError where it is none that can be served."""
    given = os.environ.get("SHELL", "")
    name = re.split(r"[/\\]", given)[-1].removesuffix(".exe")
    if name in INSTALL:
        return name
    message = f'There is no completion for the shell "{name}".' if name else "Which shell?"
    raise UsageError(message, "Name one: grade completion bash (or zsh, or fish)")


def _script(context: click.Context, shell: str) -> str:
    """The script for `shell`, as click writes it; an old bash is told on standard error."""
    from click.shell_completion import get_completion_class

    from grader.cli import COMPLETE

    writer = get_completion_class(shell)
    assert writer is not None  # INSTALL names only what click has
    return writer(context.find_root().command, {}, "grade", COMPLETE).source()
