"""The norm and the factor computed by hand, the gradients shrunk in place."""


def clip(parameters, max_norm):
    grads = [p.grad for p in parameters if p.grad is not None]
    total = sum(g.pow(2).sum() for g in grads).sqrt()
    if total > max_norm:
        for g in grads:
            g.mul_(max_norm / (total + 1e-6))
    return total.item()


def train(model, criterion, optimizer, loader, epochs, max_norm):
    for epoch in range(epochs):
        norms = []
        for x, y in loader:
            model.zero_grad()
            criterion(model(x), y).backward()
            norms.append(clip(model.parameters(), max_norm))
            optimizer.step()
        print(f"epoch {epoch + 1}  largest norm {max(norms):.3f}")
