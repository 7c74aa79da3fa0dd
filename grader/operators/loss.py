"""What becomes of the loss and of what it is computed from."""

from __future__ import annotations

import ast

from grader.edit import HERE, Edit, Edits
from grader.operators import Other, operator
from grader.sites import Batches, Function, Loop, Site, name_of

Loss = tuple[Site, ast.Assign]

OTHER_CRITERIA = {
    "MSELoss": "l1_loss",
    "CrossEntropyLoss": "multi_margin_loss",
    "BCEWithLogitsLoss": "mse_loss",
}


def _single(made: ast.Assign) -> bool:
    """Whether one name is assigned one value."""
    return len(made.targets) == 1 and isinstance(made.targets[0], ast.Name)


def _appended(loop: Loop, made: ast.Assign, after: str) -> Edits | None:
    """Put something behind the value that is assigned, such as `.detach()`."""
    if not _single(made):
        return None
    value = made.value
    plain = isinstance(value, (ast.Call, ast.Name, ast.Attribute, ast.Subscript))
    before, after = ("", after) if plain else ("(", f"){after}")
    return [loop.here(made), *loop.around(value, before, after)]


def _outputs(loop: Loop) -> list[ast.Assign]:
    """Where the only model's answer gets a name."""
    statements = [c.statement for c in loop.model_calls() if name_of(c.call.func) == "model"]
    return [
        s
        for s in statements
        if isinstance(s, ast.Assign)
        and _single(s)
        and isinstance(s.value, ast.Call)
        and name_of(s.value.func) == "model"
    ]


def _output_before(loop: Loop, backward: Site) -> str | None:
    """The name of the model's answer that a backward's loss was computed from."""
    function = loop.function_of(backward.call)
    found = [
        made.targets[0].id
        for made in _outputs(loop)
        if loop.function_of(made) is function
        and made.lineno <= backward.call.lineno
        and isinstance(made.targets[0], ast.Name)
    ]
    return found[-1] if found else None


def _plain(loop: Loop) -> list[Site]:
    """The criterion calls whose two arguments are plain."""
    return [c for c in loop.criterion_calls() if not any(map(_starred, c.call.args))]


def _starred(node: ast.expr) -> bool:
    return isinstance(node, ast.Starred)


@operator("loss-detached", 1, "The loss was detached.", at=lambda loop: loop.losses())
def loss_detached(loop: Loop, loss: Loss) -> Edits | None:
    """backward() raises: there is no graph."""
    return _appended(loop, loss[1], ".detach()")


@operator(
    "loss-detached",
    2,
    "The loss was detached, and asked to require a gradient.",
    at=lambda loop: loop.losses(),
)
def loss_detached_quietly(loop: Loop, loss: Loss) -> Edits | None:
    """backward() does not raise: the loss is a leaf of its own."""
    return _appended(loop, loss[1], ".detach().requires_grad_()")


@operator("loss-detached", 1, "The loss was made a number.", at=lambda loop: loop.losses())
def loss_as_number(loop: Loop, loss: Loss) -> Edits | None:
    """A number has no backward()."""
    return _appended(loop, loss[1], ".item()")


@operator(
    "loss-detached",
    2,
    "The loss was made a number, and a new tensor of it.",
    at=lambda loop: loop.losses(),
)
def loss_rewrapped(loop: Loop, loss: Loss) -> Edits | None:
    """The new tensor knows nothing of the model."""
    site, made = loss
    if not _single(made):
        return None
    name = loop.receiver_text(site)
    new = f"{HERE}{name} = torch.tensor({name}.item(), requires_grad=True)"
    return loop.after(made, new) + loop.importing("torch")


@operator("loss-detached", 2, "The model's answer was detached.", at=_outputs)
def outputs_detached(loop: Loop, made: ast.Assign) -> Edits | None:
    """The loss is computed from numbers."""
    return _appended(loop, made, ".detach()")


@operator("loss-detached", 2, "Only the data of the model's answer was taken.", at=_outputs)
def outputs_data(loop: Loop, made: ast.Assign) -> Edits | None:
    """The loss is computed from numbers, and asked to require a gradient all the same."""
    return _appended(loop, made, ".data.requires_grad_()")


@operator(
    "grad-disabled",
    1,
    "The forward pass was put under no_grad().",
    at=lambda loop: [c for c in loop.model_calls() if len(loop.models) == 1],
)
def forward_without_grad(loop: Loop, site: Site) -> Edits | None:
    """Nothing is recorded, and backward() raises."""
    if not isinstance(site.statement, ast.Assign):
        return None
    head = f"{HERE}with torch.no_grad():"
    return loop.wrap(site.statement, site.statement, head) + loop.importing("torch")


