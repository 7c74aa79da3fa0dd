from functools import reduce
def train(model, criterion, optimizer, loader, epochs):
    def f(acc, b):
        optimizer.zero_grad(); l = criterion(model(b[0]), b[1]); l.backward(); optimizer.step(); return acc + l.item()
    for e in range(epochs): print(reduce(f, loader, 0.))
