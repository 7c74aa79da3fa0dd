import torch


def train(model, criterion, optimizer, loader, epochs, max_norm):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            torch.nn.utils.clip_grad_value_(model.parameters(), max_norm)  # HERE
            optimizer.step()