@operator(
    "grad-disabled",
    2,
    "Gradients were switched off before the training.",
    at=lambda loop: loop.trains(),
)
def grad_switched_off(loop: Loop, _: Function) -> Edits:
    """The switch stands at the beginning of train()."""
    return loop.at_start(f"{HERE}torch.set_grad_enabled(False)") + loop.importing("torch")


@operator(
    "grad-disabled",
    1,
    "The function train() was decorated with no_grad().",
    at=lambda loop: loop.trains(),
)
def train_without_grad(loop: Loop, function: Function) -> Edits:
    """The decorator of evaluations."""
    return loop.before(function, f"{HERE}@torch.no_grad()") + loop.importing("torch")


@operator(
    "backward-wrong-tensor",
    2,
    "The mean of the model's answer went backward, not the loss.",
    at=lambda loop: loop.lone_backwards(),
)
def outputs_go_backward(loop: Loop, site: Site) -> Edits | None:
    """The answers get smaller and smaller, whatever the targets."""
    name = _output_before(loop, site)
    return loop.replace(site.statement, f"{HERE}{name}.mean().backward()") if name else None


@operator(
    "loss-not-scalar",
    1,
    "The model's answer went backward, not the loss.",
    at=lambda loop: loop.lone_backwards(),
)
def answer_goes_backward(loop: Loop, site: Site) -> Edits | None:
    """backward() raises: it wants one number."""
    name = _output_before(loop, site)
    return loop.replace(site.statement, f"{HERE}{name}.backward()") if name else None


@operator("loss-sign", 1, "The loss was negated.", at=lambda loop: loop.losses())
def loss_negated(loop: Loop, loss: Loss) -> Edits | None:
    """The minus stands where the loss is computed."""
    made = loss[1]
    if not _single(made):
        return None
    plain = isinstance(made.value, (ast.Call, ast.Name))
    sides = ("-", "") if plain else ("-(", ")")
    return [loop.here(made), *loop.around(made.value, *sides)]


@operator("loss-sign", 2, "Minus the loss went backward.", at=lambda loop: loop.lone_backwards())
def backward_negated(loop: Loop, site: Site) -> Edits:
    """The minus stands where it goes backward."""
    return loop.replace(site.statement, f"{HERE}(-{loop.receiver_text(site)}).backward()")


@operator("gradient-scaled", 2, "The loss was halved.", at=lambda loop: loop.losses())
def loss_halved(loop: Loop, loss: Loss) -> Edits | None:
    """The gradient is half of what is asked for."""
    return _appended(loop, loss[1], " / 2")


@operator(
    "gradient-scaled",
    2,
    "The loss, a mean already, was divided by the size of the batch.",
    at=lambda loop: loop.losses(),
)
def loss_divided_by_size(loop: Loop, loss: Loss) -> Edits | None:
    """The size is that of the first part of a batch."""
    batches = loop.batches_of(loss[1])
    if batches is None or not batches.names:
        return None
    return _appended(loop, loss[1], f" / len({batches.names[0]})")


@operator(
    "gradient-scaled",
    2,
    "The mean over a batch was made a sum.",
    at=lambda loop: _plain(loop),
)
def loss_summed(loop: Loop, site: Site) -> Edits | None:
    """The same criterion, with another reduction."""
    kind = loop.kind(name_of(site.call.func))
    if not kind.endswith("Loss") or len(loop.criterion_calls()) != 1:
        return None
    new = f'torch.nn.{kind}(reduction="sum")'
    return [loop.here(site.call), *loop.swap(site.call.func, new), *loop.importing("torch")]


@operator(
    "loss-wrong-input",
    2,
    "The logits became probabilities before the criterion.",
    at=lambda loop: _plain(loop),
)
def probabilities_to_criterion(loop: Loop, site: Site) -> Edits | None:
    """The criterion takes logits, and makes probabilities of them itself."""
    new = {"CrossEntropyLoss": "softmax", "BCEWithLogitsLoss": "sigmoid"}
    kind = loop.kind(name_of(site.call.func))
    if kind not in new:
        return None
    sides = (f"torch.{new[kind]}(", ", dim=1)" if new[kind] == "softmax" else ")")
    edits = loop.around(site.call.args[0], *sides)
    return [loop.here(site.call), *edits, *loop.importing("torch")]


@operator(
    "loss-wrong-input",
    2,
    "The arguments of the criterion were exchanged.",
    at=lambda loop: _plain(loop),
)
def arguments_exchanged(loop: Loop, site: Site) -> Edits | Other:
    """Some criteria raise then, and some are symmetric."""
    outputs, targets = site.call.args
    edits = [
        loop.here(site.call),
        *loop.swap(outputs, loop.segment(targets)),
        *loop.swap(targets, loop.segment(outputs)),
    ]
    raises = loop.kind(name_of(site.call.func)) == "CrossEntropyLoss"
    return Other("raised", edits) if raises else edits


