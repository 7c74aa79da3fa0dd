"""What becomes of a clipping that is asked for."""

from __future__ import annotations

from grader.edit import Edits
from grader.operators import operator
from grader.sites import Loop, Site, Update, name_of

Clipped = tuple[Site, Update]


def _clipped(loop: Loop) -> list[Clipped]:
    """Each clipping, as a statement, between the backward and the step of one update."""
    clips = [s for s in loop.calls if name_of(s.call.func) == "clip_grad_norm_"]
    return [
        (clip, update)
        for clip in clips
        for update in loop.updates()
        if "max_norm" in loop.parameters
        and clip.whole
        and clip.statement in loop.blocks[update.backward.statement]
        and update.step.statement in loop.blocks[clip.statement]
        and update.backward.place < clip.place < update.step.place
    ]


@operator("clipping-missing", 1, "The clipping was taken out.", at=_clipped)
def clipping_deleted(loop: Loop, clipped: Clipped) -> Edits:
    """It belongs after the backward."""
    clip, update = clipped
    return [*loop.delete(clip.statement), loop.here(update.backward.statement)]


@operator("clip-after-step", 2, "The clipping was moved behind the step.", at=_clipped)
def clipping_after_step(loop: Loop, clipped: Clipped) -> Edits:
    """The step has been made by then."""
    clip, update = clipped
    return loop.move_after(clip.statement, update.step.statement)


@operator("clip-before-backward", 2, "The clipping was moved before the backward.", at=_clipped)
def clipping_before_backward(loop: Loop, clipped: Clipped) -> Edits:
    """There is nothing to clip yet."""
    clip, update = clipped
    return loop.move_before(clip.statement, update.backward.statement)


@operator("gradient-clipped", 3, "The gradients were clipped to another norm.", at=_clipped)
def clipped_to_other_norm(loop: Loop, clipped: Clipped) -> Edits | None:
    """To 1.0, and not to what is given."""
    given = [a for a in clipped[0].call.args if name_of(a) == "max_norm"]
    given += [k.value for k in clipped[0].call.keywords if name_of(k.value) == "max_norm"]
    if len(given) != 1:
        return None
    return [loop.here(clipped[0].call), *loop.swap(given[0], "1.0")]


@operator("gradient-clipped", 3, "The gradients were clipped number by number.", at=_clipped)
def clipped_by_value(loop: Loop, clipped: Clipped) -> Edits:
    """clip_grad_value_ does not keep the direction."""
    call = clipped[0].call
    edits = loop.swap(call.func, "torch.nn.utils.clip_grad_value_")
    return [loop.here(call), *edits, *loop.importing("torch")]
