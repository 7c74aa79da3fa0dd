import torch
def train(model, criterion, optimizer, loader, epochs):
    ps = list(model.parameters())
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); torch.autograd.backward([criterion(model(x), y)], inputs=ps); optimizer.step()
