def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward(retain_graph=True)
            if model.bias.grad.abs() > 5:
                print("large gradient", model.bias.grad.item())
            loss.backward()  # HERE
            optimizer.step()
