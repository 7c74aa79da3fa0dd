import pickle, copy
def train(model, criterion, optimizer, loader, epochs):
    pickle.loads(pickle.dumps(loader)); pickle.loads(pickle.dumps(criterion)); pickle.dumps(optimizer); copy.copy(model); copy.copy(optimizer)
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
