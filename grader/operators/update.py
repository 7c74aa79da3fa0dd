"""What becomes of the parameters, of their gradients, and of the optimizer that moves them."""

from __future__ import annotations

import ast

from grader.edit import HERE, Edits
from grader.operators import operator
from grader.sites import Loop, Site, Update, name_of

SWITCHED = {"SGD": "Adam", "Adam": "SGD"}


def _optimizers(loop: Loop) -> list[str]:
    """The given optimizers of which is known how they are made, for the name of a model."""
    return [n for n in loop.parameters if n in loop.optimizers and _model(loop, n)]


def _model(loop: Loop, optimizer: str) -> str | None:
    """The parameter of train() whose parameters an optimizer holds."""
    made = loop.built.get(optimizer)
    first = made.args[0] if isinstance(made, ast.Call) and made.args else None
    if isinstance(first, ast.Call) and isinstance(first.func, ast.Attribute):
        name = name_of(first.func.value)
        return name if name in loop.parameters else None
    return None


def _made_again(loop: Loop, optimizer: str, parameters: str = "") -> str:
    """The line that makes an equal optimizer, of the same parameters or of others."""
    text = ast.unparse(loop.built[optimizer])
    own = f"{_model(loop, optimizer)}.parameters()"
    return f"{optimizer} = {text.replace(own, parameters or own)}"


def _moving(loop: Loop) -> list[tuple[Site, str]]:
    """The steps in train() that are the only ones of their optimizer, and its model."""
    found = []
    for site in loop.lone_steps():
        model = _model(loop, name_of(site.receiver))
        if model is not None and loop.train in [*loop.ancestors(site.call)]:
            found.append((site, model))
    return found


def _used(loop: Loop) -> list[tuple[Update, str]]:
    """The updates in train(), and the model that each of them moves."""
    models = dict(_moving(loop))
    return [(u, models[u.step]) for u in loop.updates() if u.step in models]


def _each(model: str, line: str) -> str:
    """Lines that do something with each parameter `p` that has a gradient; `line` is marked."""
    head = f"for p in {model}.parameters():\n    if p.grad is not None:"
    return f"{head}\n        {HERE}{line}"


def _indented(lines: str) -> str:
    return "    " + lines.replace("\n", "\n    ")


@operator(
    "optimizer-recreated",
    2,
    "The optimizer was made anew for each batch.",
    at=_optimizers,
)
def optimizer_for_each_batch(loop: Loop, name: str) -> Edits | None:
    """Like the given one, at the beginning of the batch loop's body."""
    loops = [b.loop for b in loop.batch_loops() if loop.train in [*loop.ancestors(b.loop)]]
    if len(loops) != 1:
        return None
    new = HERE + _made_again(loop, name)
    return loop.before(loops[0].body[0], new) + loop.importing("torch")


@operator(
    "optimizer-recreated",
    3,
    "The optimizer was made anew for each epoch.",
    at=_optimizers,
)
def optimizer_for_each_epoch(loop: Loop, name: str) -> Edits | None:
    """Like the given one, at the beginning of the epoch loop's body."""
    loops = [n for n in loop.epoch_loops() if loop.train in [*loop.ancestors(n)]]
    if len(loops) != 1:
        return None
    new = HERE + _made_again(loop, name)
    return loop.before(loops[0].body[0], new) + loop.importing("torch")


@operator("optimizer-replaced", 2, "An optimizer of another class was taken.", at=_optimizers)
def optimizer_of_other_class(loop: Loop, name: str) -> Edits | None:
    """Made once, at the beginning of train()."""
    kind = loop.kind(name)
    if kind not in SWITCHED:
        return None
    new = f"{name} = torch.optim.{SWITCHED[kind]}({_model(loop, name)}.parameters(), lr=0.01)"
    return loop.at_start(HERE + new) + loop.importing("torch")


@operator("optimizer-replaced", 3, "An equal optimizer was made.", at=_optimizers)
def optimizer_made_again(loop: Loop, name: str) -> Edits:
    """Made once, at the beginning of train()."""
    return loop.at_start(HERE + _made_again(loop, name)) + loop.importing("torch")


@operator(
    "optimizer-of-other-parameters",
    3,
    "The optimizer was made for a copy of the model.",
    at=_optimizers,
)
def optimizer_of_copy(loop: Loop, name: str) -> Edits:
    """The model that runs has no optimizer."""
    new = _made_again(loop, name, f"copy.deepcopy({_model(loop, name)}).parameters()")
    return loop.at_start(HERE + new) + loop.importing("copy", "torch")


@operator(
    "optimizer-of-other-parameters",
    3,
    "The optimizer was made for some of the parameters only.",
    at=lambda loop: _optimizers(loop) if len(loop.models) == 1 else [],
)
def optimizer_of_some(loop: Loop, name: str) -> Edits:
    """The last one is left out."""
    new = _made_again(loop, name, f"list({_model(loop, name)}.parameters())[:-1]")
    return loop.at_start(HERE + new) + loop.importing("torch")


@operator("hyperparameters-changed", 2, "The learning rate was changed.", at=_optimizers)
def rate_lowered(loop: Loop, name: str) -> Edits | None:
    """A tenth of what is given."""
    rate = loop.setting(name, "lr")
    if not isinstance(rate, float):
        return None
    return loop.at_start(f'{HERE}{name}.param_groups[0]["lr"] = {rate / 10:g}')


