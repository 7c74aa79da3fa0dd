from itertools import count
def train(model, criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        for (x, y), i in zip(loader, count()):
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
