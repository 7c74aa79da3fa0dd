"""How long the page of a run takes to open and to step, in a browser, on a run of 1,000 iterations.

    python benchmarks/page.py [--steps 300]

Needs chromium. Opening is the time to the page's own `load`; a step is the time of the page's own
thread for script, style and layout of one key. The project's targets are one second and a 60th of
a second, 16.7 ms.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import CDPSession, sync_playwright

from grader import grade
from grader.playback import Playback
from grader.render.page import page

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
STEPPING = """count => { for (let i = 0; i < count; i++) {
  const key = new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true });
  document.body.dispatchEvent(key);
  document.body.getBoundingClientRect();
} }"""


def longer(run: Playback) -> Playback:
    """The run, made once more after itself: a thousand iterations."""
    laps, steps = len(run.inputs), len(run.norms)
    again = [
        replace(m, iteration=m.iteration + laps, step=None if m.step is None else m.step + steps)
        for m in run.moments
    ]
    twice = ("gradients", "present", "norms", "expected_norms", "right", "inputs", "between")
    arrays = {name: np.concatenate([getattr(run, name)] * 2) for name in twice}
    values = np.concatenate([run.values[:-1], run.values])
    changed: dict[str, Any] = {"moments": run.moments + tuple(again), "values": values, **arrays}
    return replace(run, **changed)


def spent(session: CDPSession) -> float:
    """Seconds that the page's own thread has worked."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--steps", type=int, default=300)
    steps = parser.parse_args().steps
    verdict = grade("exercise-01", solution=True)
    assert verdict.trace is not None
    html = page(replace(verdict, trace=longer(verdict.trace)))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "run.html"
        file.write_text(html, encoding="utf-8")
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        shown = browser.new_context(reduced_motion="reduce").new_page()
        started = time.perf_counter()
        shown.goto(file.as_uri())
        opened = time.perf_counter() - started
        session = shown.context.new_cdp_session(shown)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        before = spent(session)
        shown.evaluate(STEPPING, steps)
        step = (spent(session) - before) / steps
        browser.close()
    print(f"size of the page        {len(html.encode()) / 1000:8.0f} kB")
    print(f"opening it              {opened:8.3f} s   (target: 1)")
    print(f"a step, {steps} of them     {1000 * step:8.2f} ms  (target: 16.7)")


if __name__ == "__main__":
    main()
