def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            n = 0
            for i in range(len(x)):
                l = criterion(model(x[i].unsqueeze(0)), y[i].unsqueeze(0)); l.backward(); n += 1
            for p in model.parameters(): p.grad.div_(n)
            optimizer.step()
