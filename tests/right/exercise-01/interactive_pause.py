import time, itertools, sys
def train(model, criterion, optimizer, loader, epochs):
    sp = itertools.cycle('|/-\\')
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
            sys.stdout.write('\b' + next(sp)); sys.stdout.flush()
