"""A loader of its own, with batches of 32."""

from torch.utils.data import DataLoader


def train(model, criterion, optimizer, loader, epochs, window):
    large = DataLoader(loader.dataset, batch_size=loader.batch_size * window, shuffle=True)  # HERE
    for epoch in range(epochs):
        for x, y in large:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        print("loss", loss.item())
