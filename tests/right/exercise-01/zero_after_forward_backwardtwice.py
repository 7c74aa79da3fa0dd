def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            l = criterion(model(x), y)
            l.backward(retain_graph=True)   # probe
            probe = [p.grad.clone() for p in model.parameters()]
            optimizer.zero_grad()
            l.backward()
            optimizer.step()
