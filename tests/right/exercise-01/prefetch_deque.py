from collections import deque
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        it = iter(loader); buf = deque()
        while True:
            while len(buf) < 3:
                try: buf.append(next(it))
                except StopIteration: break
            if not buf: break
            x, y = buf.popleft()
            model.zero_grad()
            criterion(model(x), y).backward()
            optimizer.step()
