def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            for group in optimizer.param_groups:
                for p in group['params']:
                    p.data.add_(p.grad.data, alpha=-group['lr'])  # HERE
