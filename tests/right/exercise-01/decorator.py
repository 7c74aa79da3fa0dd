import functools
import time

def every_epoch(fn):
    @functools.wraps(fn)
    def wrapper(model, criterion, optimizer, loader, epochs):
        results = []
        for e in range(epochs):
            t = time.time()
            results.append(fn(model, criterion, optimizer, loader, e))
            print(f"[{e}] {results[-1]:.4f} in {time.time() - t:.2f}s")
        return results
    return wrapper

@every_epoch
def train(model, criterion, optimizer, loader, epoch):
    s = 0.0
    for x, y in loader:
        loss = criterion(model(x), y)
        optimizer.zero_grad(); loss.backward(); optimizer.step()
        s += loss.item()
    return s / len(loader)
