def grad_norm(model):
    total = 0.0
    for p in model.parameters():
        if p.grad is not None:
            total += p.grad.data.norm(2).item() ** 2
    return total ** 0.5

def train(model, criterion, optimizer, loader, epochs):
    norms = []
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            norms.append(grad_norm(model))
            optimizer.step()
        print("max grad norm so far", max(norms))
