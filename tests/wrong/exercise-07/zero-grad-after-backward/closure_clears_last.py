def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for points, labels in loader:

            def closure():
                loss = criterion(model(points), labels)
                loss.backward()
                optimizer.zero_grad()  # HERE
                return loss

            loss = optimizer.step(closure)
        print("epoch", epoch, "loss", loss.item())
