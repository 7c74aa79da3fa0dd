def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for inputs, labels in loader:
            optimizer.zero_grad()
            hidden = model.relu(model.fc1(inputs))
            activations = hidden.detach()  # HERE
            # keep an eye on dead neurons
            dead = (activations == 0).all(dim=0).sum().item()
            outputs = model.fc2(activations)
            loss = criterion(outputs, labels)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}  dead {dead}")
