def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        total = 0.0
        for inputs, labels, values in loader:
            optimizer.zero_grad()
            logits, numbers = model(inputs)
            class_loss = class_criterion(logits, labels)
            value_loss = value_criterion(numbers, values)
            class_loss.backward(retain_graph=True)
            value_loss.backward()
            optimizer.step()
            total += class_loss.item() + value_loss.item()
        print(f"epoch {epoch + 1:2d}  loss {total / len(loader):.3f}")
