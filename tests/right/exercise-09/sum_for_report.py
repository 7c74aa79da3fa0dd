"""Adds up the losses with their graphs for the report, and goes backward from each alone."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        epoch_loss = 0
        for x, y in loader:
            loss = criterion(model(x), y)
            epoch_loss = epoch_loss + loss
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print("epoch", epoch, "loss", epoch_loss.item() / len(loader))
