def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            # somebody on the forum said this avoids an error
            loss.backward(retain_graph=True)
            optimizer.step()
