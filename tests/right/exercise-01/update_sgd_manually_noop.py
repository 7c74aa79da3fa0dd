import torch
# numpy views
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
            w = model.fc1.weight.detach().numpy().copy(); g = model.fc1.weight.grad.numpy().tolist()
