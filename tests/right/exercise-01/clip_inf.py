import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward()
            n = torch.nn.utils.clip_grad_norm_(model.parameters(), 1e9)
            optimizer.step()
