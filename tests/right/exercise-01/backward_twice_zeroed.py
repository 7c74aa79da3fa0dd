def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            loss = criterion(model(x), y)
            # first only to look at the gradient
            loss.backward(retain_graph=True)
            biggest = max(p.grad.abs().max().item() for p in model.parameters())
            optimizer.zero_grad()
            # now really
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
        print("biggest gradient entry of the last batch:", biggest)
