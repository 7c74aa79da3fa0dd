def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total_loss = 0
        for x, y in loader:
            optimizer.zero_grad()
            total_loss = total_loss + criterion(model(x), y)
            total_loss.backward()  # HERE
            optimizer.step()
        print("epoch loss", total_loss.item())
