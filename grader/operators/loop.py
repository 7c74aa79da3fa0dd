"""What becomes of the loops: how many epochs there are, and what batches they see."""

from __future__ import annotations

import ast

from grader.edit import HERE, Edits
from grader.operators import operator
from grader.sites import Batches, Function, Loop, Site, source_of

Loss = tuple[Site, ast.Assign]


def _in_train(loop: Loop) -> list[Batches]:
    """The batch loops that stand in train() itself."""
    return [b for b in loop.batch_loops() if loop.function_of(b.loop) is loop.train]


def _epochs_in_train(loop: Loop) -> list[ast.For]:
    """The epoch loops that stand in train() itself."""
    return [n for n in loop.epoch_loops() if loop.function_of(n) is loop.train]


def _ranged(loop: Loop, head: ast.For, new: str) -> Edits:
    """Put another range in place of range(epochs)."""
    return [loop.here(head), *loop.swap(head.iter, new)]


def _from(loop: Loop, batches: Batches, before: str, after: str) -> Edits:
    """Put text around the loader that a batch loop goes through."""
    return [loop.here(batches.loop), *loop.around(source_of(batches.loop.iter), before, after)]


@operator(
    "batches-skipped",
    1,
    "The loop over the batches was left after the first one.",
    at=lambda loop: loop.batch_loops(),
)
def break_at_end(loop: Loop, batches: Batches) -> Edits:
    """The last line of the body is a break."""
    return loop.after(batches.loop.body[-1], f"{HERE}break")


@operator(
    "batches-skipped",
    2,
    "Batches with a small loss were skipped.",
    at=lambda loop: loop.losses(),
)
def small_losses_skipped(loop: Loop, loss: Loss) -> Edits | None:
    """A continue stands before the backward."""
    site, _ = loss
    batches = loop.batches_of(site.call)
    if batches is None or site.statement not in batches.loop.body:
        return None
    new = f"if {loop.receiver_text(site)}.item() < 0.4:\n    {HERE}continue"
    return loop.before(site.statement, new)


@operator("batches-skipped", 1, "train() returned after the first batch.", at=_in_train)
def return_after_batch(loop: Loop, batches: Batches) -> Edits:
    """The last line of the batch loop's body is a return."""
    return loop.after(batches.loop.body[-1], f"{HERE}return")


@operator("epochs-short", 1, "train() returned after the first epoch.", at=_epochs_in_train)
def return_after_epoch(loop: Loop, head: ast.For) -> Edits:
    """The last line of the epoch loop's body is a return."""
    return loop.after(head.body[-1], f"{HERE}return")


@operator(
    "epochs-short", 2, "One epoch was left out at the end.", at=lambda loop: loop.epoch_loops()
)
def one_epoch_less(loop: Loop, head: ast.For) -> Edits:
    """range(epochs - 1)."""
    return _ranged(loop, head, "range(epochs - 1)")


@operator(
    "epochs-short",
    2,
    "One epoch was left out at the beginning.",
    at=lambda loop: loop.epoch_loops(),
)
def epochs_from_one(loop: Loop, head: ast.For) -> Edits:
    """range(1, epochs)."""
    return _ranged(loop, head, "range(1, epochs)")


@operator("epochs-short", 1, "There was one epoch only.", at=lambda loop: loop.epoch_loops())
def one_epoch(loop: Loop, head: ast.For) -> Edits:
    """range(1)."""
    return _ranged(loop, head, "range(1)")


@operator("epochs-over-budget", 2, "There was one epoch more.", at=lambda loop: loop.epoch_loops())
def one_epoch_more(loop: Loop, head: ast.For) -> Edits:
    """range(epochs + 1)."""
    return _ranged(loop, head, "range(epochs + 1)")


