def train(model, criterion, optimizer, loader, epochs):
    losses = []
    for epoch in range(epochs):
        for inputs, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(inputs), labels)
            loss.backward()
            optimizer.step()
            losses.append(loss)  # HERE
        recent = losses[-len(loader):]
        print(f"epoch {epoch + 1:2d}  loss {sum(l.item() for l in recent) / len(loader):.3f}")
    return losses
