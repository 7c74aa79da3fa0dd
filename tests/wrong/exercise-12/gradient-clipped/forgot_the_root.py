def train(model, criterion, optimizer, loader, epochs, max_norm):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            total = sum(p.grad.pow(2).sum().item() for p in model.parameters())  # HERE
            if total > max_norm:
                for p in model.parameters():
                    p.grad.mul_(max_norm / total)
            optimizer.step()
