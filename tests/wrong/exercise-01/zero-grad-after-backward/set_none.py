def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for batch in loader:
            optimizer.zero_grad()
            loss = criterion(model(batch[0]), batch[1])
            loss.backward()
            optimizer.zero_grad(set_to_none=True)  # HERE
            optimizer.step()
