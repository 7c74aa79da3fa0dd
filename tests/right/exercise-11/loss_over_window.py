"""Divides each loss by the window; zeroing after the step, first time before the loop."""


def train(model, criterion, optimizer, loader, epochs, window):
    optimizer.zero_grad()
    for epoch in range(epochs):
        total = 0.0
        for i, (x, y) in enumerate(loader):
            loss = criterion(model(x), y) / window
            loss.backward()
            total += loss.item()
            if (i + 1) % window == 0:
                optimizer.step()
                optimizer.zero_grad()
        print(f"epoch {epoch}  loss {total * window / len(loader):.3f}")
