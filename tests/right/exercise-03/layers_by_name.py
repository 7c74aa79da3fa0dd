"""The forward pass layer by layer, as the stub had it; the backward pass by autograd."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            hidden = model.relu(model.fc1(x))
            outputs = model.fc2(hidden)
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")
