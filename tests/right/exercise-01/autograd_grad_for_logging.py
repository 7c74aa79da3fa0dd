import torch

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            (g,) = torch.autograd.grad(loss, [model.fc1.weight], retain_graph=True)
            loss.backward()
            assert torch.equal(g, model.fc1.weight.grad)
            optimizer.step()
