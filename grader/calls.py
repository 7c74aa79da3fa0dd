"""Calls of modules, watched from outside.

A hook of a module's own would be the student's to see, to copy, to save and to compile, and one
for all modules makes each call of each layer slow. So the call itself is watched, and a hook is
used only for the time of a call that other hooks may change.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from typing import Any

from torch import nn
from torch.nn.modules import module as modules

from grader.hooks import Hook, replaced


@contextmanager
def watched(wanted: Container[int], callback: Callable[..., None]) -> Iterator[None]:
    """Inside the block, call back with a module, its arguments and its output, after its forward.

    Only of modules whose `id` is among the `wanted`. What other hooks make of an output comes
    after that.
    """
    hook, hooked = Hook(callback), False

    def called(module: nn.Module, args: Any, output: Any) -> None:
        if id(module) in wanted:
            hook(module, args, output)

    original: Callable[..., Any] = nn.Module._call_impl

    def call(module: nn.Module, *args: Any, **kwargs: Any) -> Any:
        nonlocal hooked
        if id(module) not in wanted or hooked:
            return original(module, *args, **kwargs)
        if not _has_hooks(module):
            output = original(module, *args, **kwargs)
            hook(module, args, output)
            return output
        hooked = True
        handle = modules.register_module_forward_hook(called)
        try:
            return original(module, *args, **kwargs)
        finally:
            handle.remove()
            hooked = False

    call.__name__ = original.__name__
    # Not `patched`, whose second call for each layer's is a tenth of a small model's forward.
    with replaced(nn.Module, "_call_impl", call):
        yield


def _has_hooks(module: nn.Module) -> bool:
    """Whether anything may change what a module is called with, or what it gives."""
    return bool(
        module._forward_hooks
        or module._forward_pre_hooks
        or module._backward_hooks
        or module._backward_pre_hooks
        or modules._global_forward_hooks
        or modules._global_forward_pre_hooks
        or modules._global_backward_hooks
        or modules._global_backward_pre_hooks
    )
