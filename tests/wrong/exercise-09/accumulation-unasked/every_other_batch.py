"""Steps for every second batch only, from both gradients."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        optimizer.zero_grad()
        for i, (x, y) in enumerate(loader):
            loss = criterion(model(x), y) / 2
            loss.backward()
            if (i + 1) % 2 == 0:
                optimizer.step()  # HERE
                optimizer.zero_grad()
        print("loss", loss.item())
