import functools, time
def timed(f):
    @functools.wraps(f)
    def w(*a, **k):
        t = time.time(); r = f(*a, **k); print(time.time()-t); return r
    return w
@timed
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
