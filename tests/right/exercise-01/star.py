from typing import *
from torch import *
from torch.nn import *
from torch.nn.functional import *
def train(model: Module, criterion: Callable[[Tensor, Tensor], Tensor], optimizer, loader: Iterable, epochs: int = 10):
    for _ in [None] * epochs:
        for batch in loader:
            with enable_grad():
                optimizer.zero_grad(); l = cross_entropy(model(batch[0]), batch[1]); l.backward(); optimizer.step()
