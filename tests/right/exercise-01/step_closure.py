def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for input, target in loader:
            def closure():
                optimizer.zero_grad()
                output = model(input)
                loss = criterion(output, target)
                loss.backward()
                return loss
            optimizer.step(closure)
