import queue
import threading

class BackgroundLoader:
    def __init__(self, loader, size=2):
        self.loader, self.size = loader, size

    def _fill(self, q):
        for item in self.loader:
            q.put(item)
        q.put(None)

    def __iter__(self):
        q = queue.Queue(self.size)
        worker = threading.Thread(target=self._fill, args=(q,), daemon=True)
        worker.start()
        while (item := q.get()) is not None:
            yield item
        worker.join()

def train(model, criterion, optimizer, loader, epochs):
    background = BackgroundLoader(loader)
    for epoch in range(epochs):
        for x, y in background:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
