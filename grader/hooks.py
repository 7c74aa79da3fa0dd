"""Callbacks and patches that leave no trace: they never raise, never follow a copy, and go away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ContextDecorator, contextmanager
from typing import Any


class Hook:
    """A callback that never raises into the student's code, and never follows a copy.

    `copy.deepcopy(model)` copies a module's hooks with it: the copy gets one that does nothing.
    """

    __slots__ = ("callback",)

    def __init__(self, callback: Callable[..., None]) -> None:
        self.callback = callback

    def __call__(self, *args: Any) -> None:
        try:  # noqa: SIM105  suppress() costs as much as the hook
            self.callback(*args)
        except (RuntimeError, TypeError, AttributeError):
            pass  # inside torch.func a tensor has no storage to look at: nothing is recorded there

    def __deepcopy__(self, memo: dict[int, Any]) -> Callable[..., None]:
        return _nothing

    def __reduce__(self) -> tuple[type[Hook], tuple[Callable[..., None]]]:
        return Hook, (_nothing,)


def on_gradient(tensor: Any, callback: Callable[..., None]) -> Any:
    """Call back with the gradient of `tensor` once a backward goes through it."""
    # Typed by hand: register_hook has no annotations in some versions of torch.
    return tensor.register_hook(Hook(callback))


def _nothing(*args: Any) -> None:
    """What a copied hook does."""


@contextmanager
def patched(owner: Any, name: str, wrapper: Callable[..., Any]) -> Iterator[None]:
    """`owner.name` calls `wrapper(original, ...)` inside the block and is itself again after."""
    original = getattr(owner, name)

    def call(*args: Any, **kwargs: Any) -> Any:
        return wrapper(original, *args, **kwargs)

    call.__name__, call.__doc__ = name, original.__doc__
    with replaced(owner, name, call):
        yield


@contextmanager
def replaced(owner: Any, name: str, value: Any) -> Iterator[None]:
    """`owner.name` is `value` inside the block and itself again after."""
    original = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, original)


class Unmarked(ContextDecorator):
    """In the place of `torch.autograd.profiler.record_function`: leaves no mark for a profiler.

    Steps, zero_grad and loaders leave one at each call, which is a fifth of a small loop's time.
    """

    def __init__(self, name: str, args: str | None = None) -> None:
        pass

    def __enter__(self) -> Unmarked:
        return self

    def __exit__(self, *exc: object) -> None:
        pass
