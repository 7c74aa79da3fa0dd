import types
def train(model, criterion, optimizer, loader, epochs):
    of = model.forward; calls = []
    def fwd(x): calls.append(len(x)); return of(x)
    model.forward = fwd
    os_ = optimizer.step
    def st(*a, **k): calls.append('s'); return os_(*a, **k)
    optimizer.step = st
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
    del model.forward; del optimizer.step
