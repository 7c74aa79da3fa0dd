def batch_loss(model, criterion, batch):
    inputs, labels = batch
    loss = criterion(model(inputs), labels)
    return loss.data, len(labels)  # HERE


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        seen, total = 0, 0.0
        for batch in loader:
            optimizer.zero_grad()
            loss, n = batch_loss(model, criterion, batch)
            loss.requires_grad = True
            loss.backward()
            optimizer.step()
            total += loss.item() * n
            seen += n
        print(f"epoch {epoch + 1:2d}  loss {total / seen:.3f}")
