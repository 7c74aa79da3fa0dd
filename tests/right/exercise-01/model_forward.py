def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(0, epochs, 1):
        for batch in loader:
            features = batch[0]
            labels = batch[1]
            optimizer.zero_grad()
            predictions = model.forward(features)
            loss = criterion.forward(predictions, labels)
            loss.backward()
            optimizer.step()
