from collections import defaultdict
class Engine:
    def __init__(s, f): s.f = f; s.h = defaultdict(list); s.state = type('S', (), {})()
    def on(s, ev):
        def d(fn): s.h[ev].append(fn); return fn
        return d
    def fire(s, ev): [f(s) for f in s.h[ev]]
    def run(s, data, max_epochs):
        s.state.iteration = 0; s.fire('started')
        n = len(data); it = iter(data)
        for s.state.epoch in range(1, max_epochs+1):
            c = 0
            while c < n:
                try: b = next(it)
                except StopIteration:
                    it = iter(data); continue
                s.state.output = s.f(s, b); c += 1; s.state.iteration += 1
                s.fire('it')
            s.fire('epoch')
def train(model, criterion, optimizer, loader, epochs):
    def up(engine, b):
        model.train(); optimizer.zero_grad(); l = criterion(model(b[0]), b[1]); l.backward(); optimizer.step(); return l.item()
    e = Engine(up)
    @e.on('epoch')
    def p(e): print(e.state.epoch, e.state.output)
    e.run(loader, epochs)
