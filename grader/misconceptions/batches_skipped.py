"""`batches-skipped`: some batches of the loader make no update."""

from __future__ import annotations

from grader.evidence import Evidence
from grader.trace import Event
from grader.verdict import Finding
from grader.words import count

CODE = "batches-skipped"


def find(evidence: Evidence) -> Finding | None:
    """Fewer updates than the loader's batches in the epochs that were asked for."""
    per_epoch = evidence.updates_per_epoch
    wanted = evidence.exercise.epochs_min * per_epoch
    done = len(evidence.steps)
    starved = not done and all(len(p) < evidence.window for p in evidence.passes)
    if not evidence.ran_through or not wanted or not (done or (starved and evidence.reaching)):
        return None
    repeated = missing = None
    if done >= wanted:
        # Only then do blocks of updates and epochs begin together.
        held = evidence.replay.held
        found = [evidence.replay.repeated(name, per_epoch // len(held)) for name in held]
        repeated = next((r for r in found if r), None)
        lacking = [evidence.replay.missing(name, per_epoch // len(held)) for name in held]
        missing = next((m for m in lacking if m), None)
        if repeated is None and missing is None:
            return None
    seen = f"{count(done, 'update')}, where {evidence.exercise.epochs_min} epochs of "
    seen += f"{evidence.replay.per_epoch} batches make {wanted}."
    if missing:
        seen = f"In epoch {missing[0]}, {count(missing[1], 'sample')} of the loader made no update."
    if repeated:
        samples = count(repeated[1], "sample")
        seen = f"In epoch {repeated[0]}, {samples} were used again, and as many others never."
    return Finding(
        CODE,
        "Not every batch makes an update",
        seen,
        evidence.source.iterator_outside_loops()
        or (evidence.batch_line if evidence.source.slices(evidence.batch_line) else None)
        or evidence.source.leaving_loop()
        or evidence.source.condition_around(evidence.line_of(_fewest(evidence)))
        or evidence.batch_line,
        "Which batches does the loop leave out, and which line makes it?",
        {"updates": done, "wanted": wanted},
    )


def _fewest(evidence: Evidence) -> list[Event]:
    """The steps of the optimizer that made the fewest."""
    steps = [[e for e in evidence.steps if e.target == name] for name in evidence.replay.held]
    return min(steps, key=len)
