import torch
def train(model, criterion, optimizer, loader, epochs):
    with torch.inference_mode():
        print(sum(criterion(model(x), y).item() for x, y in loader))
    for _ in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
