import threading, queue
class Prefetch:
    def __init__(self, loader, n=3): self.loader, self.n = loader, n
    def __len__(self): return len(self.loader)
    def __iter__(self):
        q = queue.Queue(self.n); end = object()
        def run():
            for b in self.loader: q.put(b)
            q.put(end)
        threading.Thread(target=run, daemon=True).start()
        while (b := q.get()) is not end:
            yield b
def train(model, criterion, optimizer, loader, epochs):
    loader = Prefetch(loader)
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
