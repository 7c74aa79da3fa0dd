def train(model, criterion, optimizer, loader, epochs):
    for p in model.hidden.parameters():
        p.require_grad = False  # HERE
    for epoch in range(epochs):
        losses = []
        for inputs, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(inputs), labels)
            losses.append(loss.item())
            loss.backward()
            optimizer.step()
        print(f"epoch {epoch + 1:2d}  loss {sum(losses) / len(losses):.3f}")
