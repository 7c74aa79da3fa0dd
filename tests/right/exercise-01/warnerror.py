import warnings
warnings.simplefilter('error')
def train(model, criterion, optimizer, loader, epochs):
    warnings.simplefilter('error')
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
