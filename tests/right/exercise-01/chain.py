from itertools import chain
def train(model, criterion, optimizer, loader, epochs):
    for x, y in chain.from_iterable(loader for _ in range(epochs)):
        optimizer.zero_grad()
        criterion(model(x), y).backward()
        optimizer.step()
