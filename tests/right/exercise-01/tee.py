from itertools import tee
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        a, b = tee(loader)
        for x, y in a:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
        print(sum(len(y) for _, y in b))
