"""`grade pytest`: a folder of attempts through pytest, whatever else lies in it."""

from __future__ import annotations

from pathlib import Path

import click

from grader.errors import ExitCode, UsageError

# Where pytest's own settings come from instead of the folder: none.
SETTINGS = "[pytest]\n"


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[PYTEST OPTIONS]...")
def pytest(folder: Path, arguments: tuple[str, ...]) -> int:
    """For instructors: grade FOLDER with pytest, reading nothing but each train.py.

    Plain `pytest FOLDER` runs a conftest.py, a pytest.ini or an __init__.py that lies there. All
    options of pytest work: grade pytest FOLDER -k accuracy --junit-xml grades.xml
    """
    import subprocess
    import sys
    import tempfile

    if not folder.exists():
        raise UsageError(f'There is no folder "{folder}".', "Look at the name.")
    with tempfile.TemporaryDirectory() as own:
        settings = Path(own) / "pytest.ini"
        settings.write_text(SETTINGS, encoding="ascii")
        options = [
            "-c",
            str(settings),
            f"--rootdir={folder}",
            "--noconftest",
            "-p",
            "no:cacheprovider",
        ]
        options += ["-p", "grader.untrusted", str(folder), *arguments]
        # -P: the working folder is no place to import from.
        ended = subprocess.run([sys.executable, "-P", "-m", "pytest", *options], check=False)
    return ExitCode(ended.returncode) if ended.returncode in (0, 1) else ExitCode.USAGE
