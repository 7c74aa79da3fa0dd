import torch

def my_cross_entropy(z, y):
    picked = z.gather(1, y.view(-1, 1)).squeeze(1)
    return (torch.logsumexp(z, dim=1) - picked).mean()

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            loss = my_cross_entropy(model(x), y)
            assert torch.allclose(loss, criterion(model(x), y), atol=1e-5)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
