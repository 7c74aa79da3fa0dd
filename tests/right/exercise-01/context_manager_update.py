from contextlib import contextmanager

@contextmanager
def update(optimizer):
    optimizer.zero_grad()
    yield
    optimizer.step()

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            with update(optimizer):
                loss = criterion(model(x), y)
                loss.backward()
