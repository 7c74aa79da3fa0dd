"""A rehearsal: one small grading in the zygote's own process, so that its forks begin warm.

Much of PyTorch is made ready at its first use: dispatch tables, functorch's transforms, autograd's
own structures. A fork inherits what was used before it. The loop that is rehearsed is the one
below: no file of a course is read, and no student's code.
"""

from __future__ import annotations

import sys
from pathlib import Path

from grader import child, confine, given, judge, trace
from grader.exercise import Exercise
from grader.limit import Limit
from grader.run import Run

GIVEN = b"""
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def build(seed):
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 2))
    data = TensorDataset(torch.randn(40, 2), torch.randint(0, 2, (40,)))
    order = torch.Generator().manual_seed(seed)
    return {
        "model": model,
        "criterion": nn.CrossEntropyLoss(),
        "optimizer": torch.optim.SGD(model.parameters(), lr=0.1),
        "loader": DataLoader(data, batch_size=4, shuffle=True, generator=order),
        "epochs": 2,
    }


def measure(model):
    return {"loss": 0.0}
"""
RIGHT = b"""
def train(model, criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        for inputs, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(inputs), labels)
            loss.backward()
            optimizer.step()
"""
WRONG = RIGHT.replace(b"            loss.backward()\n", b"")
EXERCISE = Exercise(
    name="rehearsal",
    folder=Path(),
    title="",
    minutes=0,
    signature=("model", "criterion", "optimizer", "loader", "epochs"),
    seeds=(0,),
    stub="",
    epochs_min=2,
    epochs_max=2,
    limits=(Limit("loss", "below", 1.0),),
)


def rehearse() -> None:
    """Record, replay and diagnose a right loop and a wrong one. Starts no thread."""
    confine.prepare()
    modules = dict(sys.modules)
    for source in (RIGHT, WRONG):
        own = given.load(GIVEN, EXERCISE.seed)
        job = judge.job_for(EXERCISE, own)
        parts = given.load(GIVEN, EXERCISE.seed)
        end, recorded = child.record(job, parts, source)
        assert recorded is not None
        run = Run(end, *trace.write(recorded))
        attempt = judge.Attempt("train.py", source)
        end, evidence = judge.evidence_of(EXERCISE, own, attempt, run, job)
        judge.verdict_of(EXERCISE, own, attempt, run, end, evidence)
    for name in {"train", "given"} - modules.keys():
        sys.modules.pop(name, None)
