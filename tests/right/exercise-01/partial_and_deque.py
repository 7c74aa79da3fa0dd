from collections import deque
from functools import partial
from itertools import starmap

def _step(model, criterion, optimizer, x, y):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()

def train(model, criterion, optimizer, loader, epochs):
    step = partial(_step, model, criterion, optimizer)
    for _ in range(epochs):
        deque(starmap(step, loader), maxlen=0)
