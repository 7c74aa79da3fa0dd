class Meters(dict):
    def __missing__(self, k): self[k] = []; return self[k]
    def __getattr__(self, k): return self[k]
def train(model, criterion, optimizer, loader, epochs):
    m = Meters()
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
            m.loss.append(l.detach())
        print({k: sum(v)/len(v) for k, v in m.items()})
