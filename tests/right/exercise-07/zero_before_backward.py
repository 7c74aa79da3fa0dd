"""zero_grad() between the loss and the backward pass, and the gradients stay tensors."""


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for points, labels in loader:
            logits = model(points)
            loss = criterion(logits, labels)
            optimizer.zero_grad(set_to_none=False)
            loss.backward()
            optimizer.step()
