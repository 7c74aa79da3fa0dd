import torch


def train(model, criterion, optimizer, loader, epochs, max_norm):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            grads = [p.grad.clone() for p in model.parameters()]
            total = torch.sqrt(sum((g ** 2).sum() for g in grads))
            for g in grads:
                g *= min(1.0, max_norm / (total.item() + 1e-6))  # HERE
            optimizer.step()
