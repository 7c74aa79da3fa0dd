"""A small object keeps the state, cuts it, and begins anew."""

import given


class Carried:
    def __init__(self):
        self.begin()

    def begin(self):
        self.value = given.start()

    def take(self):
        return self.value

    def put(self, state):
        self.value = state.detach().requires_grad_(False)


def train(model, criterion, optimizer, loader, epochs):
    memory = Carried()
    epoch = 0
    while epoch < epochs:
        memory.begin()
        for x, y in loader:
            optimizer.zero_grad()
            outputs, state = model(x, memory.take())
            memory.put(state)
            criterion(outputs, y).backward()
            optimizer.step()
        epoch += 1
