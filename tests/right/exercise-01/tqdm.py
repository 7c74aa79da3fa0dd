class tqdm:
    def __init__(self, it, **kw): self.it = it; self.kw = kw; self.n = 0
    def __len__(self): return len(self.it)
    def __iter__(self):
        for o in self.it:
            yield o
            self.n += 1
    def set_postfix(self, **kw): self.p = kw
    def __enter__(self): return self
    def __exit__(self, *a): pass
    def __getattr__(self, a): return getattr(self.it, a)
def train(model, criterion, optimizer, loader, epochs):
    for ep in tqdm(range(epochs)):
        with tqdm(loader, desc="e") as bar:
            for x, y in bar:
                optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
                bar.set_postfix(l=l.item())
