import threading, copy, torch
def train(model, criterion, optimizer, loader, epochs):
    ts = []
    X, Y = loader.dataset.tensors
    def ev(m):
        with torch.no_grad(): print(criterion(m(X), Y).item())
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
        t = threading.Thread(target=ev, args=(copy.deepcopy(model),)); t.start(); ts.append(t)
    [t.join() for t in ts]