@operator(
    "loss-wrong-input",
    3,
    "The loss was computed with the targets of the batch before.",
    at=lambda loop: _plain(loop),
)
def targets_of_batch_before(loop: Loop, site: Site) -> Edits | None:
    """The first batch takes its own, and so does one of another size."""
    batches, targets = loop.batches_of(site.call), site.call.args[1]
    if batches is None or not isinstance(targets, ast.Name) or targets.id not in batches.names:
        return None
    name = targets.id
    new = f"previous if len(previous) == len({name}) else {name}"
    return [
        *loop.before(batches.loop, "previous = []"),
        loop.here(site.call),
        *loop.swap(targets, new),
        *loop.after(batches.loop.body[-1], f"previous = {name}"),
    ]


@operator(
    "loss-wrong-input",
    2,
    "Another criterion was taken than the given one.",
    at=lambda loop: _plain(loop),
)
def other_criterion(loop: Loop, site: Site) -> Edits | None:
    """One that takes the same arguments."""
    kind = loop.kind(name_of(site.call.func))
    if kind not in OTHER_CRITERIA:
        return None
    new = f"torch.nn.functional.{OTHER_CRITERIA[kind]}"
    return [loop.here(site.call), *loop.swap(site.call.func, new), *loop.importing("torch")]


@operator(
    "loss-wrong-input",
    3,
    "The last dimension of the model's answer was squeezed away, and not that of the targets.",
    at=lambda loop: [c for c in _plain(loop) if loop.kind(name_of(c.call.func)) == "MSELoss"],
)
def answer_squeezed(loop: Loop, site: Site) -> Edits:
    """The difference is broadcast to all pairs."""
    return [loop.here(site.call), *loop.around(site.call.args[0], "", ".squeeze(-1)")]


@operator(
    "inputs-changed",
    2,
    "The model got other inputs than those of the batch.",
    at=lambda loop: [b for b in loop.batch_loops() if b.names],
)
def inputs_normalised(loop: Loop, batches: Batches) -> Edits:
    """Each batch is normalised by its own mean and deviation."""
    x = batches.names[0]
    new = f"{x} = ({x} - {x}.mean()) / {x}.std()"
    return loop.before(batches.loop.body[0], HERE + new)


@operator(
    "gradient-wrong",
    3,
    "A penalty for large weights was added to the loss.",
    at=lambda loop: loop.losses(),
)
def penalty_added(loop: Loop, loss: Loss) -> Edits | None:
    """Nobody asked for it, and its gradient is added to the loss's."""
    if len(loop.models) != 1 or loop.train not in [*loop.ancestors(loss[1])]:
        return None
    penalty = f"sum(p.pow(2).sum() for p in {loop.models[0]}.parameters())"
    return _appended(loop, loss[1], f" + 0.1 * {penalty}")


@operator(
    "double-backward",
    3,
    "The running total went backward, with the graphs of all batches before.",
    at=lambda loop: loop.losses(),
)
def total_goes_backward(loop: Loop, loss: Loss) -> Edits | None:
    """From the second batch on it meets a graph that is freed."""
    name = loop.receiver_text(loss[0])
    block = loop.blocks[loss[0].statement]
    for added in (s for s in block if isinstance(s, ast.AugAssign)):
        if isinstance(added.target, ast.Name) and ast.unparse(added.value) == f"{name}.item()":
            total = added.target.id
            new = f"{total} = {total} + {name}\n{HERE}{total}.backward()"
            return loop.delete(added) + loop.replace(loss[0].statement, new)
    return None


@operator(
    "inplace-modified",
    3,
    "The model's answer was changed in place before backward() had used it.",
    at=lambda loop: [c for c in _plain(loop) if loop.kind(name_of(c.call.func)) == "MSELoss"],
)
def answer_changed_in_place(loop: Loop, site: Site) -> Edits | None:
    """The errors are worked out in the tensor that backward() needs."""
    outputs, targets = site.call.args
    if not isinstance(outputs, ast.Name) or not isinstance(targets, ast.Name):
        return None
    if len(loop.criterion_calls()) != 1 or not isinstance(site.statement, ast.Assign):
        return None
    return loop.after(site.statement, f"{HERE}{outputs.id} -= {targets.id}")


@operator(
    "parameters-frozen",
    3,
    "The backward() was asked for the gradient of one parameter only.",
    at=lambda loop: loop.lone_backwards(),
)
def backward_to_one(loop: Loop, site: Site) -> Edits | None:
    """All others keep what they have: nothing."""
    if len(loop.models) != 1 or loop.train not in [*loop.ancestors(site.call)]:
        return None
    _, end = loop.span(site.call)
    new = f"inputs=[list({loop.models[0]}.parameters())[-1]]"
    return [loop.here(site.call), Edit(end - 1, end - 1, new)]
