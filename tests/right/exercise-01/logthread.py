import threading, queue
def train(model, criterion, optimizer, loader, epochs):
    q = queue.Queue()
    def log():
        while (m := q.get()) is not None:
            print("Verlust", m)
    t = threading.Thread(target=log, daemon=True); t.start()
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
            q.put(l.item())
    q.put(None); t.join()
