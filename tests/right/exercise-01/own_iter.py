class Loop:
    def __init__(s, l, n): s.l, s.n, s.e = l, n, 0; s.it = iter(l)
    def __iter__(s): return s
    def __next__(s):
        try: return s.e, next(s.it)
        except StopIteration:
            s.e += 1
            if s.e >= s.n: raise
            s.it = iter(s.l)
            return s.e, next(s.it)
def train(model, criterion, optimizer, loader, epochs):
    for e, (x, y) in Loop(loader, epochs):
        optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
