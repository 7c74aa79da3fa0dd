"""Steps when the counter has passed the window: five batches, not four."""


def train(model, criterion, optimizer, loader, epochs, window):
    for epoch in range(epochs):
        count = 0
        optimizer.zero_grad()
        for x, y in loader:
            loss = criterion(model(x), y)
            (loss / window).backward()
            count += 1
            if count > window:  # HERE
                optimizer.step()
                optimizer.zero_grad()
                count = 0
        print("loss", loss.item())
