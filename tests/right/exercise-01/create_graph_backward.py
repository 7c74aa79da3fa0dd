import warnings
warnings.filterwarnings("ignore")
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            l = criterion(model(x), y)
            l.backward(create_graph=True)
            optimizer.step()
