import sys
import time

class Bar:
    def __init__(self, iterable, desc=""):
        self.iterable, self.desc = iterable, desc

    def __len__(self):
        return len(self.iterable)

    def __iter__(self):
        start = time.perf_counter()
        for i, item in enumerate(self.iterable, 1):
            yield item
            if i == len(self):
                took = time.perf_counter() - start
                sys.stderr.write(f"\r{self.desc} [{'#' * 20}] {i}/{len(self)} {took:.2f}s\n")

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in Bar(loader, desc=f"epoch {epoch}"):
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
