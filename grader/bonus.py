"""The experiment on top of an exercise: the same loop trains a network of the student's own.

The student's file has a list `LAYERS` of torch.nn layers. The child describes them by name and
width, and both sides build the network anew from that description: no object of the student's
reaches the judge.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import torch
from torch import nn

from grader.given import Given

NAME = "LAYERS"
ACTIVATIONS = {
    kind.__name__: kind
    for kind in (nn.ReLU, nn.LeakyReLU, nn.ELU, nn.GELU, nn.SiLU, nn.Tanh, nn.Sigmoid, nn.Softplus)
}
SHAPELESS = ACTIVATIONS | {"Flatten": nn.Flatten, "Identity": nn.Identity}
MOST_LAYERS, MOST_WIDTH, MOST_PARAMETERS = 20, 4096, 100_000

Layers = Sequence[Sequence[Any]]


class UnfitLayers(ValueError):
    """Why the layers can't be used, in words for the student."""


def describe(names: Mapping[str, Any]) -> list[list[Any]]:
    """The layers of the student's file, as names and widths. Raises UnfitLayers."""
    layers = names.get(NAME)
    if layers is None:
        raise UnfitLayers(f"The file has no {NAME} = [...] with the layers of your network.")
    if not isinstance(layers, (list, tuple, nn.Sequential)):
        raise UnfitLayers(f'{NAME} is a value of type "{type(layers).__name__}", not a list.')
    try:
        return [_described(layer) for layer in layers]
    except UnfitLayers:
        raise
    except BaseException as error:
        raise UnfitLayers(f"{NAME} can't be read: {type(error).__name__}") from error


def _described(layer: object) -> list[Any]:
    name = type(layer).__name__
    if isinstance(layer, nn.Linear):
        return ["Linear", layer.in_features, layer.out_features, layer.bias is not None]
    if name not in SHAPELESS:
        allowed = ", ".join(("Linear", *SHAPELESS))
        raise UnfitLayers(f'"{name}" can\'t be a layer here. These can: {allowed}.')
    return [name]


def described_in(header: bytes) -> Layers:
    """The description that came with a trace; UnfitLayers where it is none."""
    try:
        found = json.loads(header)["layers"]
    except (ValueError, KeyError, TypeError, RecursionError, MemoryError) as error:
        raise UnfitLayers("The run handed over no layers.") from error
    if not isinstance(found, list) or not all(isinstance(layer, list) for layer in found):
        raise UnfitLayers("The run handed over layers that are none.")
    return found


def rebuilt(layers: Layers) -> nn.Sequential:
    """The network of a description, which may have come from anywhere. Raises UnfitLayers."""
    if len(layers) > MOST_LAYERS:
        raise UnfitLayers(f"{len(layers)} layers are more than {MOST_LAYERS}.")
    count = sum(_size(layer) for layer in layers)
    if not 0 < count <= MOST_PARAMETERS:
        raise UnfitLayers(f"The network has {count} parameters: take 1 to {MOST_PARAMETERS}.")
    return nn.Sequential(*(_layer(layer) for layer in layers))


def _size(layer: Sequence[Any]) -> int:
    """The parameters of a layer, before anything is built. Raises UnfitLayers."""
    name, *rest = layer or ("nothing",)
    if name != "Linear":
        return 0
    if len(rest) != 3 or not all(type(n) is int and 0 < n <= MOST_WIDTH for n in rest[:2]):
        raise UnfitLayers(f"A Linear layer has 1 to {MOST_WIDTH} inputs and outputs.")
    return int((rest[0] + bool(rest[2])) * rest[1])


def _layer(layer: Sequence[Any]) -> nn.Module:
    name, *rest = layer or ("nothing",)
    if name == "Linear":
        inputs, outputs, bias = rest
        return nn.Linear(inputs, outputs, bias=bool(bias))
    if not isinstance(name, str) or name not in SHAPELESS or rest:
        raise UnfitLayers(f'"{str(name)[:50]}" is no layer.')
    return SHAPELESS[name]()


def linear_layers(layers: Layers) -> int:
    """How many Linear layers there are."""
    return sum(layer[:1] == ["Linear"] for layer in map(list, layers))


def with_layers(given: Given, layers: Layers, seed: int) -> Given:
    """The given parts with the described network in place of the model, and its own optimizer.

    Raises UnfitLayers where the network can't be built, or can't take the data.
    """
    (model_name,), (optimizer_name,) = given.modules, given.optimizers
    torch.manual_seed(seed)
    model = rebuilt(layers)
    try:
        given.module.measure(model)
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise UnfitLayers(f"The layers don't fit to each other or to the data: {reason}") from error
    old = given.optimizers[optimizer_name]
    optimizer = type(old)(model.parameters(), **old.defaults)
    return replace(
        given,
        arguments={**given.arguments, model_name: model, optimizer_name: optimizer},
        modules={model_name: model},
        optimizers={optimizer_name: optimizer},
    )
