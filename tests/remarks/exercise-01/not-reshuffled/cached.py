def train(model, criterion, optimizer, loader, epochs):
    batches = list(loader)  # HERE
    for epoch in range(epochs):
        total = 0.0
        for inputs, labels in batches:
            optimizer.zero_grad()
            loss = criterion(model(inputs), labels)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(batches):.3f}")
