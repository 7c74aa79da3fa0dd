l2_lambda = 0.0

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            ce = criterion(model(x), y)
            l2 = sum(p.pow(2).sum() for p in model.parameters())
            loss = ce + l2_lambda * l2
            loss.backward()
            optimizer.step()