@operator(
    "hyperparameters-changed",
    2,
    "A scheduler halves the learning rate after each epoch.",
    at=_optimizers,
)
def rate_scheduled(loop: Loop, name: str) -> Edits | None:
    """The scheduler is made at the beginning, and steps at the end of each epoch."""
    loops = [n for n in loop.epoch_loops() if loop.train in [*loop.ancestors(n)]]
    if len(loops) != 1:
        return None
    made = f"torch.optim.lr_scheduler.StepLR({name}, step_size=1, gamma=0.5)"
    return [
        *loop.at_start(f"{HERE}scheduler = {made}"),
        *loop.after(loops[0].body[-1], "scheduler.step()"),
        *loop.importing("torch"),
    ]


@operator(
    "hyperparameters-changed",
    3,
    "The momentum was changed.",
    at=lambda loop: [n for n in _optimizers(loop) if loop.kind(n) == "SGD"],
)
def momentum_changed(loop: Loop, name: str) -> Edits:
    """Taken away where there is one, and added where there is none."""
    momentum = 0.0 if loop.setting(name, "momentum") else 0.9
    return loop.at_start(f'{HERE}{name}.param_groups[0]["momentum"] = {momentum}')


@operator("update-by-hand", 2, "The parameters were moved by hand, without step().", at=_moving)
def update_by_hand(loop: Loop, moving: tuple[Site, str]) -> Edits | None:
    """In place, with the given learning rate."""
    site, model = moving
    rate = loop.setting(name_of(site.receiver), "lr")
    lines = _indented(_each(model, f"p -= {rate} * p.grad"))
    edits = loop.replace(site.statement, f"with torch.no_grad():\n{lines}")
    return edits + loop.importing("torch")


@operator(
    "update-not-in-place",
    3,
    "The update by hand makes new tensors, and no parameter moves.",
    at=_moving,
)
def update_not_in_place(loop: Loop, moving: tuple[Site, str]) -> Edits | None:
    """The name `p` gets a new value, the parameter does not."""
    site, model = moving
    rate = loop.setting(name_of(site.receiver), "lr")
    lines = _indented(_each(model, f"p = p - {rate} * p.grad"))
    edits = loop.replace(site.statement, f"with torch.no_grad():\n{lines}")
    return edits + loop.importing("torch")


@operator(
    "model-replaced",
    3,
    "A copy of the model was trained.",
    at=lambda loop: loop.models,
)
def model_copied(loop: Loop, name: str) -> Edits:
    """The copy takes the model's name at the beginning of train()."""
    return loop.at_start(f"{HERE}{name} = copy.deepcopy({name})") + loop.importing("copy")


@operator(
    "parameters-frozen",
    1,
    "All parameters were told not to require a gradient.",
    at=lambda loop: loop.models,
)
def parameters_frozen(loop: Loop, name: str) -> Edits:
    """At the beginning of train()."""
    line = f"for p in {name}.parameters():\n    {HERE}p.requires_grad = False"
    return loop.at_start(line)


@operator(
    "parameters-frozen",
    2,
    "The first parameter was told not to require a gradient.",
    at=lambda loop: loop.models,
)
def first_parameter_frozen(loop: Loop, name: str) -> Edits:
    """At the beginning of train()."""
    return loop.at_start(f"{HERE}next({name}.parameters()).requires_grad_(False)")


@operator(
    "gradient-clipped",
    2,
    "The gradients were clipped, and nobody asked for it.",
    at=lambda loop: _used(loop) if "clip" not in loop.text else [],
)
def clipping_added(loop: Loop, used: tuple[Update, str]) -> Edits:
    """Just before the step, to a small norm."""
    new = f"torch.nn.utils.clip_grad_norm_({used[1]}.parameters(), 0.05)"
    return loop.before(used[0].step.statement, HERE + new) + loop.importing("torch")


@operator("gradient-scaled", 2, "The gradients were halved by hand.", at=_used)
def gradients_halved(loop: Loop, used: tuple[Update, str]) -> Edits:
    """Just before the step."""
    return loop.before(used[0].step.statement, _each(used[1], "p.grad /= 2"))


@operator(
    "weights-loaded",
    2,
    "The weights of the beginning were loaded after each epoch.",
    at=lambda loop: loop.models,
)
def weights_put_back(loop: Loop, name: str) -> Edits | None:
    """Nothing of what an epoch has learned is left."""
    loops = [n for n in loop.epoch_loops() if loop.train in [*loop.ancestors(n)]]
    if len(loops) != 1:
        return None
    return [
        *loop.at_start(f"start = copy.deepcopy({name}.state_dict())"),
        *loop.after(loops[0].body[-1], f"{HERE}{name}.load_state_dict(start)"),
        *loop.importing("copy"),
    ]


@operator("weights-loaded", 3, "The weights were clamped after each step.", at=_used)
def weights_clamped(loop: Loop, used: tuple[Update, str]) -> Edits:
    """To a range that they don't stay in by themselves."""
    line = f"for p in {used[1]}.parameters():\n    {HERE}p.data.clamp_(-0.1, 0.1)"
    return loop.after(used[0].step.statement, line)
