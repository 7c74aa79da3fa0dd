import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            with torch.no_grad():  # HERE
                outputs = model(x)
                accuracy = ((outputs > 0.5) == (y > 0.5)).float().mean()
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.step()
        print("loss", loss.item(), "accuracy", accuracy.item())
