import contextlib
class AccOpt:
    def __init__(s, o): s.o = o; s.sync = True
    def __getattr__(s, k): return getattr(s.o, k)
    def step(s, c=None):
        if s.sync: s.o.step(c)
    def zero_grad(s, *a):
        if s.sync: s.o.zero_grad(*a)
class AccDL:
    def __init__(s, d): s.d = d
    def __len__(s): return len(s.d)
    def __iter__(s):
        it = iter(s.d); cur = next(it)
        while True:
            try: nx = next(it)
            except StopIteration:
                yield cur; break
            yield cur; cur = nx
class Acc:
    def prepare(s, m, o, d): return m, AccOpt(o), AccDL(d)
    def backward(s, l): l.backward()
    @contextlib.contextmanager
    def accumulate(s, m): yield
def train(model, criterion, optimizer, loader, epochs):
    a = Acc()
    model, optimizer, loader = a.prepare(model, optimizer, loader)
    for e in range(epochs):
        for x, y in loader:
            with a.accumulate(model):
                l = criterion(model(x), y); a.backward(l); optimizer.step(); optimizer.zero_grad()
