from itertools import chain, repeat

def train(model, criterion, optimizer, loader, epochs):
    for x, y in chain.from_iterable(repeat(loader, epochs)):
        optimizer.zero_grad()
        criterion(model(x), y).backward()
        optimizer.step()