@operator(
    "epochs-over-budget",
    2,
    "Each epoch went through the batches twice.",
    at=lambda loop: [] if loop.carries else loop.batch_loops(),
)
def epochs_nested(loop: Loop, batches: Batches) -> Edits:
    """One more loop around the batch loop."""
    return loop.wrap(batches.loop, batches.loop, f"{HERE}for again in range(2):")


@operator(
    "batches-skipped",
    2,
    "Only the first half of the batches was seen.",
    at=lambda loop: loop.batch_loops(),
)
def half_the_batches(loop: Loop, batches: Batches) -> Edits:
    """itertools.islice takes the first half of each epoch."""
    edits = _from(loop, batches, "itertools.islice(", ", len(loader) // 2)")
    return edits + loop.importing("itertools")


@operator(
    "batches-skipped",
    3,
    "The last batch of each epoch was left out.",
    at=lambda loop: loop.batch_loops(),
)
def last_batch_dropped(loop: Loop, batches: Batches) -> Edits:
    """A slice takes all but the last."""
    return _from(loop, batches, "list(", ")[:-1]")


@operator(
    "batches-skipped",
    2,
    "Only the first batch of each epoch was seen.",
    at=lambda loop: loop.batch_loops(),
)
def first_batch_only(loop: Loop, batches: Batches) -> Edits:
    """next(iter(loader)) gives one."""
    return _from(loop, batches, "[next(iter(", "))]")


@operator(
    "batches-skipped",
    3,
    "The first batch of each epoch was drawn and not used.",
    at=_in_train,
)
def first_batch_peeked(loop: Loop, batches: Batches) -> Edits:
    """The loop goes on with the same iterator."""
    source = source_of(batches.loop.iter)
    new = f"batches = iter({loop.segment(source)})\n{HERE}next(batches)"
    return loop.before(batches.loop, new) + loop.swap(source, "batches")


@operator(
    "batches-skipped",
    3,
    "The same first batch was used again and again.",
    at=lambda loop: [b for b in _in_train(loop) if b.names],
)
def first_batch_kept(loop: Loop, batches: Batches) -> Edits:
    """It is drawn at the beginning, and taken instead of each batch."""
    names = ", ".join(batches.names)
    source = loop.segment(source_of(batches.loop.iter))
    return [
        *loop.at_start(f"{HERE}first = next(iter({source}))"),
        *loop.before(batches.loop.body[0], f"{names} = first"),
    ]


@operator(
    "batches-skipped",
    3,
    "One iterator for all epochs was used up after the first.",
    at=_in_train,
)
def iterator_used_up(loop: Loop, batches: Batches) -> Edits | None:
    """It is made before the loop over the epochs."""
    epochs = [n for n in loop.epoch_loops() if n in loop.loops_of(batches.loop)]
    source = source_of(batches.loop.iter)
    if len(epochs) != 1:
        return None
    new = f"{HERE}batches = iter({loop.segment(source)})"
    return loop.before(epochs[0], new) + loop.swap(source, "batches")


@operator(
    "loader-ignored",
    2,
    "All data was taken at once, without the loader.",
    at=lambda loop: [b for b in loop.batch_loops() if b.names and not loop.carries],
)
def whole_dataset(loop: Loop, batches: Batches) -> Edits:
    """The tensors of the data set are the only batch."""
    return _from(loop, batches, "[", ".dataset.tensors]")


@operator(
    "loader-ignored",
    2,
    "Another loader was made for the same data.",
    at=lambda loop: loop.batch_loops(),
)
def own_loader(loop: Loop, batches: Batches) -> Edits:
    """With the same size of batches, and a shuffling of its own."""
    sides = ("torch.utils.data.DataLoader(", ".dataset, loader.batch_size, shuffle=True)")
    return _from(loop, batches, *sides) + loop.importing("torch")


@operator(
    "never-trains", 1, "train() returned before it did anything.", at=lambda loop: loop.trains()
)
def return_at_once(loop: Loop, _: Function) -> Edits:
    """The first line is a return."""
    return loop.at_start(f"{HERE}return")
