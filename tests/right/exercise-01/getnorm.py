import torch
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward()
            n = torch.nn.utils.get_total_norm([p.grad for p in model.parameters()])
            optimizer.step()
